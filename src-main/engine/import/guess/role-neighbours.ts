import type { ColumnRole } from '../../../contract/table.ts';
import type { Text } from '../../../contract/text.ts';
import { namesAnId, wordsOf } from './role-names.ts';
import { canBe, type RoleColumn } from './role-values.ts';

/** What the other columns make likely of one. */
export interface NeighbourHint {
  readonly column: number;
  readonly role: ColumnRole;
  readonly strength: number;
  readonly what: Text;
}

const LIKELY = 0.6;
/** What a weak name gains where the table around it fits. */
const SUPPORT = 0.25;

const ABOUT_PEOPLE =
  /(?:^| )(?:gender|sex|age|education|marriage|marital(?: status)?|income|tenure|occupation|senior citizen|birth\w*)(?:$| )|性别|年龄|学历|婚姻|职业|收入/;
const ABOUT_PRODUCTS =
  /(?:^| )(?:brand|colou?r|size|weight|season|material|price|stock|category|articletype|article type|year)(?:$| )|品牌|颜色|规格|尺码|库存|价格/;

/** More than so many names an item, and they are not its name. */
const MAX_NAMES_PER_ITEM = 4;

/** How many different values of a column go with one value of another, on average over those that repeat. */
function valuesPerKey(rows: readonly (readonly string[])[], key: number, column: number): number {
  const seen = new Map<string, Set<string>>();
  const repeats = new Map<string, number>();
  for (const row of rows) {
    const [id, value] = [row[key]?.trim() ?? '', row[column]?.trim() ?? ''];
    if (id === '' || value === '') continue;
    let values = seen.get(id);
    if (!values) seen.set(id, (values = new Set()));
    values.add(value);
    repeats.set(id, (repeats.get(id) ?? 0) + 1);
  }
  const repeated = [...seen].filter(([id]) => (repeats.get(id) ?? 0) > 1);
  return repeated.length > 0 ? repeated.reduce((sum, [, values]) => sum + values.size, 0) / repeated.length : 1;
}

/**
 * What becomes likely once some roles are known: a plain `title` names the items of a table with items, a repeated id of
 * events with amounts is the customer's, a plain `id` is what the rows are about.
 *
 * @param own what names and values of the columns suggested, weak hints among it.
 */
