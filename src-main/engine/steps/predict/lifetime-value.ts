import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { HistogramFigure } from '../../../contract/figure.ts';
import { fitBgNbd } from '../../maths/lifetime/bg-nbd.ts';
import { expectedValue, fitGammaGamma } from '../../maths/lifetime/gamma-gamma.ts';
import { groupHistories } from '../../maths/lifetime/histories.ts';
import { positions } from '../../table/code-order.ts';
import { codedTextColumn, numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { column, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { DAY_MS, dayAfterLastOrder, dayOf } from '../order-lines.ts';
import { paceOf, type Pace } from '../pace.ts';
import { expectAll, type Expected, type LifetimeModel } from './lifetime-expected.ts';
import { holdoutFigure, judgeHoldout, type Holdout } from './lifetime-holdout.ts';
import {
  historiesOfOrders,
  historiesOfSummary,
  ordersWithin,
  UNIT_DAYS,
  type CustomerHistories,
} from './lifetime-histories.ts';
import { lifetimeText as text } from './lifetime-text.ts';

const number = (name: 'repeats' | 'lastAt' | 'age' | 'meanValue') =>
  column({ port: 'table', types: ['number'], text: text.parameter(name) });

const parameters = z.object({
  from: z
    .enum(['orders', 'summary'])
    .default('orders')
    .meta({ ...text.parameter('from') }),
  days: z
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .meta({ ...text.parameter('days') }),
  margin: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .meta({ ...text.parameter('margin') }),
  holdout: z
    .int()
    .min(0)
    .max(3650)
    .default(90)
    .meta({ ...text.parameter('holdout') }),
  referenceDate: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('referenceDate') }),
  discount: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .meta({ ...text.parameter('discount') }),
  unit: z
    .enum(['day', 'week', 'month'])
    .default('week')
    .meta({ ...text.parameter('unit') }),
  repeats: number('repeats'),
  lastAt: number('lastAt'),
  age: number('age'),
  meanValue: number('meanValue'),
});
type Asked = z.output<typeof parameters>;
type ColumnName = Parameters<typeof text.column>[0];

/** Fewer customers with repeat orders of some value than this say nothing of values. */
const LEAST_VALUED = 10;
/** Fewer customers than this are no hold-out. */
const LEAST_CUSTOMERS = 10;

