import { shapValues, valuesOf } from '../../../src-main/engine/maths/trees/ask-trees.ts';
import { fitBoosting, type BoostingOptions } from '../../../src-main/engine/maths/trees/boosting.ts';
import { fitForest, type ForestOptions } from '../../../src-main/engine/maths/trees/forest.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import { defineCase, prepared, type BenchCase, type CaseTools, type Shape } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';

const SEED = 31;

/** Normal features and two classes that rest on four of them, by themselves and together. */
function makeRows({ rows, columns }: Shape, folder: string): void {
  const random = seededRandom(SEED);
  const [n, d] = [Number(rows), Number(columns)];
  const values = Float64Array.from({ length: n * d }, () => random.normal());
  const classes = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    const x = (j: number): number => values[row * d + j]!;
    classes[row] = x(0) + x(1) * x(2) + Math.sin(x(3)) + random.normal() > 0 ? 1 : 0;
  }
  writeArray(folder, 'x', values);
  writeArray(folder, 'y', classes);
}

function readRows({ shape, folder, pool }: CaseTools<Shape>) {
  const [nRows, nColumns] = [Number(shape.rows), Number(shape.columns)];
  const x = { nRows, nColumns, values: readArray(folder, 'x', 'f64') };
  const classes = Float64Array.from(readArray(folder, 'y', 'i32'));
  return { x, classes, tools: { ...testContext({ seed: SEED }), pool }, numbers: new Int32Array(nColumns) };
}

const boosting = (nRounds: number, nColumns: number): BoostingOptions => ({
  loss: 'binary', nOutputs: 1, nRounds, learningRate: 0.1, maxLeaves: 31, maxDepth: 0, leastRows: 20, l2: 0, patience: 0, heldOut: 0,
  monotone: new Int8Array(nColumns),
}); // prettier-ignore

function logLoss(raw: Float64Array, classes: Float64Array): number {
  const sum = raw.reduce(
    (total, x, row) => total + Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0) - x * classes[row]!,
    0,
  );
  return sum / raw.length;
}

type BoostingReference = Pick<BenchCase, 'name' | 'script' | 'reference' | 'bar' | 'aim' | 'tolerance'>;

/** @param countsNodes whether the reference tells how many nodes it has */
const boostingCase = (definition: BoostingReference, countsNodes: boolean) =>
  defineCase<Shape>({
    ...definition,
    title: 'gradient boosting, 100,000 × 30, 200 trees of 31 leaves',
    shape: { rows: 100_000, columns: 30, trees: 200 },
    make: makeRows,
    prepare(given) {
      const { x, classes, tools, numbers } = readRows(given);
      const options = boosting(Number(given.shape.trees), x.nColumns);
      return prepared({
        run: () => fitBoosting(x, classes, null, numbers, options, tools),
        check: async ({ trees }) => ({
          loss: logLoss(await valuesOf(trees, x, tools), classes),
          ...(countsNodes ? { nodes: trees.feature.length } : {}),
        }),
      });
    },
  });

export const gradientBoosting = boostingCase(
  {
    name: 'boosting',
    script: 'boosting',
    reference: 'scikit-learn HistGradientBoosting',
    bar: 1,
    aim: 0.7,
    tolerance: 1e-3,
  },
  true,
);

/** Its bins are cut elsewhere, so that its loss is a little another. */
export const boostingLightgbm = boostingCase(
  { name: 'boosting-lightgbm', script: 'boosting_lightgbm', reference: 'LightGBM', bar: 2, aim: 1, tolerance: 2e-2 },
  false,
);

/** Rows that the forest does not learn from. */
const KEPT_BACK = 10_000;

export const randomForest = defineCase({
  name: 'forest',
  script: 'forest',
  title: 'random forest, 100,000 × 30, 100 trees grown out',
  reference: 'scikit-learn',
  bar: 1,
  aim: 0.5,
  shape: { rows: 100_000 + KEPT_BACK, columns: 30, trees: 100 },
  tolerance: 0.02,
  make: makeRows,
  prepare(given) {
    const { x, classes, tools, numbers } = readRows(given);
    const n = x.nRows - KEPT_BACK;
    const learned = { ...x, nRows: n, values: x.values.subarray(0, n * x.nColumns) };
    const others = { ...x, nRows: KEPT_BACK, values: x.values.slice(n * x.nColumns) };
    const options: ForestOptions = {
      nClasses: 2, criterion: 'gini', nTried: Math.floor(Math.sqrt(x.nColumns)), leastRows: 1, maxDepth: 0, draws: true,
      randomCuts: false, nTrees: Number(given.shape.trees),
    }; // prettier-ignore
    return prepared({
      run: () => fitForest(learned, classes.slice(0, n), null, numbers, options, tools),
      async check({ trees }) {
        const said = await valuesOf(trees, others, tools);
        const right = classes.subarray(n).filter((own, row) => (said[row * 2 + 1]! > 0.5 ? 1 : 0) === own);
        return { accuracy: right.length / KEPT_BACK };
      },
    });
  },
});

export const treeShap = defineCase({
  name: 'tree-shap',
  script: 'tree_shap',
  title: 'TreeSHAP, 10,000 × 30, 200 trees of 31 leaves',
  reference: 'shap',
  bar: 1.5,
  aim: 1,
  shape: { rows: 100_000, columns: 30, trees: 200, explained: 10_000 },
  tolerance: 1e-3,
  make: makeRows,
  async prepare(given) {
    const { x, classes, tools, numbers } = readRows(given);
    const { trees } = await fitBoosting(
      x,
      classes,
      null,
      numbers,
      boosting(Number(given.shape.trees), x.nColumns),
      tools,
    );
    const nRows = Number(given.shape.explained);
    const rows = { ...x, nRows, values: x.values.subarray(0, nRows * x.nColumns) };
    return prepared({
      run: () => shapValues(trees, rows, 0, tools),
      check: ({ phi, expected }) => ({ expected, size: phi.reduce((sum, value) => sum + Math.abs(value), 0) }),
    });
  },
});
