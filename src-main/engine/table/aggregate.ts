import { quantilesOf } from '../maths/selection.ts';
import { countByCode, leastRowByCode, mostByCode, sumByCode } from './by-code.ts';
import { countsToOffsets, stableOrder } from './code-order.ts';

export const aggregates = ['sum', 'mean', 'min', 'max', 'median', 'first', 'last', 'distinct'] as const;

/** What is made of the values of a group. */
export type Aggregate = (typeof aggregates)[number];

/**
 * One number for each code from the values of its rows, as pandas makes them: missing values are left out.
 *
 * @param codes −1 for rows that belong nowhere.
 * @returns (nCodes); where a code has no value, the sum and the number of distinct values are 0 and all else is NaN.
 */
export function aggregateByCode(codes: Int32Array, nCodes: number, values: Float64Array, how: Aggregate): Float64Array {
  const known = codes.map((code, row) => (Number.isNaN(values[row]) ? -1 : code));
  switch (how) {
    case 'sum':
      return sumByCode(known, nCodes, values);
    case 'mean': {
      const counts = countByCode(known, nCodes);
      return sumByCode(known, nCodes, values).map((sum, code) => sum / counts[code]!);
    }
    case 'min':
      return valuesAt(values, leastRowByCode(known, nCodes, values));
    case 'max':
      return mostByCode(known, nCodes, values);
    case 'first':
    case 'last':
      return valuesAt(values, endRows(known, nCodes, how));
    case 'median':
      return ofGroups(known, nCodes, values, (group) => quantilesOf(group, [0.5])[0]!);
    case 'distinct':
      return ofGroups(known, nCodes, values, (group) => countDistinct(group.sort()));
  }
}

const valuesAt = (values: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => (row < 0 ? NaN : values[row]!));

/** The first or the last row of each code, −1 where it has none. */
function endRows(codes: Int32Array, nCodes: number, which: 'first' | 'last'): Int32Array {
  const rows = new Int32Array(nCodes).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0 && (which === 'last' || rows[code]! < 0)) rows[code] = row;
  }
  return rows;
}

function ofGroups(
  codes: Int32Array,
  nCodes: number,
  values: Float64Array,
  measure: (group: Float64Array) => number,
): Float64Array {
  const offsets = countsToOffsets(codes, nCodes);
  const ordered = Float64Array.from(stableOrder(codes, nCodes, undefined, offsets), (row) => values[row]!);
  const measured = new Float64Array(nCodes);
  for (let code = 0; code < nCodes; code++)
    measured[code] = measure(ordered.subarray(offsets[code], offsets[code + 1]));
  return measured;
}

function countDistinct(sorted: Float64Array): number {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) count++;
  return count;
}
