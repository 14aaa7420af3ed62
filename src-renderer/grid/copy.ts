import type { Cell, ColumnInfo } from '../../src-main/contract/table.ts';

/** Cells from one corner to the other; both are included. */
export interface CellRange {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** The range between two cells, whichever comes first. */
export function rangeBetween(a: { row: number; column: number }, b: { row: number; column: number }): CellRange {
  return {
    rows: [Math.min(a.row, b.row), Math.max(a.row, b.row)],
    columns: [Math.min(a.column, b.column), Math.max(a.column, b.column)],
  };
}

const DAY_MS = 86_400_000;

/** A cell as other programs read it: numbers unformatted, dates as ISO text. */
function plainCell(cell: Cell, type: ColumnInfo['type']): string {
  if (cell === null) return '';
  if (type === 'date' && typeof cell === 'number') {
    const iso = new Date(cell).toISOString();
    return cell % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
  }
  const text = String(cell);
  // Spreadsheets take quoted fields for one cell even where they hold tabs or lines.
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as tab-separated text, for the clipboard. */
export function tabSeparated(rows: readonly (readonly Cell[])[], columns: readonly Pick<ColumnInfo, 'type'>[]): string {
  return rows.map((row) => columns.map((column, i) => plainCell(row[i] ?? null, column.type)).join('\t')).join('\n');
}
