import { exponentials } from './exponentials';
import { madd64 } from './lanes';

// Rows are taken eight at a time, side by side: a panel, (nFeatures, 8), each feature in four vectors of two rows.

/**
 * Shares of the components of a Gaussian mixture in each row, and the sums from which the next components follow. Sums hold
 * those of even rows and of odd rows beside each other.
 *
 * @param rows (nRows, d), row-major. @param means (k, d).
 * @param whiteners per component the lower triangle of the inverse Cholesky factor, row by row; or d numbers where `isDiagonal`.
 * @param offsets per component what its logarithm has beside half the distance.
 * @param panel, deviations room for (d, 8) each. @param logs room for (k, 8).
 * @param clusters written: the likeliest component of each row, i32, with room for a multiple of eight; as the next two.
 * @param mosts written: its logarithm. @param totals written: the sum of all components as multiples of it.
 * @param weights (k, 2), sums (k, d, 2), products (k, triangle or d, 2): added to.
 */
export function addMixture(
  rows: usize,
  nRows: i32,
  d: i32,
  k: i32,
  isDiagonal: i32,
  means: usize,
  whiteners: usize,
  offsets: usize,
  panel: usize,
  deviations: usize,
  logs: usize,
  clusters: usize,
  mosts: usize,
  totals: usize,
  weights: usize,
  sums: usize,
  products: usize,
): void {
  const size = isDiagonal ? d : (d * (d + 1)) >> 1;
  for (let first = 0; first < nRows; first += 8) {
    const n = min(8, nRows - first);
    packEight(rows, first, n, d, panel);
    let most0 = f64x2.splat(-Infinity);
    let most1 = most0;
    let most2 = most0;
    let most3 = most0;
    let likeliest0 = f64x2.splat(0);
    let likeliest1 = likeliest0;
    let likeliest2 = likeliest0;
    let likeliest3 = likeliest0;
    for (let c = 0; c < k; c++) {
      const log = logs + ((<usize>c) << 6);
      const whitener = whiteners + ((<usize>(c * size)) << 3);
      deviate(panel, d, means + ((<usize>(c * d)) << 3), deviations);
      if (isDiagonal) distancesAlong(deviations, d, whitener, log);
      else distancesWhite(deviations, d, whitener, log);
      const offset = v128.load64_splat(offsets + ((<usize>c) << 3));
      const own = f64x2.splat(<f64>c);
      let value = logOf(log, offset);
      let isMore = f64x2.gt(value, most0);
      most0 = v128.bitselect(value, most0, isMore);
      likeliest0 = v128.bitselect(own, likeliest0, isMore);
      value = logOf(log + 16, offset);
      isMore = f64x2.gt(value, most1);
      most1 = v128.bitselect(value, most1, isMore);
      likeliest1 = v128.bitselect(own, likeliest1, isMore);
      value = logOf(log + 32, offset);
      isMore = f64x2.gt(value, most2);
      most2 = v128.bitselect(value, most2, isMore);
      likeliest2 = v128.bitselect(own, likeliest2, isMore);
      value = logOf(log + 48, offset);
      isMore = f64x2.gt(value, most3);
      most3 = v128.bitselect(value, most3, isMore);
      likeliest3 = v128.bitselect(own, likeliest3, isMore);
    }
    v128.store(mosts, most0);
    v128.store(mosts, most1, 16);
    v128.store(mosts, most2, 32);
    v128.store(mosts, most3, 48);
    v128.store(clusters, pairOf(likeliest0, likeliest1));
    v128.store(clusters, pairOf(likeliest2, likeliest3), 16);
    for (let pair: usize = 0; pair < 64; pair += 16) share(logs + pair, k, v128.load(mosts + pair), totals + pair);
    for (let lane = n; lane < 8; lane++)
      for (let c = 0; c < k; c++) store<f64>(logs + ((<usize>((c << 3) + lane)) << 3), 0);
    for (let c = 0; c < k; c++) {
      const own = logs + ((<usize>c) << 6);
      addShares(
        own,
        panel,
        d,
        isDiagonal,
        weights + ((<usize>c) << 4),
        sums + ((<usize>(c * d)) << 4),
        products + ((<usize>(c * size)) << 4),
      );
    }
    clusters += 32;
    mosts += 64;
    totals += 64;
  }
}

/** Lays rows side by side; the last stands for those that are not there. */
function packEight(rows: usize, first: i32, n: i32, d: i32, panel: usize): void {
  const rowBytes = (<usize>d) << 3;
  for (let lane = 0; lane < 8; lane++) {
    const row = rows + <usize>(first + min(lane, n - 1)) * rowBytes;
    let to = panel + ((<usize>lane) << 3);
    for (let at: usize = 0; at < rowBytes; at += 8) {
      store<f64>(to, load<f64>(row + at));
      to += 64;
    }
  }
}

