import Database from 'better-sqlite3';
import path from 'node:path';
import { ClienteleError } from '../../../contract/errors.ts';
import type { RowBatch } from './batch.ts';
import { BatchWriter } from './batch-writer.ts';
import type { OnRead } from './bytes.ts';
import { unreadable } from './fault.ts';

/** Rows between two looks at whether reading goes on. */
const ROWS_AT_ONCE = 5000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function open(file: string): Database.Database {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    // Functions hidden in the schema of a file from elsewhere do not run.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    return db;
  } catch (thrown) {
    throw unreadable(file, 'SQLite', thrown);
  }
}

function namesIn(db: Database.Database): string[] {
  const sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY type, name";
  const rows = db.prepare(sql).all() as { name: string }[];
  return rows.map(({ name }) => name).filter((name) => !/^(sqlite_|_clientele_)/i.test(name));
}

/** The tables and views of a database, tables first. @throws unreadable-file */
export function tablesInDatabase(file: string): string[] {
  const db = open(file);
  try {
    return namesIn(db);
  } catch (thrown) {
    throw unreadable(file, 'SQLite', thrown);
  } finally {
    db.close();
  }
}

/** The rows of a table, after a row of its column names. @throws empty-file, unreadable-file */
export async function* readDatabase(
  file: string,
  table: string | null,
  onRead: OnRead = () => undefined,
): AsyncGenerator<RowBatch> {
  const db = open(file);
  try {
    const name = table ?? namesIn(db)[0];
    if (name === undefined) throw new ClienteleError('empty-file', { file: path.basename(file) });
    const total = (db.prepare(`SELECT count(*) AS n FROM ${quoted(name)}`).get() as { n: number }).n;
    // Numbers that JavaScript cannot hold, such as long ids, come as big integers.
    const statement = db
      .prepare(`SELECT * FROM ${quoted(name)}`)
      .raw()
      .safeIntegers();
    const writer = new BatchWriter();
    writer.row(
      statement.columns().map((column) => column.name),
      0,
    );
    let row = 0;
    for (const values of statement.iterate() as IterableIterator<unknown[]>) {
      writer.row(values, ++row);
      if (!writer.isFull && row % ROWS_AT_ONCE !== 0) continue;
      yield writer.take();
      onRead(row / Math.max(1, total));
    }
    yield writer.take();
  } catch (thrown) {
    throw unreadable(file, 'SQLite', thrown);
  } finally {
    db.close();
  }
}
