import type { Answer, AnswerTable } from '../../../contract/answer.ts';
import type { ColumnInfo, ColumnType, Unit } from '../../../contract/table.ts';
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
import { historyEntries, listEntries, namesOf, rowsWith, type ListSource } from './customer-view.ts';
import { previewText as text } from './preview-text.ts';

/** How much an answer shows. */
interface AnswerOptions {
  readonly clusterColumn: string | null;
  readonly historyLength: number;
  readonly topK: number;
}

type ColumnName = keyof typeof text.source.columns;

const info = (name: ColumnName, type: ColumnType, unit: Unit | null = null): ColumnInfo => ({
  name,
  type,
  role: null,
  unit,
  label: text.column(name),
});

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** One customer: history beside recommendations with reasons. */
export async function answerCustomer(
  context: Context,
  interactions: Table,
  source: ListSource,
  clusters: Table | null,
  { clusterColumn, historyLength, topK }: AnswerOptions,
  customer: string,
): Promise<Answer> {
  const rows = rowsWith(interactions.textRole('customerId'), customer);
  if (rows.length === 0) return { messages: [text.message('customer-unknown', { customer })], tables: [] };
  const history = historyEntries(interactions, rows);
  const list = await listEntries(source, interactions, customer, rows, topK, context);
  const cluster = clusters && clusterOf(clusters, clusterColumn, customer);
  const found = text.message('customer-found', { customer, items: history.length, recommended: list.length });
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
      {
        title: text.output('recommendations'),
        columns: [
          info('rank', 'number', 'count'),
          info('item_id', 'text'),
          info('item_name', 'text'),
          info('score', 'number', 'score'),
          info('reason', 'text'),
        ],
        rows: list.map(({ rank, item, name, score, reason }) => [
          rank,
          item,
          name,
          orNull(score),
          reason && { en: reason.en, zh: reason.zh },
        ]),
      },
    ],
  };
}

function clusterOf(table: Table, chosen: string | null, customer: string): string | null {
  const [row] = rowsWith(table.textRole('customerId'), customer);
  if (row === undefined) return null;
  return readClusters(table.take(Int32Array.of(row)), chosen).names[0] ?? null;
}

/** One cluster: what its customers bought most beside what they are recommended most. */
export async function answerCluster(
  context: Context,
  interactions: Table,
  source: ListSource,
  table: Table | null,
  { clusterColumn, historyLength, topK }: AnswerOptions,
  cluster: string,
): Promise<Answer> {
  if (!table) return { messages: [text.message('no-clusters')], tables: [] };
  const { names, members } = readClusters(table, clusterColumn);
  const all = members[names.indexOf(cluster)];
  if (!all) return { messages: [text.message('cluster-unknown', { cluster })], tables: [] };
  const sampled = sampleMembers(all, SAMPLED_MEMBERS);
  const bought = mostFrequent(countBuyers(interactions, sampled), historyLength);
  const recommended = mostFrequent(await countLists(source, interactions, sampled, topK, context), topK);
  const itemNames = namesOf(
    interactions,
    [...bought, ...recommended].map(([item]) => item),
  );
  const counted = (title: AnswerTable['title'], counts: readonly (readonly [string, number])[]): AnswerTable => ({
    title,
    columns: [
      info('item_id', 'text'),
      info('item_name', 'text'),
      info('customers', 'number', 'count'),
      info('share', 'number', 'share'),
    ],
    rows: counts.map(([item, count]) => [item, itemNames.get(item) ?? null, count, count / sampled.length]),
  });
  return {
    messages: [text.message('cluster-found', { cluster, customers: all.length, sampled: sampled.length })],
    tables: [counted(text.output('history'), bought), counted(text.output('recommendations'), recommended)],
  };
}

/** How many customers an answer lists. */
const FOUND_CUSTOMERS = 50;

/** Customers whose id holds a text. */
export function answerFind(interactions: Table, find: string): Answer {
  const { ids, count } = findCustomers(interactions, find, FOUND_CUSTOMERS);
  return {
    messages: [text.message('customers-found', { count, find })],
    tables: [
      { title: text.source.questions.find, columns: [info('customer_id', 'text')], rows: ids.map((id) => [id]) },
    ],
  };
}