export const lifetimeValue = defineEstimator({
  id: 'predict.lifetime-value',
  version: 2,
  text,
  references: ['doi:10.1287/mksc.1040.0098', 'http://www.brucehardie.com/notes/025/'],
  needs: {
    table: tableIn({ label: text.input('table'), prefers: 'interactions', prefersOutput: 'interactions_clean' }),
  },
  gives: {
    customers: tableOut({ label: text.output('customers'), name: 'lifetime_value', entity: 'customer' }),
    alive: figureOut({ label: text.output('alive') }),
    expected: metricOut({ label: text.output('expected'), better: 'none', unit: 'count' }),
    value: metricOut({ label: text.output('value'), better: 'none', unit: 'money' }),
  },
  describes: {
    parameters: tableOut({ label: text.output('parameters'), name: 'lifetime_parameters', entity: 'none' }),
    holdout: figureOut({ label: text.output('holdout') }),
    ratio: metricOut({ label: text.output('ratio'), better: 'none' }),
    likelihood: metricOut({ label: text.output('likelihood'), better: 'higher' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 160,
  fit(context, { table }, p): LifetimeModel {
    const check = (): void => {
      context.signal.throwIfAborted();
    };
    // Read first: orders as of the end are then read once for fitting, for the check and for applying.
    const before = beforeHoldout(table, p, context);
    const histories = read(table, p, paceOf(context, 0.2, 0.4));
    if (histories.repeats.length === 0)
      throw new ClienteleError('too-few-rows', { needed: 1, got: 0, parameter: 'referenceDate' });
    context.progress(0.4, text.message('fitting'));
    const { converged, ...orders } = fitBgNbd(groupHistories(histories), check);
    if (!converged) context.warn(text.message('notIdentified'));
    context.progress(0.6, text.message('fitting'));
    const values = fitValues(histories, context, check);
    context.progress(0.7, text.message('checking'));
    return { orders, ...values, holdout: before && checkHoldout(table, before, p, context, check) };
  },
  apply(context, model, { table }, p) {
    const histories = read(table, p, paceOf(context, 0, 0.4));
    const found = expectAll(model, histories, p, paceOf(context, 0.4, 1));
    const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
    return {
      customers: customerTable(table, histories, found, p),
      alive: aliveFigure(found.alive),
      expected: total(found.expected),
      value: found.value && total(found.value),
    };
  },
  describe: (_context, { orders: { logLikelihood, ...orders }, values, holdout }) => ({
    parameters: parameterTable({ ...orders, ...(values ? { p: values.p, q: values.q, v: values.v } : {}) }),
    likelihood: logLikelihood,
    holdout: holdout && holdoutFigure(holdout),
    ratio: holdout && holdout.totalCame > 0 ? holdout.totalForetold / holdout.totalCame : null,
  }),
});

const referenceDateOf = (table: Table, { referenceDate }: Asked): number =>
  referenceDate === null ? dayAfterLastOrder(table) : dayOf(referenceDate) * DAY_MS;

function read(table: Table, p: Asked, pace: Pace): CustomerHistories & { readonly keys?: readonly string[] } {
  if (p.from === 'summary') return historiesOfSummary(table, p);
  return historiesOfOrders(table, referenceDateOf(table, p), UNIT_DAYS[p.unit], pace);
}

/** The spread of the values of orders; none where too few repeat orders have one. */
function fitValues(
  { meanValue, valued }: CustomerHistories,
  context: Context,
  check: () => void,
): Pick<LifetimeModel, 'values' | 'usualValue'> {
  if (!meanValue) return { values: null, usualValue: NaN };
  const known = valued.reduce((count, orders) => count + (orders > 0 ? 1 : 0), 0);
  if (known < LEAST_VALUED) {
    context.warn(text.message('fewValues', { count: known, needed: LEAST_VALUED }));
    return { values: null, usualValue: NaN };
  }
  const counts = valued.filter((count) => count > 0);
  const means = meanValue.filter((_, i) => valued[i]! > 0);
  const { converged, ...values } = fitGammaGamma(counts, means, check);
  if (!converged) context.warn(text.message('notIdentified'));
  const usual = expectedValue(values, 0, 0);
  if (Number.isNaN(usual)) context.warn(text.message('noMean'));
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  return { values, usualValue: Number.isNaN(usual) ? mean : usual };
}

type KeyedHistories = ReturnType<typeof historiesOfOrders>;

/** Histories as of the beginning of the hold-out; null where none is asked for, or too few customers were there by then. */
function beforeHoldout(table: Table, p: Asked, context: Context): KeyedHistories | null {
  if (p.from !== 'orders' || p.holdout === 0) return null;
  const begin = referenceDateOf(table, p) - p.holdout * DAY_MS;
  const before = historiesOfOrders(table, begin, UNIT_DAYS[p.unit], paceOf(context, 0, 0.2));
  if (before.keys.length >= LEAST_CUSTOMERS) return before;
  context.warn(text.message('shortHoldout', { days: p.holdout }));
  return null;
}

/** Fits on the orders before the last days and looks at what came in them. */
function checkHoldout(table: Table, before: KeyedHistories, p: Asked, context: Context, check: () => void): Holdout {
  const end = referenceDateOf(table, p);
  const model = fitBgNbd(groupHistories(before), check);
  const came = ordersWithin(table, end - p.holdout * DAY_MS, end, before.keys, paceOf(context, 0.8, 0.95));
  return judgeHoldout(model, before, came, p.holdout / UNIT_DAYS[p.unit], p.holdout);
}

function customerTable(
  table: Table,
  histories: CustomerHistories & { readonly keys?: readonly string[] },
  { alive, expected, orderValue, value }: Expected,
  p: Asked,
): Table {
  const days = (times: Float64Array): Float64Array => times.map((time) => time * UNIT_DAYS[p.unit]);
  const label = (name: ColumnName) => ({ label: text.column(name) });
  const found: Column[] = [
    numberColumn('p_alive', alive, { unit: 'share', ...label('alive') }),
    numberColumn('expected_orders', expected, label('expected')),
    ...(orderValue ? [numberColumn('order_value', orderValue, { unit: 'money', ...label('orderValue') })] : []),
    ...(value ? [numberColumn('lifetime_value', value, { unit: 'money', ...label('value') })] : []),
  ];
  if (!histories.keys) return table.with(found);
  const sinceLast = days(histories.age.map((age, i) => age - histories.lastAt[i]!)).map(Math.round);
  return new Table(
    [
      codedTextColumn('customer_id', positions(histories.keys.length), histories.keys, {
        role: 'customerId',
        ...label('customer'),
      }),
      numberColumn('repeat_orders', histories.repeats, { unit: 'count', ...label('repeats') }),
      numberColumn('days_since_last', sinceLast, { unit: 'days', ...label('sinceLast') }),
      numberColumn('days_since_first', days(histories.age).map(Math.round), { unit: 'days', ...label('age') }),
      ...found,
    ],
    { ...table.options(), entity: 'customer' },
  );
}

function parameterTable(values: Readonly<Record<string, number>>): Table {
  return new Table([
    textColumn('parameter', Object.keys(values), { label: text.column('parameter') }),
    numberColumn('value', Float64Array.from(Object.values(values)), { label: text.column('parameterValue') }),
  ]);
}

const N_BINS = 20;

function aliveFigure(alive: Float64Array): HistogramFigure | null {
  if (alive.length === 0) return null;
  const counts = new Float64Array(N_BINS);
  for (const chance of alive) counts[Math.min(N_BINS - 1, Math.floor(chance * N_BINS))]!++;
  const gone = alive.reduce((count, chance) => count + (chance < 0.5 ? 1 : 0), 0);
  const title = text.message('aliveTitle', { share: { percent: gone / alive.length } });
  return {
    kind: 'histogram',
    title,
    subtitle: text.message('aliveSubtitle', { customers: alive.length }),
    summary: title,
    x: { label: { code: 'alive', text: text.column('alive') }, unit: 'share' },
    edges: Float64Array.from({ length: N_BINS + 1 }, (_, i) => i / N_BINS),
    series: [{ name: text.message('customers'), counts }],
    select: { table: 'customers', column: 'p_alive' },
  };
}
