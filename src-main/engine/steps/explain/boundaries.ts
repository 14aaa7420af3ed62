import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { ScatterFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { quantile } from '../../maths/statistics.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { numberAt, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { classNames, column, defineStep, figureOut, metricOut, tableOut } from '../define.ts';
import { labelWords, messageWords } from '../message-words.ts';
import { knownTarget } from '../predict/target.ts';
import { changedRows, rangeOf, type Change } from './changed-rows.ts';
import { byMovement, type Explained, explainNeeds, idColumns, labelOf, readExplained, sayTo } from './explained.ts';
import { boundariesText as text } from './boundaries-text.ts';
import { explainText } from './texts.ts';

const axis = (name: 'x' | 'y') => column({ port: 'table', types: ['number'], text: text.parameter(name) });

const parameters = z.object({
  x: axis('x'),
  y: axis('y'),
  class: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('class') }),
  nCells: z
    .int()
    .min(10)
    .max(120)
    .default(50)
    .meta({ ...text.parameter('nCells'), advanced: true }),
  mostRows: z
    .int()
    .min(10)
    .max(2500)
    .default(500)
    .meta({ ...explainText.parameter('mostRows'), advanced: true }),
});
type Asked = z.output<typeof parameters>;

/** What a classifier says on the plane of two numbers. */
export const boundaries = defineStep({
  id: 'explain.boundaries',
  version: 3,
  text,
  references: ['https://scikit-learn.org/stable/auto_examples/classification/plot_classifier_comparison.html'],
  needs: explainNeeds,
  gives: {
    points: tableOut({
      label: text.output('points'),
      name: 'points',
      entity: 'same',
      publish: false,
      words: { actual: classNames() },
    }),
    plane: figureOut({ label: text.output('plane') }),
    right: metricOut({ label: text.output('right'), better: 'higher', unit: 'share' }),
  },
  parameters,
  memory: ({ nColumns }, { nCells, mostRows }) => (nCells * nCells + mostRows) * nColumns * 60,
  async run(context, { table, model }, p) {
    const explained = await readExplained(context, table, model, p.class, p.mostRows);
    const axes = await axesOf(context, explained, p);
    const said = await sayTo(explained, explained.x, context);
    const plane = await askPlane(context, explained, axes, p.nCells);
    const points = pointTable(explained, axes, said);
    const right = shareRight(explained, said);
    const method = context.chains.title({ steps: [{ step: explained.model.step, parameters: {} }] });
    return { points, plane: planeFigure({ explained, axes, plane, points, right, method }), right };
  },
});

type Axes = readonly [x: string, y: string];

/** @throws target-unusable, no-usable-column, bad-parameter */
async function axesOf(context: Context, explained: Explained, p: Asked): Promise<Axes> {
  const { target, encoding } = explained.predictor;
  if (target.kind !== 'classes')
    throw new ClienteleError('target-unusable', { column: target.column, detail: text.source.messages.notClasses });
  const numbers = encoding.features.filter(({ type }) => type === 'number').map(({ column: name }) => name);
  for (const side of ['x', 'y'] as const) {
    const chosen = p[side];
    if (chosen !== null && !numbers.includes(chosen))
      throw new ClienteleError('bad-parameter', {
        parameter: side,
        value: chosen,
        detail: text.source.messages.notRead,
      });
  }
  if (p.x !== null && p.x === p.y)
    throw new ClienteleError('bad-parameter', { parameter: 'y', value: p.x, detail: text.source.messages.same });
  const ordered = numbers.length > 2 && !(p.x && p.y) ? await mostMoving(context, explained, numbers) : numbers;
  const x = p.x ?? ordered.find((name) => name !== p.y);
  const y = p.y ?? ordered.find((name) => name !== x);
  if (x === undefined || y === undefined)
    throw new ClienteleError('no-usable-column', { detail: text.source.messages.twoNumbers });
  return [x, y];
}

/** Those of the numbers first that move predictions most: a plane on which nothing changes shows no boundary. */
async function mostMoving(context: Context, explained: Explained, numbers: readonly string[]): Promise<string[]> {
  const { features } = explained.predictor.encoding;
  const names = (await byMovement(context, explained)).map((place) => features[place]!.column);
  return names.filter((name) => numbers.includes(name));
}

interface Plane {
  readonly nCells: number;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** (nCells, nCells) row-major from the lowest y. */
  readonly said: Float64Array;
}

/** Of its length an axis goes on beyond the rows at either end. */
const MARGIN = 0.05;
/** The share of the rows at either end that an axis may leave out: a few huge values would push all others to its edge. */
const LEFT_OUT = 0.02;

