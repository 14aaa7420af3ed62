import type { HeatmapFigure, ScatterFigure } from '../../../contract/figure.ts';
import type { Label, Message, Text } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import { columnNames, givenNames } from '../define.ts';
import { columnLabel } from '../features-of.ts';
import { reductionColumns, reductionMessages } from './reduction-words.ts';

/** What every reduction leaves to be told of its axes. */
export interface AxisFacts {
  readonly features: readonly string[];
  /** (nAxes, nFeatures): how each feature goes with each axis. */
  readonly loadings: Float64Array;
  /** What each axis explains, where that can be said. */
  readonly shares: Float64Array | null;
}

/** How a reduction's axes are called: in columns by this and a number, to a reader by the text with {n}. */
export interface AxisNames {
  readonly prefix: string;
  readonly axis: Text;
}

const say = (code: keyof typeof reductionMessages, values: Message['values'] = {}): Message => ({
  code,
  text: reductionMessages[code],
  values,
});

const axisText = ({ axis }: AxisNames, n: number): Text => ({
  en: axis.en.replace('{n}', String(n)),
  zh: axis.zh.replace('{n}', String(n)),
});

const axisLabel = (names: AxisNames, n: number): Label => ({ code: 'axis', text: axisText(names, n) });

/** The key of each row and where it lies on each axis. @param at (nRows, nAxes) */
export function axesTable(table: Table, at: Matrix, names: AxisNames): Table {
  const key = table.key();
  const columns = Array.from({ length: at.nColumns }, (_, c) =>
    numberColumn(
      `${names.prefix}${c + 1}`,
      Float64Array.from({ length: at.nRows }, (__, row) => at.values[row * at.nColumns + c]!),
      { label: axisText(names, c + 1) },
    ),
  );
  return new Table([...(key ? [key] : []), ...columns], table.options());
}

/** Rows on the first two axes, of the output `components`; null where there are no two. */
export function axesMap(table: Table, facts: AxisFacts, names: AxisNames, method: Text): ScatterFigure | null {
  const { features } = facts;
  if (facts.loadings.length < 2 * features.length || table.nRows === 0) return null;
  const called = (name: string) => table.find(name)?.label ?? name;
  const values = { first: called(strongest(facts, 0)), second: called(strongest(facts, 1)) };
  const axis = (n: number): ScatterFigure['x'] => ({ column: `${names.prefix}${n}`, label: axisLabel(names, n) });
  return {
    kind: 'scatter',
    title: say('mapTitle', values),
    subtitle: say('rows', { method, rows: table.nRows, features: features.length }),
    summary: say('mapTitle', values),
    table: 'components',
    x: axis(1),
    y: axis(2),
    arrows: arrowsOf(table, features, facts.loadings),
  };
}

/** The feature that goes most with an axis. */
function strongest({ features, loadings }: AxisFacts, axis: number): string {
  const own = loadings.subarray(axis * features.length, (axis + 1) * features.length);
  let most = 0;
  own.forEach((value, j) => {
    if (Math.abs(value) > Math.abs(own[most]!) + 1e-12) most = j;
  });
  return features[most] ?? '';
}

/** Arrows that are drawn at most, the longest. */
const MOST_ARROWS = 8;

/**
 * Which way features point on the first two axes.
 *
 * @param loadings (nAxes, nFeatures), two axes at least. @param variances of rows along each axis, where loadings are not correlations yet.
 */
export function arrowsOf(
  table: Table,
  features: readonly string[],
  loadings: Float64Array,
  variances?: Float64Array,
): NonNullable<ScatterFigure['arrows']> {
  const d = features.length;
  const size = (axis: number): number => (variances ? Math.sqrt(variances[axis]!) : 1);
  return features
    .map((name, j) => ({ name: columnLabel(table, name), x: loadings[j]! * size(0), y: loadings[d + j]! * size(1) }))
    .filter(({ x, y }) => x !== 0 || y !== 0)
    .sort((a, b) => Math.hypot(b.x, b.y) - Math.hypot(a.x, a.y))
    .slice(0, MOST_ARROWS);
}

/** How each feature goes with each axis; null where there is no axis. */
export function loadingsFigure(
  table: Table,
  facts: AxisFacts,
  names: AxisNames,
  diverging: boolean,
): HeatmapFigure | null {
  const { features, loadings } = facts;
  const nAxes = features.length > 0 ? loadings.length / features.length : 0;
  if (nAxes === 0) return null;
  const name = strongest(facts, 0);
  const title = say('loadingsTitle', { feature: table.find(name)?.label ?? name });
  return {
    kind: 'heatmap',
    title,
    summary: title,
    rows: Array.from({ length: nAxes }, (_, k) => axisLabel(names, k + 1)),
    columns: features.map((feature) => columnLabel(table, feature)),
    values: loadings,
    value: { label: say('loading') },
    diverging,
  };
}

/** Features that load at least this share of what the strongest does tell what an axis means, and so many at most. */
const TELLING = 0.5;
const MOST_TOLD = 5;

/** What the names in the table of meanings stand for: an axis is a column of the rows on the axes. */
export const axesWords = {
  axis: givenNames('components'),
  rises_with: columnNames('table', true),
  falls_with: columnNames('table', true),
};

/** What each axis means in words: the features that go with it and against it, strongest first. */
export function meaningsTable({ features, loadings, shares }: AxisFacts, names: Pick<AxisNames, 'prefix'>): Table {
  const d = features.length;
  const nAxes = d > 0 ? loadings.length / d : 0;
  const told = (axis: number, sign: number): string => {
    const own = loadings.subarray(axis * d, (axis + 1) * d);
    const most = own.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    return features
      .map((name, j) => ({ name, size: sign * own[j]! }))
      .filter(({ size }) => size > 0 && size >= TELLING * most)
      .sort((a, b) => b.size - a.size)
      .slice(0, MOST_TOLD)
      .map(({ name, size }) => `${name} (${(sign * size).toFixed(2)})`)
      .join(', ');
  };
  const axes = Array.from({ length: nAxes }, (_, axis) => axis);
  const list = (sign: number) => axes.map((axis) => told(axis, sign) || null);
  return new Table([
    textColumn(
      'axis',
      axes.map((axis) => `${names.prefix}${axis + 1}`),
      { label: reductionColumns.axis },
    ),
    ...(shares ? [numberColumn('share', shares, { unit: 'share', label: reductionColumns.share })] : []),
    textColumn('rises_with', list(1), { label: reductionColumns.risesWith }),
    textColumn('falls_with', list(-1), { label: reductionColumns.fallsWith }),
  ]);
}

/** The sum of what all axes explain. */
export const explainedBy = ({ shares }: Pick<AxisFacts, 'shares'>): number | null =>
  shares ? shares.reduce((sum, value) => sum + value, 0) : null;
