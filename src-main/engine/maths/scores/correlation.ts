/** Pearson's correlation over rows that have both numbers; NaN where one of them does not vary. */
export function pearson(x: Float64Array, y: Float64Array): number {
  let [n, meanX, meanY] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]! + y[row]!)) continue;
    n++;
    meanX += x[row]!;
    meanY += y[row]!;
  }
  meanX /= n;
  meanY /= n;
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]! + y[row]!)) continue;
    const [a, b] = [x[row]! - meanX, y[row]! - meanY];
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : NaN;
}

/** Ranks from 1; equal numbers share the mean of their ranks; a missing number stays NaN. */
export function ranks(values: Float64Array): Float64Array {
  const present = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  // Subtracting would give NaN for two infinities.
  present.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0));
  const ranked = new Float64Array(values.length).fill(NaN);
  for (let from = 0; from < present.length;) {
    let to = from + 1;
    while (to < present.length && values[present[to]!] === values[present[from]!]) to++;
    // Ranks from + 1 … to have this mean.
    for (let i = from; i < to; i++) ranked[present[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranked;
}

/** Spearman's correlation: Pearson's of the ranks, over rows that have both numbers. */
export function spearman(x: Float64Array, y: Float64Array): number {
  const both = Int32Array.from(x.keys()).filter((row) => !Number.isNaN(x[row]) && !Number.isNaN(y[row]));
  const at = (of: Float64Array): Float64Array => Float64Array.from(both, (row) => of[row]!);
  return pearson(ranks(at(x)), ranks(at(y)));
}

/** Sums of the distances of each number to all others, in O(n log n), by running sums over the sorted numbers. */
function distanceSums(values: Float64Array, order: Int32Array): Float64Array {
  const n = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  const sums = new Float64Array(n);
  let below = 0;
  for (let i = 0; i < n; i++) {
    const value = values[order[i]!]!;
    sums[order[i]!] = total - 2 * below + (2 * i - n) * value;
    below += value;
  }
  return sums;
}

const sortedOrder = (values: Float64Array): Int32Array =>
  Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);

/** Sums over all pairs of |x_i − x_j|·|y_i − y_j|, by counting through a Fenwick tree over the order of y. */
function crossSum(x: Float64Array, y: Float64Array, byX: Int32Array, byY: Int32Array): number {
  const n = x.length;
  const place = new Int32Array(n);
  byY.forEach((row, i) => {
    place[row] = i + 1;
  });
  // Of the rows before in x: how many, and sums of x, y and x·y, over those with a smaller y; and over all.
  const trees = Array.from({ length: 4 }, () => new Float64Array(n + 1));
  const all = new Float64Array(4);
  const smaller = new Float64Array(4);
  let sum = 0;
  for (const row of byX) {
    smaller.fill(0);
    for (let at = place[row]!; at > 0; at -= at & -at) for (let t = 0; t < 4; t++) smaller[t]! += trees[t]![at]!;
    const [a, b] = [x[row]!, y[row]!];
    const part = (m: Float64Array): number => m[0]! * a * b - b * m[1]! - a * m[2]! + m[3]!;
    // (a − x)(b − y) over rows with a smaller y, and its negative over the others.
    sum += 2 * part(smaller) - part(all);
    const values = [1, a, b, a * b];
    for (let at = place[row]!; at <= n; at += at & -at) for (let t = 0; t < 4; t++) trees[t]![at]! += values[t]!;
    for (let t = 0; t < 4; t++) all[t]! += values[t]!;
  }
  return 2 * sum;
}

/**
 * Distance correlation, from 0 (independent, in the limit) to 1; it also sees what is not a straight line.
 *
 * Székely, Rizzo & Bakirov (2007), doi:10.1214/009053607000000505, in O(n log n) after Chaudhuri & Hu (2019),
 * doi:10.1016/j.csda.2019.01.016. Numbers are standardised first, which changes nothing but rounding. NaN where one does not vary.
 */
export function distanceCorrelation(givenX: Float64Array, givenY: Float64Array): number {
  const both = Int32Array.from(givenX.keys()).filter((row) => Number.isFinite(givenX[row]! + givenY[row]!));
  const x = standardised(Float64Array.from(both, (row) => givenX[row]!));
  const y = standardised(Float64Array.from(both, (row) => givenY[row]!));
  if (!x || !y) return NaN;
  const n = x.length;
  const [byX, byY] = [sortedOrder(x), sortedOrder(y)];
  const [sumsX, sumsY] = [distanceSums(x, byX), distanceSums(y, byY)];
  const covariance = (of: Float64Array, withWhat: Float64Array, cross: number): number => {
    let [product, a, b] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      product += of[i]! * withWhat[i]!;
      a += of[i]!;
      b += withWhat[i]!;
    }
    return cross / n ** 2 - (2 * product) / n ** 3 + (a * b) / n ** 4;
  };
  // Σ|x_i − x_j|² over all pairs of standardised numbers is 2n².
  const squares = 2 * n * n;
  const [vx, vy] = [covariance(sumsX, sumsX, squares), covariance(sumsY, sumsY, squares)];
  return Math.sqrt(Math.max(0, covariance(sumsX, sumsY, crossSum(x, y, byX, byY))) / Math.sqrt(vx * vy));
}

/** Mean 0 and variance 1; null where the numbers do not vary. */
function standardised(values: Float64Array): Float64Array | null {
  const n = values.length;
  const centre = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / n);
  return spread > 0 ? values.map((value) => (value - centre) / spread) : null;
}
