import { atLeastHeads } from '../../maths/scores/binomial.ts';
import { quantile } from '../../maths/statistics.ts';
import { splitImportance } from '../../maths/trees/ask-trees.ts';
import { fitForest } from '../../maths/trees/forest.ts';
import type { Random } from '../../maths/random.ts';
import type { Context } from '../context.ts';
import { treeCategories, treeRows } from './forest-scores.ts';
import type { FeatureValues, Target } from './feature-values.ts';

/** What is known of a feature: better than shadows, worse, or neither yet. */
export type Decision = 'confirmed' | 'rejected' | 'tentative';

/** What the rounds showed. */
export interface BorutaFound {
  readonly decisions: readonly Decision[];
  /** By feature, in how many rounds it was better than the shadows, and in how many it took part. */
  readonly hits: Int32Array;
  readonly rounds: Int32Array;
  /** By round, the importance of each feature; NaN once it is rejected. */
  readonly importances: readonly Float64Array[];
  /** By round, the importance that a hit had to exceed. */
  readonly shadows: readonly number[];
}

interface BorutaOptions {
  readonly nRounds: number;
  readonly nTrees: number;
  readonly error: number;
  readonly percentile: number;
  readonly maxDepth: number;
}

/** So many shadows at least, so that the best of them is no accident. */
const LEAST_SHADOWS = 5;
const LEAST_LEAF = 5;

/**
 * Boruta: features against shuffled copies of themselves, in forests that grow anew each round. Kursa & Rudnicki (2010),
 * doi:10.18637/jss.v036.i11.
 *
 * Departures: importance is the gain of splits, as in boruta_py, not lost accuracy; Bonferroni's correction for the number of features is
 * taken once a round.
 *
 * @param watch told of what is known after each round. @throws cancelled
 */
export async function borutaRounds(
  features: readonly FeatureValues[],
  target: Target,
  options: BorutaOptions,
  context: Pick<Context, 'pool' | 'signal' | 'random'>,
  watch: (found: BorutaFound) => void,
): Promise<BorutaFound> {
  const n = features.length;
  const [hits, rounds] = [new Int32Array(n), new Int32Array(n)];
  const importances: Float64Array[] = [];
  const shadows: number[] = [];
  let decisions = features.map((): Decision => 'tentative');
  for (let round = 0; round < options.nRounds && decisions.includes('tentative'); round++) {
    context.signal.throwIfAborted();
    const own = { ...context, random: context.random.fork(round), progress: () => undefined };
    const open = [...decisions.keys()].filter((j) => decisions[j] !== 'rejected');
    const found = await importanceBesideShadows(
      open.map((j) => features[j]!),
      target,
      options,
      own,
    );
    const limit = quantile(found.shadows.toSorted(), options.percentile / 100);
    const importance = new Float64Array(n).fill(NaN);
    open.forEach((j, at) => {
      importance[j] = found.features[at]!;
      rounds[j]!++;
      if (found.features[at]! > limit) hits[j]!++;
    });
    importances.push(importance);
    shadows.push(limit);
    decisions = decisions.map((known, j) =>
      known === 'tentative' ? decide(hits[j]!, rounds[j]!, n, options.error) : known,
    );
    watch({ decisions, hits, rounds, importances, shadows });
  }
  return { decisions, hits, rounds, importances, shadows };
}

/**
 * Whether hits are more, or fewer, than a tossed coin would give.
 *
 * @param nFeatures how many are tested at once. @param error the chance of any wrong decision.
 */
export function decide(hits: number, nRounds: number, nFeatures: number, error: number): Decision {
  if (atLeastHeads(hits, nRounds) * nFeatures <= error) return 'confirmed';
  return atLeastHeads(nRounds - hits, nRounds) * nFeatures <= error ? 'rejected' : 'tentative';
}

/** Importance of features and of their shuffled copies in one forest, as shares of its gain. */
async function importanceBesideShadows(
  features: readonly FeatureValues[],
  target: Target,
  { nTrees, maxDepth }: BorutaOptions,
  context: Pick<Context, 'pool' | 'signal' | 'random' | 'progress'>,
): Promise<{ features: Float64Array; shadows: Float64Array }> {
  const nShadows = Math.max(LEAST_SHADOWS, features.length);
  const all = [
    ...features,
    ...Array.from({ length: nShadows }, (_, i) => shuffled(features[i % features.length]!, context.random.fork(i))),
  ];
  const isClasses = target.kind === 'classes';
  const nRows = isClasses ? target.classes.codes.length : target.numbers.length;
  const x = treeRows(
    all,
    Int32Array.from({ length: nRows }, (_, row) => row),
  );
  const { trees } = await fitForest(
    x,
    isClasses ? Float64Array.from(target.classes.codes) : target.numbers,
    null,
    treeCategories(all),
    {
      nClasses: isClasses ? target.classes.n : 0,
      criterion: isClasses ? 'gini' : 'squared',
      nTried: Math.max(1, isClasses ? Math.floor(Math.sqrt(x.nColumns)) : Math.floor(x.nColumns / 3)),
      nTrees,
      leastRows: LEAST_LEAF,
      maxDepth,
      draws: true,
      randomCuts: false,
    },
    { ...context, random: context.random.fork(1e6) },
  );
  const gains = splitImportance(trees);
  const total = gains.reduce((sum, gain) => sum + gain, 0) || 1;
  const shares = gains.map((gain) => gain / total);
  return { features: shares.slice(0, features.length), shadows: shares.slice(features.length) };
}

/** The values of a feature in another order. */
function shuffled({ name, numbers, codes }: FeatureValues, random: Random): FeatureValues {
  const order = random.permutation(codes.codes.length);
  return {
    name,
    numbers: numbers && Float64Array.from(order, (row) => numbers[row]!),
    codes: { codes: Int32Array.from(order, (row) => codes.codes[row]!), n: codes.n },
  };
}
