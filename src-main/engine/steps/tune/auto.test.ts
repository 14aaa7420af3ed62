import { afterAll, expect, it } from 'vitest';
import type { BarsFigure, ScatterFigure } from '../../../contract/figure.ts';
import type { Chain, MetricValue } from '../../../contract/step.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { goldenRows } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext, type TestContext } from '../testing.ts';
import { workOf } from './work.ts';

const run = (table: Table, parameters: Record<string, unknown> = {}, context: TestContext = testContext()) =>
  runDefinition(requireStep('tune.auto'), context, { table: [table] }, { nFolds: 3, ...parameters });

afterAll(closeTestPools);

const modelsOf = (board: Table): string[] =>
  cells(board, 'model').map((name) => (JSON.parse(String(name)) as { en: string }).en);

/** Rows whose event rests on two features together, which no linear model sees. */
function crossed(nRows: number): Table {
  const random = seededRandom(12);
  const [a, b] = [0, 1].map(() => Array.from({ length: nRows }, () => random.normal()));
  return tableOf({
    a: a!,
    b: b!,
    noise: a!.map(() => random.normal()),
    churned: a!.map((value, i) => (value > 0 === b![i]! > 0 ? 1 : 0) + random.normal() / 4 > 0.5),
  });
}

it('puts first what sees what there is to see, and tells what it earns', async () => {
  const context = testContext();
  const out = await run(crossed(200), { seconds: 1.2, nFolds: 2, benefit: 10, cost: 4 }, context);
  const board = out.leaderboard as Table;
  const quality = cells(board, 'quality').map(Number);
  expect(quality).toEqual(quality.toSorted((a, b) => b - a));
  expect((out.quality as MetricValue).value).toBe(quality[0]);
  expect(quality[0]).toBeGreaterThan(0.9);
  const linear = modelsOf(board).indexOf('Logistic regression');
  expect(quality[linear]).toBeLessThan(0.65);
  // Reaching everyone earns half the benefit less the cost each; a good model reaches those alone who are worth it.
  const profits = cells(board, 'profit').map(Number);
  expect(profits[0]).toBeGreaterThan(profits[linear]!);
  expect(out.profit).toBe(profits[0]);
  const { title, categories } = out.figure as BarsFigure;
  expect(categories.length).toBe(board.nRows);
  expect(formatText(title.text, title.values, 'en')).toMatch(/leads with ROC-AUC 0\.9.*Logistic regression alone has/);
  expect((out.speed as ScatterFigure).table).toBe('leaderboard');
  expect(context.said.progress).toEqual(context.said.progress.toSorted((a, b) => a - b));
});

it('gives every place as a chain that can be fitted, networks tried and ensembles of the best among them', async () => {
  const out = await run(goldenRows(['churned']), { seconds: 8, nFolds: 2 });
  const chains = ['best', 'second', 'third', 'fourth', 'fifth'].map((place) => out[place] as Chain);
  const steps = modelsOf(out.leaderboard as Table);
  expect(steps.some((name) => name.startsWith('Stacking (') && name.includes(' + '))).toBe(true);
  for (const id of ['predict.mlp', 'predict.wide-deep', 'predict.tab-transformer'])
    expect(steps).toContain(requireStep(id).info.title.en);
  const rows = cells(out.leaderboard as Table, 'chain').map((row): unknown => JSON.parse(String(row)));
  expect(rows.slice(0, 5)).toEqual(chains);
  for (const chain of chains) {
    const { predictor } = await testContext().chains.fit(chain, goldenRows(['churned']), testContext());
    expect(predictor!.target.column).toBe('churned');
  }
});

it('tries less in less time, and says what it left out', async () => {
  const context = testContext();
  const out = await run(goldenRows(['spend']), { seconds: 1, nFolds: 3, target: 'spend', metric: 'r2' }, context);
  expect((out.leaderboard as Table).nRows).toBeLessThan(13);
  expect(context.said.warnings.map(({ code }) => code)).toContain('notTried');
  expect(out.profit).toBeNull();
  const cancelled = testContext();
  cancelled.cancelAfter(12);
  await expect(run(goldenRows(['churned']), {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});

it('counts the work of members as often as they are fitted', () => {
  const { chains } = testContext();
  const member: Chain = { steps: [{ step: 'predict.tree', parameters: {} }] };
  const [alone, stacked] = [
    member,
    { steps: [{ step: 'predict.stacking', parameters: { nFolds: 4 }, chains: { models: [member, member] } }] },
  ].map((chain) => workOf(chain, 10_000, 20, chains));
  expect(stacked! / alone!).toBeGreaterThan(10);
  expect(stacked! / alone!).toBeLessThan(11);
});
