import type { ScatterFigure } from '../../contract/figure.ts';
import { codesOf, type Column } from './column.ts';
import { numberAt } from './table.ts';

/** One axis of a scatter over all rows. */
export interface ScatterAxis {
  /** In the axis's own units, powers of ten on a log axis; not finite where a row cannot be drawn. */
  readonly values: Float64Array | Float32Array | Int32Array;
  /** Of the finite values; null where there are none. */
  readonly range: readonly [number, number] | null;
}

/** A colour for each row: the number itself, or the index of its category, −1 where it is missing. */
export interface ScatterColour {
  readonly values: Float64Array | Float32Array | Int32Array;
  readonly categories: readonly string[] | null;
}

type ColourKind = NonNullable<ScatterFigure['color']>['as'];

/** What zooming asks for again and again, kept for as long as the column is. */
const axes = new WeakMap<Column, Map<boolean, ScatterAxis>>();
const colours = new WeakMap<Column, Map<ColourKind, ScatterColour>>();

function kept<K, V>(all: WeakMap<Column, Map<K, V>>, column: Column, key: K, make: () => V): V {
  const known = all.get(column) ?? new Map<K, V>();
  all.set(column, known);
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}

/** The number that each row stands for: its value, 0 or 1, or the code of its text; NaN where it is missing. */
function numbersOf(column: Column): Float64Array | Float32Array | Int32Array {
  if (column.type === 'text') return codesOf(column).codes;
  if (column.type === 'boolean') {
    const { values, nulls } = column;
    const isMissing = (row: number): boolean => nulls !== null && (((nulls[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
    return Float32Array.from(values, (value, row) => (isMissing(row) ? NaN : value));
  }
  if (!(column.values instanceof Int32Array) || !column.nulls) return column.values;
  return Float64Array.from({ length: column.length }, (_, row) => numberAt(column, row));
}

/** As `from` does, which walks a typed array by its iterator and takes five times as long. */
function mapped<A extends Float64Array | Int32Array>(
  numbers: ScatterAxis['values'],
  out: A,
  change: (number: number) => number,
): A {
  for (let row = 0; row < numbers.length; row++) out[row] = change(numbers[row]!);
  return out;
}

function finiteRange(values: ScatterAxis['values']): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low && value > -Infinity) low = value;
    if (value > high && value < Infinity) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** The places of a column's rows along an axis. */
export function scatterAxis(column: Column, isLog: boolean): ScatterAxis {
  return kept(axes, column, isLog, () => {
    const numbers = numbersOf(column);
    const values = isLog ? mapped(numbers, new Float64Array(numbers.length), Math.log10) : numbers;
    return { values, range: finiteRange(values) };
  });
}

/** What each number of a column is called as a category, and where it stands in the list. */
function categoriesOf(column: Column, as: ColourKind): ScatterColour {
  const numbers = numbersOf(column);
  const names = column.type === 'text' ? codesOf(column).dictionary : null;
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const isThere = (number: number): boolean => (names ? number >= 0 : !Number.isNaN(number));
  const nameOf = (number: number): string => names?.[number] ?? String(number);
  const byNumber = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
  const found = [...counts].filter(([number]) => isThere(number)).map(([number, count]) => ({ number, count, name: nameOf(number) })); // prettier-ignore
  found.sort((a, b) => (as === 'cluster' ? byNumber(a.name, b.name) : b.count - a.count || (a.name < b.name ? -1 : 1)));
  const places = new Map(found.map(({ number }, place) => [number, place]));
  return {
    values: mapped(numbers, new Int32Array(numbers.length), (number) => places.get(number) ?? -1),
    categories: found.map(({ name }) => name),
  };
}

/** The colours of a column's rows; categories come in order of size then name, clusters in order of their numbers. */
export function scatterColour(column: Column, as: ColourKind): ScatterColour {
  return kept(colours, column, as, () =>
    as === 'number' && column.type !== 'text'
      ? { values: numbersOf(column), categories: null }
      : categoriesOf(column, as),
  );
}
