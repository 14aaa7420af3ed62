import { storeCheckpoints, type StoreCheckpoints } from './checkpoints.ts';
import type { Connection } from './connection.ts';
import { storeCore } from './store-core.ts';
import { storeEdits, type StoreEdits } from './store-edits.ts';
import { storeFile, type StoreFile } from './store-file.ts';
import { storeOutputs, type StoreOutputs } from './store-outputs.ts';
import { storeRuns, type StoreRuns } from './store-runs.ts';

/** Everything that changes a project file; one thread has it, all others speak to it through a `WriterClient`. */
export interface ProjectStore extends StoreEdits, StoreOutputs, StoreRuns, StoreCheckpoints, StoreFile {
  /** Closes the file once outputs under way are stored; nothing confirmed is lost without it. */
  close(): Promise<void>;
}

/** The store over an open connection. @param release lets go of the file's lock. */
export function projectStore(connection: Connection, release: () => void): ProjectStore {
  const core = storeCore(connection);
  // Rows that a crash or a full disk kept from being written.
  core.nameOutputs();
  return {
    ...storeEdits(core),
    ...storeOutputs(core),
    ...storeRuns(core),
    ...storeCheckpoints(core),
    ...storeFile(core),
    async close() {
      await core.idle();
      connection.db.close();
      release();
    },
  };
}
