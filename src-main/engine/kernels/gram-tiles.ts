import type { SparseRows } from '../table/sparse.ts';
import { tileStart, type Tiles } from './tiles.ts';

/** What the Gram matrix of a sparse matrix is made of. */
export interface GramTilesShared {
  readonly tiles: Tiles;
  readonly byRow: SparseRows;
  /** The same, turned: one row a column. */
  readonly byColumn: SparseRows;
  /** Added to the diagonal. */
  readonly ridge: number;
}

/** Rows of tiles [start, end) of xᵀ·x + ridge·I. */
export function gramTiles(start: number, end: number, { tiles, byRow, byColumn, ridge }: GramTilesShared): null {
  const { n, size, values } = tiles;
  for (let column = start * size; column < Math.min(n, end * size); column++) {
    const i = Math.floor(column / size);
    const line = (column - i * size) * size;
    for (let at = byColumn.offsets[column]!; at < byColumn.offsets[column + 1]!; at++) {
      const row = byColumn.columns[at]!;
      const weight = byColumn.values[at]!;
      for (let entry = byRow.offsets[row]!; entry < byRow.offsets[row + 1]!; entry++) {
        const other = byRow.columns[entry]!;
        if (other > column) break;
        const j = Math.floor(other / size);
        values[tileStart(i, j, size) + line + (other - j * size)]! += weight * byRow.values[entry]!;
      }
    }
    values[tileStart(i, i, size) + line + (column - i * size)]! += ridge;
  }
  return null;
}
