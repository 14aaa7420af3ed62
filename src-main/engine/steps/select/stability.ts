import { z } from 'zod';
import { lassoEntries } from '../../maths/scores/lasso-entries.ts';
import { correlationsOf, momentsOf, restOf, type Moments } from '../../maths/scores/moments.ts';
import { falselyChosen, mostTaken } from '../../maths/scores/stability-selection.ts';
import { booleanColumn, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { column, columnNames, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { columnLabel } from '../features-of.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { predictText } from '../predict/texts.ts';
import { designOf, type Design } from './design.ts';
import { readSelection, type SelectionData } from './read-selection.ts';
import { chosenFeatures, selectedColumns, type ChosenFeature } from './selected.ts';
import { frequencyFigure, pathFigure, type StabilityFound } from './stability-figures.ts';
import { stabilityText as text } from './stability-text.ts';

const parameters = z.object({
  target: column({ port: 'table', text: predictText.parameter('target'), onlyToFit: true }),
  features: columns({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('features') }),
  allowed: z
    .number()
    .min(0.01)
    .max(1000)
    .default(1)
    .meta({ ...text.parameter('allowed') }),
  cutoff: z
    .number()
    .min(0.51)
    .max(1)
    .default(0.75)
    .meta({ ...text.parameter('cutoff') }),
  kind: z
    .enum(['auto', 'classes', 'number'])
    .default('auto')
    .meta({ ...predictText.parameter('kind') }),
  bound: z
    .enum(['unimodal', 'meinshausen'])
    .default('unimodal')
    .meta({ ...text.parameter('bound') }),
  nPairs: z
    .int()
    .min(5)
    .max(1000)
    .default(50)
    .meta({ ...text.parameter('nPairs') }),
  mostRows: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(20_000)
    .meta({ ...text.parameter('mostRows') }),
});
type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind. */
export interface StabilityModel extends Omit<StabilityFound, 'labels'> {
  /** From the one that was chosen most often on; the first `nKept` are kept. */
  readonly features: readonly string[];
  readonly kept: readonly ChosenFeature[];
}

/** The penalty is let down to this share of where it began, in so many steps. */
const PATH = { nSteps: 80, least: 0.002 };

/** Paths are followed at least so far. */
const LEAST_PATH = 8;

export const stabilitySelection = defineEstimator({
  id: 'select.stability',
  version: 2,
  // The second version keeps the outcome beside the chosen features.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1111/j.1467-9868.2010.00740.x', 'doi:10.1111/j.1467-9868.2011.01034.x'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }) },
  gives: { selected: tableOut({ label: text.output('selected'), name: 'stable_features', entity: 'same' }) },
  describes: {
    choice: tableOut({
      label: text.output('choice'),
      name: 'feature_stability',
      entity: 'none',
      words: { feature: columnNames() },
    }),
    frequencies: figureOut({ label: text.output('frequencies') }),
    paths: figureOut({ label: text.output('paths') }),
    nKept: metricOut({ label: text.output('nKept'), better: 'none', unit: 'count' }),
    mistaken: metricOut({ label: text.output('mistaken'), better: 'lower' }),
  },
  parameters,
  schema: ({ kept }: StabilityModel) => ({ table: kept }),
  memory: ({ nRows, nColumns }, { mostRows }) => nRows * 8 + Math.min(nRows, mostRows) * nColumns * 60,
  fit(context, { table }, p): StabilityModel {
    const data = readSelection(table, p, context.random.fork(0));
    if (data.leftOut.length > 0) context.warn(text.message('leftOut', { columns: data.leftOut.join(', ') }));
    if (data.nRows < data.nAll) context.warn(text.message('sampled', { rows: data.nRows, all: data.nAll }));
    const n = data.names.length;
    const q = mostTaken(p.bound, n, p.cutoff, p.nPairs, p.allowed);
    const bound = falselyChosen(p.bound, q, n, p.cutoff, p.nPairs);
    if (bound > p.allowed)
      context.warn(text.message('loose', { features: n, bound: { decimal: Math.min(n, bound), digits: 1 } }));
    const nEntered = Math.min(n, Math.max(LEAST_PATH, q + 2));
    const paths = followHalves(context, data, nEntered, p);
    const often = Float64Array.from({ length: n }, (_, j) => paths[j * nEntered + q - 1]!);
    const order = Int32Array.from(often.keys()).sort((a, b) => often[b]! - often[a]! || a - b);
    const features = Array.from(order, (j) => data.names[j]!);
    const frequencies = Float64Array.from(order, (j) => often[j]!);
    const nKept = frequencies.filter((frequency) => frequency >= p.cutoff).length;
    if (nKept === 0) context.warn(text.message('noneKept', { target: data.targetName }));
    return {
      features,
      kept: chosenFeatures(table, nKept === 0 ? data.names : features.slice(0, nKept)),
      frequencies,
      paths: Float64Array.from({ length: n * nEntered }, (_, at) => paths[order[Math.floor(at / nEntered)]! * nEntered + (at % nEntered)]!), // prettier-ignore
      nEntered,
      nKept,
      q,
      cutoff: p.cutoff,
      bound: Math.min(n, bound),
      nHalves: 2 * p.nPairs,
      nRows: data.nRows,
    };
  },
  apply: (context, { kept }, { table }) => ({
    selected: selectedColumns(
      context,
      table,
      kept.map(({ name }) => name),
    ),
  }),
  describe(_context, model, { table }) {
    const found = { ...model, labels: model.features.map((name) => columnLabel(table, name)) };
    return {
      choice: choiceTable(model),
      frequencies: frequencyFigure(found),
      paths: pathFigure(found),
      nKept: model.nKept,
      mistaken: model.bound,
    };
  },
});

/** How often each feature is among the first 1, 2, … to enter the lasso of a half: (nFeatures, nEntered). */
function followHalves(context: Context, data: SelectionData, nEntered: number, { nPairs }: Parameters): Float64Array {
  const design = designOf(data.features);
  const targets = targetColumns(data);
  const whole = momentsOf(
    design.x,
    targets,
    Int32Array.from({ length: data.nRows }, (_, row) => row),
  );
  const counts = new Float64Array(data.names.length * nEntered);
  for (let pair = 0; pair < nPairs; pair++) {
    context.signal.throwIfAborted();
    context.progress(pair / nPairs, text.message('halving', { n: pair + 1 }));
    const half = context.random
      .fork(pair + 1)
      .permutation(data.nRows)
      .subarray(0, data.nRows >> 1);
    const moments = momentsOf(design.x, targets, half);
    for (const own of [moments, restOf(whole, moments)]) {
      enteredFirst(own, design, nEntered, context).forEach((feature, place) => {
        for (let k = place; k < nEntered; k++) counts[feature * nEntered + k]!++;
      });
    }
  }
  return counts.map((count) => count / (2 * nPairs));
}

/** The features that enter first, in that order. */
function enteredFirst(moments: Moments, { x, featureOf }: Design, most: number, context: Context): number[] {
  const { a, b } = correlationsOf(moments, x.nColumns);
  const check = (): void => context.signal.throwIfAborted();
  const { shares, sizes } = lassoEntries(a, b, PATH, check, most, featureOf);
  const order = [...shares.keys()].filter((j) => shares[j]! > 0);
  order.sort((i, j) => shares[j]! - shares[i]! || sizes[j]! - sizes[i]! || i - j);
  return [...new Set(order.map((j) => featureOf[j]!))].slice(0, most);
}

/** A number, the second of two classes as 1, or each of more classes. */
function targetColumns({ target, nRows }: SelectionData): Float64Array[] {
  if (target.kind === 'number') return [target.numbers];
  const used = [...new Set(target.classes.codes)].sort((a, b) => a - b);
  return used
    .slice(used.length === 2 ? 1 : 0)
    .map((code) => Float64Array.from({ length: nRows }, (_, row) => (target.classes.codes[row] === code ? 1 : 0)));
}

const choiceTable = ({ features, frequencies, nKept }: StabilityModel): Table =>
  new Table(
    [
      textColumn('feature', [...features], { label: text.column('feature') }),
      numberColumn('frequency', frequencies, { unit: 'share', label: text.column('frequency') }),
      booleanColumn(
        'kept',
        features.map((_, i) => i < nKept),
        { label: text.column('kept') },
      ),
    ],
    { name: 'feature_stability' },
  );
