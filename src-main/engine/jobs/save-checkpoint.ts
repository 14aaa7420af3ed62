import { ClienteleError } from '../../contract/errors.ts';
import type { CheckpointReply, TaskReport } from './protocol.ts';

/** Gives states to whoever keeps them, and waits for each to be on the disk. */
export interface CheckpointSaver {
  save(bytes: Uint8Array): Promise<void>;
  answered(reply: CheckpointReply): void;
}

/** @param say how a report leaves the thread. */
export function checkpointSaver(say: (report: TaskReport) => void): CheckpointSaver {
  const waiting = new Map<number, PromiseWithResolvers<undefined>>();
  let nextId = 1;
  return {
    save(bytes) {
      const id = nextId++;
      const saved = Promise.withResolvers<undefined>();
      waiting.set(id, saved);
      say({ type: 'checkpoint', id, bytes });
      return saved.promise;
    },
    answered({ checkpoint, error }) {
      const saved = waiting.get(checkpoint);
      waiting.delete(checkpoint);
      if (error) saved?.reject(new ClienteleError(error.code, error.values));
      else saved?.resolve(undefined);
    },
  };
}