/** What is said in the middle of each cell, all other features at their usual value. */
async function askPlane(context: Context, explained: Explained, [x, y]: Axes, nCells: number): Promise<Plane> {
  const { table, predictor } = explained;
  const [xRange, yRange] = [endsOf(table, x), endsOf(table, y)];
  const middle = ([low, high]: readonly [number, number], i: number): number =>
    low + ((high - low) * (i + 0.5)) / nCells;
  const others = predictor.encoding.features.map(({ column: name }) => name).filter((name) => name !== x && name !== y);
  if (others.length > 0) {
    const names = { list: others.slice(0, 8).map((name) => labelWords(labelOf(table, name))) };
    context.warn(text.message('others', { count: others.length, names }));
  }
  warnOfFarRows(context, table, [
    [x, xRange],
    [y, yRange],
  ]);
  const usual = changedRows(table.take(Int32Array.of(0)), [others.flatMap((name) => usualOf(table, name))]);
  const cells = Array.from({ length: nCells * nCells }, (_, at): Change[] => [
    { column: x, to: middle(xRange, at % nCells) },
    { column: y, to: middle(yRange, Math.floor(at / nCells)) },
  ]);
  context.signal.throwIfAborted();
  const said = await sayTo(explained, await predictor.encode(changedRows(usual, cells), context), context);
  return { nCells, xRange, yRange, said };
}

function endsOf(table: Table, name: string): readonly [number, number] {
  const range = rangeOf(table.number(name));
  const sorted = range.kind === 'number' ? range.sorted : new Float64Array(0);
  if (sorted.length === 0) return [-0.5, 0.5];
  const [first, last] = [quantile(sorted, LEFT_OUT), quantile(sorted, 1 - LEFT_OUT)];
  // Only what lies farther out than all the others are apart.
  const isFar = (distance: number): boolean => distance > last - first && last > first;
  const low = isFar(first - sorted[0]!) ? first : sorted[0]!;
  const high = isFar(sorted.at(-1)! - last) ? last : sorted.at(-1)!;
  const margin = MARGIN * (high - low) || 0.5;
  return [low - margin, high + margin];
}

/** Says how many rows lie beyond the plane. */
function warnOfFarRows(
  context: Context,
  table: Table,
  sides: readonly (readonly [string, readonly [number, number]])[],
) {
  const far = Array.from({ length: table.nRows }, (_, row) =>
    sides.some(([name, [low, high]]) => {
      const value = numberAt(table.number(name), row);
      return value < low || value > high;
    }),
  ).filter(Boolean).length;
  if (far > 0) context.warn(text.message('far', { count: far }));
}

/** The median, or the most frequent choice; nothing where no row has a value. */
function usualOf(table: Table, name: string): Change[] {
  const range = rangeOf(table.column(name));
  const to = range.kind === 'number' ? quantile(range.sorted, 0.5) : range.choices[0]?.to;
  return to === undefined || Number.isNaN(to) ? [] : [{ column: name, to }];
}

/** The class of each row that is known; null of others. */
function actualOf({ table, predictor: { target } }: Explained): (string | null)[] {
  const known = knownTarget(table, target);
  return Array.from({ length: table.nRows }, (_, row) => (known ? (target.classes[known[row]!] ?? null) : null));
}

function pointTable(explained: Explained, [x, y]: Axes, said: Float64Array): Table {
  const { table, predictor } = explained;
  const ids = idColumns(table);
  const taken = new Set([...ids.map(({ name }) => name), x, y]);
  const free = (name: string): string => (taken.has(name) ? `${name}_2` : name);
  const label = table.find(predictor.target.column)?.label ?? text.column('actual');
  return new Table(
    [
      ...ids.filter(({ name }) => name !== x && name !== y),
      table.number(x),
      table.number(y),
      textColumn(free('actual'), actualOf(explained), { label }),
      numberColumn(free('prediction'), said, { label: text.column('prediction'), unit: 'share' }),
    ],
    table.options(),
  );
}

/** The share of rows that lie on the side that they belong to; null where none is known. */
function shareRight(explained: Explained, said: Float64Array): number | null {
  const told = explained.predictor.target.classes[explained.output]!;
  const actual = actualOf(explained);
  const known = [...actual.keys()].filter((row) => actual[row] !== null);
  if (known.length === 0) return null;
  return known.filter((row) => (actual[row] === told) === said[row]! >= 0.5).length / known.length;
}

interface ToldPlane {
  readonly explained: Explained;
  readonly axes: Axes;
  readonly plane: Plane;
  readonly points: Table;
  readonly right: number | null;
  readonly method: Message;
}

function planeFigure({ explained, axes, plane, points, right, method }: ToldPlane): ScatterFigure {
  const { table, predictor, output } = explained;
  const { classes } = predictor.target;
  const told = classes[output]!;
  const share = { percent: plane.said.filter((value) => value >= 0.5).length / plane.said.length };
  const title =
    right === null
      ? text.message('titleUnknown', { told, share })
      : text.message('title', { told, share, right: { percent: right } });
  const axisOf = (name: string) => ({ label: labelOf(table, name), unit: table.number(name).unit, column: name });
  const colour = points.columns.find(({ name }) => name.startsWith('actual'))!;
  return {
    kind: 'scatter',
    title,
    subtitle: text.message('subtitle', {
      method: messageWords(method),
      told,
      cells: plane.said.length,
      rows: table.nRows,
    }),
    summary: title,
    currency: table.currency,
    table: 'points',
    x: axisOf(axes[0]),
    y: axisOf(axes[1]),
    color: {
      column: colour.name,
      as: 'category',
      label: { code: 'actual', text: colour.label ?? text.column('actual') },
    },
    ground: {
      nx: plane.nCells,
      ny: plane.nCells,
      xRange: plane.xRange,
      yRange: plane.yRange,
      values: plane.said,
      low: classes.length === 2 ? classes[1 - output]! : null,
      high: told,
    },
  };
}
