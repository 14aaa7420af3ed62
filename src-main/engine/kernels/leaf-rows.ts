import { leafStarts, type ForestShared } from './grow-trees.ts';
import { metRows, nearList, offer, squaredBetween } from './near-lists.ts';

/** Lists of near rows, (nRows, k): Infinity where a list is shorter. */
export interface NearShared {
  readonly k: number;
  readonly rows: Int32Array;
  readonly squared: Float64Array;
  readonly fresh: Uint8Array;
}

/** Writes for rows [start, end) the nearest of those that share a leaf with them in some tree. */
export function leafRows(start: number, end: number, { forest, out }: { forest: ForestShared; out: NearShared }): null {
  const { x, nFeatures: d, nRows, depth, orders, leaves, seeds } = forest;
  const starts = leafStarts(nRows, depth);
  const met = metRows(nRows);
  const list = nearList(out.k);
  for (let row = start; row < end; row++) {
    met.begin();
    met.first(row);
    list.n = 0;
    for (let tree = 0; tree < seeds.length; tree++) {
      const leaf = leaves[tree * nRows + row]!;
      for (let i = starts[leaf]!; i < starts[leaf + 1]!; i++) {
        const other = orders[tree * nRows + i]!;
        if (met.first(other)) offer(list, other, squaredBetween(x, row * d, x, other * d, d), 1);
      }
    }
    writeList(list, row, out);
  }
  return null;
}

/** Writes a list at its row; what is missing is endlessly far. */
export function writeList(
  { n, rows, squared, fresh }: ReturnType<typeof nearList>,
  row: number,
  out: NearShared,
): void {
  for (let i = 0, to = row * out.k; i < out.k; i++, to++) {
    out.rows[to] = i < n ? rows[i]! : -1;
    out.squared[to] = i < n ? squared[i]! : Infinity;
    out.fresh[to] = i < n ? fresh[i]! : 0;
  }
}
