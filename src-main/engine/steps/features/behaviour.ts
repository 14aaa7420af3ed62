import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import { defineEstimator, figureOut, givenNames, metricOut, optionalTableIn, tableIn, tableOut } from '../define.ts';
import { dayAfterLastOrder } from '../order-lines.ts';
import { paceOf } from '../pace.ts';
import { behaviourColumns, type BehaviourModel } from './behaviour-columns.ts';
import { behaviourText as text } from './behaviour-text.ts';
import { settleMeasures } from './behaviour-settled.ts';
import { habitTable, measureHabits } from './habits.ts';
import { readPurchases, type Purchases } from './purchases.ts';
import { rhythmFigure } from './rhythm-figure.ts';

const parameters = z.object({
  referenceDate: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('referenceDate') }),
  maxKinds: z
    .int()
    .min(1)
    .max(100)
    .default(12)
    .meta({ ...text.parameter('maxKinds') }),
  hoursPerBin: z
    .int()
    .min(1)
    .max(12)
    .default(3)
    .meta({ ...text.parameter('hoursPerBin') }),
});

export const behaviour = defineEstimator({
  id: 'features.behaviour',
  version: 1,
  text,
  references: ['doi:10.1002/j.1538-7305.1948.tb01338.x', 'doi:10.1111/j.2044-8295.1910.tb00206.x'],
  needs: {
    orders: tableIn({
      label: text.input('orders'),
      roles: ['customerId', 'time'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
    returns: optionalTableIn({
      label: text.input('returns'),
      roles: ['customerId'],
      prefersOutput: 'interactions_returns',
    }),
  },
  gives: {
    behaviour: tableOut({ label: text.output('behaviour'), name: 'behaviour', entity: 'customer' }),
    rhythm: figureOut({ label: text.output('rhythm') }),
    customers: metricOut({ label: text.output('customers'), better: 'none', unit: 'count' }),
    usualGap: metricOut({ label: text.output('usualGap'), better: 'none', unit: 'days' }),
    onceOnly: metricOut({ label: text.output('onceOnly'), better: 'none', unit: 'share' }),
  },
  describes: {
    habits: tableOut({
      label: text.output('habits'),
      name: 'habits',
      entity: 'none',
      words: { feature: givenNames('behaviour') },
    }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 120,
  fit(context, { orders, returns }, p): BehaviourModel {
    const purchases = readPurchases(orders, p.referenceDate ?? dayAfterLastOrder(orders), paceOf(context, 0, 0.9));
    if (purchases.keys.length === 0)
      throw new ClienteleError('too-few-rows', { needed: 1, got: 0, parameter: 'referenceDate' });
    context.progress(0.9);
    const measures = settleMeasures(purchases, orders, returns, p);
    return { ...measures, habits: measureHabits(purchases, measures, (role) => orders.textRole(role)) };
  },
  apply(context, model, { orders, returns }, p) {
    const referenceDate = p.referenceDate ?? dayAfterLastOrder(orders);
    const purchases = readPurchases(orders, referenceDate, paceOf(context, 0, 0.5));
    context.signal.throwIfAborted();
    context.progress(0.5);
    const key = textColumn('customer_id', purchases.keys, { role: 'customerId', label: text.column('customer') });
    const columns = behaviourColumns(model, purchases, orders, returns, referenceDate);
    const gaps = sortedFinite(columns.find(({ name }) => name === 'gap_mean')?.values ?? []);
    return {
      behaviour: new Table([key, ...columns], { ...orders.options(), entity: 'customer' }),
      rhythm: rhythmFigure(purchases, model.hoursPerBin),
      customers: purchases.keys.length,
      usualGap: gaps.length > 0 ? quantile(gaps, 0.5) : null,
      onceOnly: onceOnly(purchases),
    };
  },
  describe: (_context, { habits }) => ({ habits: habitTable(habits) }),
});

function onceOnly({ keys, offsets }: Purchases): number | null {
  if (keys.length === 0) return null;
  const nOnce = keys.filter((_, customer) => offsets[customer + 1] === offsets[customer]! + 1).length;
  return nOnce / keys.length;
}
