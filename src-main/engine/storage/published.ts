import { rmSync, writeFileSync } from 'node:fs';
import type { Column } from '../table/column.ts';
import { END_BATCH, type BulkWork } from './bulk.ts';
import { quoted, type Connection } from './connection.ts';
import { readTable } from './outputs.ts';
import { attachImage, IMAGE } from './rows/attached.ts';
import { cellColumn } from './rows/cell-columns.ts';
import { IMAGE_TABLE, RowImageWriter } from './rows/row-image.ts';
import { cellFormats, type CellFormat } from './sql-cells.ts';
import { dataTableName, isPublished, MAX_SQL_COLUMNS, sqlColumnNames } from './sql-names.ts';

/** Writes an output's rows as a SQL table: dates as ISO text, yes and no as 1 and 0. */
export function* publish(connection: Connection, hash: string): BulkWork<void> {
  if (isPublished(connection, hash)) return;
  const { db, sql } = connection;
  const name = dataTableName(hash);
  const table = readTable(connection, hash);
  yield 0;
  sql('INSERT OR REPLACE INTO _clientele_published (hash, tbl, bytes, complete) VALUES (?, ?, 0, 0)').run(hash, name);
  db.exec(`DROP TABLE IF EXISTS ${quoted(name)}`);
  const columns = table.columns.slice(0, MAX_SQL_COLUMNS);
  const formats = createTable(db, name, columns);
  const bytes = yield* insertRows(connection, name, columns, formats);
  sql('UPDATE _clientele_published SET bytes = ?, complete = 1 WHERE hash = ?').run(bytes, hash);
}

/** Makes an empty SQL table for columns. @returns how each column's cells are written */
export function createTable(db: Connection['db'], name: string, columns: readonly Column[]): readonly CellFormat[] {
  const formats = cellFormats(columns);
  const names = sqlColumnNames(columns.map((column) => column.name));
  const declared = names.map((column, i) => `${quoted(column)} ${formats[i]?.sqlType ?? ''}`);
  db.exec(`CREATE TABLE ${quoted(name)} (${declared.length > 0 ? declared.join(', ') : 'empty'})`);
  return formats;
}

/** Lets SQLite take rows over from images of them; each ends a batch, since only then the image can be let go. */
function* insertRows(
  connection: Connection,
  name: string,
  columns: readonly Column[],
  formats: readonly CellFormat[],
): BulkWork<number> {
  const { db, path } = connection;
  const nRows = columns[0]?.length ?? 0;
  const usedPages = (): number =>
    (db.pragma('page_count', { simple: true }) as number) - (db.pragma('freelist_count', { simple: true }) as number);
  const before = usedPages();
  const images = new RowImageWriter(
    columns.map(cellColumn),
    formats.map(({ sqlType }) => sqlType),
  );
  const file = imageFile(path);
  try {
    for (let row = 0; row < nRows;) {
      const image = images.write(row, nRows);
      // Over the last image: a file that is cut short and grown again takes the system longer.
      writeFileSync(file, image.bytes, { mode: 0o600, flag: row === 0 ? 'w' : 'r+' });
      attachImage(connection, file);
      db.exec(`INSERT INTO main.${quoted(name)} SELECT * FROM ${IMAGE}.${IMAGE_TABLE}`);
      row = image.end;
      yield END_BATCH;
    }
  } finally {
    dropImage(file);
  }
  return (usedPages() - before) * (db.pragma('page_size', { simple: true }) as number);
}

/** Where images are written for SQLite to read: beside the project, which holds the same rows. */
export const imageFile = (path: string): string => `${path}-rows`;

/** Removes an image; one that Windows still holds after a failure goes when the project is opened again. */
export function dropImage(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === undefined) throw thrown;
  }
}

/** Drops an output's SQL table. */
export function unpublish({ db, sql }: Connection, hash: string): void {
  db.exec(`DROP TABLE IF EXISTS ${quoted(dataTableName(hash))}`);
  sql('DELETE FROM _clientele_published WHERE hash = ?').run(hash);
}
