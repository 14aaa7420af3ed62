import { cellFormats, type CellFormat } from './sql-cells.ts';
import type { BulkWork } from './bulk.ts';
import { quoted, type Connection } from './connection.ts';
import { readTable } from './outputs.ts';
import type { Table } from '../table/table.ts';

/** SQLite holds no more columns in a table; what is beyond them is in the grid and in exports. */
const MAX_SQL_COLUMNS = 2000;

/** Rows of one INSERT: beyond these, binding more at once gains nothing. */
const ROWS_AT_ONCE = 20;

/** Rows between two looks at the clock. */
const STEP_ROWS = 10_000;

/** SQLite binds no more values at once. */
const MAX_BOUND = 32_766;

/** The SQL table that holds an output's rows. */
export const dataTableName = (hash: string): string => `_clientele_data_${hash.slice(0, 16)}`;

/** The names of a table's columns in SQL, where they are distinct even when case is ignored. */
export function sqlColumnNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.slice(0, MAX_SQL_COLUMNS).map((name, i) => {
    const wanted = name === '' ? `column_${i + 1}` : name;
    let free = wanted;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${wanted}_${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Whether an output's rows can be read by SQL. */
export function isPublished({ sql }: Connection, hash: string): boolean {
  return sql('SELECT 1 FROM _clientele_published WHERE hash = ? AND complete = 1').get(hash) !== undefined;
}

/** Writes an output's rows as a SQL table: dates as ISO text, yes and no as 1 and 0. */
export function* publish(
  connection: Connection,
  hash: string,
  progress: (fraction: number) => void = () => undefined,
): BulkWork<void> {
  if (isPublished(connection, hash)) return;
  const { db, sql } = connection;
  const name = dataTableName(hash);
  const table = readTable(connection, hash);
  yield 0;
  sql('INSERT OR REPLACE INTO _clientele_published (hash, tbl, bytes, complete) VALUES (?, ?, 0, 0)').run(hash, name);
  db.exec(`DROP TABLE IF EXISTS ${quoted(name)}`);
  const formats = cellFormats(table.columns.slice(0, MAX_SQL_COLUMNS));
  const names = sqlColumnNames(table.columns.map((column) => column.name));
  const columns = names.map((column, i) => `${quoted(column)} ${formats[i]?.sqlType ?? ''}`);
  db.exec(`CREATE TABLE ${quoted(name)} (${columns.length > 0 ? columns.join(', ') : 'empty'})`);
  const bytes = yield* insertRows(connection, name, table, formats, progress);
  sql('UPDATE _clientele_published SET bytes = ?, complete = 1 WHERE hash = ?').run(bytes, hash);
}

function* insertRows(
  { db }: Connection,
  name: string,
  table: Table,
  formats: readonly CellFormat[],
  progress: (fraction: number) => void,
): BulkWork<number> {
  const width = formats.length;
  if (width === 0) return 0;
  const pageSize = db.pragma('page_size', { simple: true }) as number;
  const usedPages = (): number =>
    (db.pragma('page_count', { simple: true }) as number) - (db.pragma('freelist_count', { simple: true }) as number);
  const cells = formats.map((format) => format.cell);
  const atOnce = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(MAX_BOUND / width)));
  const tuple = `(${Array(width).fill('?').join(', ')})`;
  const insert = (nRows: number) =>
    db.prepare(`INSERT INTO ${quoted(name)} VALUES ${Array(nRows).fill(tuple).join(', ')}`);
  const many = insert(atOnce);
  const one = insert(1);
  const bound: (string | number | null)[] = Array<string | number | null>(width * atOnce).fill(null);
  let row = 0;
  let before = usedPages();
  let total = 0;

  while (row < table.nRows) {
    const end = Math.min(table.nRows, row + STEP_ROWS);
    for (; row + atOnce <= end; row += atOnce) {
      for (let i = 0, at = 0; i < atOnce; i++)
        for (let j = 0; j < width; j++) bound[at++] = cells[j]?.(row + i) ?? null;
      many.run(bound);
    }
    if (end === table.nRows) for (; row < end; row++) one.run(cells.map((cell) => cell(row)));
    const after = usedPages();
    const written = (after - before) * pageSize;
    before = after;
    total += written;
    progress(row / table.nRows);
    yield Math.max(written, 0);
  }
  return total;
}

/** Drops an output's SQL table. */
export function unpublish({ db, sql }: Connection, hash: string): void {
  db.exec(`DROP TABLE IF EXISTS ${quoted(dataTableName(hash))}`);
  sql('DELETE FROM _clientele_published WHERE hash = ?').run(hash);
}
