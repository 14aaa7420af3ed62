import type { Connection } from './connection.ts';

/** SQLite holds no more columns in a table; what is beyond them is in the grid and in exports. */
export const MAX_SQL_COLUMNS = 2000;

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
