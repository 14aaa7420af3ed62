import { isNull, type BooleanColumn } from './column.ts';

/** Yes as 1 and no as 0, NaN where missing. */
export function booleanNumbers(column: BooleanColumn): Float64Array {
  if (!column.nulls) return Float64Array.from(column.values);
  return Float64Array.from(column.values, (value, row) => (isNull(column, row) ? NaN : value));
}
