import { z } from 'zod';
import { autocorrelation, shapeOf } from '../../maths/series.ts';
import { countsToOffsets, positions, stableOrder } from '../../table/code-order.ts';
import { numberColumn, takeRows } from '../../table/column.ts';
import { doublesOf } from '../../table/numbers.ts';
import type { PairCodes } from '../../table/pair-codes.ts';
import { numberWords, radixSort } from '../../table/radix.ts';
import { sortRows } from '../../table/sort.ts';
import { Table } from '../../table/table.ts';
import { column, defineStep, stepText, tableIn, tableOut } from '../define.ts';
import { amountsOf, DAY_MS, dayAfterLastOrder, dayOf } from '../order-lines.ts';
import { paceOf } from '../pace.ts';
import { entityOfKeys, groupRows } from '../prepare/groups.ts';
import { hasAmounts } from './purchases.ts';

const text = stepText({
  title: { en: 'Course over time', zh: '时间走势' },
  summary: { en: 'Trend, regularity, season and gaps of each customer.', zh: '每位顾客的趋势、规律、周期和间隔。' },
  about: {
    en: 'Cuts the time before the **cut-off date** into equal periods and looks at what each customer did in each: the **mean** and how much it **varies**, the **trend** (how much a fitted line rises a period, as a share of the mean), the **autocorrelation** (above 0: a good period is followed by a good one; below 0: by a poor one), and the **season**, the same so many periods later. **Active** is the share of periods with anything in them, the **longest gap** the most days between two days on which something happened.\n\nA customer’s periods begin with the first in which they appear, so that being new does not look like growth. What cannot be told from too few periods is missing. Choose periods in which a typical customer does something: for most shops a month rather than a week.',
    zh: '把**截止日期**之前的时间切成等长的时段，观察每位顾客在各时段的情况：**均值**与**波动**，**趋势**（拟合直线每个时段上升多少，以均值的比例表示），**自相关**（大于 0：好的时段之后仍好；小于 0：之后变差），以及若干时段之后的自相关即**周期**。**活跃**是有记录的时段占比，**最长间隔**是两个有记录的日子之间最多相隔的天数。\n\n顾客的时段从其首次出现的时段算起，避免把新顾客看成增长。时段太少而无法判断的为缺失。请选择典型顾客会有活动的时段长度：多数店铺按月比按周合适。',
  },
  inputs: { table: { en: 'Interactions', zh: '交互记录' } },
  outputs: { series: { en: 'Course over time', zh: '时间走势' } },
  parameters: {
    by: {
      label: { en: 'One row for each', zh: '每行对应' },
      help: {
        en: 'The text column that makes a row; the customer where none is chosen.',
        zh: '构成一行的文本列；不选则为顾客。',
      },
    },
    value: {
      label: { en: 'Values', zh: '数值' },
      help: {
        en: 'What is added up a period; what each line is worth where none is chosen, or how many rows there are.',
        zh: '每个时段累加的数值；不选则为每行的金额，没有金额时为行数。',
      },
    },
    until: {
      label: { en: 'Cut-off date', zh: '截止日期' },
      help: {
        en: 'Only rows before it count. Empty: the day after the last row.',
        zh: '只计算此前的行。留空则为最后一行的次日。',
      },
      date: true,
    },
    periodDays: {
      label: { en: 'Period', zh: '时段' },
      help: { en: 'How long a period is.', zh: '每个时段多长。' },
      unit: { en: 'days', zh: '天' },
    },
    nPeriods: {
      label: { en: 'Periods', zh: '时段数' },
      help: { en: 'How many periods before the date are looked at.', zh: '观察截止日期之前多少个时段。' },
    },
    season: {
      label: { en: 'Season', zh: '周期' },
      help: { en: 'After how many periods a season comes round.', zh: '多少个时段为一个周期。' },
      advanced: true,
    },
  },
  columns: {
    mean: { en: 'Mean of a period', zh: '时段均值' },
    variation: { en: 'Variation', zh: '波动' },
    trend: { en: 'Trend', zh: '趋势' },
    autocorrelation: { en: 'Autocorrelation', zh: '自相关' },
    season: { en: 'Season', zh: '周期性' },
    active: { en: 'Active periods', zh: '活跃时段' },
    gap: { en: 'Longest gap', zh: '最长间隔' },
  },
});

const parameters = z.object({
  by: column({ port: 'table', types: ['text'], text: text.parameter('by') }),
  value: column({ port: 'table', types: ['number'], text: text.parameter('value') }),
  until: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('until') }),
  periodDays: z
    .int()
    .min(1)
    .max(366)
    .default(30)
    .meta({ ...text.parameter('periodDays') }),
  nPeriods: z
    .int()
    .min(2)
    .max(120)
    .default(12)
    .meta({ ...text.parameter('nPeriods') }),
  season: z
    .int()
    .min(2)
    .max(60)
    .default(3)
    .meta({ ...text.parameter('season') }),
});

