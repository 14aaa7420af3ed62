import { textsOf } from '../table/column.ts';
import { invariant } from '../../contract/errors.ts';
import type { BulkWork } from './bulk.ts';
import type { Connection } from './connection.ts';
import { readTable } from './outputs.ts';

const ROWS_PER_STEP = 50_000;

/** About what a stored key costs. */
const BYTES_PER_KEY = 32;

/** Makes the members of a segment readable by SQL: the keys in the first column of a stored table, once for each set. */
export function* ensureMembers(connection: Connection, hash: string): BulkWork<void> {
  const { sql } = connection;
  if (sql('SELECT 1 FROM _clientele_member_sets WHERE hash = ?').get(hash)) return;
  const [column] = readTable(connection, hash).columns;
  invariant(column?.type === 'text', 'member keys are text');
  // Under a number of its own until it is whole, so that a set cut short is never read.
  const id = (
    sql(
      'SELECT coalesce(max(set_id), 0) + 1 AS id FROM (SELECT max(set_id) AS set_id FROM _clientele_members UNION SELECT max(id) FROM _clientele_member_sets)',
    ).get() as { id: number }
  ).id;
  const insert = sql('INSERT OR IGNORE INTO _clientele_members (set_id, key) VALUES (?, ?)');
  let n = 0;
  for (const key of textsOf(column)
    .filter((text) => text !== null)
    .sort()) {
    insert.run(id, key);
    if (++n % ROWS_PER_STEP === 0) yield ROWS_PER_STEP * BYTES_PER_KEY;
  }
  sql('INSERT INTO _clientele_member_sets (id, hash) VALUES (?, ?)').run(id, hash);
}

/** Drops sets that no segment has and no entry of the history needs. */
export function dropUnusedMembers({ sql }: Connection): void {
  sql(
    `DELETE FROM _clientele_member_sets WHERE hash NOT IN (SELECT members_hash FROM _clientele_segments)
     AND hash NOT IN (SELECT hash FROM _clientele_history_outputs)`,
  ).run();
  sql('DELETE FROM _clientele_members WHERE set_id NOT IN (SELECT id FROM _clientele_member_sets)').run();
}
