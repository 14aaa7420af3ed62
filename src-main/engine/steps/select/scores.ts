import type { CancelSignal, Context } from '../context.ts';
import { equalFrequencyBins } from '../../maths/scores/bins.ts';
import {
  chiSquare,
  contingency,
  cramersV,
  gainRatio,
  giniDecrease,
  informationGain,
  type Codes,
} from '../../maths/scores/contingency.ts';
import { distanceCorrelation, pearson, spearman } from '../../maths/scores/correlation.ts';
import { laplacianScores } from '../../maths/scores/laplacian.ts';
import { mutualInformationOfClass, mutualInformationOfNumbers } from '../../maths/scores/mutual-information.ts';
import { correlationFilter, leastRedundantOrder } from '../../maths/scores/redundancy.ts';
import { reliefF } from '../../maths/scores/relief.ts';
import { anovaF, etaSquared, fisherScore } from '../../maths/scores/variance-scores.ts';
import { variance } from '../../maths/statistics.ts';
import type { Matrix } from '../../table/table.ts';
import { clusterShares } from './cluster-shares.ts';
import type { FeatureValues, Target } from './feature-values.ts';
import { forestScores, growForest, permutationScores, type GrownForest } from './forest-scores.ts';
import { lassoScores } from './lasso-scores.ts';
import type { ScoreId } from './rank-text.ts';

/** What every score may use. */
export interface ScoreTools extends Pick<Context, 'random' | 'signal' | 'pool'> {
  /** Nearest rows that mutual information looks at. */
  readonly neighbours: number;
  /** Equally frequent bins that a number is cut into where it is a target of scores that count. */
  readonly nBins: number;
}

/** One way to score features; NaN where it has nothing to say of a feature. */
export interface Score {
  readonly id: ScoreId;
  readonly lowerIsBetter?: true;
  /** Grows faster than the rows do, so that it looks at a sample of them. */
  readonly isSlow?: true;
  compute(features: readonly FeatureValues[], tools: ScoreTools): Float64Array | Promise<Float64Array>;
}

const each = (features: readonly FeatureValues[], score: (feature: FeatureValues) => number): Float64Array =>
  Float64Array.from(features, score);

const ofNumbers = (feature: FeatureValues, score: (numbers: Float64Array) => number): number =>
  feature.numbers ? score(feature.numbers) : NaN;

/** Nearest rows of ReliefF and of the Laplacian score, as their papers use them. */
const RELIEF_NEIGHBOURS = 10;
const LAPLACIAN_NEIGHBOURS = 5;

/** The scores that suit a target, or no target. */
export function scoresFor(target: Target | null): Score[] {
  if (!target) return shapeScores;
  return target.kind === 'classes' ? classScores(target.classes) : numberScores(target.numbers);
}

function classScores(classes: Codes): Score[] {
  const binned = (id: ScoreId, of: (table: ReturnType<typeof contingency>) => number): Score => ({
    id,
    compute: (features) => each(features, ({ codes }) => of(contingency(codes, classes))),
  });
  const means = (id: ScoreId, of: (numbers: Float64Array, classes: Codes) => number): Score => ({
    id,
    compute: (features) => each(features, (feature) => ofNumbers(feature, (numbers) => of(numbers, classes))),
  });
  return [
    binned('information_gain', informationGain),
    binned('gain_ratio', gainRatio),
    binned('gini', giniDecrease),
    binned('chi_square', chiSquare),
    binned('cramers_v', cramersV),
    means('anova_f', anovaF),
    means('fisher', fisherScore),
    {
      id: 'mutual_information',
      compute: (features, { neighbours, random, signal }) =>
        each(features, ({ numbers, codes }) => {
          signal.throwIfAborted();
          // The information of categories, in the nats that the numbers have.
          if (!numbers) return informationGain(contingency(codes, classes)) * Math.LN2;
          return mutualInformationOfClass(numbers, classes, neighbours, random);
        }),
    },
    {
      id: 'relieff',
      isSlow: true,
      compute: (features, { signal }) => reliefScores(features, classes, signal),
    },
    ...jointScores({ kind: 'classes', classes }),
  ];
}

