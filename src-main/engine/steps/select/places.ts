import { ranks } from '../../maths/scores/correlation.ts';

/** Scores of features side by side, and the places that follow from them. */
export interface Places {
  /** Per score, the place of each feature from 1, the best; equal ones share the mean, those without a score the last places. */
  readonly byScore: readonly Float64Array[];
  /** Mean place of each feature. */
  readonly mean: Float64Array;
  /** Features from the best to the worst mean place; of equal ones the first comes first. */
  readonly order: Int32Array;
}

/** @param scores higher is better; NaN where a score says nothing of a feature. */
export function placesOf(scores: readonly Float64Array[]): Places {
  const n = scores[0]?.length ?? 0;
  const byScore = scores.map(placesByScore);
  const mean = Float64Array.from({ length: n }, (_, feature) => {
    let sum = 0;
    for (const places of byScore) sum += places[feature]!;
    return sum / byScore.length;
  });
  return { byScore, mean, order: Int32Array.from(mean.keys()).sort((a, b) => mean[a]! - mean[b]! || a - b) };
}

/** A place is a rank from the other end; without a score one comes last. */
const placesByScore = (scores: Float64Array): Float64Array =>
  ranks(scores.map((score) => (Number.isNaN(score) ? Infinity : -score)));

/**
 * Kendall's coefficient of concordance W, from 0 (the scores order features at random) to 1 (all alike), corrected for
 * ties (Kendall & Babington Smith 1939, doi:10.1214/aoms/1177732186). NaN with one score, or one feature.
 */
export function concordance(byScore: readonly Float64Array[]): number {
  const m = byScore.length;
  const n = byScore[0]?.length ?? 0;
  if (m < 2 || n < 2) return NaN;
  const middle = (m * (n + 1)) / 2;
  let spread = 0;
  for (let feature = 0; feature < n; feature++) {
    const sum = byScore.reduce((total, places) => total + places[feature]!, 0);
    spread += (sum - middle) ** 2;
  }
  const ties = byScore.reduce((sum, places) => sum + tieCorrection(places), 0);
  const most = m * m * (n ** 3 - n) - m * ties;
  return most > 0 ? (12 * spread) / most : NaN;
}

function tieCorrection(places: Float64Array): number {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum += count ** 3 - count;
  return sum;
}
