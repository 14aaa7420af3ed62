import { crossProduct } from './cross-products';
import { madd32 } from './lanes';

// Weighted least squares of rows of factors by conjugate gradients, in single precision. Widths are multiples of four; what pads a row is zero.

/** The product of two vectors: places sixteen apart are added in one sum. */
function dot(x: usize, y: usize, rowBytes: usize): f32 {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const whole = rowBytes & ~63;
  let at: usize = 0;
  for (; at < whole; at += 64) {
    a = madd32(v128.load(x + at), v128.load(y + at), a);
    b = madd32(v128.load(x + at, 16), v128.load(y + at, 16), b);
    c = madd32(v128.load(x + at, 32), v128.load(y + at, 32), c);
    d = madd32(v128.load(x + at, 48), v128.load(y + at, 48), d);
  }
  if (at < rowBytes) a = madd32(v128.load(x + at), v128.load(y + at), a);
  if (at + 16 < rowBytes) b = madd32(v128.load(x + at, 16), v128.load(y + at, 16), b);
  if (at + 32 < rowBytes) c = madd32(v128.load(x + at, 32), v128.load(y + at, 32), c);
  const sum = f32x4.add(f32x4.add(a, c), f32x4.add(b, d));
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2) + (f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3))
  );
}

/** Of the products of two vectors with a third what {@link dot} adds up last: two numbers each. */
function halves(y0: usize, y1: usize, x: usize, rowBytes: usize): v128 {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let c0 = a0;
  let d0 = a0;
  let a1 = a0;
  let b1 = a0;
  let c1 = a0;
  let d1 = a0;
  const whole = rowBytes & ~63;
  let at: usize = 0;
  for (; at < whole; at += 64) {
    let own = v128.load(x + at);
    a0 = madd32(v128.load(y0 + at), own, a0);
    a1 = madd32(v128.load(y1 + at), own, a1);
    own = v128.load(x + at, 16);
    b0 = madd32(v128.load(y0 + at, 16), own, b0);
    b1 = madd32(v128.load(y1 + at, 16), own, b1);
    own = v128.load(x + at, 32);
    c0 = madd32(v128.load(y0 + at, 32), own, c0);
    c1 = madd32(v128.load(y1 + at, 32), own, c1);
    own = v128.load(x + at, 48);
    d0 = madd32(v128.load(y0 + at, 48), own, d0);
    d1 = madd32(v128.load(y1 + at, 48), own, d1);
  }
  if (at < rowBytes) {
    const own = v128.load(x + at);
    a0 = madd32(v128.load(y0 + at), own, a0);
    a1 = madd32(v128.load(y1 + at), own, a1);
  }
  if (at + 16 < rowBytes) {
    const own = v128.load(x + at, 16);
    b0 = madd32(v128.load(y0 + at, 16), own, b0);
    b1 = madd32(v128.load(y1 + at, 16), own, b1);
  }
  if (at + 32 < rowBytes) {
    const own = v128.load(x + at, 32);
    c0 = madd32(v128.load(y0 + at, 32), own, c0);
    c1 = madd32(v128.load(y1 + at, 32), own, c1);
  }
  const sum0 = f32x4.add(f32x4.add(a0, c0), f32x4.add(b0, d0));
  const sum1 = f32x4.add(f32x4.add(a1, c1), f32x4.add(b1, d1));
  return f32x4.add(v128.shuffle<f32>(sum0, sum1, 0, 1, 4, 5), v128.shuffle<f32>(sum0, sum1, 2, 3, 6, 7));
}

/** out += factor·y */
function addMultiple(out: usize, factor: f32, y: usize, rowBytes: usize): void {
  const factors = f32x4.splat(factor);
  for (let at: usize = 0; at < rowBytes; at += 16)
    v128.store(out + at, madd32(factors, v128.load(y + at), v128.load(out + at)));
}

