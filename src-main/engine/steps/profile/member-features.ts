import type { Unit } from '../../../contract/table.ts';
import type { Label } from '../../../contract/text.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { textsOf } from '../../table/column.ts';
import { columnLabel, noColumnOf } from '../features-of.ts';

/** One measure of every customer. */
export interface MemberFeature {
  readonly name: string;
  readonly label: Label;
  readonly unit: Unit | null;
  /** In the order of the customers; NaN where it is not known. */
  readonly values: Float64Array;
}

/**
 * The number columns of several tables about customers, brought into one order of customers. A name that an earlier
 * table has is left out; of several rows of one customer the first counts.
 *
 * @throws missing-role where a table has no customer ids.
 */
export function memberFeatures(tables: readonly Table[], customers: readonly string[]): MemberFeature[] {
  const found = new Map<string, MemberFeature>();
  for (const table of tables) {
    const rows = rowsOf(table, customers);
    for (const column of table.columns) {
      if (column.type !== 'number' || column.role !== null || found.has(column.name)) continue;
      const values = Float64Array.from(rows, (row) => (row < 0 ? NaN : numberAt(column, row)));
      found.set(column.name, { name: column.name, label: columnLabel(table, column.name), unit: column.unit, values });
    }
  }
  return [...found.values()];
}

/** @throws no-usable-column */
export function requireFeatures(features: readonly MemberFeature[], tables: readonly Table[]): void {
  const [first] = tables;
  if (features.length === 0 && first) throw noColumnOf(first, { en: 'a column of numbers', zh: '数值列' });
}

function rowsOf(table: Table, customers: readonly string[]): Int32Array {
  const rowOf = new Map<string, number>();
  textsOf(table.textRole('customerId')).forEach((key, row) => {
    if (key !== null && !rowOf.has(key)) rowOf.set(key, row);
  });
  return Int32Array.from(customers, (customer) => rowOf.get(customer) ?? -1);
}
