import Database from 'better-sqlite3';
import type { Table } from '../table/table.ts';
import { quoted } from './connection.ts';
import { createTable } from './published.ts';
import { MAX_SQL_COLUMNS } from './sql-names.ts';

/** Rows between two looks at whether to go on. */
const ROWS_AT_ONCE = 4096;

/**
 * Writes tables that belong to no project into a new database file, each under its plain name and as published outputs are written.
 *
 * @param check is called now and then, and throws where the work is to end.
 */
export function writeScratch(file: string, tables: ReadonlyMap<string, Table>, check: () => void): void {
  const db = new Database(file);
  try {
    // The file is read once and thrown away: nothing has to outlive a crash.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    for (const [name, table] of tables) db.transaction(() => writeRows(db, name, table, check))();
  } finally {
    db.close();
  }
}

function writeRows(db: Database.Database, name: string, table: Table, check: () => void): void {
  const columns = table.columns.slice(0, MAX_SQL_COLUMNS);
  const formats = createTable(db, name, columns);
  if (formats.length === 0) return;
  const insert = db.prepare(`INSERT INTO ${quoted(name)} VALUES (${formats.map(() => '?').join(', ')})`);
  for (let row = 0; row < table.nRows; row++) {
    if (row % ROWS_AT_ONCE === 0) check();
    insert.run(formats.map((format) => format.cell(row)));
  }
}
