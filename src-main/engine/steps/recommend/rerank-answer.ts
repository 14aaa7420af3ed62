import { z } from 'zod';
import type { Answer } from '../../../contract/answer.ts';
import type { ColumnInfo } from '../../../contract/table.ts';
import type { Text } from '../../../contract/text.ts';
import { miscalibration, tastesOf } from '../../maths/recommend/greedy-list.ts';
import { mean } from '../../maths/statistics.ts';
import { codesOf } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { CommonBuyers } from './common-buyers.ts';
import { newestTime, rowsWith } from './customer-view.ts';
import { readInteractions } from './interactions.ts';
import { itemFacts, type ItemFacts } from './item-facts.ts';
import { historiesAt, type Recommender } from './recommender.ts';
import { Reranking } from './rerank-lists.ts';
import { ListMaker, onlyRules, type ListRules } from './rerank-rules.ts';
import { isSameTable } from './shop-view.ts';
import { rerankText as text } from './rerank-text.ts';

/** The trades as sliders, in the panel's form and in its question. */
export const sliders = (diversity: number) => ({
  diversity: z.number().min(0).max(1).default(diversity).meta({ ...text.parameter('diversity') }),
  price: z.number().min(-1).max(1).default(0).meta({ ...text.parameter('price') }),
  freshness: z.number().min(0).max(1).default(0).meta({ ...text.parameter('freshness') }),
  calibration: z.number().min(0).max(1).default(0).meta({ ...text.parameter('calibration') }),
  margin: z.number().min(0).max(1).default(0).meta({ ...text.parameter('margin') }),
}); // prettier-ignore

/** What the answers for one table have in common; so long as the table is there it is read once. */
interface Known {
  readonly facts: ItemFacts;
  readonly buyers: CommonBuyers;
  readonly asOf: number;
}

const known = new WeakMap<object, { readonly of: readonly Table[]; readonly items: string; readonly known: Known }>();

function knownOf(interactions: Table, products: Table | null, items: readonly string[]): Known {
  const key = codesOf(interactions.textRole('itemId')).codes;
  const of = products ? [interactions, products] : [interactions];
  const before = known.get(key);
  const names = items.join('\n');
  if (
    before?.items === names &&
    before.of.length === of.length &&
    before.of.every((table, i) => isSameTable(table, of[i]!))
  )
    return before.known;
  const { rows } = readInteractions(interactions, { weighting: 'binary', excludeItems: [], items });
  const found = {
    facts: itemFacts(interactions, products, items),
    buyers: new CommonBuyers(rows),
    asOf: newestTime(interactions, new Set(items)),
  };
  known.set(key, { of, items: names, known: found });
  return found;
}

interface ListOptions extends ListRules {
  readonly topK: number;
  readonly nCandidates: number;
  readonly excludeSeen: boolean;
  readonly halfLifeDays: number;
}

type SliderInput = { readonly customer: string } & Pick<
  ListRules,
  'diversity' | 'price' | 'freshness' | 'calibration' | 'margin'
>;

