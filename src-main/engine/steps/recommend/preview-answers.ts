import type { Answer, AnswerTable } from '../../../contract/answer.ts';
import { formatText, type Text } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import {
  countBuyers,
  countLists,
  findCustomers,
  mostFrequent,
  readClusters,
  SAMPLED_MEMBERS,
  sampleMembers,
} from './cluster-view.ts';
import { historyEntries, listEntries, namesOf, rowsWith, type ListEntry, type NamedSource } from './customer-view.ts';
import { exposureOf } from './exposure.ts';
import { info, orNull } from './preview-columns.ts';
import { previewText as text } from './preview-text.ts';
import { wishersAmong, type Wisher } from './product-view.ts';
import { shopOf } from './shop-view.ts';

/** How much an answer shows. */
interface AnswerOptions {
  readonly clusterColumn: string | null;
  readonly historyLength: number;
  readonly topK: number;
}

/** One customer: history beside recommendations with reasons. */
export async function answerCustomer(
  context: Context,
  interactions: Table,
  sources: readonly NamedSource[],
  clusters: Table | null,
  { clusterColumn, historyLength, topK }: AnswerOptions,
  customer: string,
): Promise<Answer> {
  const rows = rowsWith(interactions.textRole('customerId'), customer);
  if (rows.length === 0) return { messages: [text.message('customer-unknown', { customer })], tables: [] };
  const history = historyEntries(interactions, rows);
  const lists: { name: Text | null; list: ListEntry[] }[] = [];
  for (const { name, source } of sources)
    // Stored lists do not say which model they came from.
    lists.push({
      name: 'table' in source ? null : name,
      list: await listEntries(source, interactions, customer, rows, topK, context),
    });
  const recommended = lists[0]?.list.length ?? 0;
  const cluster = clusters && clusterOf(clusters, clusterColumn, customer);
  const found = text.message('customer-found', { customer, items: history.length, recommended });
  return {
    messages: cluster === null ? [found] : [found, text.message('customer-in-cluster', { cluster })],
    tables: [
      {
        title: text.output('history'),
        columns: [
          info('item_id', 'text'),
          info('item_name', 'text'),
          info('orders', 'number', 'count'),
          info('quantity', 'number', 'count'),
          info('last_bought', 'date'),
        ],
        rows: history
          .slice(0, historyLength)
          .map(({ item, name, orders, quantity, last }) => [item, name, orders, orNull(quantity), orNull(last)]),
      },
      ...lists.map(({ name, list }) => recommendedTable(name, list)),
    ],
  };
}

/** A message's words as a title. */
const titled = (message: ReturnType<typeof text.message>): Text => ({
  en: formatText(message.text, message.values, 'en'),
  zh: formatText(message.text, message.values, 'zh'),
});

function recommendedTable(name: Text | null, list: readonly ListEntry[]): AnswerTable {
  return {
    title: name ? titled(text.message('recommended-by', { model: name })) : text.output('recommendations'),
    columns: [
      info('rank', 'number', 'count'),
      info('item_id', 'text'),
      info('item_name', 'text'),
      info('score', 'number', 'score'),
      info('reason', 'text'),
    ],
    rows: list.map(({ rank, item, name: called, score, reason }) => [
      rank,
      item,
      called,
      orNull(score),
      reason && { en: reason.en, zh: reason.zh },
    ]),
  };
}

function clusterOf(table: Table, chosen: string | null, customer: string): string | null {
  const [row] = rowsWith(table.textRole('customerId'), customer);
  if (row === undefined) return null;
  return readClusters(table.take(Int32Array.of(row)), chosen).names[0] ?? null;
}

/** How many customers of a cluster are named to be approached. */
const APPROACHED = 20;

