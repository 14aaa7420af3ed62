import { z } from 'zod';
import type { BarsFigure, HeatmapFigure } from '../../../contract/figure.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { dayAfterLastOrder } from '../order-lines.ts';
import { paceOf } from '../pace.ts';
import {
  freezeEdges,
  groupNames,
  groupOf,
  measureRfm,
  scoreBy,
  type GroupName,
  type RfmEdges,
  type RfmValues,
} from './rfm-scores.ts';
import { rfmText as text } from './rfm-text.ts';

const parameters = z.object({
  referenceDate: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('referenceDate') }),
  nScores: z
    .int()
    .min(2)
    .max(10)
    .default(5)
    .meta({ ...text.parameter('nScores') }),
});

/** Edges that new data is scored by, frozen when the model was fitted; recency is counted anew for each table. */
export interface RfmModel {
  readonly edges: RfmEdges;
  /** Means that split customers in two halves each, for the eight groups. */
  readonly means: { readonly recency: number; readonly frequency: number; readonly monetary: number };
}

export const rfm = defineEstimator({
  id: 'features.rfm',
  version: 2,
  // The second version calls recency by what it counts in Chinese.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['Hughes, A. M. (1994). Strategic Database Marketing. Probus.'],
  needs: {
    orders: tableIn({
      label: text.input('orders'),
      roles: ['customerId', 'time'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
  },
  gives: {
    rfm: tableOut({ label: text.output('rfm'), name: 'rfm', entity: 'customer' }),
    groups: figureOut({ label: text.output('groups') }),
    grid: figureOut({ label: text.output('grid') }),
    customers: metricOut({ label: text.output('customers'), better: 'none', unit: 'count' }),
    revenue: metricOut({ label: text.output('revenue'), better: 'none', unit: 'money' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 40,
  fit(context, { orders }, p): RfmModel {
    const values = measureRfm(orders, p.referenceDate ?? dayAfterLastOrder(orders), paceOf(context, 0, 0.7));
    context.signal.throwIfAborted();
    context.progress(0.7);
    if (values.keys.length === 0)
      throw new ClienteleError('too-few-rows', { needed: 1, got: 0, parameter: 'referenceDate' });
    const mean = (list: Float64Array): number => list.reduce((sum, value) => sum + value, 0) / list.length;
    const { recency, frequency, monetary } = values;
    return {
      edges: freezeEdges(values, p.nScores),
      means: { recency: mean(recency), frequency: mean(frequency), monetary: mean(monetary) },
    };
  },
  apply(context, model, { orders }, p) {
    const values = measureRfm(orders, p.referenceDate ?? dayAfterLastOrder(orders), paceOf(context, 0, 0.7));
    context.signal.throwIfAborted();
    context.progress(0.7);
    const { keys, recency, frequency, monetary } = values;
    const scores = scoreBy(values, model.edges);
    const groups = keys.map((_, i) =>
      groupOf(
        recency[i]! <= model.means.recency,
        frequency[i]! > model.means.frequency,
        monetary[i]! > model.means.monetary,
      ),
    );
    const column = (name: Parameters<typeof text.column>[0]) => ({ label: text.column(name) });
    const table = new Table(
      [
        textColumn('customer_id', keys, { role: 'customerId', ...column('customer') }),
        numberColumn('recency', recency, { unit: 'days', ...column('recency') }),
        numberColumn('frequency', frequency, { unit: 'count', ...column('frequency') }),
        numberColumn('monetary', monetary, { unit: 'money', ...column('monetary') }),
        numberColumn('recency_score', scores.recency, { unit: 'score', ...column('recencyScore') }),
        numberColumn('frequency_score', scores.frequency, { unit: 'score', ...column('frequencyScore') }),
        numberColumn('monetary_score', scores.monetary, { unit: 'score', ...column('monetaryScore') }),
        textColumn('group', groups, column('group')),
      ],
      { ...orders.options(), entity: 'customer' },
    );
    const revenue = monetary.reduce((sum, value) => sum + value, 0);
    return {
      rfm: table,
      groups: groupFigure(groups, values, revenue, orders.currency),
      grid: gridFigure(scores, values, scores.nScores, orders.currency),
      customers: keys.length,
      revenue,
    };
  },
});

function groupFigure(
  groups: readonly GroupName[],
  { monetary }: RfmValues,
  revenue: number,
  currency: string | null,
): BarsFigure | null {
  if (groups.length === 0) return null;
  const order = Object.keys(groupNames) as GroupName[];
  const counts = new Float64Array(order.length);
  const paid = new Float64Array(order.length);
  groups.forEach((group, i) => {
    counts[order.indexOf(group)]!++;
    paid[order.indexOf(group)]! += monetary[i]!;
  });
  const richest = paid.indexOf(Math.max(...paid));
  const found = {
    group: groupNames[order[richest] ?? 'lost'],
    customers: { percent: (counts[richest] ?? 0) / groups.length },
    revenue: { percent: revenue > 0 ? (paid[richest] ?? 0) / revenue : 0 },
  };
  const share = (values: Float64Array, total: number): Float64Array =>
    values.map((value) => (total > 0 ? value / total : 0));
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: text.message('groupsTitle', found),
    subtitle: text.message('groupsSubtitle', { customers: groups.length }),
    summary: text.message('groupsTitle', found),
    currency,
    categories: order.map((group) => ({ code: 'group', text: groupNames[group] })),
    value: { label: text.message('share'), unit: 'share' },
    series: [
      { name: text.message('customersSeries'), values: share(counts, groups.length) },
      { name: text.message('revenueSeries'), values: share(paid, revenue) },
    ],
    select: { table: 'rfm', column: 'group', values: order },
  };
}

/** Mean payment by recency and frequency score. */
function gridFigure(
  scores: { recency: Int32Array; frequency: Int32Array },
  { monetary }: RfmValues,
  nScores: number,
  currency: string | null,
): HeatmapFigure | null {
  if (monetary.length === 0) return null;
  const sums = new Float64Array(nScores * nScores);
  const counts = new Float64Array(nScores * nScores);
  monetary.forEach((value, i) => {
    const at = (scores.recency[i]! - 1) * nScores + scores.frequency[i]! - 1;
    sums[at]! += value;
    counts[at]!++;
  });
  const values = sums.map((sum, at) => (counts[at]! > 0 ? sum / counts[at]! : NaN));
  let best = 0;
  values.forEach((value, at) => {
    if (value > (values[best] ?? 0) || Number.isNaN(values[best]!)) best = at;
  });
  const found = {
    recency: Math.floor(best / nScores) + 1,
    frequency: (best % nScores) + 1,
    money: { money: values[best] ?? 0, currency },
  };
  const names = Array.from({ length: nScores }, (_, i) => String(i + 1));
  return {
    kind: 'heatmap',
    title: text.message('gridTitle', found),
    subtitle: text.message('gridSubtitle', { customers: monetary.length }),
    summary: text.message('gridTitle', found),
    currency,
    rows: names.map((score) => text.message('recencyRow', { score })),
    columns: names.map((score) => text.message('frequencyColumn', { score })),
    values,
    value: { label: { code: 'monetary', text: text.column('monetary') }, unit: 'money' },
    diverging: false,
  };
}
