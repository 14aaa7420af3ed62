import type { LineFigure } from '../../../contract/figure.ts';
import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { behaviourColumns } from '../features/behaviour-columns.ts';
import { settleMeasures } from '../features/behaviour-settled.ts';
import { hasAmounts, readPurchases } from '../features/purchases.ts';
import { measureRfm } from '../features/rfm-scores.ts';
import { DAY_MS } from '../order-lines.ts';
import { tagName, type Rule } from './tag-rules.ts';
import { tagsText as text } from './tags-text.ts';

const MONTH = 30 * DAY_MS;

/** Shares of categories and channels, which limits are seldom set on, are measured over as many as Behaviour does by default. */
const KINDS = { maxKinds: 12, hoursPerBin: 6 };

/** How many customers met each rule on a day; NaN where its measures cannot be measured of an earlier day. */
interface Day {
  readonly date: number;
  readonly counts: readonly number[];
}

/**
 * How many customers met each rule on earlier days, 30 days apart: RFM and behaviour are measured anew from the orders before each.
 *
 * @param counts how many of the customers of these tables meet each rule. @param today the last day. @throws cancelled
 */
export function tagCourse(
  context: Pick<Context, 'signal' | 'progress'>,
  orders: Table,
  today: number,
  months: number,
  counts: (tables: readonly Table[]) => readonly number[],
): Day[] {
  const days: Day[] = [];
  for (let back = months; back >= 0; back--) {
    context.signal.throwIfAborted();
    context.progress((months - back) / (months + 1));
    const date = today - back * MONTH;
    const tables = measuredBefore(orders, date);
    if (tables.length > 0) days.push({ date, counts: counts(tables) });
  }
  return days;
}

/** What RFM and Behaviour measure, from the orders before a day; nothing where there is none. */
function measuredBefore(orders: Table, date: number): Table[] {
  const purchases = readPurchases(orders, date, () => undefined);
  if (purchases.keys.length === 0) return [];
  const measures = settleMeasures(purchases, orders, null, KINDS);
  const columns = behaviourColumns(measures, purchases, orders, null, date);
  const behaviour = new Table([customerColumn(purchases.keys), ...columns]);
  return hasAmounts(orders) ? [rfmBefore(orders, date), behaviour] : [behaviour];
}

function rfmBefore(orders: Table, date: number): Table {
  const { keys, recency, frequency, monetary } = measureRfm(orders, date, () => undefined);
  return new Table([
    customerColumn(keys),
    numberColumn('recency', recency, { unit: 'days' }),
    numberColumn('frequency', frequency, { unit: 'count' }),
    numberColumn('monetary', monetary, { unit: 'money' }),
  ]);
}

const customerColumn = (ids: readonly string[]): Column => textColumn('customer_id', ids, { role: 'customerId' });

/** A line a rule that can be measured of earlier days; null where there are fewer than two days or no such rule. */
export function courseFigure(days: readonly Day[], rules: readonly Rule[]): LineFigure | null {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || first === last) return null;
  const shown = [...rules.keys()].filter((at) => days.every(({ counts }) => Number.isFinite(counts[at])));
  const change = (at: number): number => Math.abs(last.counts[at]! - first.counts[at]!);
  const most = shown.reduce<number | null>(
    (best, at) => (best === null || change(at) > change(best) ? at : best),
    null,
  );
  if (most === null) return null;
  const title = text.message('courseTitle', {
    tag: tagName(rules[most]!),
    from: first.counts[most]!,
    to: last.counts[most]!,
    since: { date: first.date },
  });
  return {
    kind: 'line',
    title,
    subtitle: text.message('courseSubtitle', { shown: shown.length, rules: rules.length }),
    summary: title,
    x: { label: text.message('day'), date: true },
    y: { label: text.message('customers'), unit: 'count' },
    series: shown.map((at) => ({
      name: { code: 'tag', text: tagName(rules[at]!) },
      x: Float64Array.from(days, ({ date }) => date),
      y: Float64Array.from(days, ({ counts }) => counts[at]!),
    })),
  };
}
