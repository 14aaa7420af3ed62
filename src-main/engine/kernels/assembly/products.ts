import { madd32, madd64 } from './lanes';

// Products of dense matrices, in double and in single precision: tiles of four rows whose sums stay in registers, over panels of the
// second factor that stay in the nearest cache. Each sum runs in order over its terms, however the work is cut, as in the plain twins.
//
// Goto & van de Geijn (2008), Anatomy of high-performance matrix multiplication, doi:10.1145/1356052.1356053.

/** Terms of a sum that are added before the next panel. */
const DEPTH: i32 = 256;
/** Strips of four columns that are worked on together: 128 KB of DEPTH terms. */
const STRIPS: i32 = 16;

/**
 * out = rows·b in double precision.
 *
 * @param rows (nRows, n), row-major. @param b (nStrips, n, 4). @param out written, (nRows, 4·nStrips), row-major.
 */
export function productDoubles(rows: usize, nRows: i32, n: i32, b: usize, nStrips: i32, out: usize): void {
  const outBytes: usize = (<usize>nStrips) << 5;
  if (n == 0) memory.fill(out, 0, <usize>nRows * outBytes);
  for (let from = 0; from < n; from += DEPTH) {
    const depth = min(DEPTH, n - from);
    for (let first = 0; first < nStrips; first += STRIPS)
      doublesBlock(rows, nRows, n, from, depth, b, first, min(first + STRIPS, nStrips), out, outBytes);
  }
}

function doublesBlock(
  rows: usize,
  nRows: i32,
  n: i32,
  from: i32,
  depth: i32,
  b: usize,
  first: i32,
  last: i32,
  out: usize,
  outBytes: usize,
): void {
  const inBytes: usize = (<usize>n) << 3;
  const stripBytes: usize = (<usize>n) << 5;
  const isFirst = i32(from == 0);
  const bytes: usize = (<usize>depth) << 3;
  rows += (<usize>from) << 3;
  b += (<usize>from) << 5;
  let row = 0;
  for (; row + 4 <= nRows; row += 4) {
    for (let s = first; s < last; s++)
      tileDoubles(rows, inBytes, bytes, b + <usize>s * stripBytes, out + ((<usize>s) << 5), outBytes, isFirst);
    rows += inBytes << 2;
    out += outBytes << 2;
  }
  for (; row < nRows; row++) {
    for (let s = first; s < last; s++) {
      const to = out + ((<usize>s) << 5);
      let low = isFirst ? f64x2.splat(0) : v128.load(to);
      let high = isFirst ? f64x2.splat(0) : v128.load(to, 16);
      let strip = b + <usize>s * stripBytes;
      for (let p: usize = 0; p < bytes; p += 8) {
        const x = v128.load64_splat(rows + p);
        low = madd64(x, v128.load(strip), low);
        high = madd64(x, v128.load(strip, 16), high);
        strip += 32;
      }
      v128.store(to, low);
      v128.store(to, high, 16);
    }
    rows += inBytes;
    out += outBytes;
  }
}

function tileDoubles(
  rows: usize,
  inBytes: usize,
  bytes: usize,
  b: usize,
  out: usize,
  outBytes: usize,
  isFirst: i32,
): void {
  const r1 = inBytes;
  const r2 = inBytes << 1;
  const r3 = r1 + r2;
  const out1 = out + outBytes;
  const out2 = out1 + outBytes;
  const out3 = out2 + outBytes;
  let a0 = f64x2.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  if (!isFirst) {
    a0 = v128.load(out);
    b0 = v128.load(out, 16);
    a1 = v128.load(out1);
    b1 = v128.load(out1, 16);
    a2 = v128.load(out2);
    b2 = v128.load(out2, 16);
    a3 = v128.load(out3);
    b3 = v128.load(out3, 16);
  }
  const end = rows + bytes;
  for (; rows < end; rows += 8) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let x = v128.load64_splat(rows);
    a0 = madd64(x, low, a0);
    b0 = madd64(x, high, b0);
    x = v128.load64_splat(rows + r1);
    a1 = madd64(x, low, a1);
    b1 = madd64(x, high, b1);
    x = v128.load64_splat(rows + r2);
    a2 = madd64(x, low, a2);
    b2 = madd64(x, high, b2);
    x = v128.load64_splat(rows + r3);
    a3 = madd64(x, low, a3);
    b3 = madd64(x, high, b3);
    b += 32;
  }
  v128.store(out, a0);
  v128.store(out, b0, 16);
  v128.store(out1, a1);
  v128.store(out1, b1, 16);
  v128.store(out2, a2);
  v128.store(out2, b2, 16);
  v128.store(out3, a3);
  v128.store(out3, b3, 16);
}

/** Rows from which on copying a panel of the second factor pays, and bytes of its rows: shorter ones lie near each other anyway. */
const ROWS_TO_PACK: i32 = 16;
const BYTES_TO_PACK: usize = 256;

/**
 * c = a·b + bias in single precision, and what is below zero becomes zero where `rectified`.
 *
 * @param a (m, k): element (i, p) lies at a + i·aRow + p·aColumn bytes, so that a transposed factor needs no copy.
 * @param b (k, n), row-major; n a multiple of four. @param bias (n), or 0 for none. @param c written, (m, n).
 * @param panel room for 256 × 8 values.
 */
