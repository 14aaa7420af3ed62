import { outOfBag, splitImportance } from '../../maths/trees/ask-trees.ts';
import { fitForest } from '../../maths/trees/forest.ts';
import type { TreeRows, TreeSet } from '../../maths/trees/tree-set.ts';
import type { Context } from '../context.ts';
import { knownRows, type FeatureValues, type Target } from './feature-values.ts';

type Tools = Pick<Context, 'pool' | 'signal' | 'random'>;

const N_TREES = 40;
const LEAST_LEAF = 5;

/** The stream of chance that trees grow by; features are shuffled by those of their own numbers. */
const GROWING = 1e6;

/** A forest that has learned to tell the target from the features, with what it learned from. */
export interface GrownForest {
  readonly trees: TreeSet;
  readonly seed: number;
  readonly x: TreeRows;
  readonly target: Float64Array;
  readonly nClasses: number;
}

/** Features as trees read them: a text as its code. */
export function treeRows(features: readonly FeatureValues[], rows: Int32Array): TreeRows {
  const nColumns = features.length;
  const values = new Float64Array(new SharedArrayBuffer(rows.length * nColumns * 8));
  features.forEach(({ numbers, codes }, j) => {
    rows.forEach((row, i) => {
      const code = codes.codes[row]!;
      values[i * nColumns + j] = numbers ? numbers[row]! : code < 0 ? NaN : code;
    });
  });
  return { nRows: rows.length, nColumns, values };
}

/** How many values each feature has that is no number; 0 for numbers. */
export const treeCategories = (features: readonly FeatureValues[]): Int32Array =>
  Int32Array.from(features, ({ numbers, codes }) => (numbers ? 0 : codes.n));

/** Grows a forest of 40 trees on features and a target. @throws cancelled */
export async function growForest(
  features: readonly FeatureValues[],
  target: Target,
  tools: Tools,
): Promise<GrownForest> {
  const rows = knownRows(target);
  const x = treeRows(features, rows);
  const isClasses = target.kind === 'classes';
  const nClasses = isClasses ? target.classes.n : 0;
  const values = Float64Array.from(rows, (row) => (isClasses ? target.classes.codes[row]! : target.numbers[row]!));
  const { trees, seed } = await fitForest(
    x,
    values,
    null,
    treeCategories(features),
    {
      nClasses,
      criterion: isClasses ? 'gini' : 'squared',
      nTried: Math.max(1, isClasses ? Math.floor(Math.sqrt(x.nColumns)) : Math.floor(x.nColumns / 3)),
      nTrees: N_TREES,
      leastRows: LEAST_LEAF,
      maxDepth: 0,
      draws: true,
      randomCuts: false,
    },
    { ...tools, random: tools.random.fork(GROWING), progress: () => undefined },
  );
  return { trees, seed, x, target: values, nClasses };
}

/** How much each feature's splits lower the impurity in a forest, as shares of 1 (Breiman 2001). */
export function forestScores({ trees }: GrownForest): Float64Array {
  const gains = splitImportance(trees);
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return total > 0 ? gains.map((gain) => gain / total) : gains;
}

/**
 * How much worse the same forest foretells rows that a tree has not drawn once a feature is shuffled: lost accuracy, or for numbers the lost
 * share of the variance (Breiman 2001). At most a little below 0 for a feature that says nothing. @throws cancelled
 */
export async function permutationScores(forest: GrownForest, tools: Tools): Promise<Float64Array> {
  const { x } = forest;
  const whole = await qualityOf(forest, x, tools);
  const values = new Float64Array(new SharedArrayBuffer(x.values.byteLength));
  values.set(x.values);
  const lost = new Float64Array(x.nColumns);
  for (let j = 0; j < x.nColumns; j++) {
    tools.signal.throwIfAborted();
    const order = tools.random.fork(j).permutation(x.nRows);
    for (let row = 0; row < x.nRows; row++) values[row * x.nColumns + j] = x.values[order[row]! * x.nColumns + j]!;
    lost[j] = whole - (await qualityOf(forest, { ...x, values }, tools));
    for (let row = 0; row < x.nRows; row++) values[row * x.nColumns + j] = x.values[row * x.nColumns + j]!;
  }
  return lost;
}

/** Accuracy, or R², of what trees say to rows that they have not drawn. */
async function qualityOf({ trees, seed, target, nClasses }: GrownForest, x: TreeRows, tools: Tools): Promise<number> {
  const { values, nSpoke } = await outOfBag(trees, x, seed, tools);
  const rows = Int32Array.from(nSpoke.keys()).filter((row) => nSpoke[row]! > 0);
  if (rows.length === 0) return 0;
  if (nClasses > 0) {
    const right = rows.reduce((n, row) => {
      const own = values.subarray(row * nClasses, (row + 1) * nClasses);
      return n + (own.indexOf(Math.max(...own)) === target[row] ? 1 : 0);
    }, 0);
    return right / rows.length;
  }
  const mean = rows.reduce((sum, row) => sum + target[row]!, 0) / rows.length;
  let [errors, spread] = [0, 0];
  for (const row of rows) {
    errors += (target[row]! - values[row]!) ** 2;
    spread += (target[row]! - mean) ** 2;
  }
  return spread > 0 ? 1 - errors / spread : 0;
}
