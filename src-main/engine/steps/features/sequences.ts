import { z } from 'zod';
import type { HeatmapFigure } from '../../../contract/figure.ts';
import { escapeMessage, type Text } from '../../../contract/text.ts';
import { positions } from '../../table/code-order.ts';
import {
  codedTextColumn,
  codesOf,
  numberColumn,
  relabel,
  takeRows,
  textColumn,
  type Column,
  type TextColumn,
} from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import { sortRows } from '../../table/sort.ts';
import { Table } from '../../table/table.ts';
import { column, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { DAY_MS } from '../order-lines.ts';
import { paceOf } from '../pace.ts';
import { entityOfKeys, groupRows } from '../prepare/groups.ts';
import { countSteps, eachStep, sequencesOf, type EventSequences, type Step } from './sequence-steps.ts';
import { sequencesText as text } from './sequences-text.ts';

const parameters = z.object({
  by: column({ port: 'table', types: ['text'], text: text.parameter('by') }),
  event: column({ port: 'table', types: ['text'], text: text.parameter('event') }),
  until: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('until'), date: true }),
  pauseHours: z
    .number()
    .min(0.01)
    .max(1e6)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('pauseHours') }),
  nLast: z
    .int()
    .min(0)
    .max(20)
    .default(3)
    .meta({ ...text.parameter('nLast') }),
  nSteps: z
    .int()
    .min(0)
    .max(200)
    .default(10)
    .meta({ ...text.parameter('nSteps') }),
  collapse: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('collapse') }),
});
type Parameters = z.output<typeof parameters>;

const HOUR_MS = 3_600_000;

/** The table of steps holds so many at most, the figure so many kinds. */
const MOST_STEPS = 10_000;
const MOST_SHOWN = 15;