/** out = x·gram for rows of x; each sum runs in order over its terms. */
function timesGram(x: usize, nRows: i32, gram: usize, rowBytes: usize, out: usize): void {
  let row = 0;
  for (; row + 4 <= nRows; row += 4) {
    let column: usize = 0;
    for (; column + 32 <= rowBytes; column += 32) timesTile(x, gram + column, rowBytes, out + column);
    for (; column < rowBytes; column += 16)
      for (let r: usize = 0; r < 4; r++)
        timesStrip(x + r * rowBytes, gram + column, rowBytes, out + r * rowBytes + column);
    x += rowBytes << 2;
    out += rowBytes << 2;
  }
  for (; row < nRows; row++) {
    for (let column: usize = 0; column < rowBytes; column += 16) timesStrip(x, gram + column, rowBytes, out + column);
    x += rowBytes;
    out += rowBytes;
  }
}

/** One row and four columns. */
function timesStrip(x: usize, gram: usize, rowBytes: usize, out: usize): void {
  let sum = f32x4.splat(0);
  for (const end = x + rowBytes; x < end; x += 4) {
    sum = madd32(v128.load32_splat(x), v128.load(gram), sum);
    gram += rowBytes;
  }
  v128.store(out, sum);
}

/** Four rows and eight columns. */
function timesTile(x: usize, gram: usize, rowBytes: usize, out: usize): void {
  const r1 = rowBytes;
  const r2 = rowBytes << 1;
  const r3 = r1 + r2;
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  for (const end = x + rowBytes; x < end; x += 4) {
    const low = v128.load(gram);
    const high = v128.load(gram, 16);
    let own = v128.load32_splat(x);
    a0 = madd32(own, low, a0);
    b0 = madd32(own, high, b0);
    own = v128.load32_splat(x + r1);
    a1 = madd32(own, low, a1);
    b1 = madd32(own, high, b1);
    own = v128.load32_splat(x + r2);
    a2 = madd32(own, low, a2);
    b2 = madd32(own, high, b2);
    own = v128.load32_splat(x + r3);
    a3 = madd32(own, low, a3);
    b3 = madd32(own, high, b3);
    gram += rowBytes;
  }
  v128.store(out, a0);
  v128.store(out, b0, 16);
  v128.store(out + r1, a1);
  v128.store(out + r1, b1, 16);
  v128.store(out + r2, a2);
  v128.store(out + r2, b2, 16);
  v128.store(out + r3, a3);
  v128.store(out + r3, b3, 16);
}

/**
 * out += Σ factor·y over the rows y that were seen, in order, four at a time: each sum runs as it would one by one.
 *
 * @param columns where each y is among `others`, i32. @param weights one each.
 */
function addSeen(
  others: usize,
  columns: usize,
  weights: usize,
  n: i32,
  x: usize,
  rowBytes: usize,
  isStart: bool,
  out: usize,
): void {
  for (; n >= 4; n -= 4, columns += 16, weights += 16) {
    const y0 = others + <usize>load<i32>(columns) * rowBytes;
    const y1 = others + <usize>load<i32>(columns, 4) * rowBytes;
    const y2 = others + <usize>load<i32>(columns, 8) * rowBytes;
    const y3 = others + <usize>load<i32>(columns, 12) * rowBytes;
    const low = halves(y0, y1, x, rowBytes);
    const high = halves(y2, y3, x, rowBytes);
    const dots = f32x4.add(v128.shuffle<f32>(low, high, 0, 2, 4, 6), v128.shuffle<f32>(low, high, 1, 3, 5, 7));
    const weight = v128.load(weights);
    let factors = f32x4.mul(weight, dots);
    if (isStart) factors = f32x4.sub(f32x4.add(f32x4.splat(1), weight), factors);
    const f0 = v128.shuffle<f32>(factors, factors, 0, 0, 0, 0);
    const f1 = v128.shuffle<f32>(factors, factors, 1, 1, 1, 1);
    const f2 = v128.shuffle<f32>(factors, factors, 2, 2, 2, 2);
    const f3 = v128.shuffle<f32>(factors, factors, 3, 3, 3, 3);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      let sum = madd32(f0, v128.load(y0 + at), v128.load(out + at));
      sum = madd32(f1, v128.load(y1 + at), sum);
      sum = madd32(f2, v128.load(y2 + at), sum);
      v128.store(out + at, madd32(f3, v128.load(y3 + at), sum));
    }
  }
  for (; n > 0; n--, columns += 4, weights += 4) {
    const y = others + <usize>load<i32>(columns) * rowBytes;
    addMultiple(out, factorOf(load<f32>(weights), dot(y, x, rowBytes), isStart), y, rowBytes);
  }
}

