import { madd64 } from './lanes';

// Products of a sparse matrix with dense columns, in double precision. Each sum runs in order over a row's entries.

/**
 * Rows [start, end) of sparse·dense.
 *
 * @param offsets (nRows + 1). @param columns, values the entries. @param dense (nMiddle, width), row-major.
 * @param out written, (nRows, width), row-major.
 */
export function sparseTimes(
  offsets: usize,
  columns: usize,
  values: usize,
  dense: usize,
  width: i32,
  out: usize,
  start: i32,
  end: i32,
): void {
  const rowBytes: usize = (<usize>width) << 3;
  const tiled = rowBytes & ~63;
  const paired = rowBytes & ~15;
  for (let row = start; row < end; row++) {
    const from: usize = load<i32>(offsets + ((<usize>row) << 2));
    const to: usize = load<i32>(offsets + ((<usize>row) << 2), 4);
    const own = out + <usize>row * rowBytes;
    for (let at: usize = 0; at < tiled; at += 64) timesTile(columns, values, from, to, dense + at, rowBytes, own + at);
    for (let at = tiled; at < paired; at += 16) {
      let sum = f64x2.splat(0);
      for (let entry = from; entry < to; entry++) {
        const place: usize = load<i32>(columns + (entry << 2));
        sum = madd64(v128.load64_splat(values + (entry << 3)), v128.load(dense + place * rowBytes + at), sum);
      }
      v128.store(own + at, sum);
    }
    if (paired < rowBytes) {
      let sum = f64x2.splat(0);
      for (let entry = from; entry < to; entry++) {
        const place: usize = load<i32>(columns + (entry << 2));
        sum = madd64(
          v128.load64_splat(values + (entry << 3)),
          v128.load64_splat(dense + place * rowBytes + paired),
          sum,
        );
      }
      store<f64>(own + paired, f64x2.extract_lane(sum, 0));
    }
  }
}

/** Eight columns of a row. */
function timesTile(
  columns: usize,
  values: usize,
  from: usize,
  to: usize,
  dense: usize,
  rowBytes: usize,
  out: usize,
): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let entry = from; entry < to; entry++) {
    const value = v128.load64_splat(values + (entry << 3));
    const place = dense + <usize>load<i32>(columns + (entry << 2)) * rowBytes;
    a = madd64(value, v128.load(place), a);
    b = madd64(value, v128.load(place, 16), b);
    c = madd64(value, v128.load(place, 32), c);
    d = madd64(value, v128.load(place, 48), d);
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}
