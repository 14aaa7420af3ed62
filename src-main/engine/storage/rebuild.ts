import { ClienteleError } from '../../contract/errors.ts';
import {
  booleanColumn,
  dateColumn,
  nullBitmap,
  numberColumn,
  relabel,
  textColumn,
  type Column,
} from '../table/column.ts';
import type { Table } from '../table/table.ts';
import { canonicalColumn, type CanonicalColumn } from './canonical-column.ts';
import { quoted, type Connection } from './connection.ts';
import { hashColumn, startTableHash } from './content-hash.ts';
import { dataTableName, isPublished, sqlColumnNames } from './sql-names.ts';
import { decodeTable, encodeGroups, type TableHead } from './table-codec.ts';

type Group = Uint8Array<SharedArrayBuffer>;

/**
 * A table whose stored bytes were damaged, from its rows in SQL: groups of columns that can still be read are, the others are made anew.
 *
 * @param readGroup gives the stored bytes of a group, or throws. @returns null where there are no rows, or where what they give is not
 * what the table's hash says it was: SQL keeps no sign of a zero, for one.
 */
export function rebuildTable(
  connection: Connection,
  hash: string,
  head: TableHead,
  readGroup: (group: number) => Group,
): Table | null {
  if (!isPublished(connection, hash)) return null;
  const table = decodeTable(head, null, (group) => {
    try {
      return readGroup(group);
    } catch (thrown) {
      if (!(thrown instanceof ClienteleError) || thrown.code !== 'project-damaged') throw thrown;
      return rebuildGroup(connection, hash, head, group);
    }
  });
  return contentHash(table) === hash ? table : null;
}

/** The bytes of some of a table's columns, laid out as they were; of no length where the rows cannot give them. */
function rebuildGroup(connection: Connection, hash: string, head: TableHead, group: number): Group {
  const size = head.groups[group]?.bytes ?? 0;
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  const names = sqlColumnNames(head.columns.map(({ info }) => info.name));
  const heads = head.columns.flatMap((column, i) => (column.group === group ? [{ column, sqlName: names[i] }] : []));
  if (heads.some(({ sqlName }) => sqlName === undefined)) return bytes;
  const columns = heads.map(({ column, sqlName = '' }) => {
    const values = cellsOf(connection, hash, sqlName);
    return values.length === head.nRows ? columnOf(column, values) : null;
  });
  if (columns.includes(null)) return bytes;
  const [encoded, ...more] = encodeGroups(columns as CanonicalColumn[]);
  if (encoded && more.length === 0 && encoded.bytes.length === size) bytes.set(encoded.bytes);
  return bytes;
}

type SqlCell = number | string | null;

const cellsOf = ({ db }: Connection, hash: string, name: string): SqlCell[] =>
  db
    .prepare(`SELECT ${quoted(name)} FROM ${quoted(dataTableName(hash))} ORDER BY rowid`)
    .pluck()
    .all() as SqlCell[];

/** What `cellFormats` wrote, read back. */
function columnOf({ info, layout }: TableHead['columns'][number], cells: readonly SqlCell[]): CanonicalColumn {
  const { name } = info;
  const numbers = (): Float64Array => Float64Array.from(cells, (cell) => (cell === null ? NaN : Number(cell)));
  const withNulls = (column: Column): Column => ({
    ...column,
    nulls: nullBitmap(cells.length, (row) => cells[row] === null),
  });
  const made = (): Column => {
    switch (layout) {
      case 'f64':
        return info.type === 'date'
          ? dateColumn(name, Float64Array.from(cells, dateOf))
          : numberColumn(name, numbers());
      case 'f32':
        return numberColumn(name, Float32Array.from(numbers()));
      case 'i32':
        return withNulls(
          numberColumn(
            name,
            Int32Array.from(cells, (cell) => Number(cell ?? 0)),
          ),
        );
      case 'bits':
        return withNulls(
          booleanColumn(
            name,
            Uint8Array.from(cells, (cell) => Number(cell ?? 0)),
          ),
        );
      case 'coded':
      case 'plain':
        return textColumn(name, cells.map((cell) => (cell === null ? null : String(cell)))); // prettier-ignore
    }
  };
  const { role, unit, label } = info;
  return canonicalColumn(relabel(made(), { role, unit, label }));
}

const dateOf = (cell: SqlCell): number =>
  typeof cell !== 'string' ? NaN : Date.parse(`${cell.replace(' ', 'T')}${cell.includes(' ') ? '' : 'T00:00:00'}Z`);

function contentHash(table: Table): string {
  const columns = table.columns.map(canonicalColumn);
  const hash = startTableHash(columns, table.nRows, table.options());
  for (const column of columns) hashColumn(hash, column);
  return hash.digest('hex');
}
