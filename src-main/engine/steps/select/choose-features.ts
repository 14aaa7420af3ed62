import { spearman } from '../../maths/scores/correlation.ts';
import { contingency, cramersV } from '../../maths/scores/contingency.ts';
import type { FeatureValues } from './feature-values.ts';

/** What became of a feature: kept, or left out because enough better ones were kept, its score is too low, or a kept one says the same. */
export interface Choice {
  readonly why: 'kept' | 'place' | 'score' | 'like';
  /** The kept feature that it is like. */
  readonly like: string | null;
}

interface ChoiceLimits {
  /** At most so many are kept. */
  readonly keep: number;
  /** The least score; null for any. */
  readonly threshold: number | null;
  /** From this correlation on with a kept one a feature is left out; null for never. */
  readonly likeness: number | null;
}

/**
 * Keeps features from the best on.
 *
 * @param features best first. @param scores of the same, higher is better; NaN where there is none, which no threshold lets through.
 */
export function chooseFeatures(
  features: readonly FeatureValues[],
  scores: Float64Array,
  { keep, threshold, likeness }: ChoiceLimits,
): Choice[] {
  const kept: FeatureValues[] = [];
  return features.map((feature, i): Choice => {
    if (threshold !== null && !(scores[i]! >= threshold)) return { why: 'score', like: null };
    if (kept.length >= keep) return { why: 'place', like: null };
    const like = likeness === null ? undefined : kept.find((better) => likenessOf(better, feature) >= likeness);
    if (like) return { why: 'like', like: like.name };
    kept.push(feature);
    return { why: 'kept', like: null };
  });
}

/** Spearman's correlation without its sign of two that have an order, Cramér's V of two that have none; 0 otherwise. */
function likenessOf(a: FeatureValues, b: FeatureValues): number {
  if (a.numbers && b.numbers) return Math.abs(spearman(a.numbers, b.numbers)) || 0;
  return a.numbers || b.numbers ? 0 : cramersV(contingency(a.codes, b.codes));
}
