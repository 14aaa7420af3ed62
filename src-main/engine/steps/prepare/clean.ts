import { z } from 'zod';
import type { BarsFigure } from '../../../contract/figure.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import { countByCode, sumByCode } from '../../table/by-code.ts';
import { codedTextColumn, codesOf, numberColumn } from '../../table/column.ts';
import { duplicateRows } from '../../table/duplicates.ts';
import { numberAt, type Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { amountsOf, orderCodes } from '../order-lines.ts';
import { cleanText as text } from './clean-text.ts';

const parameters = z.object({
  requireCustomer: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('requireCustomer') }),
  dropDuplicates: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('dropDuplicates') }),
  outliers: z
    .enum(['keep', 'remove'])
    .default('keep')
    .meta({ ...text.parameter('outliers') }),
  outlierDistance: z
    .number()
    .min(0.5)
    .max(20)
    .default(3)
    .meta({ ...text.parameter('outlierDistance') }),
  cancelledPrefix: z
    .string()
    .max(10)
    .default('C')
    .meta({ ...text.parameter('cancelledPrefix') }),
});
type Parameters = z.output<typeof parameters>;

/** Why a line is not among the clean ones, in the order in which reasons are looked for; the first two are returns. */
const REASONS = [
  'cancelled',
  'returned',
  'noCustomer',
  'noTime',
  'noQuantity',
  'noPrice',
  'duplicate',
  'extreme',
] as const;
type Reason = (typeof REASONS)[number];
const KEPT = -1;
const isReturn = (reason: number): boolean => reason === 0 || reason === 1;

