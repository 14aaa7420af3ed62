import type { SparseRows } from '../../../src-main/engine/table/sparse.ts';
import { readPairs } from '../gowalla-pairs.ts';
import { readArray, writeArray } from '../harness/data.ts';

/** What is asked whether the work is cancelled; it never is. */
export const neverStops = { aborted: false, throwIfAborted: (): void => undefined };

/** The data set that these cases need. */
export const GOWALLA = 'gowalla/train.txt.gz';

/** Gowalla's training pairs by user, items ascending, each once; of the items the most popular `nItems`, numbered as they come. */
export function gowallaRows(nItems = Infinity): SparseRows {
  const { nUsers, nItems: nAll, users, items } = readPairs('train');
  const counts = new Int32Array(nAll);
  for (const item of items) counts[item]!++;
  const order = Int32Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const places = new Int32Array(nAll).fill(-1);
  const kept = order.slice(0, Math.min(nItems, nAll)).sort();
  kept.forEach((item, place) => (places[item] = place));
  const own = Array.from({ length: nUsers }, () => new Set<number>());
  users.forEach((user, at) => {
    if (places[items[at]!]! >= 0) own[user]!.add(places[items[at]!]!);
  });
  const offsets = new Int32Array(nUsers + 1);
  own.forEach((list, user) => (offsets[user + 1] = offsets[user]! + list.size));
  const columns = new Int32Array(offsets[nUsers]!);
  own.forEach((list, user) => {
    columns.set(Int32Array.from(list).sort(), offsets[user]);
  });
  return { nRows: nUsers, nColumns: kept.length, offsets, columns, values: new Float64Array(columns.length).fill(1) };
}

/** Writes rows where both sides find them. */
export function writeRows(folder: string, { nRows, nColumns, offsets, columns }: SparseRows): void {
  writeArray(folder, 'size', Int32Array.of(nRows, nColumns));
  writeArray(folder, 'offsets', Int32Array.from(offsets));
  writeArray(folder, 'columns', Int32Array.from(columns));
}

/** Reads what {@link writeRows} wrote, every value 1. */
export function readRows(folder: string): SparseRows {
  const [nRows = 0, nColumns = 0] = readArray(folder, 'size', 'i32');
  const columns = readArray(folder, 'columns', 'i32');
  const values = new Float64Array(new SharedArrayBuffer(columns.length * 8)).fill(1);
  return { nRows, nColumns, offsets: readArray(folder, 'offsets', 'i32'), columns, values };
}

/** The sum of all values, and of their squares, off the diagonal. */
export function offDiagonal(rows: SparseRows): { sum: number; squares: number } {
  let [sum, squares] = [0, 0];
  for (let row = 0; row < rows.nRows; row++)
    for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
      if (rows.columns[at] === row) continue;
      sum += rows.values[at]!;
      squares += rows.values[at]! ** 2;
    }
  return { sum, squares };
}
