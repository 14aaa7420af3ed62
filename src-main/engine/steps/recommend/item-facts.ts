import { codesOf } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { itemNamesOf } from './item-names.ts';

/** What is known of the items of a model beside who has them; an array is null where no table says it, NaN where it is missing. */
export interface ItemFacts {
  readonly names: readonly (string | null)[];
  /** Names of categories, sorted. */
  readonly categories: readonly string[];
  /** The category of each item, −1 where unknown. */
  readonly category: Int32Array | null;
  readonly price: Float64Array | null;
  /** Price less cost. */
  readonly margin: Float64Array | null;
  readonly stock: Float64Array | null;
  /** Since when an item is sold, in epoch milliseconds: as the products say, else its first interaction. */
  readonly since: Float64Array | null;
  /** The newest time among the interactions; NaN without times. */
  readonly asOf: number;
}

/** A table's rows by item, in the numbering of a model. */
interface ItemRows {
  readonly table: Table;
  readonly rows: Int32Array;
  readonly items: Int32Array;
}

function rowsByItem(table: Table, items: readonly string[]): ItemRows {
  const { codes, dictionary } = codesOf(table.textRole('itemId'));
  const numberOf = new Map(items.map((item, i) => [item, i]));
  const recode = Int32Array.from(dictionary, (id) => numberOf.get(id) ?? -1);
  const rows = Int32Array.from(codes.keys()).filter((row) => codes[row]! >= 0 && recode[codes[row]!]! >= 0);
  return { table, rows, items: rows.map((row) => recode[codes[row]!]!) };
}

/**
 * Reads what products, and where these say nothing the interactions, tell of items: of several rows an item has the mean of their numbers
 * and their most frequent words.
 *
 * @param items the numbering. @throws missing-role, wrong-column-type where a table has no item ids
 */
export function itemFacts(interactions: Table, products: Table | null, items: readonly string[]): ItemFacts {
  const own = rowsByItem(interactions, items);
  const sources = products ? [rowsByItem(products, items), own] : [own];
  const n = items.length;
  const price = numbersOf(sources, 'price', n);
  const cost = numbersOf(sources, 'cost', n);
  const words = wordsOf(sources, 'category', n);
  const categories = [...new Set(words.filter((word) => word !== null))].sort();
  const codeOf = new Map(categories.map((name, code) => [name, code]));
  const sold = firstTimes(own, n);
  const launched = products ? firstTimes(sources[0]!, n) : null;
  return {
    names: wordsOf(sources, 'itemName', n),
    categories,
    category: categories.length > 0 ? Int32Array.from(words, (word) => (word === null ? -1 : codeOf.get(word)!)) : null,
    price,
    margin: price && cost ? price.map((value, item) => value - cost[item]!) : null,
    stock: products ? numbersOf(sources.slice(0, 1), 'stock', n) : null,
    since:
      launched && sold ? launched.map((time, item) => (Number.isNaN(time) ? sold[item]! : time)) : (launched ?? sold),
    asOf: newest(own),
  };
}

/** For each item what the first table that says it says. */
function wordsOf(sources: readonly ItemRows[], role: 'itemName' | 'category', n: number): (string | null)[] {
  const found = sources.map(({ table, rows, items }) => itemNamesOf(table, rows, items, n, role));
  return Array.from({ length: n }, (_, item) => found.find((words) => words[item] !== null)?.[item] ?? null);
}

function numbersOf(sources: readonly ItemRows[], role: 'price' | 'cost' | 'stock', n: number): Float64Array | null {
  const found = sources.flatMap((source) => meansOf(source, role, n) ?? []);
  if (found.length === 0) return null;
  return Float64Array.from(
    { length: n },
    (_, item) => found.find((values) => !Number.isNaN(values[item]!))?.[item] ?? NaN,
  );
}

function meansOf({ table, rows, items }: ItemRows, role: 'price' | 'cost' | 'stock', n: number): Float64Array | null {
  const column = table.findRole(role);
  if (column?.type !== 'number') return null;
  const [sums, counts] = [new Float64Array(n), new Int32Array(n)];
  rows.forEach((row, at) => {
    const value = numberAt(column, row);
    if (Number.isNaN(value)) return;
    sums[items[at]!]! += value;
    counts[items[at]!]!++;
  });
  return sums.map((sum, item) => (counts[item]! > 0 ? sum / counts[item]! : NaN));
}

function firstTimes({ table, rows, items }: ItemRows, n: number): Float64Array | null {
  const column = table.findRole('time');
  if (column?.type !== 'date') return null;
  const times = new Float64Array(n).fill(NaN);
  rows.forEach((row, at) => {
    const [item, time] = [items[at]!, numberAt(column, row)];
    if (!Number.isNaN(time)) times[item] = Number.isNaN(times[item]!) ? time : Math.min(times[item]!, time);
  });
  return times;
}

function newest({ table, rows }: ItemRows): number {
  const column = table.findRole('time');
  if (column?.type !== 'date') return NaN;
  let last = NaN;
  for (const row of rows) if (!(numberAt(column, row) <= last)) last = numberAt(column, row) || last;
  return last;
}
