import { ByteDictionary, grown } from './byte-dictionary.ts';
import { countsToOffsets, stableOrder } from './code-order.ts';
import { isNull, type TextColumn } from './column.ts';
import type { Check } from './pair-codes.ts';

/** Which rows a join holds: all of the first table, those with a partner, all of both, or those of the first without one. */
export type JoinKind = 'left' | 'inner' | 'full' | 'anti';

/** Rows of two tables side by side; −1 stands for no partner. */
export interface JoinedRows {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Rows of the first with a partner, and of the second without one. */
  readonly nMatchedLeft: number;
  readonly nUnmatchedRight: number;
  /** Keys that stand in several rows of the second. */
  readonly nRepeated: number;
}

/** A code a row for equal bytes, across columns that share a dictionary; −1 where missing. */
function sharedCodes(column: TextColumn, known: ByteDictionary): Int32Array {
  const { offsets, bytes, length } = column;
  const ofEntry = new Int32Array(offsets.length - 1).fill(-1);
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const entry = isNull(column, row) ? -1 : (column.codes?.[row] ?? row);
    if (entry >= 0 && ofEntry[entry]! < 0) ofEntry[entry] = known.codeOf(bytes, offsets[entry]!, offsets[entry + 1]!);
    codes[row] = entry < 0 ? -1 : ofEntry[entry]!;
  }
  return codes;
}

/**
 * Pairs rows with equal keys, in the order of the first table and then of the second; a missing key matches nothing. O(rows of
 * both + pairs).
 *
 * @param check called between passes. @returns what of the second stands alone comes last, in its order, in a full join.
 */
export function joinRows(left: TextColumn, right: TextColumn, how: JoinKind, check: Check): JoinedRows {
  const known = new ByteDictionary();
  const rightCodes = sharedCodes(right, known);
  check();
  const leftCodes = sharedCodes(left, known);
  check();
  const offsets = countsToOffsets(rightCodes, known.size);
  const rows = stableOrder(rightCodes, known.size, undefined, offsets);
  const isUsed = new Uint8Array(known.size);
  const pairs = new PairList(left.length);
  let nMatchedLeft = 0;
  for (let row = 0; row < leftCodes.length; row++) {
    const code = leftCodes[row]!;
    const [from, to] = code < 0 ? [0, 0] : [offsets[code]!, offsets[code + 1]!];
    if (from === to) {
      if (how !== 'inner') pairs.add(row, -1);
      continue;
    }
    nMatchedLeft++;
    isUsed[code] = 1;
    if (how !== 'anti') for (let i = from; i < to; i++) pairs.add(row, rows[i]!);
  }
  check();
  let nUnmatchedRight = 0;
  for (let row = 0; row < rightCodes.length; row++) {
    if (rightCodes[row]! >= 0 && isUsed[rightCodes[row]!]) continue;
    nUnmatchedRight++;
    if (how === 'full') pairs.add(-1, row);
  }
  let nRepeated = 0;
  for (let code = 0; code < known.size; code++) if (offsets[code + 1]! - offsets[code]! > 1) nRepeated++;
  return { ...pairs.finish(), nMatchedLeft, nUnmatchedRight, nRepeated };
}

/** Pairs of rows whose number is not known beforehand. */
class PairList {
  #left: Int32Array;
  #right: Int32Array;
  #size = 0;

  constructor(expected: number) {
    this.#left = new Int32Array(expected);
    this.#right = new Int32Array(expected);
  }

  add(left: number, right: number): void {
    if (this.#size === this.#left.length) {
      this.#left = grown(this.#left, this.#size + 1);
      this.#right = grown(this.#right, this.#size + 1);
    }
    this.#left[this.#size] = left;
    this.#right[this.#size++] = right;
  }

  finish(): Pick<JoinedRows, 'left' | 'right'> {
    return { left: this.#left.slice(0, this.#size), right: this.#right.slice(0, this.#size) };
  }
}
