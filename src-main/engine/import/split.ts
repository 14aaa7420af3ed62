import type { ColumnRole, Entity } from '../../contract/table.ts';
import { groupByKey, type KeyGroups } from '../table/ranked-keys.ts';
import { codesOf, numberColumn, textColumn, type Column, type TextColumn } from '../table/column.ts';
import { numberAt, Table } from '../table/table.ts';

/** A key for which a column held more than one text. */
interface Conflict {
  readonly column: string;
  readonly key: string;
  readonly chosen: string;
  /** The others, the most frequent first. */
  readonly others: readonly string[];
  /** Rows with the chosen one, and with any. */
  readonly nChosen: number;
  readonly nRows: number;
}

/** The products and customers of a flat order file. */
export interface SplitTables {
  readonly products: Table | null;
  readonly customers: Table | null;
  /** Keys and columns for which there was more than one text; the most frequent won. */
  readonly conflicts: number;
  /** Them one by one: table, column, key, chosen, others, chosen_rows, rows; the most disputed first. */
  readonly conflictTable: Table;
}

/** Columns that belong to a product, and to a customer. */
const PRODUCT_ROLES: readonly ColumnRole[] = ['itemName', 'category', 'price', 'cost', 'stock', 'picture'];
const CUSTOMER_ROLES: readonly ColumnRole[] = ['customerName', 'place', 'contact', 'birthDate'];

/** Columns without a role belong to whoever they hardly ever differ for. */
const CONSTANT_SHARE = 0.98;
const LEAST_REPEATS = 10;

interface Described {
  readonly table: Table;
  readonly conflicts: readonly Conflict[];
}

/** The most frequent text of each group, and where others dispute it. Ties go to the text that comes first in order. */
function mostFrequent(
  column: TextColumn,
  { keys, offsets, rows }: KeyGroups,
): { texts: (string | null)[]; conflicts: Conflict[] } {
  const { codes, dictionary } = codesOf(column);
  const conflicts: Conflict[] = [];
  const texts = keys.map((key, group) => {
    const tally = new Map<number, number>();
    for (let i = offsets[group]!; i < offsets[group + 1]!; i++) {
      const code = codes[rows[i]!]!;
      if (code >= 0) tally.set(code, (tally.get(code) ?? 0) + 1);
    }
    const ranked = [...tally].sort((a, b) => b[1] - a[1] || (dictionary[a[0]]! < dictionary[b[0]]! ? -1 : 1));
    const [first, ...others] = ranked;
    if (!first) return null;
    const chosen = dictionary[first[0]]!;
    const nRows = ranked.reduce((sum, [, count]) => sum + count, 0);
    if (others.length > 0)
      conflicts.push({
        column: column.name,
        key,
        chosen,
        others: others.map(([code]) => dictionary[code]!),
        nChosen: first[1],
        nRows,
      });
    return chosen;
  });
  return { texts, conflicts };
}

/** The median of each group: a price that changed now and then is still one price. */
function medians(column: Column, { keys, offsets, rows }: KeyGroups): Float64Array {
  return Float64Array.from(keys, (_, group) => {
    if (column.type !== 'number') return NaN;
    const values = Float64Array.from(rows.subarray(offsets[group], offsets[group + 1]), (row) => numberAt(column, row))
      .filter((value) => value > 0)
      .sort();
    const middle = values.length >> 1;
    return values.length === 0
      ? NaN
      : values.length % 2 === 1
        ? values[middle]!
        : (values[middle - 1]! + values[middle]!) / 2;
  });
}

/** Whether a text without a role is the same for nearly every key that comes more than once. */
function belongsTo(column: TextColumn, { keys, offsets, rows }: KeyGroups): boolean {
  const { codes } = codesOf(column);
  let repeats = 0;
  let constant = 0;
  keys.forEach((_, group) => {
    const own = rows.subarray(offsets[group], offsets[group + 1]);
    if (own.length < 2) return;
    repeats++;
    if (own.every((row) => codes[row] === codes[own[0]!])) constant++;
  });
  return repeats >= LEAST_REPEATS && constant >= repeats * CONSTANT_SHARE;
}

function describe(flat: Table, key: TextColumn, roles: readonly ColumnRole[], entity: Entity): Described {
  const groups = groupByKey(key);
  const conflicts: Conflict[] = [];
  const columns: Column[] = [textColumn(key.name, groups.keys, { role: key.role })];
  for (const column of flat.columns) {
    const { name, role, unit } = column;
    const isOwn = role !== null ? roles.includes(role) : column.type === 'text' && belongsTo(column, groups);
    if (!isOwn) continue;
    if (column.type === 'text') {
      const found = mostFrequent(column, groups);
      columns.push(textColumn(name, found.texts, { role }));
      conflicts.push(...found.conflicts);
    } else if (column.type === 'number') columns.push(numberColumn(name, medians(column, groups), { role, unit }));
  }
  const lines = Float64Array.from(groups.keys, (_, group) => groups.offsets[group + 1]! - groups.offsets[group]!);
  const names = new Set(columns.map(({ name }) => name));
  columns.push(numberColumn(names.has('lines') ? 'order_lines' : 'lines', lines, { unit: 'count' }));
  return {
    table: new Table(columns, {
      entity,
      currency: flat.currency,
      notProducts: entity === 'product' ? flat.notProducts : [],
    }),
    conflicts,
  };
}

/** Splits a flat order file: one row a product and one a customer, with the texts that most of its lines give them. */
export function splitFlat(flat: Table): SplitTables {
  const items = flat.findRole('itemId');
  const people = flat.findRole('customerId');
  const products = items?.type === 'text' ? describe(flat, items, PRODUCT_ROLES, 'product') : null;
  const customers = people?.type === 'text' ? describe(flat, people, CUSTOMER_ROLES, 'customer') : null;
  const conflicts = [
    ...(products?.conflicts ?? []).map((conflict) => ({ ...conflict, table: 'products' })),
    ...(customers?.conflicts ?? []).map((conflict) => ({ ...conflict, table: 'customers' })),
  ].sort((a, b) => b.nRows - b.nChosen - (a.nRows - a.nChosen));
  const texts = (name: string, of: (conflict: (typeof conflicts)[number]) => string) =>
    textColumn(name, conflicts.map(of));
  const counts = (name: string, of: (conflict: (typeof conflicts)[number]) => number) =>
    numberColumn(name, Float64Array.from(conflicts, of), { unit: 'count' });
  const conflictTable = new Table([
    texts('table', ({ table }) => table),
    texts('column', ({ column }) => column),
    texts('key', ({ key }) => key),
    texts('chosen', ({ chosen }) => chosen),
    texts('others', ({ others }) => others.join(' | ')),
    counts('chosen_rows', ({ nChosen }) => nChosen),
    counts('rows', ({ nRows }) => nRows),
  ]);
  return {
    products: products?.table ?? null,
    customers: customers?.table ?? null,
    conflicts: conflicts.length,
    conflictTable,
  };
}
