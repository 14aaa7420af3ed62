import type { ComparedFeature } from '../../maths/explain/gower.ts';
import { sortedFinite } from '../../maths/statistics.ts';
import { codesOf, isNull, type Column } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';

/** The features of rows, ready to be compared with another row. */
export interface Compared {
  readonly features: readonly ComparedFeature[];
  /** The values of a row of this or another table with the same columns; a choice that no row here has is like none. */
  valuesOf(table: Table, row: number): Float64Array;
}

/** Reads columns for comparing. @throws missing-column */
export function compareBy(table: Table, names: readonly string[]): Compared {
  const read = names.map((name) => readColumn(table.column(name)));
  return {
    features: read.map(({ feature }) => feature),
    valuesOf: (other, row) =>
      Float64Array.from(names, (name, j) => {
        const column = other.column(name);
        return isNull(column, row) ? NaN : read[j]!.valueOf(column, row);
      }),
  };
}

const UNKNOWN = -1;

function readColumn(column: Column) {
  if (column.type === 'number' || column.type === 'date') {
    const values = Float64Array.from({ length: column.length }, (_, row) => numberAt(column, row));
    const sorted = sortedFinite(values);
    const range = sorted.length > 0 ? sorted.at(-1)! - sorted[0]! : 0;
    const valueOf = (own: Column, row: number): number =>
      own.type === 'number' || own.type === 'date' ? numberAt(own, row) : NaN;
    return { feature: { kind: 'number' as const, values, range }, valueOf };
  }
  const codes = new Map<string, number>();
  if (column.type === 'text') codesOf(column).dictionary.forEach((name, code) => codes.set(name, code));
  const valueOf = (own: Column, row: number): number => {
    if (own.type === 'boolean') return own.values[row]!;
    if (own.type !== 'text') return UNKNOWN;
    const { codes: places, dictionary } = codesOf(own);
    return codes.get(dictionary[places[row]!]!) ?? UNKNOWN;
  };
  const values = Float64Array.from({ length: column.length }, (_, row) =>
    isNull(column, row) ? NaN : valueOf(column, row),
  );
  return { feature: { kind: 'choice' as const, values, range: 0 }, valueOf };
}
