/** What stands for a share of nothing, whose logarithm is not finite. */
const LEAST_SHARE = 1e-4;

/**
 * The population stability index of two sets of counts over the same categories: 0 where their shares agree, above 0.25 where they
 * differ much (Siddiqi 2006, Credit Risk Scorecards). NaN where one of them counts nothing.
 */
export function stabilityIndex(before: Float64Array, after: Float64Array): number {
  const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
  const [nBefore, nAfter] = [total(before), total(after)];
  if (nBefore === 0 || nAfter === 0) return NaN;
  let sum = 0;
  for (let i = 0; i < before.length; i++) {
    const a = Math.max(before[i]! / nBefore, LEAST_SHARE);
    const b = Math.max(after[i]! / nAfter, LEAST_SHARE);
    sum += (b - a) * Math.log(b / a);
  }
  return sum;
}

/** What the index comes to on average where nothing differs but the rows that happened to be drawn (Yurdakul & Naranjo 2020, doi:10.21314/JRMV.2020.227). */
export function stabilityByChance(before: Float64Array, after: Float64Array): number {
  const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
  const nUsed = before.reduce((n, count, i) => n + (count + after[i]! > 0 ? 1 : 0), 0);
  return Math.max(0, nUsed - 1) * (1 / total(before) + 1 / total(after));
}
