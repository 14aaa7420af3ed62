import { describe, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import { lassoEntries } from '../../maths/scores/lasso-entries.ts';
import { correlationsOf, momentsOf, restOf } from '../../maths/scores/moments.ts';
import { falselyChosen, mostTaken } from '../../maths/scores/stability-selection.ts';
import type { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { designOf } from './design.ts';
import { featureValues } from './feature-values.ts';

async function run(table: Table, given: Record<string, unknown>, context = testContext()) {
  const outputs = await runDefinition(requireStep('select.stability'), context, { table: [table] }, given);
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  return {
    ...(outputs as { selected: Table; choice: Table; paths: LineFigure; nKept: number; mistaken: number }),
    said,
  };
}

const rows = tableOf(readGolden('select.rows'));
const names = ['shifted', 'curved', 'straight', 'skewed', 'noise'];
const x = designOf(names.map((name) => featureValues(rows, name, 10))).x;

describe('the lasso lets features in as scikit-learn does', () => {
  // lars_path(x, y − mean, method='lasso') of scikit-learn 1.9.1 on test/golden/select.rows.csv, columns standardised: alphas / alphas[0].
  const groups = readGolden('select.rows').group as string[];
  const knots = {
    spend: [0.03480818, 0.03588138, 1, 0.00726302, 0.0256703],
    group: [1, 0.02635657, 0.17854566, 0.26135322, 0.0328789],
  };
  it.each(['spend', 'group'] as const)('%s', (target) => {
    const y =
      target === 'spend'
        ? Float64Array.from(readGolden('select.rows').spend as number[])
        : Float64Array.from(groups, (group) => (group === 'g2' ? 1 : 0));
    const every = Int32Array.from({ length: rows.nRows }, (_, row) => row);
    const { a, b } = correlationsOf(momentsOf(x, [y], every), 5);
    const { shares } = lassoEntries(a, b, { nSteps: 400, least: 0.001 }, () => undefined);
    // A step of the path is a ratio of 1.7 %.
    shares.forEach((share, j) => expect(share / knots[target][j]!, names[j]).toBeGreaterThan(0.98));
    shares.forEach((share, j) => expect(share / knots[target][j]!, names[j]).toBeLessThanOrEqual(1.0001));
  });

  it('halves and what is left of the whole are the rows themselves', () => {
    const y = Float64Array.from({ length: rows.nRows }, (_, row) => row % 7);
    const [first, second] = [0, 1].map((side) => Int32Array.from(y.keys()).filter((row) => row % 2 === side));
    const whole = momentsOf(x, [y], Int32Array.from(y.keys()));
    const rest = correlationsOf(restOf(whole, momentsOf(x, [y], first!)), 5);
    const own = correlationsOf(momentsOf(x, [y], second!), 5);
    rest.a.forEach((value, at) => expect(value).toBeCloseTo(own.a[at]!, 10));
    rest.b[0]!.forEach((value, at) => expect(value).toBeCloseTo(own.b[0]![at]!, 8));
  });
});

it('bounds of mistakes are those of the papers', () => {
  // 10² / ((2·0.9 − 1)·1000); and of theorem 2: 100/1000 · 1/(2(0.2 − 0.01)) for 0.6, 100/1000 · 4(0.1 + 0.01)/(1 + 0.02) for 0.9.
  expect(falselyChosen('meinshausen', 10, 1000, 0.9, 50)).toBeCloseTo(0.125, 12);
  expect(falselyChosen('unimodal', 10, 1000, 0.6, 50)).toBeCloseTo(0.1 / 0.38, 12);
  expect(falselyChosen('unimodal', 10, 1000, 0.9, 50)).toBeCloseTo((0.1 * 0.44) / 1.02, 12);
  expect(falselyChosen('unimodal', 6, 10, 0.6, 50)).toBe(Infinity);
  expect([mostTaken('meinshausen', 1000, 0.9, 50, 1), mostTaken('unimodal', 1000, 0.9, 50, 1)]).toEqual([28, 48]);
  expect(mostTaken('unimodal', 2, 0.9, 50, 0.01)).toBe(1);
});

it('keeps what matters, for classes and numbers, and the same for new rows', async () => {
  const { choice, selected, paths } = await run(rows, { target: 'group', features: names, allowed: 2 });
  expect(cells(choice, 'feature').slice(0, 2)).toEqual(['shifted', 'skewed']);
  expect(cells(choice, 'kept')).toEqual([true, false, false, false, false]);
  expect(selected.columns.map(({ name }) => name)).toEqual(['shifted']);
  expect(paths.series[0]!.y.at(-1)).toBe(1);
  const number = await run(rows, { target: 'spend', features: names });
  expect(number.selected.columns.map(({ name }) => name)).toEqual(['straight']);
});

it('keeps fewer by mistake than it promises, where all is noise', async () => {
  const random = seededRandom(3);
  let [kept, promised] = [0, 0];
  for (let trial = 0; trial < 10; trial++) {
    const table = tableOf(
      Object.fromEntries(
        Array.from({ length: 21 }, (_, j) => [
          `f${j}`,
          j === 20 ? Array.from({ length: 80 }, (__, i) => (i % 2 ? 'a' : 'b')) : Array.from({ length: 80 }, () => random.normal()),
        ]),
      ),
    ); // prettier-ignore
    const found = await run(table, { target: 'f20', nPairs: 10, cutoff: 0.7 });
    kept += found.nKept;
    promised += found.mistaken;
    if (found.nKept === 0) expect(found.said.join()).toContain('No feature stood the test');
  }
  expect(kept).toBeLessThan(promised);
});

it('takes words, gaps, constant columns and many rows; refuses few rows; stops when asked', async () => {
  const n = 130;
  const table = tableOf({
    plan: Array.from({ length: n }, (_, i) => (i % 3 ? 'flat' : '计量')),
    gappy: Array.from({ length: n }, (_, i) => (i % 4 ? i % 5 : null)),
    flat: new Array<number>(n).fill(1),
    left: Array.from({ length: n }, (_, i) => (i === 3 ? null : i % 3 === 0)),
  });
  const found = await run(table, { target: 'left', mostRows: 100 });
  expect(cells(found.choice, 'feature')[0]).toBe('plan');
  expect(cells(found.choice, 'frequency')[0]).toBe(1);
  expect(found.said.join()).toContain('Measured on 100 of 129 rows');
  await expect(run(table.take(Int32Array.of(0, 1, 2)), { target: 'left' })).rejects.toThrow(expect.objectContaining({ code: 'too-few-rows' }) as Error); // prettier-ignore
  const context = testContext();
  context.cancelAfter(20);
  await expect(run(table, { target: 'left' }, context)).rejects.toThrow(expect.objectContaining({ code: 'cancelled' }) as Error); // prettier-ignore
});