export const clean = defineStep({
  id: 'prepare.clean',
  version: 1,
  text,
  references: [],
  needs: { orders: tableIn({ label: text.input('orders'), roles: ['customerId', 'time'], prefers: 'interactions' }) },
  gives: {
    clean: tableOut({ label: text.output('clean'), name: 'interactions_clean', entity: 'none' }),
    returns: tableOut({ label: text.output('returns'), name: 'interactions_returns', entity: 'none' }),
    removed: tableOut({ label: text.output('removed'), name: 'interactions_removed', entity: 'none' }),
    reasons: figureOut({ label: text.output('reasons') }),
    revenue: metricOut({ label: text.output('revenue'), better: 'none', unit: 'money' }),
    customers: metricOut({ label: text.output('customers'), better: 'none', unit: 'count' }),
    returnedRevenue: metricOut({ label: text.output('returnedRevenue'), better: 'none', unit: 'money' }),
    duplicates: metricOut({ label: text.output('duplicates'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, bytes }) => nRows * 60 + bytes,
  run(context, { orders }, p) {
    const priced = withAmounts(orders);
    context.progress(0.2);
    context.signal.throwIfAborted();
    const duplicates = duplicateRows(orders);
    context.progress(0.5);
    context.signal.throwIfAborted();
    const reasons = reasonsOf(priced, duplicates, p);
    context.signal.throwIfAborted();
    const take = (keep: (reason: number) => boolean): Table =>
      priced.filter(Uint8Array.from(reasons, (reason) => (keep(reason) ? 1 : 0)));
    const kept = take((reason) => reason === KEPT);
    context.progress(0.8);
    context.signal.throwIfAborted();
    const nDuplicates = duplicates.reduce((count, flag) => count + flag, 0);
    sayWhatLinesDo(priced, kept, reasons, context);
    if (nDuplicates > 0 && !p.dropDuplicates) context.warn(text.message('duplicatesKept', { count: nDuplicates }));
    const returns = withReasons(priced, reasons, isReturn);
    return {
      clean: kept,
      returns,
      removed: withReasons(priced, reasons, (reason) => reason > 1),
      reasons: reasonFigure(reasons, kept.nRows),
      revenue: total(amountsOf(kept)),
      customers: countDistinct(kept),
      returnedRevenue: -total(amountsOf(returns)),
      duplicates: nDuplicates,
    };
  },
});

const total = (amounts: Float64Array): number =>
  amounts.reduce((sum, amount) => sum + (Number.isNaN(amount) ? 0 : amount), 0);

function countDistinct(table: Table): number {
  return new Set(codesOf(table.textRole('customerId')).codes.filter((code) => code >= 0)).size;
}

/** The table with an amount column: the one it has, or quantity × price. */
function withAmounts(orders: Table): Table {
  if (orders.findRole('amount') || !orders.findRole('price')) return orders;
  const name = orders.find('amount') ? 'line_amount' : 'amount';
  return orders.with([
    numberColumn(name, amountsOf(orders), { role: 'amount', unit: 'money', label: text.column('amount') }),
  ]);
}

/** 1 for the dictionary entries that begin with the prefix, unless most do: then it is just how this shop numbers. */
function cancelledOrders(orders: Table, prefix: string): (row: number) => boolean {
  const column = orders.findRole('orderId');
  if (column?.type !== 'text' || prefix === '') return () => false;
  const { codes, dictionary } = codesOf(column);
  const marked = Uint8Array.from(dictionary, (id) => (id.startsWith(prefix) ? 1 : 0));
  const nMarked = marked.reduce((count, flag) => count + flag, 0);
  if (nMarked * 2 > dictionary.length) return () => false;
  return (row) => marked[codes[row]!] === 1;
}

function reasonsOf(orders: Table, duplicates: Uint8Array, p: Parameters): Int8Array {
  const isCancelled = cancelledOrders(orders, p.cancelledPrefix);
  const customers = codesOf(orders.textRole('customerId')).codes;
  const times = orders.dateRole('time').values;
  const quantity = orders.findRole('quantity');
  const price = orders.findRole('price');
  const amounts = amountsOf(orders);
  const quantityAt = (row: number): number => (quantity?.type === 'number' ? numberAt(quantity, row) : 1);
  const priceAt = (row: number): number => (price?.type === 'number' ? numberAt(price, row) : amounts[row]!);
  const extreme = p.outliers === 'remove' ? extremeAmount(amounts, p.outlierDistance) : Infinity;
  const find = (row: number): Reason | null => {
    if (isCancelled(row)) return 'cancelled';
    if (p.requireCustomer && customers[row]! < 0) return 'noCustomer';
    if (quantityAt(row) < 0 || (quantity?.type !== 'number' && amounts[row]! < 0)) return 'returned';
    if (Number.isNaN(times[row]!)) return 'noTime';
    if (!(quantityAt(row) > 0)) return 'noQuantity';
    if (!(priceAt(row) > 0)) return 'noPrice';
    if (p.dropDuplicates && duplicates[row]) return 'duplicate';
    return amounts[row]! > extreme ? 'extreme' : null;
  };
  return Int8Array.from({ length: orders.nRows }, (_, row) => {
    const reason = find(row);
    return reason === null ? KEPT : REASONS.indexOf(reason);
  });
}

/** The amount beyond which lines are extreme: upper quartile plus some interquartile ranges, in logarithms. */
function extremeAmount(amounts: Float64Array, distance: number): number {
  const logs = sortedFinite(amounts.filter((amount) => amount > 0).map(Math.log));
  const [low, high] = [quantile(logs, 0.25), quantile(logs, 0.75)];
  return high > low ? Math.exp(high + distance * (high - low)) : Infinity;
}

/** The lines set aside for some reasons, each with its own. */
function withReasons(orders: Table, reasons: Int8Array, wanted: (reason: number) => boolean): Table {
  const codes = Int32Array.from(reasons);
  const named = orders.with([codedTextColumn('reason', codes, [...REASONS], { label: text.column('reason') })]);
  return named.filter(Uint8Array.from(reasons, (reason) => (reason !== KEPT && wanted(reason) ? 1 : 0)));
}

/** Sums of amounts by order, largest first; lines without an order count as one. */
function orderTotals(table: Table, keep: (row: number) => boolean): Float64Array {
  const { codes, nCodes } = orderCodes(table);
  const amounts = amountsOf(table);
  const counted = codes.map((code, row) => (Number.isNaN(amounts[row]!) || !keep(row) ? -1 : code < 0 ? nCodes : code));
  const counts = countByCode(counted, nCodes + 1);
  return sumByCode(counted, nCodes + 1, amounts)
    .filter((_, code) => counts[code]! > 0)
    .sort()
    .reverse();
}

const meanOf = (totals: Float64Array): number => (totals.length > 0 ? total(totals) / totals.length : 0);

/** Orders of this share, the largest, are looked at for what they do to the average. */
const TOP_SHARE = 0.001;

/** Says what lines without a customer, and the few largest orders, do to averages. */
function sayWhatLinesDo(orders: Table, kept: Table, reasons: Int8Array, context: Context): void {
  const { currency } = orders;
  const money = (amount: number) => ({ money: amount, currency });
  const nobody = REASONS.indexOf('noCustomer');
  const count = reasons.reduce((n, reason) => n + (reason === nobody ? 1 : 0), 0);
  const totals = orderTotals(kept, () => true);
  if (count > 0) {
    const amounts = amountsOf(orders);
    const withThem = orderTotals(
      orders,
      (row) => reasons[row] === KEPT || (reasons[row] === nobody && amounts[row]! > 0),
    );
    context.warn(
      text.message('withoutCustomer', { count, with: money(meanOf(withThem)), without: money(meanOf(totals)) }),
    );
  }
  const nTop = Math.ceil(totals.length * TOP_SHARE);
  const revenue = total(totals);
  if (totals.length < 1 / TOP_SHARE || revenue <= 0) return;
  const share = { percent: total(totals.subarray(0, nTop)) / revenue, digits: 1 };
  context.warn(
    text.message('extremeOrders', {
      count: nTop,
      share,
      with: money(meanOf(totals)),
      without: money(meanOf(totals.subarray(nTop))),
    }),
  );
}

function reasonFigure(reasons: Int8Array, nKept: number): BarsFigure {
  const counts = new Float64Array(REASONS.length);
  for (const reason of reasons) if (reason !== KEPT) counts[reason]!++;
  const found = [...REASONS.keys()].filter((reason) => counts[reason]! > 0).sort((a, b) => counts[b]! - counts[a]!);
  const [most] = found;
  const title =
    most === undefined
      ? text.message('titleAll')
      : text.message('title', {
          kept: { percent: nKept / reasons.length, digits: 1 },
          reason: text.source.messages[REASONS[most]!],
        });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', { before: reasons.length, after: nKept }),
    summary: title,
    categories: found.map((reason) => text.message(REASONS[reason]!)),
    value: { label: text.message('lines'), unit: 'count' },
    series: [{ name: text.message('lines'), values: Float64Array.from(found, (reason) => counts[reason]!) }],
  };
}
