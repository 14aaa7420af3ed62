import { afterAll, describe, expect, it } from 'vitest';
import { closeTestPools, readGolden, testContext } from '../../steps/testing.ts';
import { outOfBag, shapValues, valuesOf } from './ask-trees.ts';
import { fitBoosting, type BoostingOptions } from './boosting.ts';
import { fitDecisionTree, type DecisionTreeOptions } from './decision-tree.ts';
import { fitForest, type ForestOptions } from './forest.ts';
import { linked } from './losses.ts';
import { pruneTree } from './prune.ts';
import { sharedArray, type TreeRows } from './tree-set.ts';

const golden = readGolden('predict.trees');
const column = (name: string): Float64Array =>
  Float64Array.from(golden[name]!, (value) => (value === '' ? NaN : Number(value)));
const nRows = golden.x0!.length;

function rowsOf(nColumns: number): TreeRows {
  const columns = Array.from({ length: nColumns }, (_, j) => column(`x${j}`));
  const values = Float64Array.from(
    { length: nRows * nColumns },
    (_, at) => columns[at % nColumns]![Math.floor(at / nColumns)]!,
  );
  return { nRows, nColumns, values: sharedArray(values) };
}

const x = rowsOf(4);
const NUMBERS = new Int32Array(4);

/** The largest difference from a golden column, or from several that lie side by side. */
function worst(found: Float64Array, names: readonly string[]): number {
  const wanted = names.map(column);
  return found.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - wanted[at % names.length]![Math.floor(at / names.length)]!)),
    0,
  );
}

const each = (name: string): string[] => [0, 1, 2].map((k) => `${name}_${k}`);

afterAll(() => {
  closeTestPools();
});

describe('a decision tree', () => {
  const grow = (target: string, options: Partial<DecisionTreeOptions>) =>
    fitDecisionTree(
      x,
      column(target),
      null,
      NUMBERS,
      { nClasses: 3, criterion: 'gini', maxDepth: 4, leastRows: 5, ...options },
      testContext().signal,
    );

  it('splits as scikit-learn does, by Gini and by entropy', async () => {
    const context = testContext();
    expect(worst(await valuesOf(grow('class', {}), x, context), each('gini'))).toBeLessThan(1e-8);
    const byEntropy = grow('class', { criterion: 'entropy' });
    expect(worst(await valuesOf(byEntropy, x, context), each('entropy'))).toBeLessThan(1e-8);
  });

  it('is pruned as scikit-learn prunes', async () => {
    const pruned = pruneTree(grow('class', {}), 0.02);
    expect(pruned.feature.length).toBeLessThan(grow('class', {}).feature.length);
    expect(worst(await valuesOf(pruned, x, testContext()), each('pruned'))).toBeLessThan(1e-8);
    expect(pruneTree(pruned, 1).feature).toEqual(Int32Array.of(-1));
  });

  it('predicts a number as scikit-learn does', async () => {
    const trees = grow('number', { nClasses: 0, criterion: 'squared' });
    expect(worst(await valuesOf(trees, x, testContext()), ['tree'])).toBeLessThan(1e-7);
  });
});

describe('boosting', () => {
  const boost = async (target: string, options: Partial<BoostingOptions>) => {
    const context = testContext();
    const given: BoostingOptions = {
      loss: 'binary', nOutputs: 1, nRounds: 25, learningRate: 0.2, maxLeaves: 6, maxDepth: 0, leastRows: 8, l2: 1,
      patience: 0, heldOut: 0, monotone: new Int8Array(4), ...options,
    }; // prettier-ignore
    const { trees } = await fitBoosting(x, column(target), null, NUMBERS, given, context);
    return linked(given.loss, await valuesOf(trees, x, context), given.nOutputs);
  };

  // scikit-learn keeps gradients in single precision, so that the sums differ in the seventh digit.
  it.each([
    ['squared', 'number', {}, ['squared']],
    ['poisson', 'class', {}, ['poisson']],
    ['multinomial', 'class', { nOutputs: 3 }, each('multi')],
    ['squared', 'number', { monotone: Int8Array.of(1, 0, 0, 0) }, ['rising']],
  ] as const)('predicts as scikit-learn does: %s of %s %j', async (loss, target, options, names) => {
    expect(worst(await boost(target, { loss, ...options }), names)).toBeLessThan(1e-5);
  });

  it('predicts as scikit-learn does of two classes', async () => {
    const both = await boost('two', {});
    expect(
      worst(
        both.filter((_, at) => at % 2 === 1),
        ['binary'],
      ),
    ).toBeLessThan(1e-5);
  });
});

describe('a forest', () => {
  const grow = (options: Partial<ForestOptions>) =>
    fitForest(
      x,
      column('class'),
      null,
      NUMBERS,
      {
        nClasses: 3,
        criterion: 'gini',
        nTried: 2,
        nTrees: 300,
        leastRows: 5,
        maxDepth: 0,
        draws: true,
        randomCuts: false,
        ...options,
      },
      testContext(),
    );
  const accuracy = (values: Float64Array): number => {
    const classes = column('class');
    const right = classes.filter((own, row) => {
      const shares = values.subarray(row * 3, row * 3 + 3);
      return shares.indexOf(Math.max(...shares)) === own;
    });
    return right.length / nRows;
  };

  it('is as good on rows left out as scikit-learn’s', async () => {
    const { trees, seed } = await grow({});
    const { values } = await outOfBag(trees, x, seed, testContext());
    expect(Math.abs(accuracy(values) - column('oob')[0]!)).toBeLessThan(0.04);
  });

  it('of extra trees fits as scikit-learn’s', async () => {
    const { trees } = await grow({ draws: false, randomCuts: true });
    expect(Math.abs(accuracy(await valuesOf(trees, x, testContext())) - column('extra')[0]!)).toBeLessThan(0.04);
  });
});

it('explains a tree as shap does', async () => {
  const three = rowsOf(3);
  const options = { nClasses: 0, criterion: 'squared', maxDepth: 6, leastRows: 2 } as const;
  const trees = fitDecisionTree(three, column('number'), null, new Int32Array(3), options, testContext().signal);
  const { phi } = await shapValues(trees, three, 0, testContext());
  expect(worst(phi, ['shap_0', 'shap_1', 'shap_2'])).toBeLessThan(1e-6);
});
