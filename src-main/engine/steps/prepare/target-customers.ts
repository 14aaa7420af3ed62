import { personalRoles } from '../../../contract/table.ts';
import {
  booleanColumn,
  cellAt,
  numberColumn,
  relabel,
  takeRows,
  textColumn,
  textsOf,
  type Column,
  type DateColumn,
} from '../../table/column.ts';
import { missingColumn } from '../../table/concat.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { dayOf } from '../order-lines.ts';

/** What a table of customers says of some of them at a cut-off. */
export type CustomerFeatures = (cutoff: number, keys: readonly string[]) => Column[];

/** Where each customer's row stands in a table that has one a customer; of several the first. */
export function rowsByCustomer(customers: Table): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  textsOf(customers.textRole('customerId')).forEach((key, row) => {
    if (key !== null && !rows.has(key)) rows.set(key, row);
  });
  return rows;
}

/**
 * Prepares what is joined from a table of customers: numbers, texts and yes/no as they stand, and dates as days until the cut-off, missing
 * where they lie after it. Columns that say who someone is are left out.
 *
 * @param without columns to leave out, such as the end of a contract. @param taken names that other features have.
 */
export function customerFeatures(
  customers: Table,
  without: readonly (string | null)[],
  taken: ReadonlySet<string>,
): CustomerFeatures {
  const rows = rowsByCustomer(customers);
  const joined = customers.columns.filter(
    ({ name, role }) =>
      !without.includes(name) &&
      (role === null || role === 'birthDate' || !personalRoles.includes(role)) &&
      role !== 'outcome',
  );
  const nameOf = (name: string): string => (taken.has(name) ? `customer_${name}` : name);
  return (cutoff, keys) => {
    const at = Int32Array.from(keys, (key) => rows.get(key) ?? -1);
    return joined.map((column) =>
      column.type === 'date'
        ? daysSince(column, at, cutoff, nameOf(`days_since_${column.name}`))
        : pickRows(column, at, nameOf(column.name)),
    );
  };
}

function daysSince(column: DateColumn, at: Int32Array, cutoff: number, name: string): Column {
  const days = Float64Array.from(at, (row) => {
    const time = row < 0 ? NaN : numberAt(column, row);
    return time < cutoff ? dayOf(cutoff) - dayOf(time) : NaN;
  });
  return numberColumn(name, days, { unit: 'days' });
}

/** The values of some rows, missing where there is no row; without a role, so that they can serve as features. */
function pickRows(column: Column, at: Int32Array, name: string): Column {
  if (!at.includes(-1)) return relabel(takeRows(column, at), { name, role: null });
  if (column.length === 0) return missingColumn(name, column.type, at.length);
  const cells = Array.from(at, (row) => (row < 0 ? null : cellAt(column, row)));
  const options = { unit: column.unit, label: column.label };
  if (column.type === 'text') return textColumn(name, cells as (string | null)[], options);
  if (column.type === 'boolean') return booleanColumn(name, cells as (boolean | null)[], options);
  return numberColumn(
    name,
    Float64Array.from(cells, (cell) => (cell === null ? NaN : Number(cell))),
    options,
  );
}
