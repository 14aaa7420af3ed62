import { ClienteleError } from '../../contract/errors.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { isNull, type Column, type TextColumn } from './column.ts';
import { pairCodes, type Check, type Codes } from './pair-codes.ts';

/**
 * A number for each row of two tables, one after the other, by what their keys say together: equal keys have equal numbers, and a row
 * that misses one of its keys has −1. O(rows · keys).
 *
 * @param left the keys of the first table, as many as of the second. @throws wrong-column-type where two keys differ in type
 */
export function joinCodes(left: readonly Column[], right: readonly Column[], check: Check): Codes {
  const [first, ...others] = left.map((ours, i) => {
    check();
    return sharedCodes(ours, right[i]!);
  });
  if (!first) return { codes: new Int32Array(0), nCodes: 0 };
  return others.reduce<Codes>((codes, next) => pairCodes(codes, next, check), first);
}

function sharedCodes(left: Column, right: Column): Codes {
  if (left.type !== right.type)
    throw new ClienteleError('wrong-column-type', { column: right.name, got: right.type, needed: left.type });
  const codes = new Int32Array(left.length + right.length);
  const places: [Column, Int32Array][] = [
    [right, codes.subarray(left.length)],
    [left, codes.subarray(0, left.length)],
  ];
  if (left.type === 'text') {
    const known = new ByteDictionary();
    for (const [column, into] of places) codeTexts(column as TextColumn, known, into);
    return { codes, nCodes: known.size };
  }
  const known = new Map<number, number>();
  for (const [column, into] of places) codeNumbers(column as Exclude<Column, TextColumn>, known, into);
  return { codes, nCodes: known.size };
}

/** Equal bytes have equal codes, across columns that share a dictionary; no text is decoded. */
function codeTexts(column: TextColumn, known: ByteDictionary, codes: Int32Array): void {
  const { offsets, bytes, length } = column;
  const ofEntry = new Int32Array(offsets.length - 1).fill(-1);
  for (let row = 0; row < length; row++) {
    const entry = isNull(column, row) ? -1 : (column.codes?.[row] ?? row);
    if (entry >= 0 && ofEntry[entry]! < 0) ofEntry[entry] = known.codeOf(bytes, offsets[entry]!, offsets[entry + 1]!);
    codes[row] = entry < 0 ? -1 : ofEntry[entry]!;
  }
}

function codeNumbers(column: Exclude<Column, TextColumn>, known: Map<number, number>, codes: Int32Array): void {
  for (let row = 0; row < column.length; row++) {
    const value = column.values[row]!;
    if (isNull(column, row) || Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = known.size));
    codes[row] = code;
  }
}