export function neighbourHints(
  columns: readonly RoleColumn[],
  rows: readonly (readonly string[])[],
  roles: ReadonlyMap<number, { readonly role: ColumnRole }>,
  own: readonly { readonly column: number; readonly role: ColumnRole; readonly confidence: number }[],
): NeighbourHint[] {
  const places = new Map([...roles].map(([column, { role }]) => [role, column]));
  const has = (...wanted: ColumnRole[]): boolean => wanted.some((role) => places.has(role));
  const isFree = (at: number): boolean => !roles.has(at);
  const words = columns.map(({ name }) => wordsOf(name));
  const hints: NeighbourHint[] = [];
  const add = (column: number, role: ColumnRole, strength: number, en: string, zh: string): void => {
    if (isFree(column) && !places.has(role) && canBe(role, columns[column]!))
      hints.push({ column, role, strength, what: { en, zh } });
  };
  const support = (role: ColumnRole, en: string, zh: string, accept: (at: number) => boolean = () => true): void => {
    for (const hint of own)
      if (hint.role === role && accept(hint.column)) add(hint.column, role, hint.confidence + SUPPORT, en, zh);
  };

  const items = places.get('itemId');
  const isItsName = (at: number): boolean => items === undefined || valuesPerKey(rows, items, at) <= MAX_NAMES_PER_ITEM;
  const hasEvents = has('customerId', 'orderId', 'itemId', 'sessionId');
  const isProducts =
    has('itemId') || words.filter((name) => ABOUT_PRODUCTS.test(name)).length >= 2 || has('category', 'stock');
  const isPeople = words.some((name) => ABOUT_PEOPLE.test(name));

  if (isProducts && !(has('text') && !has('price', 'stock', 'category')))
    support('itemName', 'the table is about products', '该表与商品有关', isItsName);
  if (isProducts) support('category', 'the table is about products', '该表与商品有关');
  if (has('customerId') && !isProducts) support('customerName', 'the table is about customers', '该表与顾客有关');
  if (hasEvents || has('amount', 'quantity', 'text')) support('time', 'the rows are events', '各行是事件');
  if (has('orderId', 'customerId') || has('time')) {
    support('amount', 'the rows are orders', '各行是订单');
    support('quantity', 'the rows are orders', '各行是订单');
    support('orderId', 'the rows are orders', '各行是订单');
  }
  if (has('customerId', 'text')) support('rating', 'the rows are opinions', '各行是评价');
  support(
    'itemId',
    'the table is about products',
    '该表与商品有关',
    (at) => has('customerId', 'orderId', 'rating') && columns[at]!.distinctShare < 0.9,
  );
  if (has('itemId', 'customerId', 'rating', 'category'))
    support('text', 'the table is about opinions', '该表与评价有关', (at) => columns[at]!.meanLength > 12);
  if (has('outcome')) support('treatment', 'there is an outcome beside it', '旁边有结果列');
  const hasFlag = columns.some(({ type, counts }) => type === 'boolean' && counts.size === 2);
  support('outcome', 'the other columns describe what may lead to it', '其他列描述了可能的影响因素', (at) =>
    isTarget(columns, at, hasFlag),
  );
  if (isPeople || has('customerId', 'orderId')) {
    support('place', 'the table is about customers', '该表与顾客有关');
    support('channel', 'the table is about customers', '该表与顾客有关');
  }

  const dates = columns.flatMap(({ type }, at) =>
    type === 'date' && isFree(at) && !/birth|生日/.test(words[at]!) ? [at] : [],
  );
  if (hasEvents && dates[0] !== undefined)
    add(dates[0], 'time', LIKELY, 'it is the only date of its events', '它是事件唯一的日期');
  if (!has('customerId', 'itemId', 'orderId'))
    hintIds(columns, words, { isPeople, isProducts, isEvents: has('time') && has('amount', 'quantity') }, add);
  if (has('customerId') && has('time') && has('amount')) {
    const counts = columns.findIndex(
      ({ range }, at) =>
        isFree(at) &&
        !namesAnId(columns[at]!.name) &&
        range !== null &&
        range.areWhole &&
        range.low >= 0 &&
        range.high <= 1000 &&
        range.high > 1,
    );
    if (
      counts >= 0 &&
      columns.filter(({ type }, at) => type === 'number' && isFree(at) && !namesAnId(columns[at]!.name)).length === 1
    )
      add(counts, 'quantity', LIKELY, 'it counts beside an amount', '它是金额旁的计数');
  }
  return hints;
}

/** A column with two values after many others that describe the row: what is to be predicted stands at one end. */
function isTarget(columns: readonly RoleColumn[], at: number, hasFlag: boolean): boolean {
  const { counts, type, name } = columns[at]!;
  const isTwo =
    counts.size === 2 &&
    (type === 'boolean' || (type === 'number' && [...counts.keys()].every((text) => text === '0' || text === '1')));
  if (!isTwo) return false;
  return /label|标签/i.test(name) || (hasFlag && type === 'boolean' && at === columns.length - 1);
}

type AddHint = (column: number, role: ColumnRole, strength: number, en: string, zh: string) => void;

/** Ids whose names do not say whose they are. */
function hintIds(
  columns: readonly RoleColumn[],
  words: readonly string[],
  table: { isPeople: boolean; isProducts: boolean; isEvents: boolean },
  add: AddHint,
): void {
  if (table.isEvents) {
    const repeated = columns.findIndex(
      ({ distinctShare, counts, name }) => namesAnId(name) && distinctShare < 0.9 && counts.size > 10,
    );
    if (repeated >= 0)
      add(
        repeated,
        'customerId',
        LIKELY,
        'it comes back at different times, with amounts',
        '它在不同时间带着金额重复出现',
      );
  }
  const own = columns.findIndex(({ isUnique }, at) => isUnique && /^(?:id|no|nr|key|编号|序号)$/.test(words[at]!));
  if (own < 0) return;
  if (table.isPeople && !table.isProducts)
    add(own, 'customerId', LIKELY, 'every row has its own, and they are people', '每行各有一个，且各行是人');
  else if (table.isProducts)
    add(own, 'itemId', LIKELY, 'every row has its own, and they are products', '每行各有一个，且各行是商品');
  else if (columns.filter(({ type }) => type === 'number').length >= columns.length - 2)
    add(own, 'customerId', 0.5, 'every row has its own, with figures', '每行各有一个，并带有数值');
}
