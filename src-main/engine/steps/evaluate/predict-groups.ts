import type { BarsFigure } from '../../../contract/figure.ts';
import type { Message, Text } from '../../../contract/text.ts';
import { rankScores, rocAuc } from '../../maths/metrics/ranked.ts';
import { cellAt, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columnWords } from '../features-of.ts';
import { classesOf } from '../predict/predictions.ts';
import type { JudgedRows } from './predict-metrics.ts';
import { predictorsText as text } from './predict-text.ts';

/** Groups beyond the largest of these are not told apart. */
const MOST_GROUPS = 20;
/** A group of fewer rows is told of and not warned of. */
const LEAST_WARNED = 30;
/** Selection rates further apart than four to five call for a look (the four-fifths rule of the US guidelines on selection, 1978). */
const FOUR_FIFTHS = 0.8;
/** So far apart may shares of found events be. */
const LARGE_GAP = 0.1;

interface GroupQuality {
  readonly name: string;
  readonly rows: number;
  readonly baseRate: number;
  readonly selectionRate: number;
  readonly truePositiveRate: number;
  readonly falsePositiveRate: number;
  readonly meanScore: number;
  readonly rocAuc: number;
  readonly mae: number;
  readonly bias: number;
}

/** Quality group by group of a column, with a warning of gaps; empty where no column is given. @param rows positions of the judged rows */
export function judgeGroups(
  context: Pick<Context, 'warn'>,
  table: Table,
  audit: string | null,
  judged: JudgedRows,
  rows: Int32Array,
  threshold: number,
  subtitle: Message,
) {
  const groups =
    audit === null
      ? []
      : groupsOf(table, audit, rows).map(([name, places]) => qualityOf(name, places, judged, threshold));
  const isOfTwo = judged.target.classes.length === 2;
  const name = audit === null ? '' : columnWords(table, audit);
  if (audit !== null && isOfTwo) warnOfGaps(context, name, groups);
  return {
    groups: groupTable(groups, judged),
    fairness: audit === null ? null : groupFigure(groups, name, judged, subtitle),
  };
}

/** Places among the judged rows by group, the largest first. @throws missing-column */
function groupsOf(table: Table, audit: string, rows: Int32Array): [string, number[]][] {
  const column = table.column(audit);
  const groups = new Map<string, number[]>();
  rows.forEach((row, place) => {
    const value = cellAt(column, row);
    const name = value === null ? '' : String(value);
    const own = groups.get(name);
    if (own) own.push(place);
    else groups.set(name, [place]);
  });
  return [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_GROUPS);
}

function qualityOf(
  name: string,
  places: readonly number[],
  { target, actual, found }: JudgedRows,
  threshold: number,
): GroupQuality {
  const n = places.length;
  const none = {
    baseRate: NaN,
    selectionRate: NaN,
    truePositiveRate: NaN,
    falsePositiveRate: NaN,
    meanScore: NaN,
    rocAuc: NaN,
    mae: NaN,
    bias: NaN,
  };
  if (target.kind === 'number') {
    const errors = places.map((at) => found[at]! - actual[at]!);
    const mean = (of: (error: number) => number) => errors.reduce((sum, error) => sum + of(error), 0) / n;
    return { ...none, name, rows: n, mae: mean(Math.abs), bias: mean((error) => error) };
  }
  if (target.classes.length !== 2) return { ...none, name, rows: n };
  const scores = Float64Array.from(places, (at) => found[at * 2 + 1]!);
  const isEvent = Uint8Array.from(places, (at) => actual[at]!);
  const isSelected = classesOf(
    Float64Array.from(places.flatMap((at) => [found[at * 2]!, found[at * 2 + 1]!])),
    2,
    threshold,
  );
  const rate = (of: (i: number) => boolean, among: (i: number) => boolean): number => {
    const inside = places.map((_, i) => i).filter(among);
    return inside.length > 0 ? inside.filter(of).length / inside.length : NaN;
  };
  return {
    ...none,
    name,
    rows: n,
    baseRate: rate(
      (i) => isEvent[i] === 1,
      () => true,
    ),
    selectionRate: rate(
      (i) => isSelected[i] === 1,
      () => true,
    ),
    truePositiveRate: rate(
      (i) => isSelected[i] === 1,
      (i) => isEvent[i] === 1,
    ),
    falsePositiveRate: rate(
      (i) => isSelected[i] === 1,
      (i) => isEvent[i] === 0,
    ),
    meanScore: scores.reduce((sum, score) => sum + score, 0) / n,
    rocAuc: rocAuc(rankScores(isEvent, scores)),
  };
}

