import type { ColumnRole, Entity } from '../../contract/table.ts';
import { codesOf, numberColumn, textColumn, type TextColumn } from '../table/column.ts';
import { groupByKey } from '../steps/entity-groups.ts';
import { Table } from '../table/table.ts';

/** The products and customers of a flat order file. */
export interface SplitTables {
  readonly products: Table | null;
  readonly customers: Table | null;
  /** Keys for which a column held more than one text; the most frequent won. */
  readonly conflicts: number;
}

/** Columns that belong to a product, and to a customer. */
const PRODUCT_ROLES: readonly ColumnRole[] = ['itemName', 'category'];
const CUSTOMER_ROLES: readonly ColumnRole[] = ['customerName', 'place', 'contact', 'birthDate'];

function describe(
  flat: Table,
  key: TextColumn,
  roles: readonly ColumnRole[],
  entity: Entity,
): { table: Table; conflicts: number } {
  const { keys, offsets, rows } = groupByKey(key);
  let conflicts = 0;
  const columns = roles.flatMap((role) => {
    const source = flat.findRole(role);
    if (source?.type !== 'text') return [];
    const { codes, dictionary } = codesOf(source);
    const texts = keys.map((_, group) => {
      const tally = new Map<number, number>();
      for (let i = offsets[group]!; i < offsets[group + 1]!; i++) {
        const code = codes[rows[i]!]!;
        if (code >= 0) tally.set(code, (tally.get(code) ?? 0) + 1);
      }
      if (tally.size > 1) conflicts++;
      const [most] = [...tally].sort((a, b) => b[1] - a[1] || (dictionary[a[0]]! < dictionary[b[0]]! ? -1 : 1));
      return most ? (dictionary[most[0]] ?? null) : null;
    });
    return [textColumn(source.name, texts, { role })];
  });
  const lines = Float64Array.from(keys, (_, group) => offsets[group + 1]! - offsets[group]!);
  const table = new Table(
    [textColumn(key.name, keys, { role: key.role }), ...columns, numberColumn('lines', lines, { unit: 'count' })],
    { entity, currency: flat.currency, notProducts: flat.notProducts },
  );
  return { table, conflicts };
}

/** Splits a flat order file: one row a product and one a customer, each with its most frequent words. */
export function splitFlat(flat: Table): SplitTables {
  const items = flat.findRole('itemId');
  const people = flat.findRole('customerId');
  const products = items?.type === 'text' ? describe(flat, items, PRODUCT_ROLES, 'product') : null;
  const customers = people?.type === 'text' ? describe(flat, people, CUSTOMER_ROLES, 'customer') : null;
  return {
    products: products?.table ?? null,
    customers: customers?.table ?? null,
    conflicts: (products?.conflicts ?? 0) + (customers?.conflicts ?? 0),
  };
}
