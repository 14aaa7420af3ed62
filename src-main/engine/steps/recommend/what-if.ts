import type { Answer } from '../../../contract/answer.ts';
import { dateColumn, textColumn } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { codesOf } from '../../table/column.ts';
import type { Context } from '../context.ts';
import { askedEntries, newestTime, rowsWith, type ListEntry } from './customer-view.ts';
import { info, orNull } from './preview-columns.ts';
import { previewText as text } from './preview-text.ts';
import type { Recommender } from './recommender.ts';
import { findItem, shopOf, type Shop } from './shop-view.ts';

/** What is changed in a customer's history: items by id or name. */
export interface HistoryChange {
  readonly customer: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** A customer's list as it is beside the list they would get had they bought other things. Nothing is fitted again. */
export async function answerWhatIf(
  context: Context,
  interactions: Table,
  recommender: Recommender | null,
  topK: number,
  { customer, add, remove }: HistoryChange,
): Promise<Answer> {
  if (!recommender) return { messages: [text.message('needs-model')], tables: [] };
  const shop = shopOf(interactions);
  const [added, removed] = [add, remove].map((given) => given.map((item) => findItem(shop, item)));
  const missing = [...add, ...remove].filter((item) => findItem(shop, item) < 0);
  const rows = rowsWith(interactions.textRole('customerId'), customer);
  const before = await askedEntries(recommender, interactions, rows, topK, context);
  const changed = changedRows(interactions, shop, customer, rows, added ?? [], removed ?? []);
  const after = await askedEntries(recommender, changed.table, changed.rows, topK, context, newestTime(interactions, new Set(recommender.items))); // prettier-ignore
  const rankBefore = new Map(before.map(({ item, rank }) => [item, rank]));
  const kept = new Set(after.map(({ item }) => item));
  const lost = before.filter(({ item }) => !kept.has(item));
  const nNew = after.filter(({ item }) => !rankBefore.has(item)).length;
  return {
    messages: [
      ...(rows.length === 0 ? [text.message('new-customer', { customer })] : []),
      ...(missing.length > 0 ? [text.message('items-unknown', { items: { list: missing } })] : []),
      ...namedItems('with-items', shop, added ?? []),
      ...namedItems('without-items', shop, removed ?? []),
      text.message('list-changed', { n: nNew, items: changed.nItems }),
    ],
    tables: [
      {
        title: text.message('list-after').text,
        columns: [
          info('rank', 'number', 'count'),
          info('item_id', 'text'),
          info('item_name', 'text'),
          info('rank_before', 'number', 'count'),
          info('score', 'number', 'score'),
          info('reason', 'text'),
        ],
        rows: after.map(({ rank, item, name, score, reason }) => [
          ...[rank, item, name, rankBefore.get(item) ?? null, orNull(score)],
          reason && { en: reason.en, zh: reason.zh },
        ]),
      },
      ...(lost.length === 0
        ? []
        : [
            {
              title: text.message('list-lost').text,
              columns: [info('rank_before', 'number', 'count'), info('item_id', 'text'), info('item_name', 'text')],
              rows: lost.map(({ rank, item, name }: ListEntry) => [rank, item, name]),
            },
          ]),
    ],
  };
}

/** Which items were meant, since a part of a name is enough to name one. */
function namedItems(code: 'with-items' | 'without-items', { items, itemNames }: Shop, found: readonly number[]) {
  const list = found.filter((item) => item >= 0).map((item) => itemNames[item] ?? items[item] ?? '');
  return list.length > 0 ? [text.message(code, { items: { list } })] : [];
}

/** The rows of a customer less those of some items, and one purchase of each item added, today. */
function changedRows(
  interactions: Table,
  { items, itemOf }: Shop,
  customer: string,
  own: Int32Array,
  added: readonly number[],
  removed: readonly number[],
): { table: Table; rows: Int32Array; nItems: number } {
  const { codes, dictionary } = codesOf(interactions.textRole('itemId'));
  const without = new Set(removed.map((item) => items[item]));
  const kept = own.filter((row) => !without.has(dictionary[codes[row]!] ?? ''));
  const extra = [...new Set(added)].flatMap((item) => plainRow(interactions, items[item]) ?? []);
  const table = interactions.take(Int32Array.from([...kept, ...extra]));
  const bought = new Set([...kept, ...extra].map((row) => dictionary[codes[row]!] ?? ''));
  const nItems = [...bought].filter((id) => itemOf.has(id)).length;
  const isOwn = (row: number): boolean => row < kept.length;
  const rows = Int32Array.from({ length: table.nRows }, (_, row) => row);
  const customers = table.textRole('customerId');
  const time = table.findRole('time');
  const now = newestTime(interactions, new Set(dictionary));
  return {
    table: table.with([
      textColumn(customers.name, Array.from(rows, () => customer), customers), // prettier-ignore
      ...(time?.type === 'date'
        ? [dateColumn(time.name, Float64Array.from(rows, (row) => (isOwn(row) ? numberAt(time, row) : now)), time)] // prettier-ignore
        : []),
    ]),
    rows,
    nItems,
  };
}

/** The purchase of an item with the least quantity, the first of them: what one customer who tries it would leave behind. */
function plainRow(interactions: Table, id: string | undefined): number | null {
  if (id === undefined) return null;
  const quantity = interactions.findRole('quantity');
  let [best, least] = [-1, Infinity];
  for (const row of rowsWith(interactions.textRole('itemId'), id)) {
    const count = quantity?.type === 'number' ? numberAt(quantity, row) : 1;
    if (count > 0 && count < least) [best, least] = [row, count];
  }
  return best < 0 ? null : best;
}