export const sequences = defineStep({
  id: 'features.sequences',
  version: 2,
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
  gives: {
    sequences: tableOut({ label: text.output('sequences'), name: 'sequence_features', entity: 'customer' }),
    transitions: tableOut({ label: text.output('transitions'), name: 'event_steps', entity: 'none' }),
    steps: figureOut({ label: text.output('steps') }),
    repeats: metricOut({ label: text.output('repeats'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows }, { nSteps, nLast }) => nRows * (72 + 8 * (nSteps + nLast)),
  run(context, { table }, p) {
    const pace = paceOf(context);
    const key = p.by === null ? table.textRole('customerId') : table.text(p.by);
    const event = eventColumn(table, p.event);
    const times = table.dateRole('time').values;
    const until = p.until ?? Infinity;
    const groups = groupRows(
      [key],
      Uint8Array.from(times, (time) => (time < until ? 1 : 0)),
      () => pace(0.1),
    );
    pace(0.3);
    const { codes, dictionary } = codesOf(event);
    const found = sequencesOf(groups.codes, groups.nCodes, codes, times, p.collapse);
    pace(0.6);
    const longest = p.pauseHours === null ? Infinity : p.pauseHours * HOUR_MS;
    const steps = countSteps(found, dictionary.length, longest);
    pace(0.8);
    if (steps.length > MOST_STEPS) context.warn(text.message('cut', { all: steps.length, kept: MOST_STEPS }));
    const made = featuresOf(found, steps, dictionary, longest, p);
    const people = takeRows(key, groups.firstRows);
    const named = key.role === 'customerId' ? relabel(people, { label: key.label ?? text.column('customer') }) : people;
    const unsorted = new Table([named, ...made], {
      entity: entityOfKeys([key]),
      currency: table.currency,
      notProducts: table.notProducts,
    });
    const order = sortRows(unsorted, positions(unsorted.nRows), [{ column: key.name, descending: false }]);
    const total = steps.reduce((sum, { count }) => sum + count, 0);
    const same = steps.reduce((sum, { from, to, count }) => sum + (from === to ? count : 0), 0);
    return {
      sequences: unsorted.take(order),
      transitions: stepTable(steps.slice(0, MOST_STEPS), dictionary),
      steps: stepFigure(steps, dictionary, groups.nCodes),
      repeats: total > 0 ? same / total : null,
    };
  },
});

/** @throws missing-role where no column says what happened; wrong-column-type */
function eventColumn(table: Table, chosen: string | null): TextColumn {
  if (chosen !== null) return table.text(chosen);
  for (const role of ['eventType', 'category', 'channel'] as const) {
    const found = table.findRole(role);
    if (found?.type === 'text') return found;
  }
  return table.textRole('itemId');
}

/** One column a feature, one row a person. */
function featuresOf(
  { offsets, kinds, times }: EventSequences,
  steps: readonly Step[],
  dictionary: readonly string[],
  longest: number,
  p: Parameters,
): Column[] {
  const n = offsets.length - 1;
  const made = (): Float64Array => new Float64Array(n);
  const [nEvents, nKinds, gaps, first] = [made(), made(), made().fill(NaN), new Int32Array(n).fill(-1)];
  const last = Array.from({ length: p.nLast }, () => new Int32Array(n).fill(-1));
  for (let person = 0; person < n; person++) {
    const [from, to] = [offsets[person]!, offsets[person + 1]!];
    nEvents[person] = to - from;
    nKinds[person] = new Set(kinds.subarray(from, to)).size;
    if (to > from) first[person] = kinds[from]!;
    if (to - from > 1) gaps[person] = (times[to - 1]! - times[from]!) / DAY_MS / (to - from - 1);
    last.forEach((own, back) => {
      if (to - 1 - back >= from) own[person] = kinds[to - 1 - back]!;
    });
  }
  const [taken, same] = [made(), made()];
  const counted = steps.slice(0, p.nSteps);
  const placeOf = new Map(counted.map(({ from, to }, place) => [from * dictionary.length + to, place]));
  const counts = counted.map(made);
  eachStep({ offsets, kinds, times }, longest, (person, from, to) => {
    taken[person]!++;
    if (from === to) same[person]!++;
    const place = placeOf.get(from * dictionary.length + to);
    if (place !== undefined) counts[place]![person]!++;
  });
  const names = new Set(['events', 'event_kinds', 'repeat_share', 'days_between', 'first_event']);
  const label = (name: 'nEvents' | 'nKinds' | 'repeatShare' | 'gap' | 'first') => ({ label: text.column(name) });
  return [
    numberColumn('events', nEvents, { ...label('nEvents'), unit: 'count' }),
    numberColumn('event_kinds', nKinds, { ...label('nKinds'), unit: 'count' }),
    numberColumn('repeat_share', taken.map((all, i) => (all > 0 ? same[i]! / all : NaN)), { ...label('repeatShare'), unit: 'share' }), // prettier-ignore
    numberColumn('days_between', gaps, { ...label('gap'), unit: 'days' }),
    codedTextColumn('first_event', first, dictionary, label('first')),
    ...last.map((own, back) =>
      codedTextColumn(freeName(back === 0 ? 'last_event' : `last_event_${back + 1}`, names), own, dictionary, {
        label: back === 0 ? text.source.messages.lastOne : filled(text.source.messages.last, { n: String(back + 1) }),
      }),
    ),
    ...counts.map((own, place) => {
      const [from, to] = [dictionary[counted[place]!.from]!, dictionary[counted[place]!.to]!];
      return numberColumn(freeName(`${from}_then_${to}`, names), own, { unit: 'count', label: filled(text.source.messages.step, { from, to }) }); // prettier-ignore
    }),
  ];
}

/** A text with words put into it. */
const filled = (words: Text, values: Readonly<Record<string, string>>): Text => {
  const put = (written: string): string =>
    written.replace(/\{(\w+)\}/gu, (_, name: string) => escapeMessage(values[name] ?? ''));
  return { en: put(words.en), zh: put(words.zh) };
};

function stepTable(steps: readonly Step[], dictionary: readonly string[]): Table {
  const number = (name: 'count' | 'share' | 'lift', unit: 'count' | 'share' | null) =>
    numberColumn(name, Float64Array.from(steps, (step) => step[name]), { unit, label: text.column(name) }); // prettier-ignore
  return new Table(
    [
      textColumn('from', steps.map(({ from }) => dictionary[from]!), { label: text.column('from') }), // prettier-ignore
      textColumn('to', steps.map(({ to }) => dictionary[to]!), { label: text.column('to') }), // prettier-ignore
      number('count', 'count'),
      number('share', 'share'),
      number('lift', null),
    ],
    { name: 'event_steps' },
  );
}

/** What comes next after each of the kinds that most steps begin or end with; null without steps. */
function stepFigure(steps: readonly Step[], dictionary: readonly string[], nPeople: number): HeatmapFigure | null {
  const [first] = steps;
  if (!first) return null;
  const weight = new Float64Array(dictionary.length);
  for (const { from, to, count } of steps) {
    weight[from]! += count;
    weight[to]! += count;
  }
  const shown = [...weight.keys()].filter((kind) => weight[kind]! > 0).sort((a, b) => weight[b]! - weight[a]! || a - b).slice(0, MOST_SHOWN); // prettier-ignore
  const values = new Float64Array(shown.length ** 2);
  for (const { from, to, share } of steps) {
    const [i, j] = [shown.indexOf(from), shown.indexOf(to)];
    if (i >= 0 && j >= 0) values[i * shown.length + j] = share;
  }
  const title = text.message('title', {
    from: dictionary[first.from]!,
    to: dictionary[first.to]!,
    share: { percent: first.share },
  });
  const names = shown.map((kind) => dictionary[kind]!);
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('subtitle', {
      steps: steps.reduce((sum, { count }) => sum + count, 0),
      whose: nPeople,
    }),
    summary: title,
    rows: names,
    columns: names,
    values,
    value: { label: { code: 'share', text: text.column('share') }, unit: 'share' },
    diverging: false,
  };
}
