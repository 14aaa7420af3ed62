import type { ColumnType, Unit } from '../../../contract/table.ts';
import {
  booleanColumn,
  codedTextColumn,
  codesOf,
  dateColumn,
  isNull,
  nullBitmap,
  numberColumn,
  type Column,
} from '../column.ts';
import { doublesOf } from '../numbers.ts';

/** Values of one type for every row. */
export type Vector =
  /** NaN where missing. */
  | { readonly type: 'number' | 'date'; readonly values: Float64Array }
  /** 0, 1, or {@link UNKNOWN} where missing. */
  | { readonly type: 'boolean'; readonly values: Uint8Array }
  /** −1 where missing; a text may stand in the dictionary more than once. */
  | { readonly type: 'text'; readonly codes: Int32Array; readonly dictionary: readonly string[] };

export type NumberVector = Extract<Vector, { type: 'number' | 'date' }>;
export type BooleanVector = Extract<Vector, { type: 'boolean' }>;
export type TextVector = Extract<Vector, { type: 'text' }>;

/** Neither yes nor no. */
export const UNKNOWN = 2;

/** A column's values; those of numbers and texts are its own and not to be modified. */
export function vectorOf(column: Column): Vector {
  switch (column.type) {
    case 'number':
    case 'date':
      return { type: column.type, values: doublesOf(column) };
    case 'boolean':
      return { type: 'boolean', values: column.values.map((value, row) => (isNull(column, row) ? UNKNOWN : value)) };
    case 'text':
      return { type: 'text', ...codesOf(column) };
  }
}

/** The same value in every row. */
export function constantVector(value: number | string | boolean, nRows: number): Vector {
  if (typeof value === 'number') return { type: 'number', values: new Float64Array(nRows).fill(value) };
  if (typeof value === 'boolean') return { type: 'boolean', values: new Uint8Array(nRows).fill(Number(value)) };
  return { type: 'text', codes: new Int32Array(nRows), dictionary: [value] };
}

/** No value in any row. */
export function missingVector(type: ColumnType, nRows: number): Vector {
  if (type === 'boolean') return { type, values: new Uint8Array(nRows).fill(UNKNOWN) };
  if (type === 'text') return { type, codes: new Int32Array(nRows).fill(-1), dictionary: [] };
  return { type, values: new Float64Array(nRows).fill(NaN) };
}

/** 1 where a row has no value. */
export function missingFlags(vector: Vector): Uint8Array {
  if (vector.type === 'text') return Uint8Array.from(vector.codes, (code) => (code < 0 ? 1 : 0));
  if (vector.type === 'boolean') return vector.values.map((value) => (value === UNKNOWN ? 1 : 0));
  return Uint8Array.from(vector.values, (value) => (Number.isNaN(value) ? 1 : 0));
}

/** Numbers that are not finite become missing: a division by zero says nothing. */
export function columnOf(name: string, vector: Vector, unit: Unit | null): Column {
  switch (vector.type) {
    case 'number':
    case 'date': {
      const finite = vector.values.map((value) => (Number.isFinite(value) ? value : NaN));
      return vector.type === 'date' ? dateColumn(name, finite) : numberColumn(name, finite, { unit });
    }
    case 'boolean': {
      const { values } = vector;
      const nulls = nullBitmap(values.length, (row) => values[row] === UNKNOWN);
      return { ...booleanColumn(name, values.map((value) => (value === 1 ? 1 : 0))), nulls }; // prettier-ignore
    }
    case 'text':
      return codedTextColumn(name, ...oneEntryEach(vector));
  }
}

/** Codes by first appearance, of texts that each stand once in the dictionary. */
function oneEntryEach({ codes, dictionary }: TextVector): [Int32Array, string[]] {
  const texts: string[] = [];
  const codeOf = new Map<string, number>();
  const fresh = new Int32Array(dictionary.length).fill(-1);
  const renumbered = codes.map((code) => {
    if (code < 0) return -1;
    if (fresh[code]! >= 0) return fresh[code]!;
    const text = dictionary[code]!;
    let own = codeOf.get(text);
    if (own === undefined) codeOf.set(text, (own = texts.push(text) - 1));
    return (fresh[code] = own);
  });
  return [renumbered, texts];
}
