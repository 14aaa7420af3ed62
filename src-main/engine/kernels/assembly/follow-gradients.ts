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
 * Draws rows x towards their solutions by a few steps of conjugate gradients, several at a time, so that the Gram matrix is read once for all.
 *
 * @param gram (width, width). @param rows (starts[nRows], width), those of one x after those of another. @param weights one each.
 * @param starts (nRows + 1) where those of each x begin. @param x (nRows, width), read and written.
 * @param work room for three times x and a number each.
 */
export function followGradients(
  gram: usize,
  rows: usize,
  weights: usize,
  starts: usize,
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
  for (let b = 0; b < nRows; b++) {
    const at = <usize>b * rowBytes;
    for (let j: usize = 0; j < rowBytes; j += 16) v128.store(r + at + j, f32x4.neg(v128.load(r + at + j)));
    const end = load<i32>(starts + ((<usize>b) << 2), 4);
    for (let i = load<i32>(starts + ((<usize>b) << 2)); i < end; i++) {
      const y = rows + <usize>i * rowBytes;
      const weight = load<f32>(weights + ((<usize>i) << 2));
      addMultiple(r + at, 1 + weight - weight * dot(y, x + at, rowBytes), y, rowBytes);
    }
    store<f32>(sizes + ((<usize>b) << 2), dot(r + at, r + at, rowBytes));
  }
  memory.copy(p, r, allBytes);
  for (let step = 0; step < nSteps; step++) {
    timesGram(p, nRows, gram, rowBytes, ap);
    for (let b = 0; b < nRows; b++) {
      const size = load<f32>(sizes + ((<usize>b) << 2));
      if (!(size > 1e-20)) continue;
      const at = <usize>b * rowBytes;
      const own = p + at;
      const end = load<i32>(starts + ((<usize>b) << 2), 4);
      for (let i = load<i32>(starts + ((<usize>b) << 2)); i < end; i++) {
        const y = rows + <usize>i * rowBytes;
        addMultiple(ap + at, load<f32>(weights + ((<usize>i) << 2)) * dot(y, own, rowBytes), y, rowBytes);
      }
      const length = size / dot(own, ap + at, rowBytes);
      addMultiple(x + at, length, own, rowBytes);
      addMultiple(r + at, -length, ap + at, rowBytes);
      const next = dot(r + at, r + at, rowBytes);
      const kept = f32x4.splat(next / size);
      for (let j: usize = 0; j < rowBytes; j += 16)
        v128.store(own + j, madd32(kept, v128.load(own + j), v128.load(r + at + j)));
      store<f32>(sizes + ((<usize>b) << 2), next);
    }
  }
}
