import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { booleanColumn, codesOf } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { defineStep, stepText } from '../define.ts';
import { targetGives, targetNeeds, targetRuns } from './target-frame.ts';
import { countWithin } from './target-lines.ts';
import { timeParameters } from './target-snapshots.ts';
import { targetWords } from './target-text.ts';
import { yesOf } from './target-warnings.ts';

const text = stepText({
  title: { en: 'Target: who buys', zh: '目标：谁会购买' },
  summary: {
    en: 'Marks customers who bought something, a category or an item within a span after a cut-off, with features from before it.',
    zh: '标出截止日之后一段时间内购买任意商品、某品类或某商品的顾客，并用此前的数据计算特征。',
  },
  about: {
    en: '**bought** is yes for customers with an order in the horizon: of anything, or of one **category** or one **item** where you name it (both: of that item within that category). Features come from before the cut-off alone.\n\nUse it to choose whom to show an offer. For a rare item, add **cut-offs** until a few hundred rows say yes; where that is out of reach, a recommender serves better.\n\n*Customers to score today* holds the same features as of the end of the data.',
    zh: '预测期内有订单的顾客，**bought** 为“是”：可以是任意商品，也可以指定一个**品类**或一件**商品**（两者都填则须同时满足）。特征只取自截止日之前。\n\n适合用来决定向谁展示优惠。商品较冷门时，请增加**截止日**，直到有几百行为“是”；达不到时，推荐方法更合适。\n\n“今天待评分的顾客”是同样的特征，时点为数据末尾。',
  },
  inputs: targetWords.inputs,
  outputs: targetWords.outputs,
  parameters: {
    ...targetWords.parameters,
    category: {
      label: { en: 'Category', zh: '品类' },
      help: {
        en: 'Only purchases of this category count, as it is written in the orders. Empty: all.',
        zh: '只计入该品类的购买，写法与订单中一致。留空则为全部。',
      },
    },
    item: {
      label: { en: 'Item', zh: '商品' },
      help: {
        en: 'Only purchases of this item count, by its id in the orders. Empty: all.',
        zh: '只计入该商品的购买，填写订单中的商品编号。留空则为全部。',
      },
    },
  },
  columns: { bought: { en: 'Bought', zh: '是否购买' } },
});

const parameters = z.object({
  category: z
    .string()
    .default('')
    .meta({ ...text.parameter('category') }),
  item: z
    .string()
    .default('')
    .meta({ ...text.parameter('item') }),
  ...timeParameters(60),
});
type Parameters = z.output<typeof parameters>;

export const targetPurchase = defineStep({
  id: 'prepare.target-purchase',
  version: 2,
  text,
  references: [],
  needs: targetNeeds,
  gives: targetGives('purchase'),
  parameters,
  memory: ({ nRows }, { snapshots }) => nRows * (160 + 40 * snapshots),
  ...targetRuns(
    (p: Parameters) => p,
    ({ orders: table }, p) => ({
      measure(lines, { from, to }, { codes }) {
        const isCategory = matcher(table, 'category', p.category);
        const isItem = matcher(table, 'itemId', p.item);
        const orders = countWithin(lines, from, to, (row) => lines.isBack[row] === 0 && isCategory(row) && isItem(row));
        const flags = Array.from(codes, (code) => orders[code]! > 0);
        return [booleanColumn('bought', flags, { role: 'outcome', label: text.column('bought') })];
      },
      isYes: yesOf,
    }),
  ),
});

/** Whether a row holds a value in the column with a role; every row does where none is asked for. @throws missing-role, bad-parameter */
function matcher(orders: Table, role: 'category' | 'itemId', value: string): (row: number) => boolean {
  if (value === '') return () => true;
  const { codes, dictionary } = codesOf(orders.textRole(role));
  const code = dictionary.indexOf(value);
  if (code < 0)
    throw new ClienteleError('bad-parameter', {
      parameter: role === 'category' ? 'category' : 'item',
      value,
      detail: { en: 'the orders hold no such value', zh: '订单中没有该值' },
    });
  return (row) => codes[row] === code;
}
