/** A cell; row −1 is the heading. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly nRows: number;
  readonly nColumns: number;
  /** Rows that fit on the screen. */
  readonly pageRows: number;
}

/** Where a key leads from a cell, or null where it does not move. */
export function moveCell(
  key: string,
  ctrl: boolean,
  { row, column }: CellPlace,
  { nRows, nColumns, pageRows }: GridSize,
): CellPlace | null {
  const at = (r: number, c: number): CellPlace => ({
    row: Math.max(-1, Math.min(nRows - 1, r)),
    column: Math.max(0, Math.min(nColumns - 1, c)),
  });
  switch (key) {
    case 'ArrowUp':
      return ctrl ? at(0, column) : at(row - 1, column);
    case 'ArrowDown':
      return ctrl ? at(nRows - 1, column) : at(row + 1, column);
    case 'ArrowLeft':
      return ctrl ? at(row, 0) : at(row, column - 1);
    case 'ArrowRight':
      return ctrl ? at(row, nColumns - 1) : at(row, column + 1);
    case 'PageUp':
      return at(Math.max(row < 0 ? -1 : 0, row - pageRows), column);
    case 'PageDown':
      return at(row + pageRows, column);
    case 'Home':
      return ctrl ? at(0, 0) : at(row, 0);
    case 'End':
      return ctrl ? at(nRows - 1, nColumns - 1) : at(row, nColumns - 1);
    default:
      return null;
  }
}