function deviate(panel: usize, d: i32, mean: usize, deviations: usize): void {
  const end = panel + ((<usize>d) << 6);
  for (; panel < end; panel += 64) {
    const m = v128.load64_splat(mean);
    v128.store(deviations, f64x2.sub(v128.load(panel), m));
    v128.store(deviations, f64x2.sub(v128.load(panel, 16), m), 16);
    v128.store(deviations, f64x2.sub(v128.load(panel, 32), m), 32);
    v128.store(deviations, f64x2.sub(v128.load(panel, 48), m), 48);
    deviations += 64;
    mean += 8;
  }
}

/** Squared lengths of deviations times a lower triangle. */
function distancesWhite(deviations: usize, d: i32, whitener: usize, out: usize): void {
  let d0 = f64x2.splat(0);
  let d1 = d0;
  let d2 = d0;
  let d3 = d0;
  let end = deviations;
  for (let i = 0; i < d; i++) {
    end += 64;
    let a0 = f64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let at = deviations; at < end; at += 64) {
      const w = v128.load64_splat(whitener);
      a0 = madd64(w, v128.load(at), a0);
      a1 = madd64(w, v128.load(at, 16), a1);
      a2 = madd64(w, v128.load(at, 32), a2);
      a3 = madd64(w, v128.load(at, 48), a3);
      whitener += 8;
    }
    d0 = madd64(a0, a0, d0);
    d1 = madd64(a1, a1, d1);
    d2 = madd64(a2, a2, d2);
    d3 = madd64(a3, a3, d3);
  }
  v128.store(out, d0);
  v128.store(out, d1, 16);
  v128.store(out, d2, 32);
  v128.store(out, d3, 48);
}

/** Squared lengths of deviations, each feature times its own number. */
function distancesAlong(deviations: usize, d: i32, whitener: usize, out: usize): void {
  for (let pair: usize = 0; pair < 64; pair += 16) {
    let sum = f64x2.splat(0);
    for (let j: usize = 0; j < <usize>d; j++) {
      const white = f64x2.mul(v128.load(deviations + pair + (j << 6)), v128.load64_splat(whitener + (j << 3)));
      sum = madd64(white, white, sum);
    }
    v128.store(out + pair, sum);
  }
}

/** A component's logarithm in place of its distance. */
function logOf(at: usize, offset: v128): v128 {
  const value = f64x2.sub(offset, f64x2.mul(v128.load(at), f64x2.splat(0.5)));
  v128.store(at, value);
  return value;
}

function pairOf(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(i32x4.trunc_sat_f64x2_s_zero(a), i32x4.trunc_sat_f64x2_s_zero(b), 0, 2);
}

/** Shares in place of logarithms, in two rows. */
function share(logs: usize, k: i32, most: v128, totals: usize): void {
  let total = f64x2.splat(0);
  const end = logs + ((<usize>k) << 6);
  for (let at = logs; at < end; at += 64) {
    const value = exponentials(f64x2.sub(v128.load(at), most));
    v128.store(at, value);
    total = f64x2.add(total, value);
  }
  v128.store(totals, total);
  for (let at = logs; at < end; at += 64) {
    const value = f64x2.div(v128.load(at), total);
    v128.store(at, v128.andnot(value, f64x2.lt(value, f64x2.splat(1e-300))));
  }
}

/** Adds eight rows, by their shares in a component, to its sums. */
function addShares(
  shares: usize,
  panel: usize,
  d: i32,
  isDiagonal: i32,
  weights: usize,
  sums: usize,
  products: usize,
): void {
  const s0 = v128.load(shares);
  const s1 = v128.load(shares, 16);
  const s2 = v128.load(shares, 32);
  const s3 = v128.load(shares, 48);
  if (!v128.any_true(v128.or(v128.or(s0, s1), v128.or(s2, s3)))) return;
  v128.store(weights, f64x2.add(f64x2.add(f64x2.add(f64x2.add(v128.load(weights), s0), s1), s2), s3));
  const end = panel + ((<usize>d) << 6);
  for (let x = panel; x < end; x += 64) {
    const p0 = f64x2.mul(s0, v128.load(x));
    const p1 = f64x2.mul(s1, v128.load(x, 16));
    const p2 = f64x2.mul(s2, v128.load(x, 32));
    const p3 = f64x2.mul(s3, v128.load(x, 48));
    v128.store(sums, f64x2.add(f64x2.add(f64x2.add(f64x2.add(v128.load(sums), p0), p1), p2), p3));
    sums += 16;
    for (let other = isDiagonal ? x : panel; other <= x; other += 64) {
      let sum = madd64(p0, v128.load(other), v128.load(products));
      sum = madd64(p1, v128.load(other, 16), sum);
      sum = madd64(p2, v128.load(other, 32), sum);
      v128.store(products, madd64(p3, v128.load(other, 48), sum));
      products += 16;
    }
  }
}
