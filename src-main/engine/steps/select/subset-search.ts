/** What a set of features is worth. */
export interface SubsetWorth {
  /** The quality on the rows held out; higher is better. */
  readonly quality: number;
  /** What each feature of the set adds to the model, ≥ 0. */
  readonly importance: Float64Array;
}

/** Fits a model on a set of features. */
export interface SubsetJudge {
  readonly nFolds: number;
  /** @param fold which one is held out; null for none, and then the quality is of no meaning. */
  fit(features: readonly number[], fold: number | null): Promise<SubsetWorth>;
}

/** A set of features of some size, with its quality on each fold. */
export interface SearchRound {
  /** Empty where folds differ in which features are left, as they do when features are eliminated. */
  readonly features: readonly number[];
  readonly size: number;
  readonly qualities: Float64Array;
}

/** What a search went through, and the order that it puts features in. */
export interface SearchFound {
  /** By size, ascending. */
  readonly rounds: readonly SearchRound[];
  /** The first n are the set of size n. */
  readonly order: readonly number[];
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A mean of qualities; −∞ where a fold has none. */
const worthOf = (qualities: Float64Array): number => (qualities.some(Number.isNaN) ? -Infinity : meanOf(qualities));

async function qualitiesOf(judge: SubsetJudge, features: readonly number[]): Promise<Float64Array> {
  const qualities = new Float64Array(judge.nFolds);
  for (let fold = 0; fold < judge.nFolds; fold++) qualities[fold] = (await judge.fit(features, fold)).quality;
  return qualities;
}

/** Of sets the one with the best mean quality; of equal ones the first. */
async function bestOf(judge: SubsetJudge, sets: readonly (readonly number[])[]): Promise<SearchRound> {
  let best: SearchRound | null = null;
  for (const features of sets) {
    const qualities = await qualitiesOf(judge, features);
    if (!best || worthOf(qualities) > worthOf(best.qualities)) best = { features, size: features.length, qualities };
  }
  return best!;
}

/**
 * Adds the feature that helps most, one after the other.
 *
 * @param most sets of more features are not tried. @param watch told of the rounds so far.
 */
export async function searchForward(
  judge: SubsetJudge,
  nFeatures: number,
  most: number,
  watch: (rounds: readonly SearchRound[]) => void,
): Promise<SearchFound> {
  const rounds: SearchRound[] = [];
  let taken: readonly number[] = [];
  while (taken.length < Math.min(most, nFeatures)) {
    const open = Array.from({ length: nFeatures }, (_, j) => j).filter((j) => !taken.includes(j));
    const round = await bestOf(
      judge,
      open.map((j) => [...taken, j]),
    );
    rounds.push(round);
    taken = round.features;
    watch(rounds);
  }
  return { rounds, order: taken };
}

/** Drops the feature that is missed least, one after the other. @param least sets of fewer features are not tried. */
export async function searchBackward(
  judge: SubsetJudge,
  nFeatures: number,
  least: number,
  watch: (rounds: readonly SearchRound[]) => void,
): Promise<SearchFound> {
  const all = Array.from({ length: nFeatures }, (_, j) => j);
  const rounds: SearchRound[] = [await bestOf(judge, [all])];
  const dropped: number[] = [];
  let left: readonly number[] = all;
  while (left.length > Math.max(1, least)) {
    const round = await bestOf(
      judge,
      left.map((j) => left.filter((other) => other !== j)),
    );
    dropped.unshift(left.find((j) => !round.features.includes(j))!);
    left = round.features;
    rounds.unshift(round);
    watch(rounds);
  }
  return { rounds, order: [...left, ...dropped] };
}

/**
 * Recursive elimination with cross-validation: in each fold, and then on all rows, the feature of least importance is dropped and the model
 * fitted again; of equal ones the last is dropped. Guyon, Weston, Barnhill & Vapnik (2002), doi:10.1023/A:1012487302797.
 */
export async function searchByElimination(
  judge: SubsetJudge,
  nFeatures: number,
  watch: (rounds: readonly SearchRound[]) => void,
): Promise<SearchFound> {
  const qualities = Array.from({ length: nFeatures }, () => new Float64Array(judge.nFolds).fill(NaN));
  const roundsOf = (nFolds: number): SearchRound[] =>
    qualities.map((own, i) => ({ features: [], size: i + 1, qualities: own.slice(0, nFolds) }));
  for (let fold = 0; fold < judge.nFolds; fold++) {
    await eliminate(judge, nFeatures, fold, (size, quality) => {
      qualities[size - 1]![fold] = quality;
    });
    watch(roundsOf(fold + 1));
  }
  const order = await eliminate(judge, nFeatures, null, () => undefined);
  return { rounds: roundsOf(judge.nFolds), order };
}

/** @returns the features, the one that was dropped last first. */
async function eliminate(
  judge: SubsetJudge,
  nFeatures: number,
  fold: number | null,
  tell: (size: number, quality: number) => void,
): Promise<number[]> {
  let left = Array.from({ length: nFeatures }, (_, j) => j);
  const order: number[] = [];
  while (left.length > 0) {
    const { quality, importance } = await judge.fit(left, fold);
    tell(left.length, quality);
    let least = left.length - 1;
    for (let i = left.length - 2; i >= 0; i--) if (importance[i]! < importance[least]!) least = i;
    order.unshift(left[least]!);
    left = left.filter((_, i) => i !== least);
  }
  return order;
}

/**
 * How many features to keep: the number with the best mean quality, or the fewest whose mean is within one standard error of it. Of equal
 * ones the fewest (Breiman et al. 1984, the one-standard-error rule).
 */
export function bestSize(rounds: readonly SearchRound[], choose: 'best' | 'fewest'): number {
  let best = rounds[0]!;
  for (const round of rounds) if (worthOf(round.qualities) > worthOf(best.qualities)) best = round;
  if (choose === 'best') return best.size;
  const enough = worthOf(best.qualities) - errorOf(best.qualities);
  return (rounds.find(({ qualities }) => worthOf(qualities) >= enough) ?? best).size;
}

/** The standard error of a mean over folds. */
function errorOf(values: Float64Array): number {
  const n = values.length;
  const squares = values.reduce((sum, value) => sum + (value - meanOf(values)) ** 2, 0);
  return n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0;
}
