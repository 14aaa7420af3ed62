import type { Connection } from './connection.ts';

/** Steps back for which undo finds the results that panels showed, however full the file is. */
export const KEPT_UNDO_STEPS = 50;

/**
 * Runs whose outputs nothing may drop: pinned ones, those that panels show (deleted panels among them, for undo), those
 * that the last edits replaced, and those still going on.
 */
export const PROTECTED_RUNS = `
  SELECT id FROM _clientele_runs WHERE pinned = 1 OR state = 'running'
  UNION SELECT run_id FROM _clientele_current_runs
  UNION SELECT run_id FROM _clientele_history_runs
    WHERE seq > (SELECT coalesce(max(seq), 0) - ${KEPT_UNDO_STEPS} FROM _clientele_history)`;

/** Hashes of outputs that the definition, its history or a run to go on with refers to by content. */
export const DEFINED_OUTPUTS = `
  SELECT output_hash AS hash FROM _clientele_dataset_versions
  UNION SELECT rejects_hash FROM _clientele_dataset_versions WHERE rejects_hash IS NOT NULL
  UNION SELECT members_hash FROM _clientele_segments
  UNION SELECT hash FROM _clientele_history_outputs
  UNION SELECT hash FROM _clientele_checkpoints`;

/** Hashes of all outputs that anything needs. */
export const NEEDED_OUTPUTS = `${DEFINED_OUTPUTS}
  UNION SELECT o.hash FROM _clientele_run_outputs AS o JOIN _clientele_runs AS r ON r.id = o.run_id WHERE r.evicted = 0`;

/** Outputs that nothing needs: what a crash or a cancelled job left behind. */
export function orphans({ sql }: Connection): string[] {
  const rows = sql(`SELECT hash FROM _clientele_outputs WHERE hash NOT IN (${NEEDED_OUTPUTS})`).all();
  return (rows as { hash: string }[]).map(({ hash }) => hash);
}