/** One cluster: what its customers bought most beside what they are recommended most, against everyone, and whom to approach. */
export async function answerCluster(
  context: Context,
  interactions: Table,
  [first]: readonly NamedSource[],
  table: Table | null,
  { clusterColumn, historyLength, topK }: AnswerOptions,
  cluster: string,
): Promise<Answer> {
  if (!table || !first) return { messages: [text.message('no-clusters')], tables: [] };
  const { source } = first;
  const { names, members } = readClusters(table, clusterColumn);
  const all = members[names.indexOf(cluster)];
  if (!all) return { messages: [text.message('cluster-unknown', { cluster })], tables: [] };
  const sampled = sampleMembers(all, SAMPLED_MEMBERS);
  const shop = shopOf(interactions);
  const everyone = sampleMembers(shop.users, SAMPLED_MEMBERS);
  const counts = [...countBuyers(interactions, sampled)].filter(([item]) => shop.itemOf.has(item));
  const bought = mostFrequent(new Map(counts), historyLength);
  const lists = await countLists(source, interactions, sampled, topK, context);
  const listsOfAll = await countLists(source, interactions, everyone, topK, context);
  const recommended = mostFrequent(lists, topK);
  const itemNames = namesOf(
    interactions,
    [...bought, ...recommended].map(([item]) => item),
  );
  const share = (item: string) => shop.buyers.count(shop.itemOf.get(item) ?? -1) / shop.users.length;
  const counted = (
    title: AnswerTable['title'],
    counts: readonly (readonly [string, number])[],
    shareOfAll: (item: string) => number,
  ): AnswerTable => ({
    title,
    columns: [
      info('item_id', 'text'),
      info('item_name', 'text'),
      info('customers', 'number', 'count'),
      info('share', 'number', 'share'),
      info('lift', 'number', 'score'),
    ],
    rows: counts.map(([item, count]) => {
      const own = count / sampled.length;
      return [item, itemNames.get(item) ?? null, count, own, shareOfAll(item) > 0 ? own / shareOfAll(item) : null];
    }),
  });
  const ofAll = (item: string) => (listsOfAll.get(item) ?? 0) / everyone.length;
  // What sets the cluster apart is worth more of a campaign than what everyone gets.
  const ahead = ([item, count]: readonly [string, number]) => count / sampled.length - ofAll(item);
  const offer = recommended.toSorted((x, y) => ahead(y) - ahead(x))[0]?.[0];
  return {
    messages: [text.message('cluster-found', { cluster, customers: all.length, sampled: sampled.length })],
    tables: [
      counted(text.message('bought-by-cluster').text, bought, share),
      counted(text.message('recommended-to-cluster').text, recommended, ofAll),
      ...(offer === undefined
        ? []
        : [
            approached(
              await wishersAmong(context, interactions, source, sampled, offer, topK),
              itemNames.get(offer) ?? offer,
            ),
          ]),
    ],
  };
}

function approached(wishers: readonly Wisher[], item: string): AnswerTable {
  return {
    title: titled(text.message('whom-to-approach', { item })),
    columns: [
      info('customer_id', 'text', null, 'customerId'),
      info('rank', 'number', 'count'),
      info('score', 'number', 'score'),
      info('reason', 'text'),
    ],
    rows: wishers
      .slice(0, APPROACHED)
      .map(({ customer, rank, score, reason }) => [customer, rank, orNull(score), reason]),
  };
}

/** Customers whose lists say while a person moves a slider what gets seen. */
const CATALOGUE_CUSTOMERS = 200;

/** The catalogue: what best-sellers and the long tail get of purchases and of recommendations. */
export async function answerCatalogue(
  context: Context,
  interactions: Table,
  sources: readonly NamedSource[],
  topK: number,
): Promise<Answer> {
  const exposure = await exposureOf(context, interactions, sources, topK, CATALOGUE_CUSTOMERS);
  if (!exposure) return { messages: [text.message('nothing-shown')], tables: [] };
  const { figure, giniBefore, giniAfter, shown } = exposure;
  const decimal = (value: number | undefined) => ({ decimal: value ?? NaN, digits: 2 });
  return {
    messages: sources.map(({ name }, i) =>
      text.message('exposure-said', {
        model: name ?? text.message('the-lists').text,
        shown: { percent: shown[i] ?? 0 },
        before: decimal(giniBefore),
        after: decimal(giniAfter[i]),
      }),
    ),
    tables: [],
    figures: [figure],
  };
}

/** How many customers an answer lists. */
const FOUND_CUSTOMERS = 50;

/** Customers whose id holds a text. */
export function answerFind(interactions: Table, find: string): Answer {
  const { ids, count } = findCustomers(interactions, find, FOUND_CUSTOMERS);
  return {
    messages: [
      find === '' ? text.message('all-customers', { count }) : text.message('customers-found', { count, find }),
    ],
    tables: [
      {
        title: text.source.questions.find,
        columns: [info('customer_id', 'text', null, 'customerId')],
        rows: ids.map((id) => [id]),
      },
    ],
  };
}
