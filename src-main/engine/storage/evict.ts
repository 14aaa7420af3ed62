import type { OutputInfo } from '../../contract/project.ts';
import { audit } from './audit.ts';
import type { BulkWork } from './bulk.ts';
import type { Connection } from './connection.ts';
import { readObject } from './definition-rows.ts';
import { unpublish } from './published.ts';
import { NEEDED_OUTPUTS, PROTECTED_RUNS } from './references.ts';

/** The setting that says how many bytes results may take before old ones are dropped. */
export const LIMIT_SETTING = 'outputs.limitBytes';

/** Enough for some hundred runs on half a million order lines. */
export const DEFAULT_LIMIT_BYTES = 4 * 1024 ** 3;

/** What stored results take, and may take. */
export interface OutputUsage {
  /** Bytes of the stored results and of their SQL tables. */
  readonly bytes: number;
  readonly limitBytes: number;
}

export function outputUsage(connection: Connection): OutputUsage {
  const sum = (table: string): number =>
    (connection.sql(`SELECT coalesce(sum(bytes), 0) AS n FROM ${table}`).get() as { n: number }).n;
  const setting = readObject<{ value: unknown }>(connection, 'settings', LIMIT_SETTING)?.value;
  const limitBytes = typeof setting === 'number' && setting >= 0 ? setting : DEFAULT_LIMIT_BYTES;
  return { bytes: sum('_clientele_outputs') + sum('_clientele_published'), limitBytes };
}

/** What making room dropped. */
export interface Eviction {
  readonly nRuns: number;
  readonly freedBytes: number;
}

/** Deletes an output's bytes and its SQL table. */
export function dropOutput(connection: Connection, hash: string): void {
  unpublish(connection, hash);
  connection.sql('DELETE FROM _clientele_artifacts WHERE output_hash = ?').run(hash);
  connection.sql('DELETE FROM _clientele_outputs WHERE hash = ?').run(hash);
}

/**
 * Makes room where results take more than the limit: first SQL tables that no name points at (they can be written
 * again), then the outputs of runs, the oldest first, but never one that something needs.
 *
 * @param unclaimed outputs that were stored just now.
 */
export function* makeRoom(connection: Connection, unclaimed: ReadonlySet<string>): BulkWork<Eviction> {
  const { sql } = connection;
  const before = outputUsage(connection);
  const isOver = (): boolean => outputUsage(connection).bytes > before.limitBytes;
  const idle = sql(
    `SELECT p.hash AS hash, p.bytes AS bytes FROM _clientele_published AS p JOIN _clientele_outputs AS o ON o.hash = p.hash
     WHERE p.complete = 1 AND p.hash NOT IN (SELECT hash FROM _clientele_views) ORDER BY o.created_at`,
  ).all() as { hash: string; bytes: number }[];
  for (const { hash, bytes } of idle) {
    if (!isOver()) break;
    if (unclaimed.has(hash) || sql('SELECT 1 FROM _clientele_views WHERE hash = ?').get(hash)) continue;
    unpublish(connection, hash);
    yield bytes;
  }
  let nRuns = 0;
  while (isOver()) {
    const oldest = sql(
      `SELECT id, outputs FROM _clientele_runs WHERE evicted = 0 AND id NOT IN (${PROTECTED_RUNS})
       AND EXISTS (SELECT 1 FROM _clientele_run_outputs WHERE run_id = id) ORDER BY started_at, id LIMIT 1`,
    ).get() as { id: string; outputs: string } | undefined;
    if (!oldest) break;
    yield dropRun(connection, oldest, unclaimed);
    nRuns++;
  }
  const freedBytes = before.bytes - outputUsage(connection).bytes;
  if (freedBytes > 0) audit(connection, 'evict', 'over-limit', { runs: nRuns, bytes: freedBytes });
  return { nRuns, freedBytes };
}

/** A run whose outputs were dropped keeps what is known without them: its metrics. */
function dropRun(
  connection: Connection,
  { id, outputs }: { id: string; outputs: string },
  unclaimed: ReadonlySet<string>,
): number {
  const { sql } = connection;
  const metrics = (JSON.parse(outputs) as OutputInfo[]).filter(({ kind }) => kind === 'metric');
  sql('UPDATE _clientele_runs SET evicted = 1, outputs = ? WHERE id = ?').run(JSON.stringify(metrics), id);
  const unneeded = sql(
    `SELECT o.hash AS hash, o.bytes AS bytes FROM _clientele_run_outputs AS r JOIN _clientele_outputs AS o ON o.hash = r.hash
     WHERE r.run_id = ? AND o.hash NOT IN (${NEEDED_OUTPUTS})`,
  ).all(id) as { hash: string; bytes: number }[];
  for (const { hash } of unneeded) if (!unclaimed.has(hash)) dropOutput(connection, hash);
  sql('DELETE FROM _clientele_run_outputs WHERE run_id = ?').run(id);
  return unneeded.reduce((sum, { bytes }) => sum + bytes, 0);
}
