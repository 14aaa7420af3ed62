import type { OutputInfo, Run } from '../../contract/project.ts';
import type { Connection } from './connection.ts';
import { camelToSnake } from './case.ts';

const PLAIN = [
  'id',
  'panelId',
  'panelTitle',
  'step',
  'stepVersion',
  'key',
  'seed',
  'state',
  'startedAt',
  'durationMs',
] as const;
const JSON_COLUMNS = ['backend', 'parameters', 'inputs', 'warnings', 'error', 'outputs'] as const;
const COLUMNS = [...PLAIN, ...JSON_COLUMNS, 'pinned'].map(camelToSnake);

type RunRow = Record<string, string | number | null>;

function toRow(run: Run): (string | number | null)[] {
  const json = JSON_COLUMNS.map((name) => (run[name] === null ? null : JSON.stringify(run[name])));
  return [...PLAIN.map((name) => run[name]), ...json, run.pinned ? 1 : 0];
}

function fromRow(row: RunRow): Run {
  const run: Record<string, unknown> = { pinned: row.pinned === 1 };
  for (const name of PLAIN) run[name] = row[camelToSnake(name)];
  for (const name of JSON_COLUMNS) {
    const text = row[camelToSnake(name)];
    run[name] = typeof text === 'string' && text !== 'CPU' ? JSON.parse(text) : null;
  }
  // Runs of before 0.1.0 hold a name alone.
  run.backend ??= { id: 'cpu', adapter: null, variant: 'plain', measured: [] };
  return run as unknown as Run;
}

/** Writes a run with what it claims; a run with the same id is replaced. */
export function writeRun({ sql }: Connection, run: Run): void {
  sql(
    `INSERT OR REPLACE INTO _clientele_runs (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  ).run(...toRow(run));
  sql('DELETE FROM _clientele_run_outputs WHERE run_id = ?').run(run.id);
  for (const output of run.outputs) {
    if (output.kind !== 'metric')
      sql('INSERT OR IGNORE INTO _clientele_run_outputs (run_id, hash) VALUES (?, ?)').run(run.id, output.hash);
  }
}

/** Makes a run the one whose outputs its panel shows and publishes. */
export function setCurrent({ sql }: Connection, panelId: string, runId: string): void {
  sql('INSERT OR REPLACE INTO _clientele_current_runs (panel_id, run_id) VALUES (?, ?)').run(panelId, runId);
}

/** A run by its id, or null. */
export function findRunById({ sql }: Connection, id: string): Run | null {
  const row = sql('SELECT * FROM _clientele_runs WHERE id = ?').get(id) as RunRow | undefined;
  return row ? fromRow(row) : null;
}

/** The newest run that succeeded with this cache key and whose outputs are still in the file, or null. */
export function findRunByKey({ sql }: Connection, key: string): Run | null {
  const select = sql(
    `SELECT * FROM _clientele_runs WHERE key = ? AND state = 'succeeded' AND evicted = 0 ORDER BY started_at DESC, id DESC LIMIT 1`,
  );
  const row = select.get(key) as RunRow | undefined;
  return row ? fromRow(row) : null;
}

/** Runs of a panel, or of all where null; the newest first. */
export function listRuns({ sql }: Connection, panelId: string | null, limit: number): Run[] {
  const where = panelId === null ? '' : 'WHERE panel_id = ?';
  const rows = sql(`SELECT * FROM _clientele_runs ${where} ORDER BY started_at DESC, id DESC LIMIT ?`).all(
    ...(panelId === null ? [] : [panelId]),
    limit,
  );
  return (rows as RunRow[]).map(fromRow);
}

export const countRuns = ({ sql }: Connection): number =>
  (sql('SELECT count(*) AS n FROM _clientele_runs').get() as { n: number }).n;

/** The run whose outputs each panel shows, by panel id; where two panels compute the same, it may be the other's. */
export function currentRuns({ sql }: Connection): Map<string, Run> {
  const rows = sql(
    'SELECT c.panel_id AS shown_by, r.* FROM _clientele_current_runs AS c JOIN _clientele_runs AS r ON r.id = c.run_id',
  ).all() as (RunRow & { readonly shown_by: string })[];
  return new Map(rows.map((row) => [row.shown_by, fromRow(row)]));
}

/** The outputs of each panel's current run, by panel id. */
export function currentOutputs({ sql }: Connection): Map<string, OutputInfo[]> {
  const rows = sql(
    `SELECT c.panel_id AS panel, r.outputs AS outputs FROM _clientele_current_runs AS c
     JOIN _clientele_runs AS r ON r.id = c.run_id JOIN _clientele_panels AS p ON p.id = c.panel_id`,
  ).all() as { panel: string; outputs: string }[];
  return new Map(rows.map(({ panel, outputs }) => [panel, JSON.parse(outputs) as OutputInfo[]]));
}