/** What a row that was seen is taken times: at the start what is left of 1 + weight, then what its weight adds to a product. */
function factorOf(weight: f32, product: f32, isStart: bool): f32 {
  return isStart ? 1 + weight - weight * product : weight * product;
}

/**
 * Draws rows x towards their solutions by a few steps of conjugate gradients, several at a time, so that the Gram matrix is read once for all.
 *
 * @param gram (width, width). @param others (any, width). @param columns which of them were seen, i32. @param weights one each.
 * @param offsets (nRows + 1) where those of each x begin. @param x (nRows, width), read and written.
 * @param work room for three times x and a number each.
 */
export function followGradients(
  gram: usize,
  others: usize,
  columns: usize,
  weights: usize,
  offsets: usize,
  nRows: i32,
  width: i32,
  x: usize,
  work: usize,
  nSteps: i32,
): void {
  const rowBytes: usize = (<usize>width) << 2;
  const allBytes = <usize>nRows * rowBytes;
  const r = work;
  const p = r + allBytes;
  const ap = p + allBytes;
  const sizes = ap + allBytes;
  timesGram(x, nRows, gram, rowBytes, r);
  for (let b: usize = 0; b < <usize>nRows; b++) {
    const own = r + b * rowBytes;
    for (let j: usize = 0; j < rowBytes; j += 16) v128.store(own + j, f32x4.neg(v128.load(own + j)));
    const from = (<usize>load<i32>(offsets + (b << 2))) << 2;
    const n = load<i32>(offsets + (b << 2), 4) - load<i32>(offsets + (b << 2));
    addSeen(others, columns + from, weights + from, n, x + b * rowBytes, rowBytes, true, own);
    store<f32>(sizes + (b << 2), dot(own, own, rowBytes));
  }
  memory.copy(p, r, allBytes);
  for (let step = 0; step < nSteps; step++) {
    timesGram(p, nRows, gram, rowBytes, ap);
    for (let b: usize = 0; b < <usize>nRows; b++) {
      const size = load<f32>(sizes + (b << 2));
      if (!(size > 1e-20)) continue;
      const at = b * rowBytes;
      const own = p + at;
      const from = (<usize>load<i32>(offsets + (b << 2))) << 2;
      const n = load<i32>(offsets + (b << 2), 4) - load<i32>(offsets + (b << 2));
      addSeen(others, columns + from, weights + from, n, own, rowBytes, false, ap + at);
      const length = size / dot(own, ap + at, rowBytes);
      addMultiple(x + at, length, own, rowBytes);
      addMultiple(r + at, -length, ap + at, rowBytes);
      const next = dot(r + at, r + at, rowBytes);
      const kept = f32x4.splat(next / size);
      for (let j: usize = 0; j < rowBytes; j += 16)
        v128.store(own + j, madd32(kept, v128.load(own + j), v128.load(r + at + j)));
      store<f32>(sizes + (b << 2), next);
    }
  }
}

/**
 * Adds up the products of each two columns over rows of single precision, in double precision.
 *
 * @param rows (nRows, width). @param strips room for so many rows as a batch has, in double precision. @param sums (width, width), added to
 *   right of the diagonal's tiles.
 */
export function gramOfSingles(rows: usize, nRows: i32, width: i32, batch: i32, strips: usize, sums: usize): void {
  const rowBytes: usize = (<usize>width) << 2;
  const nStrips = width >> 2;
  for (let row = 0; row < nRows; row += batch) {
    const n = min(batch, nRows - row);
    let to = strips;
    for (let s: usize = 0; s < rowBytes; s += 16) {
      for (let at = rows + s, end = at + <usize>n * rowBytes; at < end; at += rowBytes, to += 32) {
        const four = v128.load(at);
        v128.store(to, f64x2.promote_low_f32x4(four));
        v128.store(to, f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1)), 16);
      }
    }
    crossProduct(strips, nStrips, strips, nStrips, n, 1, sums);
    rows += <usize>n * rowBytes;
  }
}
