/**
 * Sums, counts and extremes of rows by a code: one pass each, in row order. A row whose code is below 0 counts for none, and neither
 * does a value that is NaN.
 */

/** How many rows there are of each code. */
export function countByCode(codes: Int32Array, nCodes: number): Int32Array {
  const counts = new Int32Array(nCodes);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return counts;
}

/** What the values of each code add up to, in row order; 0 where there is none. */
export function sumByCode(codes: Int32Array, nCodes: number, values: Float64Array): Float64Array {
  const sums = new Float64Array(nCodes);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const value = values[row]!;
    if (code >= 0 && value === value) sums[code]! += value;
  }
  return sums;
}

/** The row with each code's least value, the first of equal ones; −1 where there is none. */
export function leastRowByCode(codes: Int32Array, nCodes: number, values: Float64Array): Int32Array {
  const rows = new Int32Array(nCodes).fill(-1);
  const least = new Float64Array(nCodes);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const value = values[row]!;
    if (code < 0 || Number.isNaN(value) || (rows[code]! >= 0 && value >= least[code]!)) continue;
    rows[code] = row;
    least[code] = value;
  }
  return rows;
}

/** Each code's largest value; NaN where there is none. */
export function mostByCode(codes: Int32Array, nCodes: number, values: Float64Array): Float64Array {
  const most = new Float64Array(nCodes).fill(NaN);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0 && (values[row]! > most[code]! || most[code] !== most[code])) most[code] = values[row]!;
  }
  return most;
}
