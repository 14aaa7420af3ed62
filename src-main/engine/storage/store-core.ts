import type { BulkWork } from './bulk.ts';
import { runInBatches } from './bulk.ts';
import type { Connection } from './connection.ts';
import { asFileError } from './file-errors.ts';

/** What the parts of the store share. */
export interface StoreCore {
  readonly connection: Connection;
  /** Outputs that were stored and not yet claimed by a run, dataset or segment; nothing may drop them. */
  readonly unclaimed: Set<string>;
  /** Runs work in one transaction whose commit is synced to the disk. */
  commit<T>(work: () => T): T;
  /** Runs bulk work, one after the other; edits come through between its batches. */
  bulk<R>(work: () => BulkWork<R>): Promise<R>;
  /** Resolves once no bulk work is under way. */
  idle(): Promise<void>;
}

/** Sets up the store on a connection. */
export function storeCore(connection: Connection): StoreCore {
  const { db, path } = connection;
  let lane: Promise<unknown> = Promise.resolve();
  return {
    connection,
    unclaimed: new Set(),
    commit(work) {
      try {
        return db.transaction(work).immediate();
      } catch (thrown) {
        throw asFileError(thrown, path);
      }
    },
    bulk(work) {
      const turn = lane.then(async () => {
        try {
          return await runInBatches(connection, work());
        } catch (thrown) {
          throw asFileError(thrown, path);
        }
      });
      lane = turn.catch(() => undefined);
      return turn;
    },
    async idle() {
      for (let last: unknown = null; last !== lane;) {
        last = lane;
        await lane;
      }
    },
  };
}
