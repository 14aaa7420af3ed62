import type { Text } from '../../../contract/text.ts';
import { codesOf, dictionaryOf, isNull, textAt, type TextColumn } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { readInteractions } from './interactions.ts';
import { readReason, writeReason } from './reasons.ts';
import { historiesAt, historyOf, type Recommender } from './recommender.ts';

/** One item of a customer's history. */
export interface HistoryEntry {
  readonly item: string;
  readonly name: string | null;
  readonly orders: number;
  /** NaN where the table has no quantities. */
  readonly quantity: number;
  /** Epoch milliseconds; NaN without times. */
  readonly last: number;
}

/** One recommendation to a customer. */
export interface ListEntry {
  readonly rank: number;
  readonly item: string;
  readonly name: string | null;
  readonly score: number;
  readonly reason: Text | null;
}

/** Where recommendations come from: a table of them, or a model that is asked. */
export type ListSource = { readonly table: Table } | { readonly recommender: Recommender };

/** Recommendations that stand beside others, with what they are called; null where they stand alone. */
export interface NamedSource {
  readonly name: Text | null;
  readonly source: ListSource;
}

/** The rows that hold a text; O(rows), so that any customer is found while a person types. */
export function rowsWith(column: TextColumn, text: string): Int32Array {
  const texts = dictionaryOf(column);
  const { codes } = column;
  const code = codes ? texts.indexOf(text) : -1;
  if (codes && code < 0) return new Int32Array();
  const holds = codes
    ? (row: number) => codes[row] === code
    : (row: number) => texts[row] === text && !isNull(column, row);
  const found: number[] = [];
  for (let row = 0; row < column.length; row++) if (holds(row)) found.push(row);
  return Int32Array.from(found);
}

/** A customer's items, the newest first, then by id. */
export function historyEntries(interactions: Table, rows: Int32Array): HistoryEntry[] {
  const hasQuantity = interactions.findRole('quantity')?.type === 'number';
  const own = readInteractions(interactions.take(rows), {
    weighting: hasQuantity ? 'quantity' : 'orders',
    excludeItems: [],
  });
  if (own.users.length === 0) return [];
  const { items, weights, occasions, last } = historyOf(own.rows, 0);
  return Array.from(items, (item, i): HistoryEntry => ({
    item: own.items[item] ?? '',
    name: own.itemNames[item] ?? null,
    orders: occasions[i] ?? 0,
    quantity: hasQuantity ? (weights[i] ?? NaN) : NaN,
    last: last[i] ?? NaN,
  })).sort((a, b) => (b.last || 0) - (a.last || 0) || (a.item < b.item ? -1 : 1));
}

/** A customer's recommendations, the first first. */
export async function listEntries(
  source: ListSource,
  interactions: Table,
  customer: string,
  rows: Int32Array,
  topK: number,
  context: Context,
): Promise<ListEntry[]> {
  if ('table' in source) return storedEntries(source.table, interactions, customer).slice(0, topK);
  return askedEntries(source.recommender, interactions, rows, topK, context);
}

function storedEntries(table: Table, interactions: Table, customer: string): ListEntry[] {
  const rows = rowsWith(table.textRole('customerId'), customer);
  const [items, rank, score, reason] = [
    table.textRole('itemId'),
    table.find('rank'),
    table.find('score'),
    table.find('reason'),
  ];
  const ids = Array.from(rows, (row) => textAt(items, row) ?? '');
  const names = namesOf(interactions, ids);
  return Array.from(rows, (row, i): ListEntry => {
    const item = ids[i] ?? '';
    return {
      rank: rank?.type === 'number' ? numberAt(rank, row) : i + 1,
      item,
      name: names.get(item) ?? null,
      score: score?.type === 'number' ? numberAt(score, row) : NaN,
      reason: reason?.type === 'text' ? readReason(textAt(reason, row)) : null,
    };
  }).sort((a, b) => a.rank - b.rank);
}

/**
 * What a model recommends to the customer of some rows.
 *
 * @param asOf the moment of asking; the newest time of the interactions where absent.
 */
export async function askedEntries(
  recommender: Recommender,
  interactions: Table,
  rows: Int32Array,
  topK: number,
  context: Context,
  asOf: number = newestTime(interactions, new Set(recommender.items)),
): Promise<ListEntry[]> {
  const own = await recommender.histories(interactions.take(rows), context);
  if (own.users.length === 0) return [];
  const histories = historiesAt(own.rows, asOf);
  const { items, scores } = await recommender.recommend(
    { histories, topK, excludeSeen: recommender.excludesSeen, eligible: null },
    context,
  );
  const history = historyOf(histories, 0);
  return Array.from(
    items.filter((item) => item >= 0),
    (item, i): ListEntry => {
      const score = scores[i] ?? NaN;
      const reason = readReason(writeReason(recommender, history, item, score, 3));
      return {
        rank: i + 1,
        item: recommender.items[item] ?? '',
        name: recommender.itemNames[item] ?? null,
        score,
        reason,
      };
    },
  );
}

/** The newest time among the rows that a recommender reads, as {@link readInteractions} would find it; NaN without times. */
export function newestTime(interactions: Table, knownItems: ReadonlySet<string>): number {
  const time = interactions.findRole('time');
  if (time?.type !== 'date') return NaN;
  const [customers, items] = [interactions.textRole('customerId'), interactions.textRole('itemId')];
  const quantity = interactions.findRole('quantity');
  let newest = -Infinity;
  for (let row = 0; row < interactions.nRows; row++) {
    const at = numberAt(time, row);
    if (!(at > newest) || isNull(customers, row)) continue;
    if (quantity?.type === 'number' && numberAt(quantity, row) <= 0) continue;
    const item = textAt(items, row);
    if (item !== null && knownItems.has(item)) newest = at;
  }
  return newest === -Infinity ? NaN : newest;
}

/** The most frequent name of each of a few items; of equally frequent names the first in code-unit order. */
export function namesOf(interactions: Table, ids: readonly string[]): Map<string, string> {
  const column = interactions.findRole('itemName');
  const names = new Map<string, string>();
  if (column?.type !== 'text') return names;
  const { codes, dictionary } = codesOf(interactions.textRole('itemId'));
  const wanted = new Set(ids);
  const isWanted = Uint8Array.from(dictionary, (id) => (wanted.has(id) ? 1 : 0));
  const counts = new Map<string, Map<string, number>>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const name = code >= 0 && isWanted[code] ? textAt(column, row) : null;
    if (name === null) continue;
    const id = dictionary[code] as string;
    const ofItem = counts.get(id) ?? new Map<string, number>();
    counts.set(id, ofItem.set(name, (ofItem.get(name) ?? 0) + 1));
  }
  for (const [id, ofItem] of counts) {
    const [[best] = ['']] = [...ofItem].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    names.set(id, best.trim());
  }
  return names;
}
