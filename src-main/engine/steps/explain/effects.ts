import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { MessageValue } from '../../../contract/text.ts';
import { accumulate, gridOf, intervalOf } from '../../maths/explain/local-effects.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { column, defineStep, figureOut, tableOut } from '../define.ts';
import { labelWords, messageWords } from '../message-words.ts';
import type { EncodedFeature } from '../predict/predictor.ts';
import {
  byMovement,
  columnsByFeature,
  copyOf,
  explainNeeds,
  labelOf,
  readExplained,
  sayTo,
  toldOf,
  type Explained,
} from './explained.ts';
import { effectsText as text } from './effects-text.ts';
import { explainText } from './texts.ts';

const parameters = z.object({
  feature: column({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('feature') }),
  class: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('class') }),
  nPoints: z
    .int()
    .min(2)
    .max(200)
    .default(20)
    .meta({ ...text.parameter('nPoints') }),
  nLines: z
    .int()
    .min(0)
    .max(100)
    .default(20)
    .meta({ ...text.parameter('nLines') }),
  mostRows: z
    .int()
    .min(10)
    .max(1_000_000)
    .default(1000)
    .meta({ ...explainText.parameter('mostRows'), advanced: true }),
});

/** Partial dependence (Friedman 2001), individual expectations (Goldstein et al. 2015) and accumulated local effects (Apley & Zhu 2020). */
export const effects = defineStep({
  id: 'explain.effects',
  version: 3,
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1214/aos/1013203451', 'arXiv:1309.6392', 'doi:10.1111/rssb.12377'],
  needs: explainNeeds,
  gives: {
    effects: tableOut({ label: text.output('effects'), name: 'effects', entity: 'none' }),
    dependence: figureOut({ label: text.output('dependence') }),
    accumulated: figureOut({ label: text.output('accumulated') }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { mostRows, nPoints }) => Math.min(nRows, mostRows) * (nColumns * 60 + nPoints * 8),
  async run(context, { table, model }, { feature: chosen, class: ofClass, nPoints, nLines, mostRows }) {
    const explained = await readExplained(context, table, model, ofClass, mostRows);
    const place = chosen === null ? (await byMovement(context, explained))[0]! : placeOf(explained, chosen);
    const feature = explained.predictor.encoding.features[place]!;
    const points = pointsOf(explained, feature, nPoints);
    const said = await sayAt(context, explained, place, points);
    const means = said.map((each) => each.reduce((sum, value) => sum + value, 0) / each.length);
    const told = { explained, feature, points, table };
    if (feature.categories) {
      return {
        effects: categoryTable(told, means),
        dependence: categoryFigure(told, means),
        accumulated: null,
      };
    }
    const local = await localEffects(context, explained, place, points);
    return {
      effects: numberTable(told, means, local),
      dependence: dependenceFigure(told, said, means, nLines),
      accumulated: accumulatedFigure(told, local),
    };
  },
});

/** @throws missing-column where the model does not read the chosen one */
function placeOf({ predictor }: Explained, chosen: string): number {
  const place = predictor.encoding.features.findIndex(({ column: name }) => name === chosen);
  if (place < 0) throw new ClienteleError('missing-column', { column: chosen });
  return place;
}

/** Values of a number at which to ask, or the codes of its categories. @throws no-usable-column where there is one alone */
function pointsOf({ table }: Explained, { column: name, categories }: EncodedFeature, nPoints: number): Float64Array {
  const points = categories ? Float64Array.from(categories.keys()) : gridOf(finiteValues(table, name), nPoints - 1);
  if (points.length < 2)
    throw new ClienteleError('no-usable-column', { detail: messageWords(text.message('oneValue', { feature: name })) });
  return points;
}

function finiteValues(table: Table, name: string): Float64Array {
  return table
    .matrix([name])
    .values.filter((value) => !Number.isNaN(value))
    .sort();
}

/** What is said to all rows with the feature set to each point. */
async function sayAt(
  context: Context,
  explained: Explained,
  place: number,
  points: Float64Array,
): Promise<Float64Array[]> {
  const changed = copyOf(explained.x);
  const said: Float64Array[] = [];
  for (const [i, point] of points.entries()) {
    context.signal.throwIfAborted();
    context.progress((0.5 * i) / points.length);
    setFeature(explained, changed.values, place, () => point);
    said.push(await sayTo(explained, changed, context));
  }
  return said;
}

/** Sets a feature of every row: its own column, or those of its categories. */
function setFeature(
  { predictor, x }: Explained,
  values: Float64Array,
  place: number,
  of: (row: number) => number,
): void {
  const { encoding } = predictor;
  for (const j of columnsByFeature(predictor)[place]!) {
    const { category, centre, spread } = encoding.columns[j]!;
    for (let row = 0; row < x.nRows; row++) {
      const value = of(row);
      const raw = encoding.kind !== 'codes' && category >= 0 ? (value === category ? 1 : 0) : value;
      values[row * x.nColumns + j] = (raw - centre) / spread;
    }
  }
}

/** Accumulated local effects at the points. */
async function localEffects(
  context: Context,
  explained: Explained,
  place: number,
  points: Float64Array,
): Promise<Float64Array> {
  const { predictor, table, x } = explained;
  const own = table.matrix([predictor.encoding.features[place]!.column]).values;
  const known = Int32Array.from(own.keys()).filter((row) => !Number.isNaN(own[row]!));
  const intervals = own.map((value) => (Number.isNaN(value) ? 0 : intervalOf(value, points)));
  const changed = copyOf(x);
  setFeature(explained, changed.values, place, (row) => points[intervals[row]!]!);
  const below = await sayTo(explained, changed, context);
  context.signal.throwIfAborted();
  setFeature(explained, changed.values, place, (row) => points[intervals[row]! + 1]!);
  const above = await sayTo(explained, changed, context);
  const changes = Float64Array.from(known, (row) => above[row]! - below[row]!);
  return accumulate(
    Int32Array.from(known, (row) => intervals[row]!),
    changes,
    points.length - 1,
  );
}

interface Told {
  readonly explained: Explained;
  readonly feature: EncodedFeature;
  readonly points: Float64Array;
  readonly table: Table;
}

const isShare = ({ explained }: Told): boolean => explained.predictor.target.kind === 'classes';
const unitOf = (told: Told) => (isShare(told) ? ('share' as const) : null);
const featureUnit = ({ table, feature }: Told) => table.find(feature.column)?.unit ?? null;
/** The feature along the bottom, in its own unit. */
const featureAxis = (told: Told) => ({ label: labelOf(told.table, told.feature.column), unit: featureUnit(told) });
const shown = (told: Told, value: number): MessageValue =>
  isShare(told) ? { percent: value, digits: 1 } : { decimal: value, digits: 2 };

function numberTable(told: Told, means: number[], local: Float64Array): Table {
  const unit = unitOf(told);
  return new Table([
    numberColumn('value', told.points, { label: text.column('value'), unit: featureUnit(told) }),
    numberColumn('dependence', Float64Array.from(means), { label: text.column('dependence'), unit }),
    numberColumn('accumulated', local, { label: text.column('accumulated'), unit }),
  ]);
}

function categoryTable(told: Told, means: number[]): Table {
  return new Table([
    textColumn('category', told.feature.categories ?? [], { label: text.column('category') }),
    numberColumn('dependence', Float64Array.from(means), { label: text.column('dependence'), unit: unitOf(told) }),
  ]);
}

function headOf(told: Told, means: number[]) {
  const { explained, feature, table } = told;
  const title = text.message('dependenceTitle', {
    feature: labelWords(labelOf(table, feature.column)),
    low: shown(told, Math.min(...means)),
    high: shown(told, Math.max(...means)),
  });
  const subtitle = text.message('dependenceSubtitle', { told: toldOf(explained, table), rows: explained.x.nRows });
  return { title, subtitle, summary: title };
}

function categoryFigure(told: Told, means: number[]): BarsFigure {
  const order = [...means.keys()].sort((a, b) => means[b]! - means[a]!);
  const name = text.message('prediction');
  return {
    kind: 'bars',
    orientation: 'horizontal',
    ...headOf(told, means),
    categories: order.map((code) => told.feature.categories![code]!),
    value: { label: name, unit: unitOf(told) },
    series: [{ name, values: Float64Array.from(order, (code) => means[code]!) }],
  };
}

function dependenceFigure(told: Told, said: Float64Array[], means: number[], nLines: number): LineFigure {
  const { nRows } = told.explained.x;
  const step = Math.max(1, Math.floor(nRows / Math.max(1, nLines)));
  const rows = Array.from({ length: Math.min(nLines, nRows) }, (_, i) => i * step);
  return {
    kind: 'line',
    ...headOf(told, means),
    x: featureAxis(told),
    currency: told.table.currency,
    y: { label: text.message('prediction'), unit: unitOf(told) },
    series: [
      { name: text.message('mean'), x: told.points, y: Float64Array.from(means) },
      ...rows.map((row) => ({
        name: text.message('single', { n: row + 1 }),
        x: told.points,
        y: Float64Array.from(said, (each) => each[row]!),
        isFaint: true,
      })),
    ],
  };
}

function accumulatedFigure(told: Told, local: Float64Array): LineFigure {
  const { explained, feature, table } = told;
  const title = text.message('accumulatedTitle', {
    feature: labelWords(labelOf(table, feature.column)),
    size: shown(told, Math.max(...local) - Math.min(...local)),
  });
  return {
    kind: 'line',
    title,
    subtitle: text.message('accumulatedSubtitle', { told: toldOf(explained, table), rows: explained.x.nRows }),
    summary: title,
    x: featureAxis(told),
    currency: table.currency,
    y: { label: text.message('effect'), unit: unitOf(told) },
    series: [{ name: text.message('effect'), x: told.points, y: local }],
  };
}
