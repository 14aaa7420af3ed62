import { camelToSnake } from './case.ts';
import type { Connection } from './connection.ts';

type ColumnKind = 'plain' | 'json' | 'flag';
type SqlValue = string | number | null;

/** The columns of one row as SQLite holds them, by SQL name; of a change, only those that differ. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

interface DefinitionTable {
  readonly sql: string;
  readonly key: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
}

/** The tables that edits change, with the properties of their objects; the SQL columns bear the same names in snake case. */
export const definitionTables = {
  notebooks: { sql: '_clientele_notebooks', key: 'id', columns: { id: 'plain', title: 'plain', position: 'plain' } },
  panels: {
    sql: '_clientele_panels',
    key: 'id',
    columns: {
      id: 'plain', notebookId: 'plain', position: 'plain', kind: 'plain', title: 'plain', step: 'plain', stepVersion: 'plain',
      parameters: 'json', inputs: 'json', body: 'plain', names: 'json', seed: 'plain', collapsed: 'flag', disabled: 'flag',
    },
  },
  datasets: {
    sql: '_clientele_datasets',
    key: 'id',
    columns: {
      id: 'plain', name: 'plain', currency: 'plain', weekStart: 'plain', zone: 'plain', entity: 'plain', columns: 'json',
      notProducts: 'json', version: 'plain',
    },
  },
  datasetVersions: {
    sql: '_clientele_dataset_versions',
    key: 'id',
    columns: {
      id: 'plain', datasetId: 'plain', version: 'plain', outputHash: 'plain', nRows: 'plain', importedAt: 'plain', files: 'json',
      rejectsHash: 'plain', rejectsRows: 'plain',
    },
  },
  segments: {
    sql: '_clientele_segments',
    key: 'id',
    columns: {
      id: 'plain', name: 'plain', entity: 'plain', kind: 'plain', source: 'json', predicate: 'json', membersHash: 'plain', count: 'plain',
    },
  },
  settings: { sql: '_clientele_settings', key: 'key', columns: { key: 'plain', value: 'json' } },
} as const satisfies Record<string, DefinitionTable>; // prettier-ignore

export type DefinitionTableName = keyof typeof definitionTables;

const tableNamed = (name: DefinitionTableName): DefinitionTable => definitionTables[name];

/** An object as a row. */
export function toRow(name: DefinitionTableName, object: Readonly<Record<string, unknown>>): SqlRow {
  const row: Record<string, SqlValue> = {};
  for (const [property, kind] of Object.entries(tableNamed(name).columns)) {
    const value = object[property];
    const column = camelToSnake(property);
    if (kind === 'json') row[column] = JSON.stringify(value);
    else if (kind === 'flag') row[column] = value ? 1 : 0;
    else row[column] = (value ?? null) as SqlValue;
  }
  return row;
}

function fromRow(name: DefinitionTableName, row: SqlRow): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [property, kind] of Object.entries(tableNamed(name).columns)) {
    const value = row[camelToSnake(property)] ?? null;
    object[property] = kind === 'json' ? JSON.parse(String(value)) : kind === 'flag' ? value === 1 : value;
  }
  return object;
}

/** Reads one row, or null. */
export function readRow({ sql }: Connection, name: DefinitionTableName, key: string): SqlRow | null {
  const { sql: table, key: keyColumn } = tableNamed(name);
  return (sql(`SELECT * FROM ${table} WHERE ${keyColumn} = ?`).get(key) as SqlRow | undefined) ?? null;
}

/** Reads every object of a table, in the given order. */
export function readObjects<T>({ sql }: Connection, name: DefinitionTableName, order: string): T[] {
  const rows = sql(`SELECT * FROM ${tableNamed(name).sql} ORDER BY ${order}`).all() as SqlRow[];
  return rows.map((row) => fromRow(name, row) as T);
}

/** Reads one object, or null. */
export function readObject<T>(connection: Connection, name: DefinitionTableName, key: string): T | null {
  const row = readRow(connection, name, key);
  return row && (fromRow(name, row) as T);
}

/** Writes one row: null deletes it, a partial one updates it. */
export function writeRow(
  { sql }: Connection,
  name: DefinitionTableName,
  key: string,
  row: SqlRow | null,
  exists: boolean,
): void {
  const { sql: table, key: keyColumn } = tableNamed(name);
  if (!row) {
    sql(`DELETE FROM ${table} WHERE ${keyColumn} = ?`).run(key);
    return;
  }
  const columns = Object.keys(row);
  const values = Object.values(row);
  if (exists)
    sql(`UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${keyColumn} = ?`).run(
      ...values,
      key,
    );
  else sql(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...values);
}
