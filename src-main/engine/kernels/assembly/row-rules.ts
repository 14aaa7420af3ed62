// A linear rule over rows in double precision. Products and sums are rounded one by one in both modules, in the order that
// TypeScript takes, so that every variant gives the same bits.

/**
 * out[i·stride] = rule[n] + Σ rule[j]·rows[i, j], in four sums side by side.
 *
 * @param rows (nRows, n), row-major. @param rule (n + 1), the intercept last. @param out written, a value of every `stride`.
 */
export function rowMargins(rows: usize, nRows: i32, n: i32, rule: usize, stride: i32, out: usize): void {
  const fours: usize = (<usize>(n & ~3)) << 3;
  const bytes: usize = (<usize>n) << 3;
  const intercept = f64x2.replace_lane(f64x2.splat(0), 0, load<f64>(rule + bytes));
  for (let i = 0; i < nRows; i++, rows += bytes, out += (<usize>stride) << 3) {
    let first = intercept;
    let second = f64x2.splat(0);
    for (let j: usize = 0; j < fours; j += 32) {
      first = f64x2.add(first, f64x2.mul(v128.load(rule + j), v128.load(rows + j)));
      second = f64x2.add(second, f64x2.mul(v128.load(rule + j, 16), v128.load(rows + j, 16)));
    }
    let a = f64x2.extract_lane(first, 0);
    for (let j = fours; j < bytes; j += 8) a += load<f64>(rule + j) * load<f64>(rows + j);
    const c = f64x2.extract_lane(second, 0) + f64x2.extract_lane(second, 1);
    store<f64>(out, a + f64x2.extract_lane(first, 1) + c);
  }
}

/**
 * sums[j] += Σ factors[i]·rows[i, j], and sums[n] += Σ factors[i], in the order of the rows.
 *
 * @param rows (nRows, n), row-major. @param factors (nRows). @param sums (n + 1).
 */
export function addFactored(rows: usize, nRows: i32, n: i32, factors: usize, sums: usize): void {
  const bytes: usize = (<usize>n) << 3;
  const stop = factors + ((<usize>nRows) << 3);
  let j: usize = 0;
  for (; j + 32 <= bytes; j += 32) {
    let first = v128.load(sums + j);
    let second = v128.load(sums + j, 16);
    for (let at = factors, row = rows + j; at < stop; at += 8, row += bytes) {
      const factor = v128.load64_splat(at);
      first = f64x2.add(first, f64x2.mul(factor, v128.load(row)));
      second = f64x2.add(second, f64x2.mul(factor, v128.load(row, 16)));
    }
    v128.store(sums + j, first);
    v128.store(sums + j, second, 16);
  }
  for (; j < bytes; j += 8) {
    let sum = load<f64>(sums + j);
    for (let at = factors, row = rows + j; at < stop; at += 8, row += bytes) sum += load<f64>(at) * load<f64>(row);
    store<f64>(sums + j, sum);
  }
  let sum = load<f64>(sums + bytes);
  for (let at = factors; at < stop; at += 8) sum += load<f64>(at);
  store<f64>(sums + bytes, sum);
}

/**
 * out[i, j] = factors[i]·rows[i, j], and out[i, n] = factors[i].
 *
 * @param rows (nRows, n), row-major. @param factors (nRows). @param out written, (nRows, n + 1), row-major.
 */
export function factorRows(rows: usize, nRows: i32, n: i32, factors: usize, out: usize): void {
  const bytes: usize = (<usize>n) << 3;
  const pairs: usize = (<usize>(n & ~1)) << 3;
  for (let i = 0; i < nRows; i++, rows += bytes, out += bytes + 8) {
    const factor = load<f64>(factors + ((<usize>i) << 3));
    const both = f64x2.splat(factor);
    for (let j: usize = 0; j < pairs; j += 16) v128.store(out + j, f64x2.mul(both, v128.load(rows + j)));
    if (pairs < bytes) store<f64>(out + pairs, factor * load<f64>(rows + pairs));
    store<f64>(out + bytes, factor);
  }
}
