import { afterAll, expect, it } from 'vitest';
import type { HeatmapFigure, LineFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { parametersOf } from '../define.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { stability } from './stability.ts';

afterAll(closeTestPools);

const quick = { kMax: 5, nSamples: 8, nReferences: 4 };
const run = (rows: number[][], given: Record<string, unknown> = {}) =>
  stability.run(
    testContext(),
    { table: tableOf({ a: rows.map(([a]) => a!), b: rows.map(([, b]) => b!) }) },
    parametersOf(stability, { ...quick, ...given }),
  );
const random = seededRandom(2);
const apart = Array.from({ length: 150 }, (_, i) => [
  10 * (i % 3) + random.normal(),
  8 * (i % 2) * (i % 3) + random.normal(),
]);
const three = Array.from({ length: 150 }, (_, i) =>
  [
    [0, 0],
    [12, 0],
    [6, 11],
  ][i % 3]!.map((at) => at + random.normal()),
);
const one = Array.from({ length: 150 }, () => [random.next(), random.next()]);

it('proposes three where there are three, by all three ways', async () => {
  const out = await run(three);
  expect([out.byStability, out.byStrength, out.byGap]).toEqual([3, 3, 3]);
  expect(cells(out.scores, 'stability').map(Number)[2]).toBeCloseTo(1, 2);
  expect(cells(out.scores, 'k')).toEqual([1, 2, 3, 4, 5]);
  const dunn = cells(out.scores, 'dunn').map(Number);
  expect(dunn[2]).toBeGreaterThan(1);
  const consensus = out.consensus as HeatmapFigure;
  expect(formatText(consensus.title.text, consensus.title.values, 'en')).toBe(
    '3 clusters: two of one cluster are together in 100% of the samples, two of different ones in 0%',
  );
});

it('says by the gap that evenly strewn rows are one group', async () => {
  const out = await run(one);
  expect(out.byGap).toBe(1);
  expect(out.byStrength).toBe(1);
  expect(formatText((out.gap as LineFigure).title.text, {}, 'en')).toBe('By the gap the rows are one group');
});

it('draws the consensus of the number that was set, and of sorted rows', async () => {
  const { consensus } = await run(apart, { nClusters: 2, kMax: 2 });
  const { values, rows } = consensus as HeatmapFigure;
  expect(values.length).toBe(rows.length ** 2);
  for (let i = 0; i < rows.length; i++) expect(values[i * rows.length + i]).toBe(1);
});

it('does not change a score where more numbers are tried', async () => {
  const [narrow, wide] = [await run(apart, { kMax: 3 }), await run(apart, { kMax: 4 })];
  for (const name of ['gap', 'stability', 'prediction_strength'])
    expect(cells(wide.scores, name).slice(0, 3)).toEqual(cells(narrow.scores, name));
});

it('has nothing to propose where rows do not differ, and refuses too few', async () => {
  const out = await run(Array.from({ length: 20 }, () => [1, 1]));
  expect([out.byStability, out.byStrength, out.byGap, out.consensus, out.gap]).toEqual([null, null, null, null, null]);
  await expect(
    run([
      [1, 1],
      [2, 2],
      [3, 3],
    ]),
  ).rejects.toMatchObject({ code: 'too-few-rows' });
});