/** One customer's list under the panel's rules with the trades as the sliders stand, beside the list without rules. */
export async function answerList(
  context: Context,
  interactions: Table,
  recommender: Recommender | null,
  products: Table | null,
  options: ListOptions,
  { customer, ...trades }: SliderInput,
): Promise<Answer> {
  if (!recommender) return { messages: [text.message('no-model')], tables: [] };
  const rows = rowsWith(interactions.textRole('customerId'), customer);
  const own = await recommender.histories(interactions.take(rows), context);
  if (own.users.length === 0) return { messages: [text.message('customer-unknown', { customer })], tables: [] };
  const { facts, buyers, asOf } = knownOf(interactions, products, recommender.items);
  const { topK, halfLifeDays, excludeSeen } = options;
  const maker = new ListMaker(facts, buyers, recommender.items, { halfLifeDays, random: context.random.fork(3) });
  const customers = { users: own.users, rows: historiesAt(own.rows, asOf) };
  const nCandidates = Math.max(topK, options.nCandidates);
  const reranking = new Reranking(recommender, customers, maker, { excludeSeen, nCandidates });
  const rules = { ...options, ...trades };
  const ruled = await reranking.lists(rules, topK, context);
  const plain = await reranking.lists(onlyRules(rules, []), topK, context);
  const history = own.rows.columns;
  const isNew = (item: number): boolean => item >= 0 && !plain.items.includes(item);
  return {
    messages: [text.message('list-found', { customer, changed: ruled.items.filter(isNew).length })],
    tables: [
      listTable(text.message('with-rules').text, ruled, recommender, facts),
      {
        title: text.message('what-changes').text,
        columns: [
          info('what', 'text'),
          info('diversity', 'number', 'score'),
          info('mean_price', 'number', 'money'),
          info('mean_margin', 'number', 'money'),
          info('age_days', 'number', 'days'),
          info('miscalibration', 'number', 'score'),
        ],
        rows: [
          [text.message('with-rules').text, ...qualitiesOf(ruled.items, history, facts, buyers, maker)],
          [text.message('without-rules').text, ...qualitiesOf(plain.items, history, facts, buyers, maker)],
        ],
      },
    ],
  };
}

const info = (name: Parameters<typeof text.column>[0], type: ColumnInfo['type'], unit: ColumnInfo['unit'] = null): ColumnInfo => ({
  name,
  type,
  role: null,
  unit,
  label: text.column(name),
}); // prettier-ignore

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

function listTable(
  title: Text,
  { items, plainRanks }: { items: Int32Array; plainRanks: Int32Array },
  { items: ids, itemNames }: Recommender,
  { names, price, margin, stock, category, categories }: ItemFacts,
): Answer['tables'][number] {
  // Columns that no table fills are left out.
  const optional: { column: ColumnInfo; of: (item: number) => string | number | null; isKnown: boolean }[] = [
    {
      column: info('category', 'text'),
      of: (item) => categories[category?.[item] ?? -1] ?? null,
      isKnown: category !== null,
    },
    { column: info('price', 'number', 'money'), of: (item) => orNull(price?.[item]), isKnown: price !== null },
    { column: info('margin', 'number', 'money'), of: (item) => orNull(margin?.[item]), isKnown: margin !== null },
    { column: info('stock', 'number', 'count'), of: (item) => orNull(stock?.[item]), isKnown: stock !== null },
  ];
  const shown = optional.filter(({ isKnown }) => isKnown);
  return {
    title,
    columns: [
      info('rank', 'number', 'count'),
      info('item_id', 'text'),
      info('item_name', 'text'),
      info('plain_rank', 'number', 'count'),
      ...shown.map(({ column }) => column),
    ],
    rows: Array.from(items.entries())
      .filter(([, item]) => item >= 0)
      .map(([rank, item]) => [
        rank + 1,
        ids[item] ?? '',
        names[item] ?? itemNames[item] ?? null,
        plainRanks[rank] === 0 ? null : (plainRanks[rank] ?? null),
        ...shown.map(({ of }) => of(item)),
      ]),
  };
}

function qualitiesOf(
  list: Int32Array,
  history: Int32Array,
  { price, margin, category, categories }: ItemFacts,
  buyers: CommonBuyers,
  maker: ListMaker,
): (number | null)[] {
  const items = Array.from(list.filter((item) => item >= 0));
  const pairs = items.flatMap((a, i) => items.slice(i + 1).map((b) => 1 - buyers.cosine(a, b)));
  const of = (values: Float64Array | null) => mean(items.map((item) => values?.[item] ?? NaN));
  const tastes = category && tastesOf(history, category, categories.length);
  const misfit = tastes ? miscalibration(tastes, items.map((item) => category[item]!)) : NaN; // prettier-ignore
  return [mean(pairs), of(price), of(margin), mean(items.map((item) => maker.ageDays(item))), misfit].map(orNull);
}
