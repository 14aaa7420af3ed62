import { expect, it } from 'vitest';
import type { BoxFigure } from '../../../contract/figure.ts';
import { formatLabel, formatText } from '../../../contract/text.ts';
import { atLeastHeads } from '../../maths/scores/binomial.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { decide } from './boruta-rounds.ts';

async function run(table: Table, given: Record<string, unknown>, context = testContext()) {
  const outputs = await runDefinition(requireStep('select.boruta'), context, { table: [table] }, given);
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  const found = outputs as { selected: Table; decisions: Table; importances: BoxFigure; nTentative: number };
  return { ...found, kept: found.selected.columns.map(({ name }) => name), said };
}

const rows = tableOf(readGolden('select.rows'));
const features = ['shifted', 'curved', 'straight', 'skewed', 'noise'];

it('chances of a tossed coin agree with scipy', () => {
  // scipy.stats.binom.sf(k − 1, 30, 0.5) of scipy 1.17.1
  expect(atLeastHeads(0, 30)).toBe(1);
  expect(atLeastHeads(15, 30)).toBeCloseTo(0.572232224047184, 12);
  expect(atLeastHeads(20, 30)).toBeCloseTo(0.049368573352694, 12);
  expect(atLeastHeads(30, 30) * 2 ** 30).toBeCloseTo(1, 10);
});

it('decides once luck is ruled out, for as many features as there are', () => {
  // 8 of 8 by luck: 1/256, times ten features 0.039.
  expect(decide(8, 8, 10, 0.05)).toBe('confirmed');
  expect(decide(7, 7, 10, 0.05)).toBe('tentative');
  expect(decide(0, 8, 10, 0.05)).toBe('rejected');
  expect(decide(8, 16, 1, 0.05)).toBe('tentative');
});

it('confirms what boruta_py confirms, and nothing that it rejects', async () => {
  // BorutaPy 0.4.3, two_step=False, alpha=0.05, 100 trees of depth 7, on test/golden/select.rows.csv, seeds 1 and 2.
  const classes = await run(rows, { target: 'group', features, nTrees: 20 });
  expect(classes.kept).toEqual(['shifted']);
  const numbers = await run(rows, { target: 'spend', features, nTrees: 20 });
  expect(numbers.kept).toEqual(expect.arrayContaining(['curved', 'straight']));
  expect(numbers.kept).not.toEqual(expect.arrayContaining(['shifted']));
  expect(numbers.kept).not.toEqual(expect.arrayContaining(['skewed']));
  expect(cells(numbers.decisions, 'decision').slice(0, 2)).toEqual(['confirmed', 'confirmed']);
  const { groups, quantiles } = numbers.importances;
  const shadow = groups.map((group) => formatLabel(group, 'en')).indexOf('Best shadow');
  expect(shadow).toBeGreaterThanOrEqual(2);
  expect(quantiles[1]![0]).toBeGreaterThan(quantiles[shadow]![4]);
});

it('takes words and gaps, says when nothing stands, keeps the tentative when asked, stops when asked', async () => {
  const n = 120;
  const table = tableOf({
    plan: Array.from({ length: n }, (_, i) => (i % 3 ? 'flat' : '计量')),
    gappy: Array.from({ length: n }, (_, i) => (i % 4 ? (i * 7) % 5 : null)),
    flat: new Array<number>(n).fill(1),
    left: Array.from({ length: n }, (_, i) => i % 3 === 0),
    luck: Array.from({ length: n }, (_, i) => (i * i) % 11 < 5),
  });
  const given = { target: 'left', features: ['plan', 'gappy', 'flat'], nTrees: 10 };
  expect((await run(table, { ...given, mostRows: 100 })).kept).toEqual(['plan']);
  const none = await run(table, { ...given, target: 'luck', features: ['flat', 'gappy'], nRounds: 5 });
  expect(none.kept).toEqual(['flat', 'gappy']);
  expect(none.said.join()).toContain('No feature stood the test');
  const open = await run(table, { ...given, nRounds: 5, keepTentative: true });
  expect(open.kept).toContain('plan');
  expect(open.nTentative).toBe(3);
  const context = testContext();
  context.cancelAfter(9);
  await expect(run(table, given, context)).rejects.toThrow(expect.objectContaining({ code: 'cancelled' }) as Error);
});
