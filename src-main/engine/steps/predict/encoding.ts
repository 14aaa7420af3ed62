import { ClienteleError } from '../../../contract/errors.ts';
import { codesOf, isNull, type Column } from '../../table/column.ts';
import { numberAt, type Matrix, type Table } from '../../table/table.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import type { EncodedColumn, EncodedFeature, Encoding, EncodingKind } from './predictor.ts';

/** Categories beyond the most frequent of these read as missing. */
const MOST_KNOWN = 50;

const BOOLEAN = ['no', 'yes'];

/**
 * Learns how columns become a matrix. Rows of the columns are the training rows.
 *
 * @throws infinite-values
 */
export function learnEncoding(columns: readonly Column[], kind: EncodingKind): Encoding {
  const values = columns.map((column) => readValues(column, null));
  const features = columns.map((column, j) => learnFeature(column, values[j]!));
  const encoded = features.map(({ categories }, j) =>
    categories ? recode(columns[j]!, values[j]!, categories) : values[j]!,
  );
  const layout = features.flatMap((feature, j) => columnsOf(feature, j, encoded[j]!, kind));
  return { kind, features, columns: layout };
}

/** The number of every row, or the code of its category: NaN where missing. @param categories null for the column's own codes. */
function readValues(column: Column, categories: readonly string[] | null): Float64Array {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    const known = categories && new Map(categories.map((name, code) => [name, code]));
    const places = known ? dictionary.map((name) => known.get(name) ?? NaN) : null;
    return Float64Array.from({ length: column.length }, (_, row) => {
      const code = codes[row]!;
      if (code < 0 || isNull(column, row)) return NaN;
      return places ? places[code]! : code;
    });
  }
  if (column.type === 'boolean')
    return Float64Array.from({ length: column.length }, (_, row) => (isNull(column, row) ? NaN : column.values[row]!));
  const values = Float64Array.from({ length: column.length }, (_, row) => numberAt(column, row));
  const count = values.reduce((sum, value) => sum + (value === Infinity || value === -Infinity ? 1 : 0), 0);
  if (count > 0) throw new ClienteleError('infinite-values', { column: column.name, count });
  return values;
}

/** The values of a text column again, by the codes of the model. */
const recode = (column: Column, values: Float64Array, categories: readonly string[]): Float64Array =>
  column.type === 'text' ? readValues(column, categories) : values;

function learnFeature(column: Column, values: Float64Array): EncodedFeature {
  const { name } = column;
  if (column.type === 'text') return { column: name, type: 'text', categories: frequent(column, values), middle: 0 };
  if (column.type === 'boolean') return { column: name, type: 'boolean', categories: BOOLEAN, middle: 0 };
  const sorted = sortedFinite(values);
  return { column: name, type: 'number', categories: null, middle: sorted.length > 0 ? quantile(sorted, 0.5) : 0 };
}

/** The most frequent categories, by code of their text: the order must not depend on that of the rows. */
function frequent(column: Extract<Column, { type: 'text' }>, codes: Float64Array): string[] {
  const { dictionary } = codesOf(column);
  const counts = new Float64Array(dictionary.length);
  for (const code of codes) if (!Number.isNaN(code)) counts[code]!++;
  const seen = dictionary.map((name, code) => ({ name, count: counts[code]! })).filter(({ count }) => count > 0);
  seen.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  return seen
    .slice(0, MOST_KNOWN)
    .map(({ name }) => name)
    .sort();
}

function columnsOf(feature: EncodedFeature, at: number, values: Float64Array, kind: EncodingKind): EncodedColumn[] {
  const plain = { feature: at, category: -1, centre: 0, spread: 1 };
  if (kind === 'codes') return [plain];
  if (!feature.categories)
    return [{ ...plain, ...measureSpread(values, (value) => (Number.isNaN(value) ? feature.middle : value)) }];
  const counts = new Float64Array(feature.categories.length);
  for (const code of values) if (!Number.isNaN(code)) counts[code]!++;
  // Of yes and no it is “yes” that is told of.
  const reference = feature.type === 'boolean' ? 0 : counts.indexOf(Math.max(...counts));
  return feature.categories.flatMap((_, category) => {
    if (category === reference && (kind === 'reference' || feature.type === 'boolean')) return [];
    return [{ ...plain, category, ...measureSpread(values, (value) => (value === category ? 1 : 0)) }];
  });
}

/** Mean and standard deviation (divided by n) of what a column becomes; a column without spread is divided by 1. */
export function measureSpread(values: Float64Array, of: (value: number) => number): { centre: number; spread: number } {
  const first = values.length > 0 ? of(values[0]!) : 0;
  let sum = 0;
  // Differences from the first value, so that a constant column has no rounding error for a spread.
  for (const value of values) sum += of(value) - first;
  const centre = first + sum / Math.max(1, values.length);
  let squares = 0;
  for (const value of values) squares += (of(value) - centre) ** 2;
  const spread = Math.sqrt(squares / Math.max(1, values.length));
  return { centre, spread: spread > 0 && Number.isFinite(spread) ? spread : 1 };
}

/**
 * A table as the matrix that a model reads, in shared memory.
 *
 * @throws missing-column, wrong-column-type, infinite-values
 */
export function encodeTable(table: Table, { kind, features, columns }: Encoding): Matrix {
  const { nRows } = table;
  const nColumns = columns.length;
  const out = new Float64Array(new SharedArrayBuffer(nRows * nColumns * 8));
  features.forEach((feature, at) => {
    const values = readValues(columnOf(table, feature), feature.categories);
    columns.forEach((column, j) => {
      if (column.feature === at) fill(out, values, column, feature.middle, j, nColumns, kind);
    });
  });
  return { nRows, nColumns, values: out };
}

function columnOf(table: Table, { column, type }: EncodedFeature): Column {
  return type === 'text' ? table.text(column) : type === 'boolean' ? table.boolean(column) : table.number(column);
}

function fill(
  out: Float64Array,
  values: Float64Array,
  { category, centre, spread }: EncodedColumn,
  middle: number,
  j: number,
  nColumns: number,
  kind: EncodingKind,
): void {
  for (let row = 0, to = j; row < values.length; row++, to += nColumns) {
    const value = values[row]!;
    if (kind === 'codes') out[to] = value;
    else if (category >= 0) out[to] = ((value === category ? 1 : 0) - centre) / spread;
    else out[to] = ((Number.isNaN(value) ? middle : value) - centre) / spread;
  }
}
