import { runDefinition, requireStep } from '../registry.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, tableOf, testContext, type TestContext } from '../testing.ts';

/** The golden rows: three numbers (one with gaps), a category, and three targets. */
export function goldenRows(targets: readonly string[] = ['churned', 'plan', 'spend']): Table {
  const { churned, plan, spend, ...features } = readGolden('predict.rows');
  const all = { churned, plan, spend };
  const given = { ...features, ...Object.fromEntries(targets.map((name) => [name, all[name as keyof typeof all]])) };
  const columns = Object.entries(given).map(([name, values]) => [
    name,
    (values ?? []).map((value) => (value === '' ? null : value)),
  ]);
  return tableOf(Object.fromEntries(columns) as Record<string, (string | number | null)[]>);
}

/** Fits a model on a table. */
export const fitOn = (
  step: string,
  table: Table,
  parameters: Record<string, unknown> = {},
  context: TestContext = testContext(),
): Promise<Record<string, unknown>> =>
  runDefinition(requireStep(`predict.${step}`), context, { table: [table] }, parameters);

/** Applies a fitted model to a table. */
export const applyTo = (out: Record<string, unknown>, step: string, table: Table): Promise<Record<string, unknown>> =>
  runDefinition(requireStep(`predict.${step}:apply`), testContext(), { model: [out.model], table: [table] }, {});

/** A column of the predictions, as numbers. */
export const told = (out: Record<string, unknown>, column = 'probability'): number[] =>
  cells(out.predictions as Table, column).map(Number);
