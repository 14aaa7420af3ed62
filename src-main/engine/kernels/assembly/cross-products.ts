import { madd64 } from './lanes';

// Sums over rows of products in double precision. A factor lies in strips of four columns, one row of a strip after another,
// (nStrips, nRows, 4), so that a tile's operands are near each other. Each sum runs in order over its terms.

/**
 * Lays rows out in strips; what a strip has beyond the last column is zero, or one in the first column beyond it where `ones`.
 *
 * @param rows (nRows, n), row-major. @param strips written, (nStrips, nRows, 4).
 */
export function packStrips(rows: usize, nRows: i32, n: i32, ones: i32, nStrips: i32, strips: usize): void {
  const rowBytes: usize = (<usize>n) << 3;
  for (let s = 0; s < nStrips; s++) {
    const first = s << 2;
    let from = rows + ((<usize>first) << 3);
    if (first + 4 <= n) {
      for (let row = 0; row < nRows; row++) {
        v128.store(strips, v128.load(from));
        v128.store(strips, v128.load(from, 16), 16);
        strips += 32;
        from += rowBytes;
      }
      continue;
    }
    for (let row = 0; row < nRows; row++) {
      for (let c = 0; c < 4; c++) {
        let value: f64 = ones && first + c == n ? 1 : 0;
        if (first + c < n) value = load<f64>(from + ((<usize>c) << 3));
        store<f64>(strips + ((<usize>c) << 3), value);
      }
      strips += 32;
      from += rowBytes;
    }
  }
}

/**
 * c += aᵀ·b, the sum over nRows of products of columns.
 *
 * @param a (nStripsA, nRows, 4). @param b (nStripsB, nRows, 4).
 * @param symmetric not 0 where a is b or a multiple of it: only what lies on and right of the diagonal's tiles is written.
 * @param c (4·nStripsA, 4·nStripsB), row-major.
 */
export function crossProduct(
  a: usize,
  nStripsA: i32,
  b: usize,
  nStripsB: i32,
  nRows: i32,
  symmetric: i32,
  c: usize,
): void {
  const stripBytes: usize = (<usize>nRows) << 5;
  const rowBytes: usize = (<usize>nStripsB) << 5;
  for (let i = 0; i < nStripsA; i++) {
    const strip = a + <usize>i * stripBytes;
    for (let j = symmetric ? i : 0; j < nStripsB; j++) {
      crossTile(
        strip,
        b + <usize>j * stripBytes,
        stripBytes,
        c + (((<usize>i) << 2) * rowBytes + ((<usize>j) << 5)),
        rowBytes,
      );
    }
  }
}

function crossTile(a: usize, b: usize, stripBytes: usize, c: usize, rowBytes: usize): void {
  const c1 = c + rowBytes;
  const c2 = c1 + rowBytes;
  const c3 = c2 + rowBytes;
  let a0 = v128.load(c);
  let b0 = v128.load(c, 16);
  let a1 = v128.load(c1);
  let b1 = v128.load(c1, 16);
  let a2 = v128.load(c2);
  let b2 = v128.load(c2, 16);
  let a3 = v128.load(c3);
  let b3 = v128.load(c3, 16);
  const end = a + stripBytes;
  for (; a < end; a += 32, b += 32) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let x = v128.load64_splat(a);
    a0 = madd64(x, low, a0);
    b0 = madd64(x, high, b0);
    x = v128.load64_splat(a, 8);
    a1 = madd64(x, low, a1);
    b1 = madd64(x, high, b1);
    x = v128.load64_splat(a, 16);
    a2 = madd64(x, low, a2);
    b2 = madd64(x, high, b2);
    x = v128.load64_splat(a, 24);
    a3 = madd64(x, low, a3);
    b3 = madd64(x, high, b3);
  }
  v128.store(c, a0);
  v128.store(c, b0, 16);
  v128.store(c1, a1);
  v128.store(c1, b1, 16);
  v128.store(c2, a2);
  v128.store(c2, b2, 16);
  v128.store(c3, a3);
  v128.store(c3, b3, 16);
}

/** Takes a shift (n) off each row of (nRows, n), in place. */
export function takeShift(rows: usize, nRows: i32, n: i32, shift: usize): void {
  const rowBytes: usize = (<usize>n) << 3;
  const whole = rowBytes & ~15;
  for (let row = 0; row < nRows; row++) {
    for (let at: usize = 0; at < whole; at += 16)
      v128.store(rows + at, f64x2.sub(v128.load(rows + at), v128.load(shift + at)));
    if (whole < rowBytes) store<f64>(rows + whole, load<f64>(rows + whole) - load<f64>(shift + whole));
    rows += rowBytes;
  }
}
