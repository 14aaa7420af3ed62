import type { BarsFigure } from '../../../contract/figure.ts';
import { codedTextColumn, numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { itemLabel, writeReason } from './reasons.ts';
import { historyOf, type CustomerHistories, type RankedItems, type Recommender } from './recommender.ts';
import { recommenderText } from './texts.ts';

/** What making lists asks of a model. */
export type Explaining = Pick<Recommender, 'items' | 'itemNames' | 'explain' | 'reason'>;

/**
 * Ranked items as a table of customer_id, rank, item_id, item_name (where any is known), score and reason; empty places have no row.
 *
 * @param nReasons how many reasons stand alone; with 0 none are written.
 */
export function recommendationTable(
  context: Pick<Context, 'signal' | 'progress'>,
  model: Explaining,
  { users, rows }: CustomerHistories,
  ranked: RankedItems,
  { topK, nReasons }: { topK: number; nReasons: number },
): Table {
  const places = Int32Array.from(ranked.items.keys()).filter((place) => (ranked.items[place] as number) >= 0);
  const userCodes = places.map((place) => Math.floor(place / topK));
  const itemCodes = places.map((place) => ranked.items[place] as number);
  const scores = Float64Array.from(places, (place) => ranked.scores[place] as number);
  const reasons = new Array<string | null>(places.length).fill(null);
  for (let i = 0; i < places.length && nReasons > 0; i++) {
    if (i % 1024 === 0) {
      context.signal.throwIfAborted();
      context.progress(i / places.length, recommenderText.message('writing'));
    }
    const history = historyOf(rows, userCodes[i] as number);
    reasons[i] = writeReason(model, history, itemCodes[i] as number, scores[i] as number, nReasons);
  }
  const label = (name: Parameters<typeof recommenderText.column>[0]) => recommenderText.column(name);
  return new Table(
    [
      codedTextColumn('customer_id', userCodes, users, { role: 'customerId', label: label('customer_id') }),
      numberColumn(
        'rank',
        places.map((place) => (place % topK) + 1),
        { unit: 'count', label: label('rank') },
      ),
      codedTextColumn('item_id', itemCodes, model.items, { role: 'itemId', label: label('item_id') }),
      ...namesColumn(itemCodes, model.itemNames),
      numberColumn('score', scores, { unit: 'score', label: label('score') }),
      textColumn('reason', reasons, { label: label('reason') }),
    ],
    { entity: 'none', name: 'recommendations' },
  );
}

function namesColumn(items: Int32Array, names: Explaining['itemNames']): Column[] {
  const dictionary = [...new Set(names)].filter((name) => name !== null).sort();
  if (dictionary.length === 0) return [];
  const codeOf = new Map(dictionary.map((name, code) => [name, code]));
  const codes = items.map((item) => codeOf.get(names[item] ?? '') ?? -1);
  return [
    codedTextColumn('item_name', codes, dictionary, { role: 'itemName', label: recommenderText.column('item_name') }),
  ];
}

const SHOWN_ITEMS = 15;

/** The items that most customers are recommended, as bars; null where nothing is recommended. */
export function mostRecommended(
  ranked: RankedItems,
  { items, itemNames }: Pick<Recommender, 'items' | 'itemNames'>,
  nCustomers: number,
): BarsFigure | null {
  const counts = new Float64Array(items.length);
  for (const item of ranked.items) if (item >= 0) counts[item] = (counts[item] as number) + 1;
  const order = [...counts.keys()]
    .filter((item) => counts[item])
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const shown = order.slice(0, SHOWN_ITEMS);
  const [first] = shown;
  if (first === undefined) return null;
  const label = (item: number) => itemLabel(items, itemNames, item);
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: recommenderText.message('most-recommended', {
      item: label(first),
      count: counts[first] as number,
      total: nCustomers,
    }),
    subtitle: recommenderText.message('most-recommended-rows'),
    summary: recommenderText.message('most-recommended-summary', {
      shown: shown.length,
      items: { list: shown.slice(0, 3).map(label) },
    }),
    categories: shown.map(label),
    value: { label: recommenderText.message('customers'), unit: 'count' },
    series: [
      {
        name: recommenderText.message('customers'),
        values: Float64Array.from(shown, (item) => counts[item] as number),
      },
    ],
    select: { table: 'recommendations', column: 'item_id', values: shown.map((item) => items[item] as string) },
  };
}

/** The share of known items that someone is recommended, and the share of customers with at least one; both 0 without customers. */
export function coverageOf(ranked: RankedItems, topK: number, nItems: number): { coverage: number; served: number } {
  const nCustomers = ranked.items.length / topK;
  const distinct = new Set(ranked.items);
  distinct.delete(-1);
  let nServed = 0;
  for (let user = 0; user < nCustomers; user++) if ((ranked.items[user * topK] as number) >= 0) nServed++;
  return { coverage: distinct.size / nItems, served: nCustomers > 0 ? nServed / nCustomers : 0 };
}
