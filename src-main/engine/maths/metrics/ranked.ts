/** Scores with their outcomes, from the highest score on, cut where scores differ. */
export interface RankedScores {
  /** The scores at which to cut, descending. */
  readonly thresholds: Float64Array;
  /** Weight of the positives, and of the negatives, with at least that score. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * Sorts rows by score for curves and areas. O(n log n).
 *
 * @param isPositive 1 for positives. @param scores without NaN. @param weights one a row; null where all count alike.
 */
export function rankScores(
  isPositive: ArrayLike<number>,
  scores: Float64Array,
  weights: Float64Array | null = null,
): RankedScores {
  return weights ? rankWeighted(isPositive, scores, weights) : rankPlain(isPositive, scores);
}

/** Sorts each outcome's scores by themselves and goes through both: sorting numbers is much faster than sorting places. */
function rankPlain(isPositive: ArrayLike<number>, scores: Float64Array): RankedScores {
  const above = scores.filter((_, row) => isPositive[row]).sort();
  const below = scores.filter((_, row) => !isPositive[row]).sort();
  const n = scores.length;
  const [thresholds, positives, negatives] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let [at, a, b] = [0, above.length, below.length];
  while (a > 0 || b > 0) {
    const score = Math.max(a > 0 ? above[a - 1]! : -Infinity, b > 0 ? below[b - 1]! : -Infinity);
    while (a > 0 && above[a - 1] === score) a--;
    while (b > 0 && below[b - 1] === score) b--;
    thresholds[at] = score;
    positives[at] = above.length - a;
    negatives[at++] = below.length - b;
  }
  return { thresholds: thresholds.slice(0, at), positives: positives.slice(0, at), negatives: negatives.slice(0, at) };
}

function rankWeighted(isPositive: ArrayLike<number>, scores: Float64Array, weights: Float64Array): RankedScores {
  const order = Int32Array.from(scores.keys());
  // Whoever weighs the same rows again and again sorts them once.
  if (!isDescending(scores)) order.sort((a, b) => scores[b]! - scores[a]!);
  const n = order.length;
  const [thresholds, positives, negatives] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let [at, above, below] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const row = order[i]!;
    if (isPositive[row]) above += weights[row]!;
    else below += weights[row]!;
    if (i + 1 < n && scores[order[i + 1]!] === scores[row]) continue;
    thresholds[at] = scores[row]!;
    positives[at] = above;
    negatives[at++] = below;
  }
  return { thresholds: thresholds.slice(0, at), positives: positives.slice(0, at), negatives: negatives.slice(0, at) };
}

function isDescending(scores: Float64Array): boolean {
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[i - 1]!) return false;
  return true;
}

/** The area under the ROC curve, ties counted half; NaN without both outcomes. */
export function rocAuc({ positives, negatives }: RankedScores): number {
  let [area, lastPositives, lastNegatives] = [0, 0, 0];
  for (let i = 0; i < positives.length; i++) {
    area += ((negatives[i]! - lastNegatives) * (positives[i]! + lastPositives)) / 2;
    [lastPositives, lastNegatives] = [positives[i]!, negatives[i]!];
  }
  return area / (lastPositives * lastNegatives);
}

/**
 * Average precision, the area under the precision–recall curve by steps: ∑ (recallᵢ − recallᵢ₋₁) · precisionᵢ; NaN without positives.
 */
export function averagePrecision({ positives, negatives }: RankedScores): number {
  let [area, last] = [0, 0];
  for (let i = 0; i < positives.length; i++) {
    area += (positives[i]! - last) * (positives[i]! / (positives[i]! + negatives[i]!));
    last = positives[i]!;
  }
  return area / last;
}

/** The Kolmogorov–Smirnov distance between the scores of positives and negatives; NaN without both outcomes. */
export function kolmogorovSmirnov({ positives, negatives }: RankedScores): number {
  const [all, none] = [positives.at(-1) ?? 0, negatives.at(-1) ?? 0];
  if (all === 0 || none === 0) return NaN;
  return positives.reduce((most, above, i) => Math.max(most, Math.abs(above / all - negatives[i]! / none)), 0);
}

/**
 * How many times as many positives the highest-scored share of rows holds as rows picked at random would: of rows that tie at the edge, each
 * counts for the same part. NaN without positives.
 */
export function topLift({ positives, negatives }: RankedScores, share: number): number {
  const all = (positives.at(-1) ?? 0) + (negatives.at(-1) ?? 0);
  const wanted = share * all;
  let [before, beforePositives] = [0, 0];
  for (let i = 0; i < positives.length; i++) {
    const rows = positives[i]! + negatives[i]!;
    if (rows >= wanted) {
      const part = (wanted - before) / (rows - before);
      const found = beforePositives + part * (positives[i]! - beforePositives);
      return found / wanted / (positives.at(-1)! / all);
    }
    [before, beforePositives] = [rows, positives[i]!];
  }
  return NaN;
}
