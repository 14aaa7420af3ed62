import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { ScatterFigure } from '../../../contract/figure.ts';
import type { Baskets, Itemset } from '../../maths/recommend/fp-growth.ts';
import { rulesOf, type Rule } from '../../maths/recommend/rules.ts';
import { codesOf, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { defineStep, figureOut, metricOut, stepText, tableIn, tableOut } from '../define.ts';
import { readInteractions } from './interactions.ts';
import { itemLabel } from './reasons.ts';
import { findItemsets } from './rules.ts';
import { warnOfSkipped } from './warnings.ts';

/**
 * Basket analysis: frequent sets of items and the rules they hold. O(entries), and what the number of frequent sets takes.
 *
 * Han, Pei & Yin (2000), Mining frequent patterns without candidate generation.
 */
const text = stepText({
  title: { en: 'Basket analysis', zh: '购物篮分析' },
  summary: {
    en: 'Finds what is bought together and writes it as rules with support, confidence and lift.',
    zh: '找出一起购买的商品，写成带支持度、置信度和提升度的规则。',
  },
  about: {
    en: 'A **set** of items is frequent when enough baskets hold all of it. Every frequent set gives **rules**: *who has the left side has the right side too*. **Support** is the share of all baskets that hold both sides, **confidence** the share of the left side’s baskets that hold the right one too, **lift** the confidence over the share of all baskets with the right side: 1 is chance, 3 means three times as often. **Leverage** is the share of baskets beyond chance, and says how much a rule matters to the shop; **conviction** how much more often the rule would fail if both sides were independent.\n\nRead rules of high lift *and* high leverage first; a high lift that rests on a handful of baskets is often chance. Rules are not causes: showing the left side does not sell the right one by itself.\n\nA **basket** is an order where the data has orders, else all that a customer bought. To recommend by rules, use *Association rules*.',
    zh: '一组商品若被足够多的购物篮同时包含，就是频繁**组合**。每个频繁组合给出若干**规则**：*有左边的也有右边*。**支持度**是同时包含两边的购物篮占比；**置信度**是含左边的购物篮中也含右边的比例；**提升度**是置信度与全部购物篮中含右边的比例之比，1 表示纯属偶然，3 表示三倍。**杠杆率**是超出偶然的购物篮占比，说明规则对店铺有多重要；**确信度**是若两边独立，规则失效会多多少倍。\n\n先看提升度**和**杠杆率都高的规则；只依据少数购物篮的高提升度往往是巧合。规则不是因果：展示左边并不会自动卖出右边。\n\n数据有订单时**购物篮**是一笔订单，否则是顾客购买的全部商品。若要按规则推荐，请用“关联规则推荐”。',
  },
  inputs: { interactions: { en: 'Interactions', zh: '交互记录' } },
  outputs: {
    rules: { en: 'Rules', zh: '规则' },
    itemsets: { en: 'Frequent sets', zh: '频繁组合' },
    map: { en: 'Rules by confidence and lift', zh: '规则的置信度与提升度' },
    nRules: { en: 'Rules found', zh: '规则数' },
  },
  parameters: {
    basket: {
      label: { en: 'Basket', zh: '购物篮' },
      help: { en: 'What counts as bought together.', zh: '怎样算一起购买。' },
      options: {
        order: { en: 'An order', zh: '一笔订单' },
        customer: { en: 'All of a customer', zh: '顾客的全部购买' },
      },
    },
    minBaskets: {
      label: { en: 'Baskets at least', zh: '最少购物篮数' },
      help: { en: 'Sets in fewer baskets are left out.', zh: '出现次数少于此值的组合不计。' },
    },
    maxItems: {
      label: { en: 'Items at most', zh: '最多商品数' },
      help: { en: 'How many items a set has.', zh: '一个组合包含的商品数。' },
    },
    minConfidence: {
      label: { en: 'Confidence at least', zh: '最低置信度' },
      help: { en: 'Rules that hold less often are left out.', zh: '成立比例低于此值的规则不计。' },
      slider: true,
    },
    minLift: {
      label: { en: 'Lift at least', zh: '最低提升度' },
      help: { en: 'Rules with less lift are left out.', zh: '提升度低于此值的规则不计。' },
    },
  },
  columns: {
    left: { en: 'Who has', zh: '拥有' },
    right: { en: 'also has', zh: '也拥有' },
    items: { en: 'Items', zh: '商品' },
    n_items: { en: 'Number of items', zh: '商品数' },
    n_baskets: { en: 'Baskets', zh: '购物篮数' },
    support: { en: 'Support', zh: '支持度' },
    confidence: { en: 'Confidence', zh: '置信度' },
    lift: { en: 'Lift', zh: '提升度' },
    leverage: { en: 'Leverage', zh: '杠杆率' },
    conviction: { en: 'Conviction', zh: '确信度' },
  },
  messages: {
    title: {
      en: 'Strongest: who has {left} has “{right}” {lift} times as often as others',
      zh: '最强规则：拥有{left}的人拥有“{right}”的可能是平均的 {lift} 倍',
    },
    summary: {
      en: 'Points, one a rule, by confidence and lift. {count, plural, one {# rule} other {# rules}}.',
      zh: '每条规则一个点，按置信度与提升度排列，共 {count, number} 条。',
    },
  },
});

const parameters = z.object({
  basket: z
    .enum(['order', 'customer'])
    .default('order')
    .meta({ ...text.parameter('basket') }),
  minBaskets: z
    .int()
    .min(2)
    .max(10_000_000)
    .default(10)
    .meta({ ...text.parameter('minBaskets') }),
  maxItems: z
    .int()
    .min(2)
    .max(10)
    .default(3)
    .meta({ ...text.parameter('maxItems') }),
  minConfidence: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .meta({ ...text.parameter('minConfidence') }),
  minLift: z
    .number()
    .min(0)
    .max(1_000_000)
    .default(1.5)
    .meta({ ...text.parameter('minLift') }),
});

export const basketRules = defineStep({
  id: 'recommend.basket-rules',
  version: 1,
  text,
  references: ['doi:10.1145/342009.335372', 'doi:10.1145/170035.170072'],
  needs: {
    interactions: tableIn({
      label: text.input('interactions'),
      roles: ['customerId', 'itemId'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
  },
  gives: {
    rules: tableOut({ label: text.output('rules'), name: 'basket_rules', entity: 'none' }),
    itemsets: tableOut({ label: text.output('itemsets'), name: 'frequent_sets', entity: 'none' }),
    map: figureOut({ label: text.output('map') }),
    nRules: metricOut({ label: text.output('nRules'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 200,
  run(context, { interactions }, { basket, minBaskets, maxItems, minConfidence, minLift }) {
    const { items, itemNames, baskets, nBaskets } = readBaskets(interactions, basket, context);
    const itemsets = findItemsets(baskets, { minCount: minBaskets, maxSize: maxItems }, 'minBaskets', context);
    context.signal.throwIfAborted();
    const rules = rulesOf(itemsets, nBaskets, minConfidence, minLift);
    const label = (item: number) => itemLabel(items, itemNames, item);
    return {
      rules: rulesTable(rules, nBaskets, label),
      itemsets: itemsetsTable(itemsets, nBaskets, label),
      map: mapOf(rules, label),
      nRules: rules.length,
    };
  },
});

/** Orders, or customers, with the items in them. */
function readBaskets(table: Table, basket: 'order' | 'customer', context: Parameters<typeof warnOfSkipped>[0]) {
  const orders = table.findRole('orderId');
  const byOrder = basket === 'order' && orders?.type === 'text';
  const read = readInteractions(byOrder ? ordersAsCustomers(table) : table, { weighting: 'binary', excludeItems: [] });
  warnOfSkipped(context, read.skipped);
  if (read.items.length === 0)
    throw new ClienteleError('no-usable-rows', {
      detail: { en: 'no basket holds an item', zh: '没有任何购物篮包含商品' },
    });
  const { rows, items, itemNames } = read;
  const baskets: Baskets = { nItems: items.length, offsets: rows.offsets, items: rows.columns };
  return { items, itemNames, baskets, nBaskets: rows.nRows };
}

/** The same table, each order standing for a customer, whether or not it names one; orders of one name by different customers stay apart. */
function ordersAsCustomers(table: Table): Table {
  const [orders, customers] = [codesOf(table.textRole('orderId')), codesOf(table.textRole('customerId'))];
  const keys = Array.from(orders.codes, (order, row) => {
    const customer = customers.codes[row]!;
    return order < 0 ? null : JSON.stringify([orders.dictionary[order], customers.dictionary[customer] ?? null]);
  });
  const others = table.columns.filter(({ role }) => role !== 'customerId' && role !== 'orderId');
  return new Table([textColumn(' basket', keys, { role: 'customerId' }), ...others], table.options());
}

const joined = (items: readonly number[], label: (item: number) => string) => items.map(label).join(' + ');
const numbers = (
  name: Parameters<typeof text.column>[0],
  values: readonly number[],
  unit: 'count' | 'share' | 'score',
) => numberColumn(name, Float64Array.from(values), { unit, label: text.column(name) });

function rulesTable(rules: readonly Rule[], nBaskets: number, label: (item: number) => string): Table {
  const of = (pick: (rule: Rule) => number) => rules.map(pick);
  return new Table(
    [
      textColumn(
        'left',
        rules.map(({ items }) => joined(items, label)),
        { label: text.column('left') },
      ),
      textColumn(
        'right',
        rules.map(({ then }) => label(then)),
        { label: text.column('right') },
      ),
      numbers(
        'n_baskets',
        of(({ count }) => count),
        'count',
      ),
      numbers(
        'support',
        of(({ count }) => count / nBaskets),
        'share',
      ),
      numbers(
        'confidence',
        of(({ confidence }) => confidence),
        'share',
      ),
      numbers(
        'lift',
        of(({ lift }) => lift),
        'score',
      ),
      numbers(
        'leverage',
        of(({ leverage }) => leverage),
        'share',
      ),
      // A rule that never fails has no finite conviction.
      numbers(
        'conviction',
        of(({ confidence, lift }) => (confidence < 1 ? (1 - confidence / lift) / (1 - confidence) : NaN)),
        'score',
      ),
    ],
    { entity: 'none', name: 'basket_rules' },
  );
}

function itemsetsTable(itemsets: readonly Itemset[], nBaskets: number, label: (item: number) => string): Table {
  return new Table(
    [
      textColumn(
        'items',
        itemsets.map(({ items }) => joined(items, label)),
        { label: text.column('items') },
      ),
      numbers(
        'n_items',
        itemsets.map(({ items }) => items.length),
        'count',
      ),
      numbers(
        'n_baskets',
        itemsets.map(({ count }) => count),
        'count',
      ),
      numbers(
        'support',
        itemsets.map(({ count }) => count / nBaskets),
        'share',
      ),
    ],
    { entity: 'none', name: 'frequent_sets' },
  );
}

const labelOf = (name: Parameters<typeof text.column>[0]) => ({ code: name, text: text.column(name) });

function mapOf(rules: readonly Rule[], label: (item: number) => string): ScatterFigure | null {
  const [first] = rules;
  if (!first) return null;
  return {
    kind: 'scatter',
    title: text.message('title', {
      left: { list: first.items.map((item) => `“${label(item)}”`) },
      right: label(first.then),
      lift: { decimal: first.lift, digits: 1 },
    }),
    summary: text.message('summary', { count: rules.length }),
    table: 'rules',
    x: { label: labelOf('confidence'), unit: 'share', column: 'confidence' },
    y: { label: labelOf('lift'), unit: 'score', column: 'lift' },
    color: { column: 'support', as: 'number', label: labelOf('support') },
  };
}