function groupTable(groups: readonly GroupQuality[], { target }: JudgedRows): Table {
  const number = (column: string, name: Exclude<keyof GroupQuality, 'name'>, unit: 'share' | 'count' | null) =>
    numberColumn(
      column,
      Float64Array.from(groups, (group) => group[name]),
      { label: text.column(name), unit },
    );
  const common = [
    textColumn(
      'group',
      groups.map(({ name }) => name),
      { label: text.column('group') },
    ),
    number('rows', 'rows', 'count'),
  ];
  if (target.kind === 'number') return new Table([...common, number('mae', 'mae', null), number('bias', 'bias', null)]);
  return new Table([
    ...common,
    number('base_rate', 'baseRate', 'share'),
    number('selection_rate', 'selectionRate', 'share'),
    number('true_positive_rate', 'truePositiveRate', 'share'),
    number('false_positive_rate', 'falsePositiveRate', 'share'),
    number('mean_score', 'meanScore', 'share'),
    number('roc_auc', 'rocAuc', null),
  ]);
}

const leastAndMost = (groups: readonly GroupQuality[], of: 'selectionRate' | 'truePositiveRate' | 'mae') => {
  const known = groups.filter((group) => !Number.isNaN(group[of])).sort((a, b) => a[of] - b[of]);
  return { low: known[0], high: known.at(-1) };
};

function warnOfGaps(context: Pick<Context, 'warn'>, column: string | Text, all: readonly GroupQuality[]): void {
  const groups = all.filter(({ rows }) => rows >= LEAST_WARNED);
  const selected = leastAndMost(groups, 'selectionRate');
  const ratio = (selected.low?.selectionRate ?? 1) / (selected.high?.selectionRate ?? 1);
  if (ratio < FOUR_FIFTHS)
    context.warn(
      text.message('unfair-gap', {
        column,
        low: selected.low!.name,
        high: selected.high!.name,
        ratio: { decimal: ratio, digits: 2 },
      }),
    );
  const events = leastAndMost(groups, 'truePositiveRate');
  if (events.low && events.high && events.high.truePositiveRate - events.low.truePositiveRate > LARGE_GAP)
    context.warn(
      text.message('unfair-recall', {
        column,
        low: events.low.name,
        high: events.high.name,
        lowRate: { percent: events.low.truePositiveRate },
        highRate: { percent: events.high.truePositiveRate },
      }),
    );
}

function groupFigure(
  groups: readonly GroupQuality[],
  column: string | Text,
  { target }: JudgedRows,
  subtitle: Message,
): BarsFigure | null {
  const isNumber = target.kind === 'number';
  if (groups.length === 0 || (!isNumber && target.classes.length !== 2)) return null;
  const { low, high } = leastAndMost(groups, isNumber ? 'mae' : 'selectionRate');
  const wrote = (group: GroupQuality | undefined) =>
    isNumber ? { decimal: group?.mae ?? NaN, digits: 2 } : { percent: group?.selectionRate ?? NaN };
  const series = (name: 'baseRate' | 'selectionRate' | 'truePositiveRate' | 'mae') => ({
    name: { code: name, text: text.column(name) },
    values: Float64Array.from(groups, (group) => group[name]),
  });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: text.message(isNumber ? 'fairnessTitleNumber' : 'fairnessTitle', {
      column,
      low: wrote(low),
      high: wrote(high),
    }),
    subtitle,
    summary: text.message('fairnessSummary', { column, count: groups.length }),
    categories: groups.map(({ name }) => name),
    value: { label: { code: 'value', text: text.column('value') }, unit: isNumber ? null : 'share' },
    series: isNumber ? [series('mae')] : [series('baseRate'), series('selectionRate'), series('truePositiveRate')],
  };
}