/** Scores that look at features beside each other. */
function jointScores(target: Target): Score[] {
  const coded = (nBins: number): Codes =>
    target.kind === 'classes' ? target.classes : equalFrequencyBins(target.numbers, nBins);
  // Grown once for the scores that ask it.
  const forests = new WeakMap<readonly FeatureValues[], Promise<GrownForest>>();
  const forestOf = (features: readonly FeatureValues[], tools: ScoreTools): Promise<GrownForest> => {
    const forest = forests.get(features) ?? growForest(features, target, tools);
    forests.set(features, forest);
    return forest;
  };
  const codesOfAll = (features: readonly FeatureValues[]): Codes[] => features.map(({ codes }) => codes);
  return [
    {
      id: 'fcbf',
      isSlow: true,
      compute(features, { nBins, signal }) {
        const check = (): void => signal.throwIfAborted();
        const { relevance, coveredBy } = correlationFilter(codesOfAll(features), coded(nBins), check);
        // Those that a stronger one covers come behind all others.
        return relevance.map((value, feature) => (coveredBy[feature]! >= 0 ? value - 1 : value));
      },
    },
    {
      id: 'mrmr',
      isSlow: true,
      compute(features, { nBins, signal }) {
        const order = leastRedundantOrder(codesOfAll(features), coded(nBins), () => signal.throwIfAborted());
        const scores = new Float64Array(features.length);
        order.forEach((feature, place) => {
          scores[feature] = 1 - place / features.length;
        });
        return scores;
      },
    },
    { id: 'lasso', isSlow: true, compute: (features, tools) => lassoScores(features, target, tools) },
    { id: 'forest', isSlow: true, compute: async (features, tools) => forestScores(await forestOf(features, tools)) },
    {
      id: 'permutation',
      isSlow: true,
      compute: async (features, tools) => permutationScores(await forestOf(features, tools), tools),
    },
  ];
}

function numberScores(target: Float64Array): Score[] {
  const unsigned = (id: ScoreId, of: (x: Float64Array, y: Float64Array) => number): Score => ({
    id,
    compute: (features, { signal }) =>
      each(features, (feature) => {
        signal.throwIfAborted();
        return ofNumbers(feature, (numbers) => Math.abs(of(numbers, target)));
      }),
  });
  return [
    unsigned('pearson', pearson),
    unsigned('spearman', spearman),
    { ...unsigned('distance_correlation', distanceCorrelation), isSlow: true },
    { id: 'eta_squared', compute: (features) => each(features, ({ codes }) => etaSquared(target, codes)) },
    {
      id: 'mutual_information',
      compute: (features, { neighbours, random, signal }) =>
        each(features, ({ numbers, codes }) => {
          signal.throwIfAborted();
          if (!numbers) return mutualInformationOfClass(target, codes, neighbours, random);
          return mutualInformationOfNumbers(numbers, target, neighbours, random);
        }),
    },
    ...jointScores({ kind: 'number', numbers: target }),
  ];
}

const shapeScores: Score[] = [
  // Of features brought to one range; otherwise the one with the largest unit would win.
  {
    id: 'variance',
    compute: (features) => each(features, (feature) => ofNumbers(feature, (numbers) => variance(toRange(numbers), 0))),
  },
  {
    id: 'laplacian',
    lowerIsBetter: true,
    isSlow: true,
    compute(features, { signal }) {
      const withOrder = features.flatMap(({ numbers }, feature) =>
        numbers ? [{ feature, values: toRange(numbers) }] : [],
      );
      const found = laplacianScores(matrixOf(withOrder.map(({ values }) => values)), LAPLACIAN_NEIGHBOURS, signal);
      const scores = new Float64Array(features.length).fill(NaN);
      withOrder.forEach(({ feature }, j) => {
        scores[feature] = found[j]!;
      });
      return scores;
    },
  },
  { id: 'cluster_share', isSlow: true, compute: clusterShares },
];

/** ReliefF of each feature, over the rows whose class is known. */
function reliefScores(features: readonly FeatureValues[], classes: Codes, signal: CancelSignal): Float64Array {
  const known = Int32Array.from(classes.codes.keys()).filter((row) => classes.codes[row]! >= 0);
  const of = (values: Float64Array): Float64Array => Float64Array.from(known, (row) => values[row]!);
  // Halves, so that two different texts are as far apart as the ends of a range.
  const columns = features.flatMap(({ numbers, codes }, feature) =>
    numbers
      ? [{ feature, values: toRange(of(numbers)) }]
      : Array.from({ length: codes.n }, (_, value) => ({
          feature,
          values: Float64Array.from(known, (row) => (codes.codes[row] === value ? 0.5 : 0)),
        })),
  );
  const own = Int32Array.from(known, (row) => classes.codes[row]!);
  const found = reliefF(matrixOf(columns.map(({ values }) => values)), own, classes.n, RELIEF_NEIGHBOURS, signal);
  const scores = new Float64Array(features.length);
  columns.forEach(({ feature }, j) => {
    scores[feature]! += found[j]!;
  });
  return scores;
}

function matrixOf(columns: readonly Float64Array[]): Matrix {
  const [nRows, nColumns] = [columns[0]?.length ?? 0, columns.length];
  const values = new Float64Array(nRows * nColumns);
  columns.forEach((column, j) => {
    for (let row = 0; row < nRows; row++) values[row * nColumns + j] = column[row]!;
  });
  return { nRows, nColumns, values };
}

/** Numbers from 0 to 1; a missing one is the mean of the others, a constant column is 0. */
function toRange(numbers: Float64Array): Float64Array {
  let [low, high, sum, n] = [Infinity, -Infinity, 0, 0];
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
    n++;
  }
  const range = high - low;
  return numbers.map((value) => (range > 0 ? ((Number.isNaN(value) ? sum / n : value) - low) / range : 0));
}
