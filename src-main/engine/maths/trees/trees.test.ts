import { afterAll, describe, expect, it } from 'vitest';
import { closeTestPools, testContext } from '../../steps/testing.ts';
import { seededRandom } from '../random.ts';
import { shapValues, valuesOf } from './ask-trees.ts';
import { between } from './bins.ts';
import { fitBoosting, type BoostingOptions } from './boosting.ts';
import { fitDecisionTree } from './decision-tree.ts';
import { fitForest } from './forest.ts';
import { linked } from './losses.ts';
import { leafOf, sharedArray, treeWriter, type TreeRows, type TreeSet } from './tree-set.ts';

afterAll(() => {
  closeTestPools();
});

const rowsOf = (rows: readonly (readonly number[])[]): TreeRows => ({
  nRows: rows.length,
  nColumns: rows[0]?.length ?? 0,
  values: sharedArray(Float64Array.from(rows.flat())),
});

const options: BoostingOptions = {
  loss: 'squared', nOutputs: 1, nRounds: 30, learningRate: 0.3, maxLeaves: 8, maxDepth: 0, leastRows: 2, l2: 0, patience: 0,
  heldOut: 0.2, monotone: new Int8Array(2),
}; // prettier-ignore

/** Rows of two numbers, the second with gaps, and a category; y rests on all. */
function madeUp(n: number, seed = 3) {
  const random = seededRandom(seed);
  const rows = Array.from({ length: n }, () => [
    random.normal(),
    random.next() < 0.2 ? NaN : random.normal(),
    random.integer(5),
  ]);
  const y = Float64Array.from(
    rows,
    ([a, b, c]) => a! + (Number.isNaN(b!) ? 2 : b! * 0.5) + (c === 3 || c === 1 ? 1.5 : 0),
  );
  return { x: rowsOf(rows), y, kinds: Int32Array.of(0, 0, 5) };
}

const errorOf = (found: Float64Array, y: Float64Array): number =>
  Math.sqrt(found.reduce((sum, value, row) => sum + (value - y[row]!) ** 2, 0) / y.length);

