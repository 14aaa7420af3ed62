import type { Message } from '../../contract/text.ts';
import type { Connection } from './connection.ts';
import { reapply, revert, type RowChange } from './draft.ts';
import type { SqlRow } from './definition-rows.ts';

/** One edit that was made. */
export interface HistoryEntry {
  readonly seq: number;
  readonly at: number;
  readonly label: Message;
  readonly undone: boolean;
}

/** Columns of a panel that decide what it computes. */
const RESULT_COLUMNS = ['parameters', 'inputs', 'body', 'seed', 'step', 'step_version'];

/** Properties whose value is the hash of a stored output. */
const HASH_COLUMNS = ['output_hash', 'rejects_hash', 'members_hash'];

const HASH_IN_JSON = /"hash":"([0-9a-f]{64})"/g;

function hashesIn(row: SqlRow | null): string[] {
  if (!row) return [];
  const direct = HASH_COLUMNS.map((column) => row[column]).filter((value) => typeof value === 'string');
  const inJson = ['inputs', 'source'].flatMap((column) =>
    [...String(row[column] ?? '').matchAll(HASH_IN_JSON)].map((match) => match[1] ?? ''),
  );
  return [...direct, ...inJson];
}

/** Records an edit; what had been undone before it can no longer be redone. */
export function record({ sql }: Connection, label: Message, changes: readonly RowChange[]): void {
  for (const table of ['_changes', '_outputs', '_runs']) {
    sql(
      `DELETE FROM _clientele_history${table} WHERE seq IN (SELECT seq FROM _clientele_history WHERE undone = 1)`,
    ).run();
  }
  sql('DELETE FROM _clientele_history WHERE undone = 1').run();
  const seq = Number(
    sql('INSERT INTO _clientele_history (at, label) VALUES (?, ?)').run(Date.now(), JSON.stringify(label))
      .lastInsertRowid,
  );
  changes.forEach(({ table, key, before, after }, n) => {
    const text = (row: SqlRow | null): string | null => row && JSON.stringify(row);
    sql('INSERT INTO _clientele_history_changes (seq, n, tbl, key, before, after) VALUES (?, ?, ?, ?, ?, ?)').run(
      seq,
      n,
      table,
      key,
      text(before),
      text(after),
    );
    for (const hash of [...hashesIn(before), ...hashesIn(after)]) {
      sql('INSERT OR IGNORE INTO _clientele_history_outputs (seq, hash) VALUES (?, ?)').run(seq, hash);
    }
  });
  for (const panelId of recomputed(changes)) keepRun(sql, seq, panelId, 'before');
}

/** The panels whose results a change replaces. */
function recomputed(changes: readonly RowChange[]): string[] {
  const panels = changes.filter(
    ({ table, before, after }) =>
      table === 'panels' && before && after && RESULT_COLUMNS.some((column) => column in after),
  );
  return [...new Set(panels.map(({ key }) => key))];
}

type Side = 'before' | 'after';

function keepRun(sql: Connection['sql'], seq: number, panelId: string, side: Side): void {
  sql(
    `INSERT OR REPLACE INTO _clientele_history_runs (seq, panel_id, side, run_id)
     SELECT ?, panel_id, ?, run_id FROM _clientele_current_runs WHERE panel_id = ?`,
  ).run(seq, side, panelId);
}

/** Points a panel back at the run it showed on that side of the entry, where its outputs are still there. */
function restoreRun(sql: Connection['sql'], seq: number, panelId: string, side: Side): void {
  sql(
    `UPDATE _clientele_current_runs SET run_id = h.run_id FROM _clientele_history_runs AS h JOIN _clientele_runs AS r ON r.id = h.run_id
     WHERE _clientele_current_runs.panel_id = h.panel_id AND h.seq = ? AND h.panel_id = ? AND h.side = ? AND r.evicted = 0`,
  ).run(seq, panelId, side);
}

function changesOf({ sql }: Connection, seq: number): RowChange[] {
  const rows = sql('SELECT tbl, key, before, after FROM _clientele_history_changes WHERE seq = ? ORDER BY n').all(seq);
  return (rows as { tbl: RowChange['table']; key: string; before: string | null; after: string | null }[]).map(
    (row) => ({
      table: row.tbl,
      key: row.key,
      before: row.before === null ? null : (JSON.parse(row.before) as SqlRow),
      after: row.after === null ? null : (JSON.parse(row.after) as SqlRow),
    }),
  );
}

const NEXT_UNDO = 'SELECT seq, at, label, undone FROM _clientele_history WHERE undone = 0 ORDER BY seq DESC LIMIT 1';
const NEXT_REDO = 'SELECT seq, at, label, undone FROM _clientele_history WHERE undone = 1 ORDER BY seq LIMIT 1';

interface EntryRow {
  readonly seq: number;
  readonly at: number;
  readonly label: string;
  readonly undone: number;
}

const entryOf = (row: EntryRow): HistoryEntry => ({
  ...row,
  label: JSON.parse(row.label) as Message,
  undone: row.undone === 1,
});

function next({ sql }: Connection, which: string): HistoryEntry | null {
  const row = sql(which).get() as EntryRow | undefined;
  return row ? entryOf(row) : null;
}

/** What undo would take back, or null. */
export const nextUndo = (connection: Connection): HistoryEntry | null => next(connection, NEXT_UNDO);

/** What redo would bring back, or null. */
export const nextRedo = (connection: Connection): HistoryEntry | null => next(connection, NEXT_REDO);

/** The newest entries first. */
export function listHistory({ sql }: Connection, limit: number): HistoryEntry[] {
  const rows = sql('SELECT seq, at, label, undone FROM _clientele_history ORDER BY seq DESC LIMIT ?').all(
    limit,
  ) as EntryRow[];
  return rows.map(entryOf);
}

/** Takes the newest edit back, inside a transaction; returns its changes, or null where there is none. */
export function undoLast(connection: Connection): { entry: HistoryEntry; changes: RowChange[] } | null {
  const entry = nextUndo(connection);
  if (!entry) return null;
  const changes = changesOf(connection, entry.seq);
  for (const panelId of recomputed(changes)) keepRun(connection.sql, entry.seq, panelId, 'after');
  revert(connection, changes);
  for (const panelId of recomputed(changes)) restoreRun(connection.sql, entry.seq, panelId, 'before');
  connection.sql('UPDATE _clientele_history SET undone = 1 WHERE seq = ?').run(entry.seq);
  return { entry, changes };
}

/** Makes the edit that was undone last again, inside a transaction. */
export function redoNext(connection: Connection): { entry: HistoryEntry; changes: RowChange[] } | null {
  const entry = nextRedo(connection);
  if (!entry) return null;
  const changes = changesOf(connection, entry.seq);
  for (const panelId of recomputed(changes)) keepRun(connection.sql, entry.seq, panelId, 'before');
  reapply(connection, changes);
  for (const panelId of recomputed(changes)) restoreRun(connection.sql, entry.seq, panelId, 'after');
  connection.sql('UPDATE _clientele_history SET undone = 0 WHERE seq = ?').run(entry.seq);
  return { entry, changes };
}