export function productSingles(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bias: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  rectified: i32,
  panel: usize,
): void {
  const rowBytes: usize = (<usize>n) << 2;
  const isPacked = m >= ROWS_TO_PACK && rowBytes > BYTES_TO_PACK;
  for (let from = 0; from == 0 || from < k; from += DEPTH) {
    const depth = min(DEPTH, k - from);
    const aFrom = a + <usize>from * aColumn;
    const bFrom = b + <usize>from * rowBytes;
    const rectifies = rectified & i32(from + DEPTH >= k);
    for (let j: usize = 0; j < rowBytes; j += 32) {
      const isWide = j + 32 <= rowBytes;
      let strip = bFrom + j;
      let stripBytes = rowBytes;
      if (isPacked && isWide) {
        packPanel(strip, rowBytes, depth, panel);
        strip = panel;
        stripBytes = 32;
      }
      // What the sums begin with: what is there already, the bias, or nothing.
      const start: usize = from > 0 ? c + j : bias ? bias + j : 0;
      const startBytes = from > 0 ? rowBytes : 0;
      singlesPanel(
        aFrom,
        aRow,
        aColumn,
        strip,
        stripBytes,
        start,
        startBytes,
        c + j,
        rowBytes,
        m,
        depth,
        isWide,
        rectifies,
      );
    }
  }
}

function packPanel(b: usize, rowBytes: usize, depth: i32, panel: usize): void {
  for (let p = 0; p < depth; p++) {
    v128.store(panel, v128.load(b));
    v128.store(panel, v128.load(b, 16), 16);
    b += rowBytes;
    panel += 32;
  }
}

/** All rows times four or eight columns. */
function singlesPanel(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bBytes: usize,
  start: usize,
  startBytes: usize,
  c: usize,
  rowBytes: usize,
  m: i32,
  k: i32,
  isWide: bool,
  rectified: i32,
): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    const from = a + <usize>i * aRow;
    const to = c + <usize>i * rowBytes;
    const begin: usize = start ? start + <usize>i * startBytes : 0;
    if (isWide) tile4x8(from, aRow, aColumn, b, bBytes, begin, startBytes, to, rowBytes, k, rectified);
    else tile4x4(from, aRow, aColumn, b, bBytes, begin, startBytes, to, rowBytes, k, rectified);
  }
  for (; i < m; i++) {
    const from = a + <usize>i * aRow;
    const to = c + <usize>i * rowBytes;
    const begin: usize = start ? start + <usize>i * startBytes : 0;
    tile1x4(from, aColumn, b, bBytes, begin, to, k, rectified);
    if (isWide) tile1x4(from, aColumn, b + 16, bBytes, begin ? begin + 16 : 0, to + 16, k, rectified);
  }
}

function begun(start: usize): v128 {
  return start ? v128.load(start) : f32x4.splat(0);
}

function put(at: usize, value: v128, rectified: i32): void {
  v128.store(at, rectified ? f32x4.max(value, f32x4.splat(0)) : value);
}

function tile4x8(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bBytes: usize,
  start: usize,
  startBytes: usize,
  c: usize,
  rowBytes: usize,
  k: i32,
  rectified: i32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  if (start) {
    c00 = v128.load(start);
    c01 = v128.load(start, 16);
    start += startBytes;
    c10 = v128.load(start);
    c11 = v128.load(start, 16);
    start += startBytes;
    c20 = v128.load(start);
    c21 = v128.load(start, 16);
    start += startBytes;
    c30 = v128.load(start);
    c31 = v128.load(start, 16);
  }
  const a1 = aRow;
  const a2 = aRow << 1;
  const a3 = a1 + a2;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd32(x, b0, c00);
    c01 = madd32(x, b1, c01);
    x = v128.load32_splat(a + a1);
    c10 = madd32(x, b0, c10);
    c11 = madd32(x, b1, c11);
    x = v128.load32_splat(a + a2);
    c20 = madd32(x, b0, c20);
    c21 = madd32(x, b1, c21);
    x = v128.load32_splat(a + a3);
    c30 = madd32(x, b0, c30);
    c31 = madd32(x, b1, c31);
    a += aColumn;
    b += bBytes;
  }
  put(c, c00, rectified);
  put(c + 16, c01, rectified);
  c += rowBytes;
  put(c, c10, rectified);
  put(c + 16, c11, rectified);
  c += rowBytes;
  put(c, c20, rectified);
  put(c + 16, c21, rectified);
  c += rowBytes;
  put(c, c30, rectified);
  put(c + 16, c31, rectified);
}

function tile4x4(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bBytes: usize,
  start: usize,
  startBytes: usize,
  c: usize,
  rowBytes: usize,
  k: i32,
  rectified: i32,
): void {
  let c0 = begun(start);
  let c1 = begun(start ? start + startBytes : 0);
  let c2 = begun(start ? start + (startBytes << 1) : 0);
  let c3 = begun(start ? start + startBytes * 3 : 0);
  const a2 = aRow << 1;
  for (let p = 0; p < k; p++) {
    const y = v128.load(b);
    c0 = madd32(v128.load32_splat(a), y, c0);
    c1 = madd32(v128.load32_splat(a + aRow), y, c1);
    c2 = madd32(v128.load32_splat(a + a2), y, c2);
    c3 = madd32(v128.load32_splat(a + a2 + aRow), y, c3);
    a += aColumn;
    b += bBytes;
  }
  put(c, c0, rectified);
  put(c + rowBytes, c1, rectified);
  put(c + (rowBytes << 1), c2, rectified);
  put(c + (rowBytes << 1) + rowBytes, c3, rectified);
}

function tile1x4(
  a: usize,
  aColumn: usize,
  b: usize,
  bBytes: usize,
  start: usize,
  c: usize,
  k: i32,
  rectified: i32,
): void {
  let sum = begun(start);
  for (let p = 0; p < k; p++) {
    sum = madd32(v128.load32_splat(a), v128.load(b), sum);
    a += aColumn;
    b += bBytes;
  }
  put(c, sum, rectified);
}