describe('boosting', () => {
  it('learns numbers, gaps and categories', async () => {
    const { x, y, kinds } = madeUp(600);
    const given = { ...options, nRounds: 80, leastRows: 10, monotone: new Int8Array(3) };
    const { trees } = await fitBoosting(x, y, null, kinds, given, testContext());
    expect(errorOf(await valuesOf(trees, x, testContext()), y)).toBeLessThan(0.2);
    expect([...trees.category].some((start) => start >= 0)).toBe(true);
  });

  it('gives the same bytes on one thread and on three, plain and with SIMD', async () => {
    // So many rows and features that threads share a node.
    const [nRows, nColumns] = [20_500, 17];
    const random = seededRandom(2);
    const values = sharedArray(Float64Array.from({ length: nRows * nColumns }, () => random.next()));
    const x = { nRows, nColumns, values };
    const y = Float64Array.from({ length: nRows }, (_, row) => values[row * nColumns]! * values[row * nColumns + 9]!);
    const given = { ...options, nRounds: 2, maxLeaves: 4, monotone: new Int8Array(nColumns) };
    const kinds = new Int32Array(nColumns);
    const { trees } = await fitBoosting(x, y, null, kinds, given, testContext());
    const shared = await fitBoosting(x, y, null, kinds, given, testContext({ threads: 3, variant: 'simd' }));
    expect(shared.trees).toEqual(trees);
  });

  it('stops once rows held out are predicted no better, and keeps the best rounds', async () => {
    const random = seededRandom(8);
    const x = rowsOf(Array.from({ length: 400 }, () => [random.normal(), random.normal()]));
    const y = Float64Array.from(
      { length: 400 },
      (_, row) => (x.values[row * 2]! > 0 ? 1 : 0) ^ (random.next() < 0.3 ? 1 : 0),
    );
    const given = { ...options, loss: 'binary' as const, nRounds: 200, patience: 10, monotone: new Int8Array(2) };
    const found = await fitBoosting(x, y, null, new Int32Array(2), given, testContext());
    expect(found.heldOutLoss.length).toBeLessThan(200);
    expect(found.nRounds).toBe(found.heldOutLoss.indexOf(Math.min(...found.heldOutLoss)) + 1);
    expect(found.trees.output.length).toBe(found.nRounds);
  });

  it('never falls where it may only rise', async () => {
    const random = seededRandom(4);
    const x = rowsOf(Array.from({ length: 300 }, () => [random.next(), random.next()]));
    const y = Float64Array.from({ length: 300 }, (_, row) => Math.sin(7 * x.values[row * 2]!) + x.values[row * 2 + 1]!);
    const given = { ...options, monotone: Int8Array.of(1, 0) };
    const { trees } = await fitBoosting(x, y, null, new Int32Array(2), given, testContext());
    const line = rowsOf(Array.from({ length: 100 }, (_, i) => [i / 100, 0.5]));
    const said = await valuesOf(trees, line, testContext());
    said.forEach((value, i) => expect(value).toBeGreaterThanOrEqual((said[i - 1] ?? -Infinity) - 1e-12));
    expect(said.at(-1)).toBeGreaterThan(said[0]!);
  });

  it('weighs a row of weight two as two rows', async () => {
    const x = rowsOf([[1, 0], [2, 0], [3, 0], [4, 0], [4, 0]]); // prettier-ignore
    const y = Float64Array.of(1, 2, 3, 9, 9);
    const once = rowsOf([[1, 0], [2, 0], [3, 0], [4, 0]]); // prettier-ignore
    const given = { ...options, leastRows: 1 };
    const [twice, weighed] = await Promise.all([
      fitBoosting(x, y, null, new Int32Array(2), given, testContext()),
      fitBoosting(once, y.subarray(0, 4), Float64Array.of(1, 1, 1, 2), new Int32Array(2), given, testContext()),
    ]);
    const [a, b] = [
      await valuesOf(twice.trees, once, testContext()),
      await valuesOf(weighed.trees, once, testContext()),
    ];
    a.forEach((value, row) => expect(value).toBeCloseTo(b[row]!, 6));
  });

  it('says the base where nothing can be split: one row, a constant, nothing but gaps', async () => {
    for (const values of [
      [[1, 2]],
      [
        [5, NaN],
        [5, NaN],
        [5, NaN],
        [5, NaN],
      ],
    ]) {
      const x = rowsOf(values);
      const y = Float64Array.from(values, (_, row) => row);
      const { trees } = await fitBoosting(x, y, null, new Int32Array(2), options, testContext());
      const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
      for (const value of await valuesOf(trees, x, testContext())) expect(value).toBeCloseTo(mean, 9);
    }
  });

  it('stands numbers near the end of what can be written', async () => {
    const x = rowsOf([[-1e308, 0], [-1e300, 0], [1e300, 0], [1.7e308, 0]]); // prettier-ignore
    const y = Float64Array.of(0, 0, 1e9, 1e9);
    const { trees } = await fitBoosting(x, y, null, new Int32Array(2), { ...options, leastRows: 1 }, testContext());
    const said = await valuesOf(trees, x, testContext());
    expect(said[0]! / 1e9).toBeCloseTo(0, 3);
    expect(said[3]! / 1e9).toBeCloseTo(1, 3);
  });

  it('is cancelled', async () => {
    const { x, y, kinds } = madeUp(200);
    const context = testContext();
    context.cancelAfter(20);
    const given = { ...options, nRounds: 500, monotone: new Int8Array(3) };
    await expect(fitBoosting(x, y, null, kinds, given, context)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('sums probabilities of several classes to one', () => {
  const shares = linked('multinomial', Float64Array.of(1, 2, 3, 1000, 0, -1000), 3);
  expect(shares[0]! + shares[1]! + shares[2]!).toBeCloseTo(1, 12);
  expect([...shares.subarray(3)]).toEqual([1, 0, 0]);
});

it('grows a forest of the same bytes on one thread and on three', async () => {
  const { x, y, kinds } = madeUp(150);
  const given = {
    nClasses: 0,
    criterion: 'squared',
    nTried: 2,
    leastRows: 2,
    maxDepth: 0,
    draws: true,
    randomCuts: false,
    nTrees: 9,
  } as const;
  const one = await fitForest(x, y, null, kinds, given, testContext());
  expect(await fitForest(x, y, null, kinds, given, testContext({ threads: 3, variant: 'simd' }))).toEqual(one);
  expect(errorOf(await valuesOf(one.trees, x, testContext()), y)).toBeLessThan(0.6);
});

it('puts a threshold between two values and never past them', () => {
  expect(between(1, 2)).toBe(1.5);
  expect(between(-Infinity, 3)).toBe(-Number.MAX_VALUE);
  expect(between(3, Infinity)).toBe(3);
  expect(between(1e308, 1.7e308)).toBeGreaterThan(1e308);
  expect(between(1, 1 + Number.EPSILON)).toBe(1);
});

it('sends a category that it has not seen where what is missing goes', () => {
  const writer = treeWriter(1, 1, 1);
  writer.startTree(0);
  const [root, left, right] = [writer.addLeaf([0], 3), writer.addLeaf([1], 1), writer.addLeaf([2], 2)];
  writer.split(
    root,
    { feature: 0, threshold: 0, missingLeft: false, categories: [1], nCategories: 3, gain: 1 },
    left,
    right,
  );
  const trees = writer.finish(new Float64Array(1), 1);
  const leaf = (value: number): number => leafOf(trees, 0, Float64Array.of(value), 0);
  expect([0, 1, 2, 3, 99, -1, NaN].map(leaf)).toEqual([right, left, right, right, right, right, right]);
});

describe('Shapley values of trees', () => {
  /** What is expected where only some features are known: unknown ones are followed both ways, by shares of rows. */
  function expectation(trees: TreeSet, node: number, row: Float64Array, known: ReadonlySet<number>): number {
    const feature = trees.feature[node]!;
    if (feature < 0) return trees.value[node]!;
    const [left, right] = [trees.left[node]!, trees.right[node]!];
    if (known.has(feature)) {
      const isLeft = Number.isNaN(row[feature]!)
        ? trees.missingLeft[node] === 1
        : row[feature]! <= trees.threshold[node]!;
      return expectation(trees, isLeft ? left : right, row, known);
    }
    const of = (child: number): number =>
      (trees.cover[child]! / trees.cover[node]!) * expectation(trees, child, row, known);
    return of(left) + of(right);
  }

  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

  it('are what Shapley’s own formula gives, for every subset of features', async () => {
    const random = seededRandom(6);
    const x = rowsOf(
      Array.from({ length: 60 }, () => Array.from({ length: 4 }, () => (random.next() < 0.1 ? NaN : random.normal()))),
    );
    const y = Float64Array.from({ length: 60 }, () => random.normal());
    const deep = { nClasses: 0, criterion: 'squared', maxDepth: 0, leastRows: 1 } as const;
    const trees = fitDecisionTree(x, y, null, new Int32Array(4), deep, testContext().signal);
    const { phi } = await shapValues(trees, x, 0, testContext());
    for (const row of [0, 7, 31]) {
      const own = x.values.subarray(row * 4, row * 4 + 4);
      for (let feature = 0; feature < 4; feature++) {
        let wanted = 0;
        for (let mask = 0; mask < 16; mask++) {
          const known = new Set([0, 1, 2, 3].filter((j) => mask & (1 << j)));
          if (known.has(feature)) continue;
          const weight = (factorial(known.size) * factorial(3 - known.size)) / 24;
          const gain = expectation(trees, 0, own, new Set([...known, feature])) - expectation(trees, 0, own, known);
          wanted += weight * gain;
        }
        expect(phi[row * 4 + feature]).toBeCloseTo(wanted, 9);
      }
    }
  });

  it('sum up to the prediction, for long ways to the leaves too', async () => {
    const random = seededRandom(9);
    const nColumns = 15;
    const x = rowsOf(Array.from({ length: 300 }, () => Array.from({ length: nColumns }, () => random.normal())));
    const y = Float64Array.from({ length: 300 }, () => random.normal());
    const options = {
      nClasses: 0,
      criterion: 'squared',
      nTried: 2,
      leastRows: 1,
      maxDepth: 0,
      draws: true,
      randomCuts: true,
      nTrees: 3,
    } as const;
    const { trees } = await fitForest(x, y, null, new Int32Array(nColumns), options, testContext());
    const { phi, expected } = await shapValues(trees, x, 0, testContext());
    const said = await valuesOf(trees, x, testContext());
    said.forEach((value, row) => {
      const own = phi.subarray(row * nColumns, (row + 1) * nColumns);
      expect(own.reduce((sum, part) => sum + part, expected)).toBeCloseTo(value, 9);
    });
  });
});
