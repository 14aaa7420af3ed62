import type { Chain } from '../../../contract/step.ts';
import type { ChainRunner } from '../context.ts';
import type { TargetKind } from '../predict/predictor.ts';
import { workOf } from './work.ts';

/** A model to try. */
export interface Candidate {
  readonly chain: Chain;
  /** Estimated seconds of all fits. */
  readonly work: number;
}

type Link = readonly [step: string, parameters?: Record<string, unknown>];

/** The floor, then what is quick and telling, then what often wins, then variants of it; what needs few rows or much time comes last. */
const OF_CLASSES: readonly (readonly Link[])[] = [
  [['predict.baseline']],
  [['predict.logistic']],
  [['predict.boosting', { nRounds: 150, learningRate: 0.1 }]],
  [['predict.forest', { nTrees: 100, leastRows: 10 }]],
  [['predict.boosting', { nRounds: 400, learningRate: 0.03, maxLeaves: 5, leastRows: 40, l2: 5 }]],
  [['predict.discriminant']],
  [['predict.naive-bayes']],
  [['predict.tree', { maxDepth: 6 }]],
  [['predict.logistic', { penalty: 'lasso', strength: 3 }]],
  [['predict.forest', { nTrees: 200, method: 'extra', leastRows: 10, tried: 'third' }]],
  [['predict.nearest', { nNeighbours: 21 }]],
  [['predict.mlp']],
  [['predict.boosting', { nRounds: 500, learningRate: 0.03, maxLeaves: 31 }]],
  [['predict.wide-deep']],
  [['predict.svm']],
  [['predict.tab-transformer']],
];
const OF_NUMBERS: readonly (readonly Link[])[] = [
  [['predict.baseline']],
  [['predict.linear']],
  [['predict.boosting', { nRounds: 150, learningRate: 0.1 }]],
  [['predict.forest', { nTrees: 100, leastRows: 10 }]],
  [['predict.linear', { penalty: 'ridge', strength: 0.1 }]],
  [['predict.boosting', { nRounds: 400, learningRate: 0.03, maxLeaves: 5, leastRows: 40, l2: 5 }]],
  [['predict.tree', { maxDepth: 6 }]],
  [['predict.linear', { penalty: 'lasso', strength: 0.01 }]],
  [['predict.forest', { nTrees: 200, method: 'extra', leastRows: 10, tried: 'third' }]],
  [['predict.nearest', { nNeighbours: 21 }]],
  [['predict.mlp']],
  [['predict.boosting', { nRounds: 500, learningRate: 0.03, maxLeaves: 31 }]],
  [['predict.wide-deep']],
  [['predict.tab-transformer']],
];

/** The kinds of rows that work is estimated for. */
export interface FitShape {
  /** Rows that each fit learns from. */
  readonly nRows: number;
  readonly nColumns: number;
  readonly nFits: number;
}

/** What to try, in the order in which time is spent on it. */
export function candidatesFor(kind: TargetKind, shape: FitShape, chains: Pick<ChainRunner, 'parameters'>): Candidate[] {
  return (kind === 'classes' ? OF_CLASSES : OF_NUMBERS).map((links) =>
    candidateOf({ steps: links.map(([step, parameters = {}]) => ({ step, parameters })) }, shape, chains),
  );
}

const candidateOf = (chain: Chain, shape: FitShape, chains: Pick<ChainRunner, 'parameters'>): Candidate => ({
  chain,
  work: shape.nFits * workOf(chain, shape.nRows, shape.nColumns, chains),
});

/** What is made of the best that were found: their mean with learned weights, and a model on top of them. */
export function ensemblesOf(
  members: readonly Chain[],
  shape: FitShape,
  chains: Pick<ChainRunner, 'parameters'>,
): Candidate[] {
  if (members.length < 2) return [];
  const own = { models: [...members] };
  return [
    { steps: [{ step: 'predict.voting', parameters: { weights: 'learned' }, chains: own }] },
    { steps: [{ step: 'predict.stacking', parameters: {}, chains: own }] },
  ].map((chain) => candidateOf(chain, shape, chains));
}
