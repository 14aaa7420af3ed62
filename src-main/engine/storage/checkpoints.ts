import type { Connection } from './connection.ts';
import { dropOutput } from './evict.ts';
import { bundleHash, readBundleBytes, storeBundle } from './outputs.ts';
import { NEEDED_OUTPUTS } from './references.ts';
import type { StoreCore } from './store-core.ts';

/** Runs that were cut short and may go on: the newest ones. A run that is not gone on with should not fill the file. */
const KEPT = 8;

/** The methods that keep where runs can go on from. */
export interface StoreCheckpoints {
  /** Keeps a run's state in place of the one before. @param key the run's cache key. */
  saveCheckpoint(key: string, bytes: Uint8Array): Promise<void>;
}

export function storeCheckpoints({ connection, bulk, commit, unclaimed }: StoreCore): StoreCheckpoints {
  const { sql } = connection;
  return {
    async saveCheckpoint(key, bytes) {
      const content = { kind: 'checkpoint', bytes } as const;
      const hash = bundleHash(content);
      unclaimed.add(hash);
      await bulk(() => storeBundle(connection, content, hash));
      commit(() => {
        const before = hashOf(connection, key);
        sql('INSERT OR REPLACE INTO _clientele_checkpoints (key, hash, saved_at) VALUES (?, ?, ?)').run(
          key,
          hash,
          Date.now(),
        );
        unclaimed.delete(hash);
        if (before !== null) dropUnneeded(connection, before);
        const old = sql('SELECT key FROM _clientele_checkpoints ORDER BY saved_at DESC, key LIMIT -1 OFFSET ?').all(
          KEPT,
        );
        for (const row of old as { key: string }[]) if (row.key !== key) dropCheckpoint(connection, row.key);
      });
    },
  };
}

function hashOf({ sql }: Connection, key: string): string | null {
  const row = sql('SELECT hash FROM _clientele_checkpoints WHERE key = ?').get(key) as { hash: string } | undefined;
  return row?.hash ?? null;
}

function dropUnneeded(connection: Connection, hash: string): void {
  const isNeeded = connection.sql(`SELECT 1 WHERE ? IN (${NEEDED_OUTPUTS})`).get(hash);
  if (!isNeeded) dropOutput(connection, hash);
}

/** Forgets where a run could go on from, inside the transaction that is open. */
export function dropCheckpoint(connection: Connection, key: string): void {
  const hash = hashOf(connection, key);
  connection.sql('DELETE FROM _clientele_checkpoints WHERE key = ?').run(key);
  if (hash !== null) dropUnneeded(connection, hash);
}

/** Where the run with a cache key can go on from; null where it is to begin anew. @throws project-damaged */
export function readCheckpoint(connection: Connection, key: string): Uint8Array<ArrayBuffer> | null {
  const read = connection.db.transaction(() => {
    const hash = hashOf(connection, key);
    return hash === null ? null : readBundleBytes(connection, hash);
  });
  return read();
}
