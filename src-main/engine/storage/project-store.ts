import { audit, listAudit, type AuditEntry } from './audit.ts';
import type { Connection } from './connection.ts';
import { readProject, type StoredProject } from './snapshot.ts';
import { storeCore } from './store-core.ts';
import { storeEdits, type StoreEdits } from './store-edits.ts';
import { storeOutputs, type StoreOutputs } from './store-outputs.ts';
import { storeRuns, type StoreRuns } from './store-runs.ts';

/** Everything that changes a project file; one thread has it, all others speak to it through a `WriterClient`. */
export interface ProjectStore extends StoreEdits, StoreOutputs, StoreRuns {
  /** What the file holds, as of one moment, without rows. */
  project(): StoredProject;
  /** Writes a line of the audit log: codes and counts, never values. */
  recordAudit(action: string, code: string, counts: Readonly<Record<string, number>>): void;
  listAudit(limit: number): AuditEntry[];
  /** Moves the log into the file, as after a run. */
  checkpoint(): void;
  /** Closes the file once outputs under way are stored; nothing confirmed is lost without it. */
  close(): Promise<void>;
}

/** The store over an open connection. @param release lets go of the file's lock. */
export function projectStore(connection: Connection, release: () => void): ProjectStore {
  const core = storeCore(connection);
  return {
    ...storeEdits(core),
    ...storeOutputs(core),
    ...storeRuns(core),
    project: () => readProject(connection),
    recordAudit: (action, code, counts) => core.commit(() => audit(connection, action, code, counts)),
    listAudit: (limit) => listAudit(connection, limit),
    checkpoint: () => void connection.db.pragma('wal_checkpoint(PASSIVE)'),
    async close() {
      await core.idle();
      connection.db.close();
      release();
    },
  };
}
