import type { Codes } from './contingency.ts';

interface Group {
  n: number;
  sum: number;
  squares: number;
}

/** Rows, sums and squared deviations of each group, over rows that have both; numbers are taken from their overall mean. */
function groupsOf(values: Float64Array, target: Codes): Group[] {
  const groups = Array.from({ length: target.n }, (): Group => ({ n: 0, sum: 0, squares: 0 }));
  const has = (row: number): boolean => target.codes[row]! >= 0 && Number.isFinite(values[row]);
  let [total, n] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    if (!has(row)) continue;
    total += values[row]!;
    n++;
  }
  const centre = total / Math.max(1, n);
  for (let row = 0; row < values.length; row++) {
    if (!has(row)) continue;
    const group = groups[target.codes[row]!]!;
    const apart = values[row]! - centre;
    group.n++;
    group.sum += apart;
    group.squares += apart * apart;
  }
  return groups.filter((group) => group.n > 0);
}

/** Sums of squares between groups and within them. */
function sumsOfSquares(groups: readonly Group[]): { between: number; within: number; n: number } {
  let [n, sum, squares, parts] = [0, 0, 0, 0];
  for (const group of groups) {
    n += group.n;
    sum += group.sum;
    squares += group.squares;
    parts += (group.sum * group.sum) / group.n;
  }
  const correction = n > 0 ? (sum * sum) / n : 0;
  return { between: Math.max(0, parts - correction), within: Math.max(0, squares - parts), n };
}

/** F of a one-way analysis of variance: the spread between groups over that within them. NaN with fewer than two groups. */
export function anovaF(values: Float64Array, target: Codes): number {
  const groups = groupsOf(values, target);
  const { between, within, n } = sumsOfSquares(groups);
  if (groups.length < 2 || n <= groups.length) return NaN;
  return between / (groups.length - 1) / (within / (n - groups.length));
}

/** Eta squared, from 0 to 1: the share of a feature's spread that lies between groups. */
export function etaSquared(values: Float64Array, target: Codes): number {
  const { between, within } = sumsOfSquares(groupsOf(values, target));
  return between + within > 0 ? between / (between + within) : 0;
}

/** Fisher score: spread of the group means over the spread within groups, both weighted by size (Gu, Li & Han 2011, arXiv:1202.3725). */
export function fisherScore(values: Float64Array, target: Codes): number {
  const { between, within } = sumsOfSquares(groupsOf(values, target));
  return within > 0 ? between / within : between > 0 ? Infinity : 0;
}
