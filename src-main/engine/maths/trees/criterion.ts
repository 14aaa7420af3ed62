/** How the purity of a node is measured: by classes, or by the variance of a number. */
export type Criterion = 'gini' | 'entropy' | 'squared';

/**
 * What a node's rows add up to: the weights of each class, or weight, weight · value and weight · value² of a number. With these a node's
 * impurity times its weight is `lossOf`; splits lower it.
 */
export const sumsWidth = (nClasses: number): number => (nClasses > 0 ? nClasses : 3);

/** Adds a row to sums that begin at a place. */
export function addTo(sums: Float64Array, at: number, nClasses: number, target: number, weight: number): void {
  if (nClasses > 0) {
    sums[at + target]! += weight;
    return;
  }
  sums[at]! += weight;
  sums[at + 1]! += weight * target;
  sums[at + 2]! += weight * target * target;
}

/** The weight of sums that begin at a place. */
export function weightOf(sums: Float64Array, at: number, nClasses: number): number {
  if (nClasses === 0) return sums[at]!;
  let weight = 0;
  for (let k = 0; k < nClasses; k++) weight += sums[at + k]!;
  return weight;
}

/** Impurity times weight of what sums stand for; 0 for nothing. */
export function lossOf(sums: Float64Array, at: number, nClasses: number, criterion: Criterion): number {
  const weight = weightOf(sums, at, nClasses);
  if (!(weight > 0)) return 0;
  if (criterion === 'squared') return sums[at + 2]! - (sums[at + 1]! * sums[at + 1]!) / weight;
  let total = 0;
  for (let k = 0; k < nClasses; k++) {
    const own = sums[at + k]!;
    if (criterion === 'gini') total += own * own;
    else if (own > 0) total += own * Math.log2(own / weight);
  }
  return criterion === 'gini' ? weight - total / weight : -total;
}

/** What a leaf says: shares of the classes, or the mean. @param out written. */
export function leafValues(sums: Float64Array, at: number, nClasses: number, out: Float64Array): Float64Array {
  const weight = weightOf(sums, at, nClasses);
  if (nClasses === 0) out[0] = weight > 0 ? sums[at + 1]! / weight : 0;
  else for (let k = 0; k < nClasses; k++) out[k] = weight > 0 ? sums[at + k]! / weight : 1 / nClasses;
  return out;
}

/** By what categories are ordered before they are cut: the mean, or the share of the last of two classes or of the most frequent class. */
export function placeOf(sums: Float64Array, at: number, nClasses: number, totals: Float64Array): number {
  const weight = weightOf(sums, at, nClasses);
  if (!(weight > 0)) return 0;
  if (nClasses === 0) return sums[at + 1]! / weight;
  let chosen = nClasses - 1;
  if (nClasses > 2) for (let k = 0; k < nClasses; k++) if (totals[k]! > totals[chosen]!) chosen = k;
  return sums[at + chosen]! / weight;
}
