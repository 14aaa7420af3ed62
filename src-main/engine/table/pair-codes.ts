import { grown } from './byte-dictionary.ts';
import { stableOrder } from './code-order.ts';

/** Called now and then by a long loop; throws where it is to stop. */
export type Check = () => void;

/** A number a row for what several columns say together. */
export interface PairCodes {
  /** −1 where either side has no code. */
  readonly codes: Int32Array;
  readonly nCodes: number;
  /** The first row of each code. */
  readonly firstRows: Int32Array;
}

/** Codes a row and what they are below. */
export interface Codes {
  /** −1 where there is none. */
  readonly codes: Int32Array;
  readonly nCodes: number;
}

/**
 * Numbers the pairs of two codes a row; O(rows + codes).
 *
 * Where each code of b stands beside one of a alone, as orders beside customers do, one look at b tells the pair, and pairs are
 * numbered by first appearance. Else rows are sorted by the side with more codes, and pairs numbered by it first.
 *
 * @param check called now and then.
 */
export function pairCodes(a: Codes, b: Codes, check?: Check): PairCodes {
  return nestedPairs(a.codes, b) ?? (a.nCodes < b.nCodes ? sortedPairs(b, a, check) : sortedPairs(a, b, check));
}

/** The pairs where each code of b has one partner; null where one has two. */
function nestedPairs(a: Int32Array, { codes: b, nCodes: nB }: Codes): PairCodes | null {
  const partner = new Int32Array(nB).fill(-1);
  const codeOf = new Int32Array(nB);
  const codes = new Int32Array(a.length);
  let firstRows = new Int32Array(1024);
  let nCodes = 0;
  for (let row = 0; row < codes.length; row++) {
    const [left, right] = [a[row]!, b[row]!];
    if (left < 0 || right < 0) {
      codes[row] = -1;
      continue;
    }
    if (partner[right] !== left) {
      if (partner[right]! >= 0) return null;
      partner[right] = left;
      if (nCodes === firstRows.length) firstRows = grown(firstRows, nCodes + 1);
      firstRows[nCodes] = row;
      codeOf[right] = nCodes++;
    }
    codes[row] = codeOf[right]!;
  }
  return { codes, nCodes, firstRows: firstRows.slice(0, nCodes) };
}

function sortedPairs(a: Codes, b: Codes, check?: Check): PairCodes {
  check?.();
  const order = stableOrder(a.codes, a.nCodes);
  check?.();
  const codes = new Int32Array(a.codes.length).fill(-1);
  const partner = new Int32Array(b.nCodes).fill(-1);
  const codeOf = new Int32Array(b.nCodes);
  let firstRows = new Int32Array(1024);
  let nCodes = 0;
  for (const row of order) {
    const right = b.codes[row]!;
    if (right < 0) continue;
    const left = a.codes[row]!;
    if (partner[right] !== left) {
      partner[right] = left;
      if (nCodes === firstRows.length) firstRows = grown(firstRows, nCodes + 1);
      firstRows[nCodes] = row;
      codeOf[right] = nCodes++;
    }
    codes[row] = codeOf[right]!;
  }
  return { codes, nCodes, firstRows: firstRows.slice(0, nCodes) };
}
