import type { Answer } from '../../../contract/answer.ts';
import type { Text } from '../../../contract/text.ts';
import { TopItems } from '../../maths/top-items.ts';
import { textAt } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { rowsOfCustomers } from './cluster-view.ts';
import { newestTime, rowsWith, type ListSource } from './customer-view.ts';
import { pickCustomers } from './interactions.ts';
import { info, orNull } from './preview-columns.ts';
import { previewText as text } from './preview-text.ts';
import { readReason, writtenOut } from './reasons.ts';
import { historiesAt, historyOf } from './recommender.ts';
import { findItem, shopOf, type Shop } from './shop-view.ts';

/** Items that go with one, customers who may want it, and how many of these are asked about and shown. */
const RELATED = 20;
const ASKED = 200;
const SHOWN = 20;
const FEW_CUSTOMERS = 5;
/** How far down a list an item still counts as wanted. */
const DEEP = 50;

/** Someone who would be recommended an item. */
export interface Wisher {
  readonly customer: string;
  readonly rank: number;
  readonly score: number;
  readonly reason: Text | null;
}

/** One product: who has it, what goes with it, and who would want it. */
export async function answerProduct(
  context: Context,
  interactions: Table,
  source: ListSource,
  given: string,
): Promise<Answer> {
  const shop = shopOf(interactions);
  const item = findItem(shop, given);
  if (item < 0) return { messages: [text.message('item-unknown', { item: given })], tables: [] };
  const { items, itemNames, buyers, users } = shop;
  const related = relatedItems(shop, item);
  const id = items[item] ?? '';
  const wishers =
    'table' in source
      ? storedWishers(source.table, id)
      : await wishersAmong(context, interactions, source, likelyCustomers(shop, item, related), id, DEEP);
  const share = (count: number) => count / Math.max(1, users.length);
  const label = itemNames[item] ?? id;
  const found = {
    item: label,
    id,
    customers: buyers.count(item),
    share: { percent: share(buyers.count(item)), digits: 1 },
  };
  return {
    messages: [
      text.message('item-found', found),
      text.message('wishers', { n: wishers.length, asked: 'table' in source ? 0 : ASKED }),
    ],
    tables: [
      ...(wishers.length === 0
        ? []
        : [
            {
              title: text.message('who-wants').text,
              columns: [
                info('customer_id', 'text', null, 'customerId'),
                info('rank', 'number', 'count'),
                info('score', 'number', 'score'),
                info('reason', 'text'),
              ],
              rows: wishers
                .slice(0, SHOWN)
                .map(({ customer, rank, score, reason }) => [customer, rank, orNull(score), reason]),
            },
          ]),
      {
        title: text.message('goes-with').text,
        columns: [
          info('item_id', 'text'),
          info('item_name', 'text'),
          info('customers', 'number', 'count'),
          info('share', 'number', 'share'),
          info('lift', 'number', 'score'),
        ],
        rows: related.map((other) => {
          const both = buyers.common(item, other);
          const among = both / Math.max(1, buyers.count(item));
          return [items[other] ?? '', itemNames[other] ?? null, both, among, among / share(buyers.count(other))];
        }),
      },
    ],
  };
}

/** The items whose customers are most alike those of an item, the most alike first. */
function relatedItems({ buyers, items }: Shop, item: number): number[] {
  const top = new TopItems(RELATED);
  // One customer in common says something only where there are hardly more.
  const least = buyers.count(item) >= FEW_CUSTOMERS ? 2 : 1;
  for (let other = 0; other < items.length; other++) {
    const cosine = other === item || buyers.common(item, other) < least ? 0 : buyers.cosine(item, other);
    if (cosine > 0) top.offer(other, cosine);
  }
  return [...top.items.subarray(0, top.size)];
}

/** Customers without the item who have most of what goes with it. */
function likelyCustomers({ buyers, rows, users }: Shop, item: number, related: readonly number[]): string[] {
  const { offsets, columns } = buyers.buyers;
  const weights = new Float64Array(rows.nRows);
  for (const other of related)
    for (let at = offsets[other]!; at < offsets[other + 1]!; at++) weights[columns[at]!]! += buyers.cosine(item, other);
  for (let at = offsets[item]!; at < offsets[item + 1]!; at++) weights[columns[at]!] = 0;
  const top = new TopItems(ASKED);
  weights.forEach((weight, user) => {
    if (weight > 0) top.offer(user, weight);
  });
  return Array.from(top.items.subarray(0, top.size), (user) => users[user] ?? '');
}

/**
 * Those of some customers who are recommended an item, the highest in their lists first.
 *
 * @param depth how far down a list counts.
 */
export async function wishersAmong(
  context: Context,
  interactions: Table,
  source: ListSource,
  customers: readonly string[],
  id: string,
  depth: number,
): Promise<Wisher[]> {
  if ('table' in source) {
    const among = new Set(customers);
    return storedWishers(source.table, id).filter(({ customer, rank }) => among.has(customer) && rank <= depth);
  }
  const { recommender } = source;
  const item = recommender.items.indexOf(id);
  if (item < 0 || customers.length === 0) return [];
  const own = interactions.filter(rowsOfCustomers(interactions, customers));
  const all = pickCustomers(await recommender.histories(own, context), customers);
  const histories = historiesAt(all.rows, newestTime(interactions, new Set(recommender.items)));
  const request = { histories, topK: depth, excludeSeen: recommender.excludesSeen, eligible: null };
  const ranked = await recommender.recommend(request, context);
  const wishers = customers.flatMap((customer, row): Wisher[] => {
    const at = ranked.items.subarray(row * depth, (row + 1) * depth).indexOf(item);
    if (at < 0) return [];
    const reason = writtenOut(recommender.reason(historyOf(histories, row), item));
    return [{ customer, rank: at + 1, score: ranked.scores[row * depth + at] ?? NaN, reason }];
  });
  return wishers.sort(byRank);
}

function storedWishers(table: Table, id: string): Wisher[] {
  const [customers, rank, score] = [table.textRole('customerId'), table.find('rank'), table.find('score')];
  const reasons = table.find('reason');
  return Array.from(rowsWith(table.textRole('itemId'), id), (row): Wisher => {
    const reason = reasons?.type === 'text' ? readReason(textAt(reasons, row)) : null;
    return {
      customer: textAt(customers, row) ?? '',
      rank: rank?.type === 'number' ? numberAt(rank, row) : 1,
      score: score?.type === 'number' ? numberAt(score, row) : NaN,
      reason: reason && { en: reason.en, zh: reason.zh },
    };
  }).sort(byRank);
}

const byRank = (a: Wisher, b: Wisher): number =>
  a.rank - b.rank || (b.score || 0) - (a.score || 0) || (a.customer < b.customer ? -1 : 1);
