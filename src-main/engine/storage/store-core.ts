import type { BulkWork } from './bulk.ts';
import { breathe, runInBatches } from './bulk.ts';
import type { Connection } from './connection.ts';
import { asFileError } from './file-errors.ts';
import { publish } from './published.ts';
import { syncViews } from './views.ts';

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
  /**
   * Points plain names where they belong, inside the transaction that moved them. Rows that SQL cannot read yet are
   * written afterwards: panels read columns, and need not wait for them.
   */
  nameOutputs(): void;
  /** Resolves once SQL can read everything that has a name. @throws disk-full where its rows could not be written. */
  named(): Promise<void>;
}

/** Sets up the store on a connection. */
export function storeCore(connection: Connection): StoreCore {
  const { db, path } = connection;
  let lane: Promise<unknown> = Promise.resolve();
  function* writeNamed(): BulkWork<void> {
    // Looked up when its turn comes: what was to be written may have lost its name.
    for (const hash of syncViews(connection)) {
      yield* publish(connection, hash);
      syncViews(connection);
    }
  }
  const core: StoreCore = {
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
        // Whoever asked for the work hears that the edit before it is made.
        await breathe();
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
    nameOutputs() {
      // What fails here is tried again, and said, by whoever waits for it.
      if (syncViews(connection).length > 0) void core.bulk(writeNamed).catch(() => undefined);
    },
    named: () => core.bulk(writeNamed),
  };
  return core;
}
