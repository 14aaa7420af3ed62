import type { DateColumn, NumberColumn } from './column.ts';
import { numberAt } from './table.ts';

/** A column's values as doubles, NaN where missing; the column's own array where it holds them so, hence not to be modified. */
export function doublesOf(column: NumberColumn | DateColumn): Float64Array {
  const { values, length } = column;
  if (values instanceof Float64Array) return values;
  const doubles = new Float64Array(length);
  if (values instanceof Int32Array && column.nulls)
    for (let row = 0; row < length; row++) doubles[row] = numberAt(column, row);
  else doubles.set(values);
  return doubles;
}
