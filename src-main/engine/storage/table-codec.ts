import type { TableInfo } from '../../contract/table.ts';
import { columnInfo, type Column } from '../table/column.ts';
import { Table, type TableOptions } from '../table/table.ts';
import type { CanonicalColumn } from './canonical-column.ts';

/** Columns together below this are stored in one piece, so that a small table is one chunk. */
const GROUP_BYTES = 256 * 1024;

/** Where one array of a column lies in its group. */
interface BufferPlace {
  readonly at: number;
  readonly bytes: number;
}

interface ColumnHead {
  readonly info: TableInfo['columns'][number];
  readonly layout: CanonicalColumn['layout'];
  readonly group: number;
  readonly nulls: BufferPlace | null;
  /** The values; of texts the codes (null where there is no dictionary), offsets and bytes. */
  readonly values: readonly BufferPlace[];
}

/** What is kept of a table beside its chunks. */
export interface TableHead {
  readonly kind: 'table';
  readonly nRows: number;
  readonly entity: TableInfo['entity'];
  readonly currency: string | null;
  readonly notProducts: readonly string[];
  readonly columns: readonly ColumnHead[];
  readonly groups: readonly { readonly first: number; readonly bytes: number }[];
}

const aligned = (offset: number): number => (offset + 7) & ~7;

const asBytes = (array: NodeJS.TypedArray): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function arraysOf({ column }: CanonicalColumn): NodeJS.TypedArray[] {
  if (column.type !== 'text') return [column.values];
  return column.codes ? [column.codes, column.offsets, column.bytes] : [column.offsets, column.bytes];
}

const sizeOf = (canonical: CanonicalColumn): number =>
  [...arraysOf(canonical), ...(canonical.column.nulls ? [canonical.column.nulls] : [])].reduce(
    (sum, array) => sum + aligned(array.byteLength),
    0,
  );

/** Some columns of a table as one run of bytes, with the places of their arrays in it. */
export interface EncodedGroup {
  readonly columns: readonly Omit<ColumnHead, 'group'>[];
  readonly bytes: Uint8Array;
}

/** Lays columns out in groups, one after the other as they are asked for. */
export function* encodeGroups(columns: readonly CanonicalColumn[]): Generator<EncodedGroup> {
  let group: CanonicalColumn[] = [];
  let size = 0;
  for (const column of columns) {
    const bytes = sizeOf(column);
    if (group.length > 0 && size + bytes > GROUP_BYTES) {
      yield encodeGroup(group, size);
      group = [];
      size = 0;
    }
    group.push(column);
    size += bytes;
  }
  if (group.length > 0) yield encodeGroup(group, size);
}

function encodeGroup(group: readonly CanonicalColumn[], size: number): EncodedGroup {
  const bytes = new Uint8Array(size);
  let at = 0;
  const place = (array: NodeJS.TypedArray): BufferPlace => {
    bytes.set(asBytes(array), at);
    const placed = { at, bytes: array.byteLength };
    at = aligned(at + array.byteLength);
    return placed;
  };
  const columns = group.map((canonical) => ({
    info: columnInfo(canonical.column),
    layout: canonical.layout,
    nulls: canonical.column.nulls ? place(canonical.column.nulls) : null,
    values: arraysOf(canonical).map(place),
  }));
  return { columns, bytes };
}

/** A column from the bytes of its group; its arrays are views on them, not copies. */
function decodeColumn(head: ColumnHead, nRows: number, group: Uint8Array<SharedArrayBuffer>): Column {
  const { buffer } = group;
  const bytes = ({ at, bytes: size }: BufferPlace): Uint8Array => new Uint8Array(buffer, at, size);
  const ints = ({ at, bytes: size }: BufferPlace): Int32Array => new Int32Array(buffer, at, size / 4);
  const { info, layout } = head;
  const [first = EMPTY, second = EMPTY, third = EMPTY] = head.values;
  const base = {
    name: info.name,
    length: nRows,
    nulls: head.nulls && bytes(head.nulls),
    role: info.role,
    unit: info.unit,
    label: info.label,
  };
  switch (layout) {
    case 'i32':
      return { ...base, type: 'number', values: ints(first) };
    case 'f32':
      return { ...base, type: 'number', values: new Float32Array(buffer, first.at, nRows) };
    case 'f64':
      return {
        ...base,
        type: info.type === 'date' ? 'date' : 'number',
        values: new Float64Array(buffer, first.at, nRows),
      };
    case 'bits':
      return { ...base, type: 'boolean', values: bytes(first) };
    case 'coded':
      return { ...base, type: 'text', codes: ints(first), offsets: ints(second), bytes: bytes(third) };
    case 'plain':
      return { ...base, type: 'text', codes: null, offsets: ints(first), bytes: bytes(second) };
  }
}

const EMPTY: BufferPlace = { at: 0, bytes: 0 };

/**
 * A table from its head and the groups of its columns.
 *
 * @param names the columns wanted, in the table's order; null for all.
 * @param readGroup gives the bytes of a group; asked once for each that is needed.
 */
export function decodeTable(
  head: TableHead,
  names: readonly string[] | null,
  readGroup: (group: number) => Uint8Array<SharedArrayBuffer>,
): Table {
  const groups = new Map<number, Uint8Array<SharedArrayBuffer>>();
  const wanted = names ? new Set(names) : null;
  const columns = head.columns
    .filter((column) => !wanted || wanted.has(column.info.name))
    .map((column) => {
      let group = groups.get(column.group);
      if (!group) groups.set(column.group, (group = readGroup(column.group)));
      return decodeColumn(column, head.nRows, group);
    });
  return new Table(columns, tableOptions(head));
}

/** What a stored table is about. */
export const tableOptions = ({ entity, currency, notProducts }: TableHead): TableOptions => ({
  entity,
  currency,
  notProducts,
});

/** A stored table without its rows. */
export const tableInfo = ({ columns, nRows, entity, currency, notProducts }: TableHead): TableInfo => ({
  columns: columns.map((column) => column.info),
  nRows,
  entity,
  currency,
  notProducts,
});
