import type { ColumnProfile } from '../../contract/table.ts';
import { quantile } from '../maths/statistics.ts';
import {
  codesOf,
  columnInfo,
  countNulls,
  isNull,
  type BooleanColumn,
  type Column,
  type DateColumn,
  type NumberColumn,
  type TextColumn,
} from './column.ts';
import { histogramOf } from './histogram.ts';
import { sortNumbers } from './sort-numbers.ts';
import { numberAt } from './table.ts';

const TOP_VALUES = 10;

type Findings = Omit<ColumnProfile, 'column' | 'nRows' | 'nMissing'>;
const NOTHING: Findings = {
  nDistinct: 0,
  quantiles: null,
  mean: null,
  standardDeviation: null,
  histogram: null,
  topValues: null,
};

/** The finite values of a column, ascending. */
function sortedValues(column: NumberColumn | DateColumn): Float64Array {
  const values = new Float64Array(column.length);
  let n = 0;
  for (let row = 0; row < column.length; row++) {
    const value = numberAt(column, row);
    if (Number.isFinite(value)) values[n++] = value + 0;
  }
  return sortNumbers(values.subarray(0, n));
}

function profileNumbers(column: NumberColumn | DateColumn): Findings {
  const sorted = sortedValues(column);
  const n = sorted.length;
  if (n === 0) return NOTHING;
  let nDistinct = 1;
  let sum = sorted[0]!;
  for (let i = 1; i < n; i++) {
    if (sorted[i] !== sorted[i - 1]) nDistinct++;
    sum += sorted[i]!;
  }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i]! - mean) ** 2;
  return {
    nDistinct,
    quantiles: {
      min: sorted[0]!,
      q25: quantile(sorted, 0.25),
      median: quantile(sorted, 0.5),
      q75: quantile(sorted, 0.75),
      max: sorted[n - 1]!,
    },
    mean,
    standardDeviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    histogram: histogramOf(sorted),
    topValues: null,
  };
}

function booleanCodes(column: BooleanColumn): ReturnType<typeof codesOf> {
  return {
    codes: Int32Array.from(column.values, (value, row) => (isNull(column, row) ? -1 : value)),
    dictionary: ['false', 'true'],
  };
}

function profileCategories(column: TextColumn | BooleanColumn): Findings {
  const { codes, dictionary } = column.type === 'text' ? codesOf(column) : booleanCodes(column);
  const counts = new Int32Array(dictionary.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  let nDistinct = 0;
  // Of a million distinct texts only those can be among the first that occur often enough.
  const top: number[] = [];
  const isBefore = (a: number, b: number): boolean =>
    counts[a]! > counts[b]! || (counts[a] === counts[b] && dictionary[a]! < dictionary[b]!);
  for (let code = 0; code < counts.length; code++) {
    if (counts[code] === 0) continue;
    nDistinct++;
    if (top.length === TOP_VALUES && !isBefore(code, top.at(-1)!)) continue;
    const place = top.findIndex((other) => isBefore(code, other));
    top.splice(place < 0 ? top.length : place, 0, code);
    if (top.length > TOP_VALUES) top.pop();
  }
  return { ...NOTHING, nDistinct, topValues: top.map((code) => ({ value: dictionary[code]!, count: counts[code]! })) };
}

/** What a column holds, over all rows. */
function profileColumn(column: Column): ColumnProfile {
  const common = { column: columnInfo(column), nRows: column.length, nMissing: countNulls(column) };
  const found = column.type === 'number' || column.type === 'date' ? profileNumbers(column) : profileCategories(column);
  return { ...common, ...found };
}

/** What every column of a table holds: exact counts, quantiles, histogram or the most frequent values. */
export function profileColumns(columns: Iterable<Column>): ColumnProfile[] {
  return Array.from(columns, profileColumn);
}
