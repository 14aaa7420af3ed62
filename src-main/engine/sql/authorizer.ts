import { constants, type DatabaseSync } from 'node:sqlite';
import { escapeMessage, type Text } from '../../contract/text.ts';

const {
  SQLITE_OK,
  SQLITE_DENY,
  SQLITE_SELECT,
  SQLITE_READ,
  SQLITE_FUNCTION,
  SQLITE_RECURSIVE,
  SQLITE_ATTACH,
  SQLITE_DETACH,
  SQLITE_PRAGMA,
} = constants;

/** Table-valued functions that read their arguments alone. */
const HARMLESS_TABLES = new Set(['json_each', 'json_tree']);
/** Functions that reach outside the database. */
const HARMFUL_FUNCTIONS = new Set(['load_extension', 'fts3_tokenizer', 'readfile', 'writefile', 'edit']);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const keyOf = (table: string, column: string, via: string): string => [table, column, via].join('\0').toLowerCase();

/** Decides what a query may do, and remembers what it read. */
export interface Authorizer {
  /** From now on the connection does only what is allowed. */
  enforce(): void;
  /** The names, among those allowed, that were read. */
  readonly read: ReadonlySet<string>;
  /** What was denied first, in words for people; null where nothing was. */
  readonly denied: Text | null;
}

interface Access {
  readonly table: string;
  readonly column: string;
  /** The view on whose behalf it is read; empty where the query itself reads it. */
  readonly via: string;
}

/** What a table or view reads when it is used as it stands. */
function accessesOf(db: DatabaseSync, name: string): Access[] {
  const accesses: Access[] = [];
  db.setAuthorizer((action, table, column, _database, via) => {
    if (action === SQLITE_READ && table) accesses.push({ table, column: column ?? '', via: via ?? '' });
    return SQLITE_OK;
  });
  try {
    db.prepare(`SELECT * FROM ${quoted(name)}`);
  } catch {
    // A name that is not there is not read either.
  } finally {
    db.setAuthorizer(null);
  }
  return accesses;
}

/** Everything that a name could stand for in this database, but for what a query names itself. */
function schemaNames(db: DatabaseSync): Set<string> {
  const sql =
    "SELECT name FROM sqlite_master UNION SELECT name FROM pragma_module_list UNION SELECT 'pragma_' || name FROM pragma_pragma_list";
  const names = (db.prepare(sql).all() as { name: string }[]).map(({ name }) => name.toLowerCase());
  return new Set([...names, 'sqlite_master', 'sqlite_schema', 'sqlite_temp_master', 'sqlite_temp_schema']);
}

/**
 * Lets queries read published tables and nothing else.
 *
 * SQLite asks about every table and column that a statement touches, those inside views too, and names the view on whose
 * behalf it asks. It names common table expressions there as well, so that the name alone proves nothing: what lies
 * behind each published view is found out beforehand, and only those very columns may be read through it.
 */
export function authorizer(db: DatabaseSync, names: readonly string[]): Authorizer {
  const allowed = new Map(names.map((name) => [name.toLowerCase(), name]));
  /** For every access that a published name stands for, that name. */
  const granted = new Map<string, string>();
  for (const name of names) {
    for (const { table, column, via } of accessesOf(db, name)) {
      if (via !== '') granted.set(keyOf(table, column, via), name);
      // Counting rows names no column, nor the view.
      granted.set(keyOf(table, '', ''), name);
    }
  }
  const schema = schemaNames(db);
  const read = new Set<string>();
  let denied: Text | null = null;
  const deny = (en: string, zh: string): number => {
    denied ??= { en, zh };
    return SQLITE_DENY;
  };
  function mayRead(table: string, column: string, via: string | null): number {
    const own = allowed.get(table.toLowerCase());
    if (own !== undefined) {
      read.add(own);
      return SQLITE_OK;
    }
    const published = granted.get(keyOf(table, column, via ?? ''));
    if (published !== undefined) {
      // Who counts has read the columns of the view before.
      if (column !== '') read.add(published);
      return SQLITE_OK;
    }
    // `SELECT count(*)` of a common table expression.
    if (column === '' && !schema.has(table.toLowerCase())) return SQLITE_OK;
    if (HARMLESS_TABLES.has(table.toLowerCase())) return SQLITE_OK;
    const name = escapeMessage(table);
    return deny(
      `it reads ${name}, which is not among the tables of this project`,
      `它读取了 ${name}，而该表不属于本项目的表`,
    );
  }

  return {
    read,
    get denied() {
      return denied;
    },
    enforce() {
      db.setAuthorizer((action, first, second, _database, via) => {
        switch (action) {
          case SQLITE_SELECT:
          case SQLITE_RECURSIVE:
            return SQLITE_OK;
          case SQLITE_READ:
            return mayRead(first ?? '', second ?? '', via);
          case SQLITE_FUNCTION:
            if (!HARMFUL_FUNCTIONS.has((second ?? '').toLowerCase())) return SQLITE_OK;
            return deny(
              `it calls ${escapeMessage(second ?? '')}, which reaches outside the project`,
              `它调用了 ${escapeMessage(second ?? '')}，该函数会触及项目之外`,
            );
          case SQLITE_ATTACH:
          case SQLITE_DETACH:
            return deny('it attaches another file', '它附加了另一个文件');
          case SQLITE_PRAGMA:
            return deny('it uses a PRAGMA', '它使用了 PRAGMA');
          default:
            return deny('it does more than read', '它不只是读取');
        }
      });
    },
  };
}
