import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Unit } from '../../../contract/table.ts';
import { normalQuantile } from '../../maths/normal-quantile.ts';
import { kaplanMeier, medianTime, type SurvivalCurve } from '../../maths/survival/kaplan-meier.ts';
import { logRank } from '../../maths/survival/log-rank.ts';
import { cellAt, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { column, defineStep, figureOut, listedNames, metricOut, stepText, tableIn, tableOut } from '../define.ts';
import {
  durationParameters,
  readDurations,
  survivalWords,
  timeWords,
  type ReadDurations,
} from './survival-durations.ts';

const text = stepText({
  title: { en: 'Survival curve', zh: '生存曲线' },
  summary: {
    en: 'Draws which share is yet without an event as time goes by, by group, with bands and a test (Kaplan–Meier).',
    zh: '画出随时间推移尚未发生事件的比例，可分组，附置信带与检验（Kaplan–Meier）。',
  },
  about: {
    en: 'How long until customers order again, or leave? Averages of the durations at hand mislead, since for many the event has not come *yet*. **Kaplan–Meier** counts each row as long as it was watched: at every time the curve falls by the share of those still watched who have the event then.\n\nRead the **median** where a curve crosses one half. **Bands** hold the true curve at each single time with the chosen confidence; late, where few are still watched, they are wide. The **log-rank test** tells how likely curves as far apart would be if all groups were alike: below 0.05 they probably differ. It is weak where curves cross.\n\nRows must have begun on the same footing: all from a first order, or all from one cut-off (*Target: how long they stay*, *Target: when they order next*). To weigh several columns at once, use *Cox regression*.',
    zh: '顾客多久会再次下单、多久会离开？直接对现有时长求平均会误导，因为许多人的事件*尚未*发生。**Kaplan–Meier** 让每一行在被观察的时间内都计入：每个时刻，曲线按当时仍被观察者中发生事件的比例下降。\n\n曲线穿过一半处即为**中位时间**。**置信带**以所选置信度包含每个单独时刻的真实曲线；后期仍被观察的人很少，置信带会变宽。**对数秩检验**给出各组相同时出现这么大差别的概率：小于 0.05 时各组很可能不同。曲线交叉时检验较弱。\n\n各行的起点应当一致：都从首单算起，或都从同一截止日算起（“目标：会留多久”“目标：下一单何时到来”）。要同时考虑多个列，请用“Cox 回归”。',
  },
  inputs: { table: { en: 'Durations', zh: '时长' } },
  outputs: {
    curves: { en: 'Curves', zh: '曲线' },
    groups: { en: 'Groups', zh: '分组' },
    curve: { en: 'Share without the event', zh: '尚未发生事件的比例' },
    median: { en: 'Median of all', zh: '总体中位时间' },
    logRank: { en: 'Chance of such differences among like groups', zh: '各组相同时出现此差别的概率' },
  },
  parameters: {
    ...survivalWords.parameters,
    group: {
      label: { en: 'By', zh: '分组' },
      help: {
        en: 'A curve for each value of this column, at most the ten most frequent. Empty: one curve for all.',
        zh: '该列的每个取值一条曲线，最多取最常见的十个。留空则全部合为一条。',
      },
    },
    confidence: {
      label: { en: 'Confidence', zh: '置信度' },
      help: { en: 'How surely the bands hold the true share.', zh: '置信带包含真实比例的把握。' },
      slider: true,
      advanced: true,
    },
  },
  columns: {
    group: { en: 'Group', zh: '组' },
    time: { en: 'Time', zh: '时间' },
    survival: { en: 'Share without the event', zh: '尚未发生的比例' },
    lower: { en: 'Lower end', zh: '下限' },
    upper: { en: 'Upper end', zh: '上限' },
    atRisk: { en: 'Watched', zh: '被观察' },
    rows: { en: 'Rows', zh: '行数' },
    events: { en: 'Events', zh: '事件数' },
    median: { en: 'Median', zh: '中位时间' },
  },
  messages: {
    all: { en: 'All', zh: '全部' },
    moreGroups: {
      en: '{count, plural, one {# further value} other {# further values}} of “{column}” were left out; group them first to compare them.',
      zh: '“{column}”的另外 {count, number} 个取值未画出；如需比较，请先归类。',
    },
    half: { en: 'Half have had the event by {time}', zh: '到 {time} 时，一半已发生事件' },
    notHalf: {
      en: '{share} are without the event at the end of the time watched',
      zh: '观察结束时，{share} 仍未发生事件',
    },
    subtitle: {
      en: 'Kaplan–Meier, bands of {confidence} · {rows, number} rows, {events, number} events',
      zh: 'Kaplan–Meier，{confidence} 置信带 · {rows, number} 行，{events, number} 个事件',
    },
  },
});

const parameters = z.object({
  ...durationParameters,
  group: column({ port: 'table', types: ['text', 'boolean', 'number'], text: text.parameter('group') }),
  confidence: z
    .number()
    .min(0.5)
    .max(0.99)
    .default(0.95)
    .meta({ ...text.parameter('confidence') }),
});

const MOST_GROUPS = 10;

/** What tables call the one group of all. */
const ALL = 'all';
const GROUP_WORDS = listedNames({ [ALL]: text.source.messages.all });

export const survivalCurve = defineStep({
  id: 'predict.survival-curve',
  version: 2,
  text,
  references: ['doi:10.1080/01621459.1958.10501452', 'doi:10.2307/2344317'],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: ['next_order_target', 'stays_target'] }) },
  gives: {
    curves: tableOut({
      label: text.output('curves'),
      name: 'survival_curves',
      entity: 'none',
      words: { group: GROUP_WORDS },
    }),
    groups: tableOut({
      label: text.output('groups'),
      name: 'survival_groups',
      entity: 'none',
      words: { group: GROUP_WORDS },
    }),
    curve: figureOut({ label: text.output('curve') }),
    median: metricOut({ label: text.output('median'), better: 'none' }),
    logRank: metricOut({ label: text.output('logRank'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 120,
  run(context, { table }, p) {
    const durations = readDurations(table, p, context);
    const z = normalQuantile(0.5 + p.confidence / 2);
    const groups = splitGroups(table, durations, p.group);
    if (groups.nOthers > 0) context.warn(text.message('moreGroups', { count: groups.nOthers, column: p.group ?? '' }));
    const curves = groups.names.map((_, group) => {
      context.signal.throwIfAborted();
      context.progress(group / (groups.names.length + 1));
      return kaplanMeier(partOf(durations, groups.codes, group), z);
    });
    const all = kaplanMeier(durations, z);
    const tested = keepKnown(durations, groups.codes);
    const test = curves.length > 1 ? logRank(tested, tested.codes, curves.length) : null;
    const median = medianTime(all);
    return {
      curves: curveTable(groups.names, curves, durations.unit),
      groups: groupTable(groups.names, curves, durations.unit),
      curve: durations.times.length > 0 ? curveFigure(table, durations, groups.names, curves, all, p.confidence) : null,
      median: Number.isNaN(median) ? null : durations.unit ? { value: median, unit: durations.unit } : median,
      logRank: test?.p ?? null,
    };
  },
});

interface Groups {
  /** Null for the one group of all. */
  readonly names: readonly (string | null)[];
  /** The group of each watched row; −1 for one that is not drawn. */
  readonly codes: Int32Array;
  readonly nOthers: number;
}

/** The most frequent values of a column, in their order; rows without one are in no group. */
function splitGroups(table: Table, { rows }: ReadDurations, name: string | null): Groups {
  if (name === null) return { names: [null], codes: new Int32Array(rows.length), nOthers: 0 };
  const found = table.column(name);
  if (found.type === 'date')
    throw new ClienteleError('wrong-column-type', { column: name, got: 'date', needed: 'text' });
  const values = Array.from(rows, (row) => cellAt(found, row));
  const counts = new Map<string | number | boolean, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const order = (a: string | number | boolean, b: string | number | boolean): number => (a < b ? -1 : a > b ? 1 : 0);
  const frequent = [...counts].sort(([a, n], [b, m]) => m - n || order(a, b)).slice(0, MOST_GROUPS);
  const shown = frequent.map(([value]) => value).sort(order);
  const place = new Map(shown.map((value, group) => [value, group]));
  return {
    names: shown.map(String),
    codes: Int32Array.from(values, (value) => (value === null ? -1 : (place.get(value) ?? -1))),
    nOthers: counts.size - shown.length,
  };
}

function partOf({ times, events }: ReadDurations, codes: Int32Array, group: number) {
  return { times: times.filter((_, i) => codes[i] === group), events: events.filter((_, i) => codes[i] === group) };
}

function keepKnown({ times, events }: ReadDurations, codes: Int32Array) {
  const isKnown = (_: number, i: number): boolean => codes[i]! >= 0;
  return { times: times.filter(isKnown), events: events.filter(isKnown), codes: codes.filter(isKnown) };
}

type Names = Groups['names'];

/** The one group of all has a name as well. */
const nameIn = (name: string | null | undefined): string => name ?? ALL;

function curveTable(names: Names, curves: readonly SurvivalCurve[], unit: Unit | null): Table {
  const all = (pick: (curve: SurvivalCurve) => Float64Array): Float64Array =>
    Float64Array.from(curves.flatMap((curve) => [...pick(curve)]));
  const groups = curves.flatMap(({ times }, i) => new Array<string>(times.length).fill(nameIn(names[i])));
  return new Table([
    textColumn('group', groups, { label: text.column('group') }),
    numberColumn(
      'time',
      all(({ times }) => times),
      { unit, label: text.column('time') },
    ),
    numberColumn(
      'survival',
      all(({ survival }) => survival),
      { unit: 'share', label: text.column('survival') },
    ),
    numberColumn(
      'lower',
      all(({ lower }) => lower),
      { unit: 'share', label: text.column('lower') },
    ),
    numberColumn(
      'upper',
      all(({ upper }) => upper),
      { unit: 'share', label: text.column('upper') },
    ),
    numberColumn(
      'at_risk',
      all(({ atRisk }) => atRisk),
      { unit: 'count', label: text.column('atRisk') },
    ),
  ]);
}

function groupTable(names: Names, curves: readonly SurvivalCurve[], unit: Unit | null): Table {
  const each = (pick: (curve: SurvivalCurve) => number): Float64Array => Float64Array.from(curves, pick);
  return new Table([
    textColumn('group', names.map(nameIn), { label: text.column('group') }),
    numberColumn(
      'rows',
      each(({ atRisk }) => atRisk[0] ?? 0),
      { unit: 'count', label: text.column('rows') },
    ),
    numberColumn(
      'events',
      each(({ nEvents }) => nEvents),
      { unit: 'count', label: text.column('events') },
    ),
    numberColumn('median', each(medianTime), { unit, label: text.column('median') }),
  ]);
}

function curveFigure(
  table: Table,
  durations: ReadDurations,
  names: Names,
  curves: readonly SurvivalCurve[],
  all: SurvivalCurve,
  confidence: number,
): LineFigure {
  const median = medianTime(all);
  const title = Number.isNaN(median)
    ? text.message('notHalf', { share: { percent: all.survival.at(-1) ?? 1 } })
    : text.message('half', { time: timeWords(median, durations.unit) });
  const duration = table.column(durations.durationColumn);
  return {
    kind: 'line',
    title,
    subtitle: text.message('subtitle', {
      confidence: { percent: confidence },
      rows: durations.times.length,
      events: all.nEvents,
    }),
    summary: title,
    x: { label: duration.label ? { code: 'duration', text: duration.label } : duration.name, unit: duration.unit },
    y: { label: { code: 'survival', text: text.column('survival') }, unit: 'share' },
    series: curves.map((curve, i) => ({ name: names[i] ?? text.message('all'), ...staircase(curve) })),
  };
}

/** Points of a curve drawn are this many at most. */
const MOST_POINTS = 400;

/** A curve as steps: each share holds until the next time. */
function staircase({ times, survival, lower, upper }: SurvivalCurve) {
  const every = Math.max(1, Math.ceil(times.length / MOST_POINTS));
  const kept = Array.from(times.keys()).filter((i) => i % every === 0 || i === times.length - 1);
  const x = kept.flatMap((i, at) => (at === 0 ? [times[i]!] : [times[i]!, times[i]!]));
  const steps = (values: Float64Array): Float64Array =>
    Float64Array.from(kept.flatMap((i, at) => (at === 0 ? [values[i]!] : [values[kept[at - 1]!]!, values[i]!])));
  return { x: Float64Array.from(x), y: steps(survival), lower: steps(lower), upper: steps(upper) };
}
