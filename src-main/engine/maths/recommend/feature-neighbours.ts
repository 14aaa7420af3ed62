import { transpose, type SparseRows } from '../../table/sparse.ts';
import { TopItems } from '../top-items.ts';

/**
 * The rows most like each row by their product, the n largest above zero, ascending by row. O(Σ over features of rows²), whatever has no
 * feature in common costs nothing.
 *
 * @param rows (n, features), not modified. @param look called at each row; it may throw.
 * @returns (n, n); row i holds what is most like row i.
 */
export function featureNeighbours(rows: SparseRows, nNeighbours: number, look: (row: number) => void): SparseRows {
  const { nRows } = rows;
  const holders = transpose(rows);
  const sums = new Float64Array(nRows);
  const offsets = new Int32Array(nRows + 1);
  const [columns, values]: [Int32Array[], Float64Array[]] = [[], []];
  const top = new TopItems(nNeighbours);
  for (let row = 0; row < nRows; row++) {
    look(row);
    const touched: number[] = [];
    for (let entry = rows.offsets[row]!; entry < rows.offsets[row + 1]!; entry++) {
      const [feature, value] = [rows.columns[entry]!, rows.values[entry]!];
      for (let at = holders.offsets[feature]!; at < holders.offsets[feature + 1]!; at++) {
        const other = holders.columns[at]!;
        if (sums[other] === 0) touched.push(other);
        sums[other]! += value * holders.values[at]!;
      }
    }
    top.clear();
    for (const other of touched) {
      if (other !== row && sums[other]! > 0) top.offer(other, sums[other]!);
      sums[other] = 0;
    }
    const order = Int32Array.from({ length: top.size }, (_, i) => i).sort((a, b) => top.items[a]! - top.items[b]!);
    columns.push(order.map((i) => top.items[i]!));
    values.push(Float64Array.from(order, (i) => top.scores[i]!));
    offsets[row + 1] = offsets[row]! + top.size;
  }
  const out = { columns: new Int32Array(offsets[nRows]!), values: new Float64Array(offsets[nRows]!) };
  for (let row = 0; row < nRows; row++) {
    out.columns.set(columns[row]!, offsets[row]);
    out.values.set(values[row]!, offsets[row]);
  }
  return { nRows, nColumns: nRows, offsets, ...out };
}
