import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { gather } from '../../table/code-order.ts';
import {
  booleanColumn,
  dateColumn,
  numberColumn,
  relabel,
  takeRows,
  textColumn,
  type Column,
} from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { defineStep, metricOut, stepText, tableIn, tableOut } from '../define.ts';
import { hasAmounts, readPurchases, type Purchases } from '../features/purchases.ts';
import { DAY_MS, dayAfterLastOrder, dayOf } from '../order-lines.ts';
import { paceOf } from '../pace.ts';

const text = stepText({
  title: { en: 'Target: how long they stay', zh: '目标：会留多久' },
  summary: {
    en: 'Measures from first order to silence how long each customer stayed, with what was known at the first order.',
    zh: '度量每位顾客从首单到沉默留了多久，并给出首单时已知的内容。',
  },
  about: {
    en: 'A shop without contracts calls a customer gone after so many **days of silence**. **days_stayed** counts from the first order to the day on which that was so for the first time (**left** is yes); who was never silent as long is **censored** at the end of the data: they stayed at least that long, and nobody knows how much longer.\n\n*Survival curve* shows from it how many stay how long, by the channel or category of the first order; *Cox regression* weighs these columns. All of them were known at the first order, so that a newcomer’s chances can be told on the first day.\n\nChoose the silence well above the usual days between orders (*Behaviour* names it): else regular customers count as gone between two orders.',
    zh: '没有合同的商店，会把**沉默**达到若干天的顾客视为离开。**days_stayed** 从首单算到第一次满足该条件的那天（此时 **left** 为“是”）；从未沉默那么久的顾客在数据末尾被**删失**：至少留了这么久，还会留多久没人知道。\n\n“生存曲线”据此展示按首单渠道或品类划分的留存；“Cox 回归”衡量各列的影响。这些列在首单时都已知，因此新顾客第一天就能得到预测。\n\n沉默天数应明显长于平常的订单间隔（“购买行为”会给出），否则老顾客会在两单之间被当作离开。',
  },
  inputs: { orders: { en: 'Orders', zh: '订单' } },
  outputs: {
    stays: { en: 'How long customers stayed', zh: '顾客停留时长' },
    customers: { en: 'Customers', zh: '顾客数' },
    left: { en: 'Share who left', zh: '离开的占比' },
  },
  parameters: {
    silence: {
      label: { en: 'Days of silence', zh: '沉默天数' },
      help: { en: 'After how many days without an order a customer counts as gone.', zh: '多少天没有下单就视为离开。' },
      unit: { en: 'days', zh: '天' },
    },
    until: {
      label: { en: 'End of the data', zh: '数据末尾' },
      help: {
        en: 'Orders on and after this day are left out. The day after the last order where it is empty.',
        zh: '当天及之后的订单不计入。留空则为最后一单的次日。',
      },
      date: true,
    },
  },
  columns: {
    customer: { en: 'Customer', zh: '顾客' },
    started: { en: 'First order', zh: '首单日期' },
    stayed: { en: 'Days stayed', zh: '停留天数' },
    left: { en: 'Left', zh: '是否离开' },
    value: { en: 'Value of the first order', zh: '首单金额' },
    lines: { en: 'Lines of the first order', zh: '首单行数' },
    category: { en: 'Category of the first order', zh: '首单品类' },
    channel: { en: 'Channel of the first order', zh: '首单渠道' },
  },
  messages: {
    noneLeft: {
      en: 'Nobody was silent for {days, number} days: choose fewer.',
      zh: '没有人沉默达到 {days, number} 天：请调小。',
    },
  },
});

const parameters = z.object({
  silence: z
    .int()
    .min(1)
    .max(1830)
    .default(120)
    .meta({ ...text.parameter('silence') }),
  until: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('until') }),
});

export const targetLifetime = defineStep({
  id: 'prepare.target-lifetime',
  version: 1,
  text,
  references: [],
  needs: {
    orders: tableIn({
      label: text.input('orders'),
      roles: ['customerId', 'time'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
  },
  gives: {
    stays: tableOut({ label: text.output('stays'), name: 'stays_target', entity: 'customer' }),
    customers: metricOut({ label: text.output('customers'), better: 'none', unit: 'count' }),
    left: metricOut({ label: text.output('left'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 120,
  run(context, { orders }, { silence, until }) {
    const end = until === null ? dayAfterLastOrder(orders) : dayOf(until) * DAY_MS;
    const purchases = readPurchases(orders, end, paceOf(context, 0, 0.8));
    context.signal.throwIfAborted();
    const n = purchases.keys.length;
    if (n === 0) throw new ClienteleError('too-few-rows', { needed: 1, got: 0, parameter: 'until' });
    const { stayed, left } = measureStays(purchases, dayOf(end), silence);
    const nLeft = left.reduce((sum, flag) => sum + flag, 0);
    if (nLeft === 0) context.warn(text.message('noneLeft', { days: silence }));
    return {
      stays: new Table(
        [
          textColumn('customer_id', purchases.keys, { role: 'customerId', label: text.column('customer') }),
          dateColumn('started', gather(purchases.times, purchases.offsets.slice(0, n)), {
            label: text.column('started'),
          }),
          numberColumn('days_stayed', stayed, { role: 'outcome', unit: 'days', label: text.column('stayed') }),
          booleanColumn('left', left, { role: 'outcome', label: text.column('left') }),
          ...firstOrders(orders, purchases),
        ],
        { ...orders.options(), entity: 'customer' },
      ),
      customers: n,
      left: nLeft / n,
    };
  },
});

/** Days from each customer’s first order to the end of the first silence that is long enough, or to the last day. */
function measureStays({ keys, offsets, times }: Purchases, lastDay: number, silence: number) {
  const stayed = new Float64Array(keys.length);
  const left = new Uint8Array(keys.length);
  for (let customer = 0; customer < keys.length; customer++) {
    const [from, to] = [offsets[customer]!, offsets[customer + 1]!];
    const first = dayOf(times[from]!);
    let day = first;
    for (let order = from + 1; order <= to && !left[customer]; order++) {
      const next = order < to ? dayOf(times[order]!) : lastDay;
      if (next - day >= silence) left[customer] = 1;
      else day = next;
    }
    stayed[customer] = (left[customer] ? day + silence : lastDay) - first;
  }
  return { stayed, left };
}

/** What was known of each customer at the first order. */
function firstOrders(orders: Table, { keys, offsets, lines, values, rows }: Purchases): Column[] {
  const first = offsets.slice(0, keys.length);
  const firstRows = gather(rows, first);
  const texts = (['category', 'channel'] as const).flatMap((role) => {
    const column = orders.findRole(role);
    if (column?.type !== 'text') return [];
    return [relabel(takeRows(column, firstRows), { name: `first_${role}`, role: null, label: text.column(role) })];
  });
  return [
    ...(hasAmounts(orders)
      ? [numberColumn('first_value', gather(values, first), { unit: 'money', label: text.column('value') })]
      : []),
    numberColumn('first_lines', gather(lines, first), { unit: 'count', label: text.column('lines') }),
    ...texts,
  ];
}
