import type { ImportPlan } from '../../../contract/import.ts';
import { proposePlan } from '../../import/plan.ts';
import { runImport } from '../../import/run.ts';
import type { Table } from '../../table/table.ts';

/**
 * Reads a file whose columns are known beforehand. A column that is read as another type than it seems to have should be marked as guessed: one
 * with many values that cannot be read so becomes text again, and whoever needs it can refuse it by its name.
 *
 * @param fit the plan with what is known, from the proposed one
 */
export async function readKnownFile(
  file: string,
  fit: (proposed: ImportPlan) => ImportPlan,
  tools: Parameters<typeof runImport>[1],
): Promise<{ table: Table; nRejected: number }> {
  const { plan } = await proposePlan([file], {});
  const { table, counts } = await runImport(fit(plan), tools);
  return { table, nRejected: counts.rejected };
}
