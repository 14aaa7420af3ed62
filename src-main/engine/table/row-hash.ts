import { joinHashes, murmur3 } from '../maths/murmur.ts';
import { isNull, type Column } from './column.ts';

const MISSING = 0x6d697373;

/** A number a row by what its columns hold: rows of equal values have equal numbers, whatever their layout in memory. O(cells). */
export function hashRows(columns: readonly Column[], nRows: number): Int32Array {
  const hashes = new Int32Array(nRows);
  for (const column of columns) {
    const hashOf = hasher(column);
    for (let row = 0; row < nRows; row++)
      hashes[row] = joinHashes(hashes[row]!, isNull(column, row) ? MISSING : hashOf(row));
  }
  return hashes;
}

function hasher(column: Column): (row: number) => number {
  if (column.type === 'text') {
    const { codes, offsets, bytes } = column;
    if (!codes) return (row) => murmur3(bytes, offsets[row]!, offsets[row + 1]!);
    const ofEntry = Int32Array.from({ length: offsets.length - 1 }, (_, i) => murmur3(bytes, offsets[i]!, offsets[i + 1]!)); // prettier-ignore
    return (row) => ofEntry[codes[row]!]!;
  }
  const { values } = column;
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  return (row) => {
    // −0 and 0 are equal.
    number[0] = values[row]! + 0;
    return joinHashes(words[0]!, words[1]!);
  };
}
