import { contingency, entropy, informationGain, type Codes } from './contingency.ts';

/** Told between pieces of work, so that a long search can be stopped. */
type Check = () => void;

/** Symmetrical uncertainty, from 0 to 1: the information that two codings share, over the mean of what each holds. 0 where neither varies. */
export function symmetricalUncertainty(first: Codes, second: Codes): number {
  const table = contingency(first, second);
  const own = entropy(table.a) + entropy(table.b);
  return own > 0 ? (2 * informationGain(table)) / own : 0;
}

/** What the fast correlation-based filter finds of each feature. */
export interface FilteredFeatures {
  /** Symmetrical uncertainty of each feature and the target. */
  readonly relevance: Float64Array;
  /** By feature, the stronger one that says of it what it says of the target; −1 for those that the filter keeps. */
  readonly coveredBy: Int32Array;
}

/**
 * Fast correlation-based filter: from the most telling feature on, each takes out those that it tells more about than they tell about the
 * target. Yu & Liu (2003), Feature selection for high-dimensional data: a fast correlation-based filter solution, ICML. Of equally telling
 * features the first comes first.
 *
 * @throws what `check` throws
 */
export function correlationFilter(features: readonly Codes[], target: Codes, check: Check): FilteredFeatures {
  const relevance = Float64Array.from(features, (feature) => symmetricalUncertainty(feature, target));
  const order = Int32Array.from(features.keys()).sort((a, b) => relevance[b]! - relevance[a]! || a - b);
  const coveredBy = new Int32Array(features.length).fill(-1);
  order.forEach((strong, at) => {
    check();
    if (coveredBy[strong]! >= 0) return;
    for (const weak of order.subarray(at + 1))
      if (coveredBy[weak] === -1 && symmetricalUncertainty(features[strong]!, features[weak]!) >= relevance[weak]!)
        coveredBy[weak] = strong;
  });
  return { relevance, coveredBy };
}

/**
 * Minimum redundancy, maximum relevance: the order in which features are taken when each next one is that whose information about the target
 * exceeds most the mean information that it shares with those taken before (the difference form). Peng, Long & Ding (2005),
 * doi:10.1109/TPAMI.2005.159. Of equal ones the first comes first.
 *
 * @returns every feature once. @throws what `check` throws
 */
export function leastRedundantOrder(features: readonly Codes[], target: Codes, check: Check): Int32Array {
  const n = features.length;
  const relevance = features.map((feature) => informationGain(contingency(feature, target)));
  const shared = new Float64Array(n);
  const order = new Int32Array(n);
  const isTaken = new Uint8Array(n);
  for (let taken = 0; taken < n; taken++) {
    check();
    let [best, most] = [-1, -Infinity];
    for (let j = 0; j < n; j++) {
      const value = relevance[j]! - (taken > 0 ? shared[j]! / taken : 0);
      if (isTaken[j] === 0 && value > most) [best, most] = [j, value];
    }
    order[taken] = best;
    isTaken[best] = 1;
    for (let j = 0; j < n; j++)
      if (isTaken[j] === 0) shared[j]! += informationGain(contingency(features[best]!, features[j]!));
  }
  return order;
}
