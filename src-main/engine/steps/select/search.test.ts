import { describe, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { markTarget, type PredictTask } from '../evaluate/predict-score.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, readGolden, tableOf, testContext, type TestContext } from '../testing.ts';
import { search } from './search.ts';
import { bestSize, searchForward, type SearchRound } from './subset-search.ts';

const rows = tableOf(readGolden('select.rows'));
const names = ['shifted', 'curved', 'straight', 'skewed', 'noise'];
const linear = { steps: [{ step: 'predict.linear', parameters: {} }] };

async function run(table: Table, given: Record<string, unknown>, models: unknown[] = [], context = testContext()) {
  const outputs = await runDefinition(requireStep('select.search'), context, { table: [table], models }, given);
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  const found = outputs as { selected: Table; order: Table; rounds: Table; curve: LineFigure; nKept: number };
  return { ...found, kept: found.selected.columns.map(({ name }) => name), said };
}

describe('with the folds of scikit-learn, sets and qualities are its own', () => {
  // RFECV and SequentialFeatureSelector of scikit-learn 1.9.1: StandardScaler and LinearRegression on test/golden/select.rows.csv, target
  // spend, folds row % 3, scoring neg_root_mean_squared_error.
  const every = Int32Array.from({ length: rows.nRows }, (_, row) => row);
  const actual = Float64Array.from(readGolden('select.rows').spend as number[]);
  const folds = [0, 1, 2].map((fold) => ({ repeat: 0, train: every.filter((row) => row % 3 !== fold), test: every.filter((row) => row % 3 === fold) })); // prettier-ignore
  const target = { column: 'spend', kind: 'number' as const, classes: [] };
  const task: PredictTask = { table: markTarget(rows, 'spend'), target, actual, folds, nRepeats: 1 };
  const mean = ({ qualities }: SearchRound): number => qualities.reduce((sum, value) => sum + value, 0) / 3;
  const searched = async (method: 'elimination' | 'forward' | 'backward', context: TestContext = testContext()) =>
    search(context, linear, task, names, 'rmse', { method, searchSize: null }, () => undefined);

  it('elimination', async () => {
    const { rounds, order } = await searched('elimination');
    const expected = [-0.48712040219090813, -0.49565548949548205, -0.4988821261781451, -0.49874352056468285, -0.49896817714825636]; // prettier-ignore
    rounds.forEach((round, i) => expect(mean(round)).toBeCloseTo(expected[i]!, 10));
    expect(order.map((j) => names[j])).toEqual(['straight', 'shifted', 'curved', 'noise', 'skewed']);
    expect(bestSize(rounds, 'best')).toBe(1);
  });

  it.each(['forward', 'backward'] as const)('%s', async (method) => {
    const { rounds, order } = await searched(method);
    const expected = [-0.48712040219090813, -0.4871034538110244, -0.4872659884993395, -0.4900790004265641];
    rounds.slice(0, 4).forEach((round, i) => expect(mean(round)).toBeCloseTo(expected[i]!, 10));
    expect(order.map((j) => names[j])).toEqual(['straight', 'shifted', 'skewed', 'noise', 'curved']);
  });

  it('goes on from what it kept when it was stopped, to the same end', async () => {
    const context = testContext();
    context.cancelAfter(130);
    await expect(searched('forward', context)).rejects.toThrow(expect.objectContaining({ code: 'cancelled' }) as Error);
    expect(context.kept).not.toBeNull();
    const again = testContext();
    again.kept = context.kept;
    const whole = testContext();
    expect(await searched('forward', again)).toEqual(await searched('forward', whole));
    expect(again.said.progress.length).toBeLessThan(whole.said.progress.length);
  });
});

it('takes the best size, or the fewest within an error of it', () => {
  const round = (size: number, ...qualities: number[]): SearchRound => ({ features: [], size, qualities: Float64Array.from(qualities) }); // prettier-ignore
  // Means 1, 2.6, 3; the error of the best is √(((2−3)² + (4−3)²) / 1 / 2) = 1.
  const rounds = [round(1, 0, 2), round(2, 2.6, 2.6), round(3, 2, 4), round(4, NaN, 9)];
  expect([bestSize(rounds, 'best'), bestSize(rounds, 'fewest')]).toEqual([3, 2]);
});

it('a forward search finds a pair that a search one by one would miss least late', async () => {
  const worth: Record<string, number> = { '0': 3, '1': 1, '2': 2, '0,1': 4, '0,2': 6, '1,2': 5, '0,1,2': 5.5 };
  const judge = {
    nFolds: 1,
    fit: (features: readonly number[]) =>
      Promise.resolve({ quality: worth[features.toSorted((a, b) => a - b).join()]!, importance: new Float64Array(0) }),
  };
  const { rounds, order } = await searchForward(judge, 3, 3, () => undefined);
  expect(order).toEqual([0, 2, 1]);
  expect(bestSize(rounds, 'best')).toBe(2);
});

it('as a panel: classes, a model without coefficients, fixed size, words', async () => {
  const table = tableOf({
    ...readGolden('select.rows'),
    plan: Array.from({ length: rows.nRows }, (_, i) => (readGolden('select.rows').group![i] === 'g2' ? '贵宾' : 'flat')),
  }).take(Int32Array.from({ length: 120 }, (_, i) => i)); // prettier-ignore
  const given = { target: 'group', features: ['plan', 'noise', 'shifted'], nFolds: 2 };
  const found = await run(table, { ...given, searchSize: 2 });
  expect(found.kept).toEqual(['plan', 'shifted']);
  expect(cells(found.rounds, 'kept')).toEqual([false, true, false]);
  expect(found.curve.marks).toMatchObject([{ x: 2 }]);
  const tree = {
    steps: [
      { step: 'transform.scale', parameters: {} },
      { step: 'predict.tree', parameters: {} },
    ],
  };
  const told = await run(table, { ...given, metric: 'accuracy', mostRows: 110 }, [linear, tree]);
  expect(cells(told.order, 'feature')[2]).toBe('noise');
  expect(told.said.join()).toContain('Searched on 110 of 120 rows');
  await expect(run(table, given, [linear])).rejects.toThrow(expect.objectContaining({ code: 'target-unusable' }) as Error); // prettier-ignore
});
