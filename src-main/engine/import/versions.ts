import type { ImportColumn, ImportPlan } from '../../contract/import.ts';
import type { Dataset } from '../../contract/project.ts';
import type { ColumnRole } from '../../contract/table.ts';
import { codesOf, type Column } from '../table/column.ts';
import { castColumn, concatColumns, missingColumn } from '../table/concat.ts';
import { firstEqualRows } from '../table/duplicates.ts';
import { Table } from '../table/table.ts';

/** What a new file does differently from the dataset it goes into; names of columns. */
export interface SchemaDifferences {
  /** The dataset has them and the file does not: its rows miss the value. */
  readonly lacking: readonly string[];
  /** The file has them and the dataset did not: earlier rows miss the value. */
  readonly extra: readonly string[];
  /** The file holds them as another type, which was brought to the dataset's. */
  readonly cast: readonly string[];
}

/** The next version of a dataset, with what happened to its rows. */
export interface MergedVersion {
  readonly table: Table;
  readonly counts: { readonly added: number; readonly alreadyThere: number; readonly updated: number };
  readonly differences: SchemaDifferences;
}

/** Roles that tell one order line from another; what else a row says (a name, a country) may be corrected later. */
const LINE_ROLES: readonly ColumnRole[] = [
  'orderId',
  'itemId',
  'customerId',
  'time',
  'quantity',
  'price',
  'amount',
  'eventType',
  'sessionId',
  'rating',
];

interface Aligned {
  readonly old: Table;
  readonly fresh: Table;
  readonly differences: SchemaDifferences;
}

/** Brings both tables to the same columns: the dataset's, then those that only the file has. @throws wrong-column-type */
function align(old: Table, fresh: Table): Aligned {
  const byName = new Map(fresh.columns.map((column) => [column.name.toLowerCase(), column]));
  const lacking: string[] = [];
  const cast: string[] = [];
  const columns = old.columns.map((column): Column => {
    const found = fresh.find(column.name) ?? byName.get(column.name.toLowerCase());
    byName.delete((found ?? column).name.toLowerCase());
    if (!found) lacking.push(column.name);
    else if (found.type !== column.type) cast.push(column.name);
    const values = found ? castColumn(found, column.type) : missingColumn(column.name, column.type, fresh.nRows);
    return { ...values, name: column.name, role: column.role, unit: column.unit, label: column.label };
  });
  const extra = [...byName.values()];
  const padding = extra.map(({ name, type, role, unit }) => missingColumn(name, type, old.nRows, { role, unit }));
  return {
    old: new Table([...old.columns, ...padding], old.options()),
    fresh: new Table([...columns, ...extra], old.options()),
    differences: { lacking, extra: extra.map(({ name }) => name), cast },
  };
}

/** The columns by which a row is told from another. */
function identity(table: Table): Table {
  const columns = table.columns.filter(({ role }) => role !== null && LINE_ROLES.includes(role));
  const roles = new Set(columns.map(({ role }) => role));
  const isLine =
    (roles.has('orderId') && (roles.has('itemId') || roles.has('amount'))) ||
    (roles.has('customerId') && roles.has('time'));
  return isLine ? new Table(columns) : table;
}

const concatTables = (first: Table, second: Table): Table =>
  new Table(
    first.columns.map((column) => concatColumns(column, second.column(column.name))),
    first.options(),
  );

/**
 * Next month's file: in the place of the rows that are there (`replace`), or after them (`append`).
 *
 * Appending leaves out the order lines that are there already, by order, item, customer, time, quantity and amounts. A
 * line that stands in a file three times is three lines: as many are left out as there were. Where each row is a customer or a
 * product of its own, a row whose key is there takes its place.
 *
 * @throws wrong-column-type where a column that is no text comes as one.
 */
export function mergeVersions(old: Table, fresh: Table, mode: 'append' | 'replace'): MergedVersion {
  const aligned = align(old, fresh);
  const { differences } = aligned;
  if (mode === 'replace')
    return { table: fresh, counts: { added: fresh.nRows, alreadyThere: 0, updated: 0 }, differences };
  const all = concatTables(aligned.old, aligned.fresh);
  const key = all.key();
  if (key && old.key() && fresh.nRows > 0) return { ...updateRows(all, old.nRows, codesOf(key).codes), differences };
  const first = firstEqualRows(identity(all));
  const copies = new Int32Array(all.nRows);
  for (let row = 0; row < old.nRows; row++) copies[first[row]!]!++;
  const keep = new Uint8Array(all.nRows).fill(1);
  let alreadyThere = 0;
  for (let row = old.nRows; row < all.nRows; row++) {
    const left = copies[first[row]!]!;
    if (left === 0) continue;
    copies[first[row]!] = left - 1;
    keep[row] = 0;
    alreadyThere++;
  }
  return {
    table: all.filter(keep),
    counts: { added: fresh.nRows - alreadyThere, alreadyThere, updated: 0 },
    differences,
  };
}

/** Puts rows in the place of those with their key; the last one of a key wins. */
function updateRows(all: Table, nOld: number, keys: Int32Array): Pick<MergedVersion, 'table' | 'counts'> {
  const equal = firstEqualRows(all);
  const placeOf = new Map<number, number>();
  const rows: number[] = [];
  let alreadyThere = 0;
  let updated = 0;
  for (let row = 0; row < all.nRows; row++) {
    const place = keys[row]! < 0 ? undefined : placeOf.get(keys[row]!);
    if (place === undefined) {
      placeOf.set(keys[row]!, rows.length);
      rows.push(row);
      continue;
    }
    const before = rows[place]!;
    if (equal[row] === equal[before]) alreadyThere++;
    else updated++;
    rows[place] = row;
  }
  const table = all.take(Int32Array.from(rows));
  return { table, counts: { added: rows.length - nOld, alreadyThere, updated } };
}

/**
 * The plan for a file that goes into a dataset: its columns as the dataset has them, so that what does not fit is kept
 * apart instead of changing what is there.
 */
export function planForDataset(
  plan: ImportPlan,
  dataset: Pick<Dataset, 'columns' | 'entity' | 'currency'>,
  target: ImportPlan['target'],
): ImportPlan {
  const known = new Map(dataset.columns.map((column) => [column.name.toLowerCase(), column]));
  const columns = plan.columns.map((column): ImportColumn => {
    const own = known.get(column.name.toLowerCase());
    if (!own) return column;
    const { name, type, role, unit } = own;
    const dateOrder = type === 'date' ? (column.dateOrder ?? 'ymd') : null;
    return { ...column, name, type, role, unit, dateOrder, guessed: false };
  });
  return {
    ...plan,
    columns,
    entity: dataset.entity,
    currency: dataset.currency,
    target,
  };
}
