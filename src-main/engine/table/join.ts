import { grown } from './byte-dictionary.ts';
import { countsToOffsets, stableOrder } from './code-order.ts';
import type { Check, Codes } from './pair-codes.ts';

/**
 * Which rows a join holds: all of the first table, those with a partner, all of both, or those of the first without a partner or with
 * one, each once.
 */
export type JoinKind = 'left' | 'inner' | 'full' | 'anti' | 'semi';

/** Rows of two tables side by side; −1 stands for no partner. */
export interface JoinedRows {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** How many rows of the first have a partner, and which rows of either have none. */
  readonly nMatchedLeft: number;
  readonly unmatchedLeft: Int32Array;
  readonly unmatchedRight: Int32Array;
  /** Keys that stand in several rows of the second. */
  readonly nRepeated: number;
}

/**
 * Pairs rows with equal keys, in the order of the first table and then of the second; a missing key matches nothing. O(rows of
 * both + pairs).
 *
 * @param codes of the rows of the first table and then of the second, as `joinCodes` gives them. @param nLeft rows of the first.
 * @param check called between passes. @returns what of the second stands alone comes last, in its order, in a full join.
 */
export function joinRows({ codes, nCodes }: Codes, nLeft: number, how: JoinKind, check: Check): JoinedRows {
  const leftCodes = codes.subarray(0, nLeft);
  const rightCodes = codes.subarray(nLeft);
  const offsets = countsToOffsets(rightCodes, nCodes);
  const rows = stableOrder(rightCodes, nCodes, undefined, offsets);
  check();
  const isUsed = new Uint8Array(nCodes);
  const pairs = new PairList(nLeft);
  const isAlone = new Uint8Array(codes.length);
  for (let row = 0; row < nLeft; row++) {
    const code = leftCodes[row]!;
    const [from, to] = code < 0 ? [0, 0] : [offsets[code]!, offsets[code + 1]!];
    if (from === to) {
      isAlone[row] = 1;
      if (how !== 'inner' && how !== 'semi') pairs.add(row, -1);
      continue;
    }
    isUsed[code] = 1;
    if (how === 'semi') pairs.add(row, rows[from]!);
    else if (how !== 'anti') for (let i = from; i < to; i++) pairs.add(row, rows[i]!);
  }
  check();
  for (let row = 0; row < rightCodes.length; row++) {
    if (rightCodes[row]! >= 0 && isUsed[rightCodes[row]!]) continue;
    isAlone[nLeft + row] = 1;
    if (how === 'full') pairs.add(-1, row);
  }
  let nRepeated = 0;
  for (let code = 0; code < nCodes; code++) if (offsets[code + 1]! - offsets[code]! > 1) nRepeated++;
  const unmatchedLeft = flagged(isAlone.subarray(0, nLeft));
  const unmatchedRight = flagged(isAlone.subarray(nLeft));
  return { ...pairs.finish(), nMatchedLeft: nLeft - unmatchedLeft.length, unmatchedLeft, unmatchedRight, nRepeated };
}

const flagged = (flags: Uint8Array): Int32Array => Int32Array.from(flags.keys()).filter((row) => flags[row]);

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
