import { keyRoles, type Entity } from '../../contract/table.ts';
import { distinctNames } from '../import/guess/header.ts';
import { UNFIT } from '../import/parse/number.ts';
import { parseDate } from '../import/parse/date.ts';
import {
  booleanColumn,
  codesOf,
  countNulls,
  dateColumn,
  nullBitmap,
  numberColumn,
  packedTextColumn,
  type Column,
} from '../table/column.ts';
import { Table } from '../table/table.ts';
import type { OriginColumn, Origins } from './origins.ts';
import type { ResultColumn } from './protocol.ts';

const ISO_DATE = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?$/;

/** Dates of texts that all are dates as SQL tables hold them, or null. */
function datesOf(column: Extract<ResultColumn, { kind: 'text' }>): Float64Array | null {
  const { codes, offsets, bytes } = column;
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Float64Array(offsets.length - 1);
  for (let entry = 0; entry < entries.length; entry++) {
    const [start, end] = [offsets[entry]!, offsets[entry + 1]!];
    if (!ISO_DATE.test(packed.toString('latin1', start, end))) return null;
    const ms = parseDate(bytes, start, end, 'ymd');
    if (ms === UNFIT) return null;
    entries[entry] = ms;
  }
  return entries.length > 0 ? Float64Array.from(codes, (code) => (code < 0 ? NaN : entries[code]!)) : null;
}

/** A result column as what it was in the table it comes from; of a computed one its values decide. */
function columnOf(column: ResultColumn, name: string, origin: OriginColumn | null): Column {
  const info = origin?.info;
  const options = info ? { role: info.role, unit: info.unit, label: info.label } : {};
  if (column.kind === 'number') {
    if (info?.type === 'boolean') {
      const nulls = nullBitmap(column.values.length, (row) => Number.isNaN(column.values[row]));
      return {
        ...booleanColumn(
          name,
          Uint8Array.from(column.values, (value) => (value === 1 ? 1 : 0)),
          options,
        ),
        nulls,
      };
    }
    // A column without any value comes as numbers.
    if (info?.type === 'text' && column.values.every(Number.isNaN))
      return packedTextColumn(
        name,
        new Int32Array(column.values.length).fill(-1),
        new Int32Array(1),
        new Uint8Array(),
        options,
      );
    if (info?.type === 'date') return dateColumn(name, column.values, options);
    return numberColumn(name, column.values, info?.type === 'number' ? options : {});
  }
  const dates = info && info.type !== 'date' ? null : datesOf(column);
  if (dates) return dateColumn(name, dates, options);
  return packedTextColumn(name, column.codes, column.offsets, column.bytes, info?.type === 'text' ? options : {});
}

/** What a row of the result is about: the one key that every row has and no two share. */
function entityOf(columns: readonly Column[]): Entity {
  for (const entity of ['customer', 'product', 'order'] as const) {
    const key = columns.find(({ role }) => role === keyRoles[entity]);
    if (
      key?.type === 'text' &&
      key.length > 0 &&
      countNulls(key) === 0 &&
      codesOf(key).dictionary.length === key.length
    )
      return entity;
  }
  return 'none';
}

/**
 * The table that a query gave. Columns that come straight from a table keep their type, role and unit; texts that all
 * are dates are dates.
 */
export function resultTable(columns: readonly ResultColumn[], origins: Origins): Table {
  const names = distinctNames(columns.map(({ name }) => name));
  const found = columns.map(({ origin }) => (origin && origins.get(origin.table)?.get(origin.column)) ?? null);
  const taken = new Set<string>();
  const built = columns.map((column, at) => {
    const made = columnOf(column, names[at]!, found[at]!);
    // A role once: `SELECT a.customer_id, b.customer_id` has one customer.
    if (made.role !== null && taken.has(made.role)) return { ...made, role: null };
    if (made.role !== null) taken.add(made.role);
    return made;
  });
  const currencies = new Set(
    found.flatMap((origin, at) => (origin && built[at]!.unit === 'money' ? [origin.currency] : [])),
  );
  const [currency = null] = currencies.size === 1 ? currencies : [];
  return new Table(built, { entity: entityOf(built), currency });
}
