import type { CustomerOrder, CustomerView } from '../../contract/customer.ts';
import { codesOf, dictionaryOf, textAt, type Column } from '../table/column.ts';
import { doublesOf } from '../table/numbers.ts';
import type { Table } from '../table/table.ts';

/** Orders that are told one by one. */
const MOST_ORDERS = 500;
const MOST_BOUGHT = 12;
const NAMED_PRODUCTS = 3;

/** The rows of one customer; none where the table has no such key. */
export function rowsOf(table: Table, customerId: string): Int32Array {
  const key = table.findRole('customerId');
  if (key?.type !== 'text') return new Int32Array();
  const code = dictionaryOf(key).indexOf(customerId);
  if (code < 0) return new Int32Array();
  const { codes } = codesOf(key);
  const rows: number[] = [];
  for (let row = codes.indexOf(code); row >= 0; row = codes.indexOf(code, row + 1)) rows.push(row);
  return Int32Array.from(rows);
}

const numbersOf = (column: Column | null): Float64Array | null =>
  column?.type === 'number' ? doublesOf(column) : null;
const textOf = (column: Column | null, row: number): string | null => (column?.type === 'text' ? textAt(column, row) : null); // prettier-ignore

/** What a line is worth: its amount, else quantity × price. */
function worthOf(table: Table): ((row: number) => number) | null {
  const amount = numbersOf(table.findRole('amount'));
  if (amount) return (row) => amount[row]!;
  const price = numbersOf(table.findRole('price'));
  const quantity = numbersOf(table.findRole('quantity'));
  return price && ((row) => price[row]! * (quantity ? quantity[row]! : 1));
}

/** Names of products by id, where a table says them. */
export function namesOfProducts(tables: readonly Table[]): (id: string) => string {
  const found = tables.flatMap((table) => {
    const [id, name] = [table.findRole('itemId'), table.findRole('itemName')];
    return id?.type === 'text' && name?.type === 'text' ? [{ id: codesOf(id), name }] : [];
  });
  return (id) => {
    for (const { id: ids, name } of found) {
      const row = ids.codes.indexOf(ids.dictionary.indexOf(id));
      const said = row >= 0 ? textAt(name, row) : null;
      if (said !== null) return said;
    }
    return id;
  };
}

/** The orders of one customer, newest first, and what was bought in them. */
export function customerOrders(
  table: Table,
  customerId: string,
  nameOf: (id: string) => string,
): Pick<CustomerView, 'orders' | 'nOrders' | 'total' | 'bought'> {
  const time = table.findRole('time');
  if (time?.type !== 'date') return { orders: [], nOrders: 0, total: null, bought: [] };
  const [order, item] = [table.findRole('orderId'), table.findRole('itemId')];
  const worth = worthOf(table);
  const quantity = numbersOf(table.findRole('quantity'));
  const rows = rowsOf(table, customerId).filter((row) => !Number.isNaN(time.values[row]!));
  const byOrder = new Map<string, number[]>();
  const byItem = new Map<string, number[]>();
  const put = (lists: Map<string, number[]>, key: string, row: number): void => {
    const list = lists.get(key);
    if (list) list.push(row);
    else lists.set(key, [row]);
  };
  for (const row of rows) {
    // Where orders have no id, those of one day are one.
    put(byOrder, textOf(order, row) ?? String(Math.floor(time.values[row]! / 86_400_000)), row);
    const id = textOf(item, row);
    if (id !== null && !table.notProducts.includes(id)) put(byItem, id, row);
  }
  const sum = (list: readonly number[], of: ((row: number) => number) | null): number | null =>
    of && list.reduce((all, row) => all + (Number.isNaN(of(row)) ? 0 : of(row)), 0);
  const orders = [...byOrder.values()]
    .map((list): CustomerOrder => {
      const dearest = worth ? [...list].sort((a, b) => worth(b) - worth(a) || a - b) : list;
      const names = dearest.flatMap((row) => textOf(item, row) ?? []).map(nameOf);
      return {
        id: textOf(order, list[0]!),
        at: list.reduce((first, row) => Math.min(first, time.values[row]!), Infinity),
        amount: sum(list, worth),
        nLines: list.length,
        products: [...new Set(names)].slice(0, NAMED_PRODUCTS),
      };
    })
    .sort((a, b) => b.at - a.at);
  const bought = [...byItem]
    .map(([id, list]) => ({
      id,
      amount: sum(list, worth),
      quantity: sum(list, quantity && ((row) => quantity[row]!)),
      nLines: list.length,
    }))
    .sort((a, b) => (b.amount ?? b.nLines) - (a.amount ?? a.nLines) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_BOUGHT)
    .map(({ id, amount, quantity: pieces }) => ({ id, name: nameOf(id), amount, quantity: pieces }));
  return {
    orders: orders.slice(0, MOST_ORDERS),
    nOrders: orders.filter(({ amount }) => amount === null || amount >= 0).length,
    total: orders.length > 0 ? sum([...rows], worth) : null,
    bought,
  };
}
