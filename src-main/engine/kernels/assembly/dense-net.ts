// Loops of training a small dense network on mini-batches, in single precision. Every width is a multiple of four, so that rows
// are whole vectors; what pads a row stays zero. Each sum runs in order over its terms, as in the plain twin.

/** out (columns, rows) = w (rows, columns) with rows and columns exchanged. */
export function netTranspose(w: usize, rows: i32, columns: i32, out: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      store<f32>(out + ((<usize>(j * rows + i)) << 2), load<f32>(w));
      w += 4;
    }
  }
}

/** out (n) = the sums of the columns of x (m, n), row after row. */
export function netColumnSums(x: usize, m: i32, n: i32, out: usize): void {
  const rowBytes: usize = (<usize>n) << 2;
  for (let j: usize = 0; j < rowBytes; j += 16) {
    let sum = f32x4.splat(0);
    let at = x + j;
    for (let i = 0; i < m; i++) {
      sum = f32x4.add(sum, v128.load(at));
      at += rowBytes;
    }
    v128.store(out + j, sum);
  }
}

/** Makes the slope dz zero where the rectified output a is zero; n values, a multiple of four. */
export function netRectifySlope(dz: usize, a: usize, n: i32): void {
  const end = dz + ((<usize>n) << 2);
  const zero = f32x4.splat(0);
  for (; dz < end; dz += 16, a += 16) v128.store(dz, v128.and(v128.load(dz), f32x4.gt(v128.load(a), zero)));
}

/** x *= factors, value by value; n a multiple of four. */
export function netScaleBy(x: usize, factors: usize, n: i32): void {
  const end = x + ((<usize>n) << 2);
  for (; x < end; x += 16, factors += 16) v128.store(x, f32x4.mul(v128.load(x), v128.load(factors)));
}

/**
 * The sum of squared differences of y and target, and its slope dz = scale·(y − target); n a multiple of four.
 * Squares are added in double precision.
 */
export function netSquaredError(y: usize, target: usize, dz: usize, n: i32, scale: f32): f64 {
  const factor = f32x4.splat(scale);
  const end = y + ((<usize>n) << 2);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; y < end; y += 16, target += 16, dz += 16) {
    const difference = f32x4.sub(v128.load(y), v128.load(target));
    v128.store(dz, f32x4.mul(difference, factor));
    const a = f64x2.promote_low_f32x4(difference);
    const b = f64x2.promote_low_f32x4(
      i8x16.shuffle(difference, difference, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7),
    );
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** The sum of squares of n values, a multiple of four, added in double precision. */
export function netSquares(x: usize, n: i32): f64 {
  const end = x + ((<usize>n) << 2);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; x < end; x += 16) {
    const value = v128.load(x);
    const a = f64x2.promote_low_f32x4(value);
    const b = f64x2.promote_low_f32x4(
      i8x16.shuffle(value, value, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7),
    );
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/**
 * One step of Adam on n weights w, a multiple of four: g is first scaled by `clip` and drawn to zero by `decay`·w.
 *
 * @param rate the step's length, corrected for the young mean; @param spread √(1 − beta2^t), which corrects the young variance.
 */
export function netAdam(
  w: usize,
  g: usize,
  mean: usize,
  variance: usize,
  n: i32,
  clip: f32,
  decay: f32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  spread: f32,
  epsilon: f32,
): void {
  const end = w + ((<usize>n) << 2);
  const clips = f32x4.splat(clip);
  const decays = f32x4.splat(decay);
  const keep1 = f32x4.splat(beta1);
  const take1 = f32x4.splat(<f32>1 - beta1);
  const keep2 = f32x4.splat(beta2);
  const take2 = f32x4.splat(<f32>1 - beta2);
  const rates = f32x4.splat(rate);
  const spreads = f32x4.splat(spread);
  const epsilons = f32x4.splat(epsilon);
  for (; w < end; w += 16, g += 16, mean += 16, variance += 16) {
    const weight = v128.load(w);
    const slope = f32x4.add(f32x4.mul(v128.load(g), clips), f32x4.mul(weight, decays));
    const m = f32x4.add(f32x4.mul(v128.load(mean), keep1), f32x4.mul(slope, take1));
    const v = f32x4.add(f32x4.mul(v128.load(variance), keep2), f32x4.mul(f32x4.mul(slope, slope), take2));
    v128.store(mean, m);
    v128.store(variance, v);
    const divisor = f32x4.add(f32x4.div(f32x4.sqrt(v), spreads), epsilons);
    v128.store(w, f32x4.sub(weight, f32x4.div(f32x4.mul(m, rates), divisor)));
  }
}
