import { codesOf } from '../../table/column.ts';
import { stableOrder } from '../../table/code-order.ts';
import type { Table } from '../../table/table.ts';

/**
 * The most frequent name of each item among the given rows; of equally frequent names the first in code-unit order.
 *
 * @param rows positions in the table.
 * @param items the item of each of those rows.
 * @param role what names are read from: the item's name, or what else is said of it in words.
 * @returns null for items without a name, and for all where the table has no names.
 */
export function itemNamesOf(
  table: Table,
  rows: Int32Array,
  items: Int32Array,
  nItems: number,
  role: 'itemName' | 'category' | 'text' = 'itemName',
): (string | null)[] {
  const names: (string | null)[] = new Array<string | null>(nItems).fill(null);
  const column = table.findRole(role);
  if (column?.type !== 'text') return names;
  const { codes, dictionary } = codesOf(column);
  const named = rows.map((row) => (codes[row] ?? -1) + 1);
  const order = stableOrder(items, nItems, stableOrder(named, dictionary.length + 1));
  for (let at = 0; at < order.length;) {
    const item = items[order[at] as number] as number;
    let [best, bestCount] = [null as string | null, 0];
    while (at < order.length && items[order[at] as number] === item) {
      const code = named[order[at] as number] as number;
      const start = at;
      while (at < order.length && items[order[at] as number] === item && named[order[at] as number] === code) at++;
      const name = code === 0 ? null : (dictionary[code - 1] as string);
      const wins =
        name !== null && (at - start > bestCount || (at - start === bestCount && best !== null && name < best));
      if (wins) [best, bestCount] = [name, at - start];
    }
    names[item] = best?.trim() ?? null;
  }
  return names;
}