export const series = defineStep({
  id: 'features.series',
  version: 1,
  text,
  references: [],
  needs: {
    table: tableIn({
      label: text.input('table'),
      roles: ['time'],
      prefers: 'interactions',
      prefersOutput: 'interactions_clean',
    }),
  },
  gives: { series: tableOut({ label: text.output('series'), name: 'course_over_time', entity: 'customer' }) },
  parameters,
  memory: ({ nRows }, { nPeriods }) => nRows * (64 + 9 * nPeriods),
  run(context, { table }, p) {
    const pace = paceOf(context);
    const key = p.by === null ? table.textRole('customerId') : table.text(p.by);
    const until = p.until ?? dayAfterLastOrder(table);
    const times = table.dateRole('time').values;
    const keep = Uint8Array.from(times, (time) => (time < until ? 1 : 0));
    const groups = groupRows([key], keep, () => pace(0.1));
    pace(0.2);
    const value = p.value === null ? null : table.number(p.value);
    const values = value ? doublesOf(value) : hasAmounts(table) ? amountsOf(table) : null;
    const periods = periodsOf(groups, times, values, until, p.periodDays, p.nPeriods);
    pace(0.5);
    const found = measure(periods, groups.nCodes, p, (share) => pace(0.5 + share * 0.3));
    const gaps = longestGaps(groups, times);
    pace(0.9);
    const unit = value ? value.unit : values ? 'money' : 'count';
    const label = (name: keyof typeof text.source.columns) => ({ label: text.column(name) });
    const unsorted = new Table(
      [
        takeRows(key, groups.firstRows),
        numberColumn('period_mean', found.mean, { ...label('mean'), unit }),
        numberColumn('period_variation', found.variation, label('variation')),
        numberColumn('period_trend', found.trend, label('trend')),
        numberColumn('period_autocorrelation', found.autocorrelation, label('autocorrelation')),
        numberColumn('period_season', found.season, label('season')),
        numberColumn('active_share', found.active, { ...label('active'), unit: 'share' }),
        numberColumn('longest_gap', gaps, { ...label('gap'), unit: 'days' }),
      ],
      { entity: entityOfKeys([key]), currency: table.currency, notProducts: table.notProducts },
    );
    const order = sortRows(unsorted, positions(unsorted.nRows), [{ column: key.name, descending: false }]);
    return { series: unsorted.take(order) };
  },
});

/** What each group adds up to in each period, the oldest first, (nGroups, nPeriods); and in which it has any row. */
interface Periods {
  readonly nPeriods: number;
  readonly sums: Float64Array;
  readonly isActive: Uint8Array;
  /** Of each group the period of its first row; 0 where that lies further back. */
  readonly begins: Int32Array;
}

function periodsOf(
  { codes, nCodes }: PairCodes,
  times: Float64Array,
  values: Float64Array | null,
  until: number,
  periodDays: number,
  nPeriods: number,
): Periods {
  const sums = new Float64Array(nCodes * nPeriods);
  const isActive = new Uint8Array(nCodes * nPeriods);
  const begins = new Int32Array(nCodes).fill(nPeriods - 1);
  for (let row = 0; row < codes.length; row++) {
    const group = codes[row]!;
    if (group < 0) continue;
    // The period nearest the date holds the whole days before it.
    const back = Math.floor((until - times[row]!) / (DAY_MS * periodDays) - 1e-12);
    const period = nPeriods - 1 - back;
    begins[group] = Math.min(begins[group]!, Math.max(0, period));
    if (period < 0) continue;
    isActive[group * nPeriods + period] = 1;
    const value = values ? values[row]! : 1;
    if (Number.isFinite(value)) sums[group * nPeriods + period]! += value;
  }
  return { nPeriods, sums, isActive, begins };
}

const GROUPS_A_LOOK = 4096;

function measure(
  { nPeriods, sums, isActive, begins }: Periods,
  n: number,
  p: { season: number },
  pace: (share: number) => void,
) {
  const made = () => new Float64Array(n);
  const found = {
    mean: made(),
    variation: made(),
    trend: made(),
    autocorrelation: made(),
    season: made(),
    active: made(),
  };
  for (let group = 0; group < n; group++) {
    if (group % GROUPS_A_LOOK === 0) pace(group / n);
    const [from, to] = [group * nPeriods + begins[group]!, (group + 1) * nPeriods];
    const own = sums.subarray(from, to);
    const { mean, variation, trend } = shapeOf(own);
    found.mean[group] = mean;
    found.variation[group] = variation;
    found.trend[group] = trend;
    found.autocorrelation[group] = autocorrelation(own, 1);
    found.season[group] = autocorrelation(own, p.season);
    found.active[group] = isActive.subarray(from, to).reduce((sum, active) => sum + active, 0) / own.length;
  }
  return found;
}

/** The most days between two days in a row on which a group has rows; NaN where it has one day. */
function longestGaps({ codes, nCodes }: PairCodes, times: Float64Array): Float64Array {
  const byTime = radixSort(numberWords(times), positions(times.length));
  const offsets = countsToOffsets(codes, nCodes);
  const order = stableOrder(codes, nCodes, byTime, offsets);
  const gaps = new Float64Array(nCodes).fill(NaN);
  for (let group = 0; group < nCodes; group++) {
    for (let i = offsets[group]! + 1; i < offsets[group + 1]!; i++) {
      const gap = dayOf(times[order[i]!]!) - dayOf(times[order[i - 1]!]!);
      if (gap > 0 && !(gap <= gaps[group]!)) gaps[group] = gap;
    }
  }
  return gaps;
}
