import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, readGolden, tableOf, testContext, type TestContext } from '../testing.ts';
import { recommend } from './choose-k.ts';
import { goldenPoints } from './fixtures.ts';

const run = async (table: Table, parameters: Record<string, unknown> = {}, context: TestContext = testContext()) =>
  runDefinition(requireStep('cluster.choose-k'), context, { table: [table] }, parameters);
const scoresOf = (out: Record<string, unknown>): Table => out.scores as Table;
const numbers = (out: Record<string, unknown>, name: string): number[] => cells(scoresOf(out), name).map(Number);

/** Groups far apart in a plane. */
function apart(nGroups: number, nRows: number): Table {
  const random = seededRandom(4);
  const feature = (name: string, place: (group: number) => number) =>
    numberColumn(
      name,
      Float64Array.from({ length: nRows }, (_, i) => 20 * place(i % nGroups) + random.normal()),
    );
  return new Table([feature('x', (group) => Math.cos(group)), feature('y', (group) => Math.sin(group))]);
}

afterAll(() => {
  closeTestPools();
});

it('recommends the number of groups that there are', async () => {
  const out = await run(apart(5, 200));
  expect(out.recommended).toBe(5);
  expect(cells(scoresOf(out), 'recommended')).toEqual(numbers(out, 'k').map((k) => k === 5));
  const curve = out.curve as LineFigure;
  expect(curve.marks?.map(({ x }) => x)).toEqual([5]);
  expect(formatText(curve.title.text, curve.title.values, 'en')).toMatch(
    /^5 clusters stand apart best: silhouette 0\.9/,
  );
});

it('agrees with the indices of scikit-learn at three clusters', async () => {
  const golden = readGolden('cluster.indices');
  const out = await run(goldenPoints(), { kMin: 3, kMax: 3 });
  const at = golden.k?.indexOf(3) ?? -1;
  for (const name of ['inertia', 'silhouette', 'calinski_harabasz', 'davies_bouldin'])
    expect(numbers(out, name)[0]).toBeCloseTo(Number(golden[name]?.[at]), 8);
});

it('never has more inertia for more clusters, and scores of a narrower range do not change in a wider one', async () => {
  const wide = await run(goldenPoints(), { kMax: 8 });
  const inertia = numbers(wide, 'inertia');
  expect(inertia).toEqual(inertia.toSorted((a, b) => b - a));
  const narrow = await run(goldenPoints(), { kMin: 4, kMax: 5 });
  for (const name of ['inertia', 'silhouette']) expect(numbers(narrow, name)).toEqual(numbers(wide, name).slice(2, 4));
});

it('draws the curve as it forms', async () => {
  const context = testContext();
  await run(goldenPoints(), { kMax: 5 }, context);
  expect(context.said.previews.map((figure) => (figure as LineFigure).series[0]?.x.length)).toEqual([1, 2, 3, 4]);
  const { progress } = context.said;
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

it('takes the smallest number within the margin of the best', () => {
  const scores = [0.3, 0.48, 0.5, 0.49].map((silhouette, i) => ({ k: i + 2, silhouette }));
  expect([0, 0.05, 0.5].map((margin) => recommend(scores, margin))).toEqual([4, 3, 2]);
  expect(
    recommend(
      [
        { k: 2, silhouette: -0.2 },
        { k: 3, silhouette: -0.1 },
      ],
      0.05,
    ),
  ).toBe(3);
  expect(recommend([{ k: 2, silhouette: NaN }], 0.05)).toBeNull();
});

it('says what it measured on a sample', async () => {
  const context = testContext({ threads: 2 });
  const out = await run(apart(3, 24_000), { kMin: 3, kMax: 3, nRestarts: 1 }, context);
  expect(context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'))).toEqual([
    'Measured on a random sample of 20,000 of 24,000 rows.',
    expect.stringMatching(/^Silhouettes are measured on a random sample of 1\d,\d{3} rows\.$/),
  ]);
  expect(out.recommended).toBe(3);
});

it('tries no more clusters than rows allow, and says so', async () => {
  const context = testContext();
  const out = await run(tableOf({ x: [1, 2, 9, 10, 20] }), {}, context);
  expect(numbers(out, 'k')).toEqual([2, 3, 4]);
  expect(context.said.warnings).toHaveLength(1);
  await expect(run(tableOf({ x: [1, 2] }))).rejects.toMatchObject({
    code: 'too-few-rows',
    values: { needed: 3, got: 2 },
  });
});

it('recommends nothing for rows that do not differ', async () => {
  const out = await run(tableOf({ x: [1, 1, 1, 1], y: [2, 2, 2, 2] }));
  expect(out.recommended).toBeNull();
  const curve = out.curve as LineFigure;
  expect(formatText(curve.title.text, curve.title.values, 'zh')).toBe('各行没有差异：无从分组');
  expect(curve.marks).toBeUndefined();
});

it('refuses a range that ends before it begins, and stops when cancelled', async () => {
  await expect(run(goldenPoints(), { kMin: 5, kMax: 3 })).rejects.toMatchObject({
    code: 'bad-parameter',
    values: { parameter: 'kMax' },
  });
  const context = testContext();
  context.cancelAfter(5);
  await expect(run(goldenPoints(), {}, context)).rejects.toMatchObject({ code: 'cancelled' });
});
