import { afterAll, expect, it } from 'vitest';
import type { BarsFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { candidatesOf, withinTime } from './auto-candidates.ts';
import { reasonOf, scoreOf, type Worth } from './auto.ts';

afterAll(closeTestPools);

const run = (table: Table, parameters: Record<string, unknown> = {}, context = testContext()) =>
  runDefinition(requireStep('cluster.auto'), context, { table: [table] }, parameters);

const random = seededRandom(8);
const groups = (n: number, nRows: number): Table =>
  tableOf({
    a: Array.from({ length: nRows }, (_, i) => 12 * Math.cos(i % n) + random.normal()),
    b: Array.from({ length: nRows }, (_, i) => 12 * Math.sin(i % n) + random.normal()),
  });

it('puts first what finds the groups that there are, and says why', async () => {
  const context = testContext();
  const out = await run(groups(4, 160), {}, context);
  expect(out.nClusters).toBe(4);
  const ranking = out.ranking as Table;
  expect(cells(ranking, 'why_en')[0]).toBe('Groups stand clearly apart, they come back in other samples.');
  expect(String(cells(ranking, 'why_zh')[0])).toMatch(/^各组分得清楚，/);
  const scores = cells(ranking, 'score').map(Number);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  const best = out.best as Chain;
  expect(best.steps[0]?.step).toMatch(/^cluster\./);
  const { title, categories } = out.scores as BarsFigure;
  expect(categories.length).toBe(ranking.nRows);
  expect(formatText(title.text, title.values, 'en')).toMatch(/ leads with 0\.9/);
  expect(context.said.warnings).toEqual([]);
});

it('says how many candidates did not fit into the time', async () => {
  const context = testContext();
  await run(groups(4, 160), { seconds: 1 }, context);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['notTried']);
});

it('tries every method once before the numbers, and no more than fits into the time', () => {
  const all = candidatesOf(['a', 'b'], 500, 8);
  const firsts = all.slice(0, 7).map(({ chain }) => chain.steps[0]!.step);
  expect(new Set(firsts).size).toBe(6);
  expect(withinTime(all, 1).length).toBeLessThan(withinTime(all, 4).length);
  expect(withinTime(all, 0.001).length).toBe(1);
  expect(withinTime(all, 1e6)).toEqual(all);
  expect(candidatesOf(['a'], 10, 8).every(({ chain }) => Number(chain.steps[0]!.parameters.nClusters ?? 2) < 5)).toBe(
    true,
  );
});

const good: Worth = { nClusters: 3, separation: 0.6, stability: 0.9, coverage: 1, smallest: 0.2, largest: 0.5 };

it('scores by what is preferred, and halves what nobody can work with', () => {
  expect(scoreOf(good, 'balance')).toBeCloseTo(0.4 * 0.6 + 0.4 * 0.9 + 0.2, 12);
  expect(scoreOf(good, 'stability')).toBeGreaterThan(scoreOf(good, 'separation'));
  expect(scoreOf({ ...good, smallest: 0.01 }, 'balance')).toBeCloseTo(scoreOf(good, 'balance') / 2, 12);
  expect(scoreOf({ ...good, nClusters: 1 }, 'balance')).toBe(0);
  expect(scoreOf({ ...good, separation: NaN }, 'balance')).toBe(0);
});

it('gives its reasons', () => {
  expect(reasonOf({ ...good, separation: 0.1, stability: 0.2, coverage: 0.8, largest: 0.95 }).en).toBe(
    'Groups run into each other, they do not come back in other samples, and 20% of the rows are left out, but one holds 95% of the rows.',
  );
  expect(reasonOf({ ...good, nClusters: 0 }).zh).toBe('找到的组少于两个。');
});

it('refuses too few rows, and finds nothing in rows that do not differ', async () => {
  await expect(run(groups(2, 9))).rejects.toMatchObject({ code: 'too-few-rows' });
  const out = await run(tableOf({ a: new Array<number>(40).fill(1), b: new Array<number>(40).fill(2) }), {
    seconds: 3,
  });
  expect([out.score, out.nClusters]).toEqual([null, null]);
});
