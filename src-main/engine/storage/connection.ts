import Database from 'better-sqlite3';

/** `Clie` in ASCII: what tells a project file from any other SQLite file. */
export const APPLICATION_ID = 0x436c6965;

/** Large enough that blobs of megabytes chain few pages, small enough that an edit of one row stays cheap. */
export const PAGE_SIZE = 8192;

/** How long a statement waits for another connection of ours, such as a checkpoint or a copy. */
const BUSY_TIMEOUT_MS = 5000;

/** A log longer than this is cut back at the next checkpoint. */
const JOURNAL_SIZE_LIMIT = 64 * 1024 * 1024;

export type Db = Database.Database;
export type Statement = Database.Statement;

/** A connection with its prepared statements. */
export interface Connection {
  readonly db: Db;
  readonly path: string;
  /** Prepares a statement once. */
  sql(text: string): Statement;
}

function connection(db: Db, path: string): Connection {
  const statements = new Map<string, Statement>();
  return {
    db,
    path,
    sql(text) {
      let statement = statements.get(text);
      if (!statement) statements.set(text, (statement = db.prepare(text) as Statement));
      return statement;
    },
  };
}

/** Opens the one connection that changes a project file. */
export function connectForWriting(path: string): Connection {
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma(`page_size = ${PAGE_SIZE}`);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = OFF');
    db.pragma('cache_size = -32768');
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT}`);
    return connection(db, path);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** Opens a connection that only reads; it sees the file as of the start of each statement or transaction. */
export function connectForReading(path: string): Connection {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('query_only = ON');
    db.pragma('cache_size = -16384');
    return connection(db, path);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** A name as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
