import { shapValues } from '../../maths/trees/ask-trees.ts';
import type { TreeSet } from '../../maths/trees/tree-set.ts';
import { sampledShapley } from '../../maths/explain/sampled-shapley.ts';
import { sampleRows, takeMatrixRows } from '../../maths/matrix.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columnsByFeature, sayTo, type Explained } from './explained.ts';

/** How contributions were found: exactly from trees or from a linear rule, or by sampling. */
export type ContributionMethod = 'trees' | 'linear' | 'sampled';

/** What each feature adds to what is said of each row. */
export interface Contributions {
  readonly method: ContributionMethod;
  /** Whether they add up on the scale of log-odds instead of probabilities. */
  readonly isLogOdds: boolean;
  /** (nRows, nFeatures) */
  readonly phi: Float64Array;
  /** What is said where nothing is known of a row. */
  readonly expected: number;
}

const MOST_BACKGROUND = 200;

/** Shapley values of rows: exact where the model allows, else sampled. @param nPairs orders a row, where sampled. */
export async function contributionsOf(explained: Explained, nPairs: number, context: Context): Promise<Contributions> {
  const { predictor, x } = explained;
  const trees = treesOf(explained);
  if (trees && !predictor.isCalibrated) return byTrees(explained, trees, context);
  if (predictor.coefficients && !predictor.isCalibrated && predictor.target.classes.length <= 2)
    return linear(explained);
  const background = takeMatrixRows(x, sampleRows(x.nRows, MOST_BACKGROUND, context.random.fork(3)));
  const said = await sayTo(explained, background, context);
  const expected = said.reduce((sum, value) => sum + value, 0) / said.length;
  const phi = await sampledShapley(
    {
      x: x.values,
      nRows: x.nRows,
      nColumns: x.nColumns,
      background: background.values,
      nBackground: background.nRows,
      expected,
      features: columnsByFeature(predictor),
      predict: (values, nRows) => {
        context.signal.throwIfAborted();
        return sayTo(explained, { nRows, nColumns: x.nColumns, values }, context);
      },
    },
    nPairs,
    context.random.fork(4),
    (share) => context.progress(share),
  );
  return { method: 'sampled', isLogOdds: false, phi, expected };
}

const TREE_STEPS = ['predict.tree', 'predict.forest', 'predict.boosting'];

function treesOf({ model, predictor }: Explained): TreeSet | null {
  return TREE_STEPS.includes(model.step) ? (predictor.learned as { readonly trees: TreeSet }).trees : null;
}

async function byTrees(
  { predictor, model, x, output }: Explained,
  trees: TreeSet,
  context: Context,
): Promise<Contributions> {
  const isBinary = trees.nOutputs === 1 && predictor.target.kind === 'classes';
  const { phi, expected } = await shapValues(trees, x, isBinary ? 0 : output, context);
  const isLogOdds = model.step === 'predict.boosting' && predictor.target.kind === 'classes';
  // Boosting of two classes speaks of the event; of the other class the opposite is true.
  const sign = isBinary && output === 0 ? -1 : 1;
  return {
    method: 'trees',
    isLogOdds,
    phi: sign < 0 ? phi.map((value) => -value) : phi,
    expected: sign * expected,
  };
}

/** Of a linear rule each column adds its coefficient times how far the row is from the mean: exact if features are independent. */
function linear({ predictor, x, output }: Explained): Contributions {
  const { intercepts, values, isLogit } = predictor.coefficients!;
  const sign = predictor.target.kind === 'classes' && output === 0 ? -1 : 1;
  const groups = columnsByFeature(predictor);
  const means = meansOf(x);
  const phi = new Float64Array(x.nRows * groups.length);
  groups.forEach((columns, feature) => {
    for (const j of columns)
      for (let row = 0; row < x.nRows; row++)
        phi[row * groups.length + feature]! += sign * values[j]! * (x.values[row * x.nColumns + j]! - means[j]!);
  });
  const expected = means.reduce((sum, mean, j) => sum + mean * values[j]!, intercepts[0]!);
  return { method: 'linear', isLogOdds: isLogit, phi, expected: sign * expected };
}

function meansOf({ nRows, nColumns, values }: Matrix): Float64Array {
  const means = new Float64Array(nColumns);
  for (let at = 0; at < values.length; at++) means[at % nColumns]! += values[at]! / nRows;
  return means;
}
