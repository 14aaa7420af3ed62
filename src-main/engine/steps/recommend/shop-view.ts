import { codesOf, type Column } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { CommonBuyers } from './common-buyers.ts';
import { readInteractions, type Interactions } from './interactions.ts';

/** All interactions by customer and item, as questions about the shop as a whole need them. */
export interface Shop extends Pick<Interactions, 'users' | 'rows' | 'items' | 'itemNames'> {
  readonly buyers: CommonBuyers;
  readonly itemOf: ReadonlyMap<string, number>;
}

const memoryOf = (column: Column): unknown =>
  column.type === 'text' ? (column.codes ?? column.offsets) : column.values;

/** Whether two tables are the same columns of memory under the same roles; each question gets a table made anew. */
export const isSameTable = (a: Table, b: Table): boolean =>
  a.columns.length === b.columns.length &&
  a.columns.every((column, i) => {
    const other = b.columns[i]!;
    return column.name === other.name && column.role === other.role && memoryOf(column) === memoryOf(other);
  }) &&
  a.notProducts.join('\n') === b.notProducts.join('\n');

const shops = new WeakMap<object, { readonly table: Table; readonly shop: Shop }>();

/** The interactions of a table; so long as its columns are in memory they are read once. */
export function shopOf(interactions: Table): Shop {
  const key = codesOf(interactions.textRole('itemId')).codes;
  const before = shops.get(key);
  if (before && isSameTable(before.table, interactions)) return before.shop;
  const { users, rows, items, itemNames } = readInteractions(interactions, { weighting: 'binary', excludeItems: [] });
  const itemOf = new Map(items.map((id, item) => [id, item]));
  const shop = { users, rows, items, itemNames, buyers: new CommonBuyers(rows), itemOf };
  shops.set(key, { table: interactions, shop });
  return shop;
}

/** The item that a person means: by id, else by name, else the first whose name holds the text; −1 where there is none. */
export function findItem({ items, itemNames, itemOf }: Shop, given: string): number {
  const known = itemOf.get(given);
  if (known !== undefined) return known;
  const text = given.trim().toLowerCase();
  if (text === '') return -1;
  const exact = items.findIndex((id, item) => id.toLowerCase() === text || itemNames[item]?.toLowerCase() === text);
  return exact >= 0 ? exact : items.findIndex((_, item) => itemNames[item]?.toLowerCase().includes(text));
}
