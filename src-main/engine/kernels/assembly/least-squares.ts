import { crossProduct, packStrips } from './cross-products';
import { madd64 } from './lanes';

// Weighted least squares of one row of factors: a·x = b, with a the Gram matrix of all other rows and what the seen ones add to it.
// Widths are multiples of four; what pads a row is zero.

/**
 * Adds seen rows: a += Σ weight·y·yᵀ on and right of the diagonal's tiles, b += Σ (1 + weight)·y.
 *
 * @param rows (n, width). @param weights (n). @param strips, scaled room for as much as the rows.
 */
export function addWeighted(
  rows: usize,
  weights: usize,
  n: i32,
  width: i32,
  strips: usize,
  scaled: usize,
  a: usize,
  b: usize,
): void {
  const nStrips = width >> 2;
  const rowBytes: usize = (<usize>width) << 3;
  packStrips(rows, n, width, 0, nStrips, strips);
  for (let row = 0; row < n; row++) {
    const weight = load<f64>(weights + ((<usize>row) << 3));
    const own = f64x2.splat(weight);
    const whole = f64x2.splat(1 + weight);
    const from = rows + <usize>row * rowBytes;
    let to = scaled + ((<usize>row) << 5);
    for (let at: usize = 0; at < rowBytes; at += 32) {
      const low = v128.load(from + at);
      const high = v128.load(from + at, 16);
      v128.store(to, f64x2.mul(own, low));
      v128.store(to, f64x2.mul(own, high), 16);
      v128.store(b + at, madd64(whole, low, v128.load(b + at)));
      v128.store(b + at, madd64(whole, high, v128.load(b + at, 16)), 16);
      to += (<usize>n) << 5;
    }
  }
  crossProduct(scaled, nStrips, strips, nStrips, n, 1, a);
}

/**
 * Solves a·x = b for a symmetric positive definite a by its Cholesky factor rᵀ·r; b becomes x, the upper triangle of a becomes r.
 *
 * @param a (width, width), row-major; below the diagonal nothing is read.
 */
export function solvePositive(a: usize, width: i32, b: usize): void {
  const rowBytes: usize = (<usize>width) << 3;
  for (let p = 0; p < width; p++) {
    const row = a + <usize>p * rowBytes;
    const diagonal = (<usize>p) << 3;
    const scale = f64x2.splat(1 / sqrt(load<f64>(row + diagonal)));
    for (let at = diagonal & ~15; at < rowBytes; at += 16) v128.store(row + at, f64x2.mul(v128.load(row + at), scale));
    for (let i = p + 1; i < width; i++) {
      const own = a + <usize>i * rowBytes;
      const column = (<usize>i) << 3;
      const factor = f64x2.splat(-load<f64>(row + column));
      for (let at = column & ~15; at < rowBytes; at += 16)
        v128.store(own + at, madd64(factor, v128.load(row + at), v128.load(own + at)));
    }
  }
  for (let p = 0; p < width; p++) {
    const row = a + <usize>p * rowBytes;
    const diagonal = (<usize>p) << 3;
    const value = load<f64>(b + diagonal) / load<f64>(row + diagonal);
    store<f64>(b + diagonal, value);
    for (let at = diagonal + 8; at < rowBytes; at += 8)
      store<f64>(b + at, load<f64>(b + at) - value * load<f64>(row + at));
  }
  for (let p = width - 1; p >= 0; p--) {
    const row = a + <usize>p * rowBytes;
    const diagonal = (<usize>p) << 3;
    let value = load<f64>(b + diagonal);
    for (let at = diagonal + 8; at < rowBytes; at += 8) value -= load<f64>(row + at) * load<f64>(b + at);
    store<f64>(b + diagonal, value / load<f64>(row + diagonal));
  }
}
