import { z } from 'zod';
import { booleanColumn, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import {
  column,
  columnNames,
  columns,
  defineEstimator,
  figureOut,
  listedNames,
  metricOut,
  tableIn,
  tableOut,
} from '../define.ts';
import { columnLabel } from '../features-of.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { predictText } from '../predict/texts.ts';
import { hitsFigure, importanceFigure, orderOf } from './boruta-figures.ts';
import { borutaRounds, type BorutaFound } from './boruta-rounds.ts';
import { borutaText as text, decisionNames } from './boruta-text.ts';
import { readSelection } from './read-selection.ts';
import { chosenFeatures, selectedColumns, type ChosenFeature } from './selected.ts';

const parameters = z.object({
  target: column({ port: 'table', text: predictText.parameter('target'), onlyToFit: true }),
  features: columns({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('features') }),
  nRounds: z
    .int()
    .min(5)
    .max(1000)
    .default(30)
    .meta({ ...text.parameter('nRounds') }),
  nTrees: z
    .int()
    .min(5)
    .max(2000)
    .default(20)
    .meta({ ...text.parameter('nTrees') }),
  keepTentative: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('keepTentative') }),
  kind: z
    .enum(['auto', 'classes', 'number'])
    .default('auto')
    .meta({ ...predictText.parameter('kind') }),
  error: z
    .number()
    .min(1e-6)
    .max(0.5)
    .default(0.05)
    .meta({ ...text.parameter('error') }),
  percentile: z
    .number()
    .min(50)
    .max(100)
    .default(100)
    .meta({ ...text.parameter('percentile') }),
  maxDepth: z
    .int()
    .min(0)
    .max(200)
    .default(7)
    .meta({ ...text.parameter('maxDepth') }),
  mostRows: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(1000)
    .meta({ ...text.parameter('mostRows') }),
});

/** What fitting leaves behind. */
export interface BorutaModel extends BorutaFound {
  readonly features: readonly string[];
  readonly kept: readonly ChosenFeature[];
  readonly nRows: number;
}

export const boruta = defineEstimator({
  id: 'select.boruta',
  version: 2,
  // The second version keeps the outcome beside the chosen features.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.18637/jss.v036.i11'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }) },
  gives: { selected: tableOut({ label: text.output('selected'), name: 'useful_features', entity: 'same' }) },
  describes: {
    decisions: tableOut({
      label: text.output('decisions'),
      name: 'feature_decisions',
      entity: 'none',
      words: { feature: columnNames(), decision: listedNames(decisionNames) },
    }),
    importances: figureOut({ label: text.output('importances') }),
    hits: figureOut({ label: text.output('hits') }),
    nConfirmed: metricOut({ label: text.output('nConfirmed'), better: 'none', unit: 'count' }),
    nTentative: metricOut({ label: text.output('nTentative'), better: 'lower', unit: 'count' }),
  },
  parameters,
  schema: ({ kept }: BorutaModel) => ({ table: kept }),
  memory: ({ nRows, nColumns }, { mostRows, nTrees }) =>
    nRows * 8 + Math.min(nRows, mostRows) * (nColumns * 60 + nTrees * 40),
  async fit(context, { table }, p): Promise<BorutaModel> {
    const data = readSelection(table, p, context.random.fork(0));
    if (data.leftOut.length > 0) context.warn(text.message('leftOut', { columns: data.leftOut.join(', ') }));
    if (data.nRows < data.nAll) context.warn(text.message('sampled', { rows: data.nRows, all: data.nAll }));
    const basis = { labels: data.names.map((name) => columnLabel(table, name)), nRows: data.nRows, nTrees: p.nTrees };
    const rounds = { pool: context.pool, signal: context.signal, random: context.random.fork(1) };
    const found = await borutaRounds(data.features, data.target, p, rounds, (now) => {
      const n = now.shadows.length;
      const open = now.decisions.filter((decision) => decision === 'tentative').length;
      context.progress(n / p.nRounds, text.message('round', { n, all: p.nRounds, open }));
      context.preview('importances', importanceFigure(now, basis, null));
    });
    const isKept = found.decisions.map((known) => known === 'confirmed' || (p.keepTentative && known === 'tentative'));
    const kept = data.names.filter((_, j) => isKept[j]);
    if (kept.length === 0) context.warn(text.message('noneKept', { target: data.targetName }));
    return {
      ...found,
      features: data.names,
      kept: chosenFeatures(table, kept.length === 0 ? data.names : kept),
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
  describe(_context, model, { table }, { nTrees, keepTentative }) {
    const labels = model.features.map((name) => columnLabel(table, name));
    const count = (wanted: string): number => model.decisions.filter((decision) => decision === wanted).length;
    const basis = { labels, nRows: model.nRows, nTrees };
    return {
      decisions: decisionTable(model, keepTentative),
      importances: importanceFigure(model, basis, count('confirmed')),
      hits: hitsFigure(model, basis),
      nConfirmed: count('confirmed'),
      nTentative: count('tentative'),
    };
  },
});

/** Confirmed features first, then tentative ones; the most important first. */
function decisionTable(model: BorutaModel, keepTentative: boolean): Table {
  const { order, medians } = orderOf(model, model.features.length);
  const group = (j: number): number => ['confirmed', 'tentative', 'rejected'].indexOf(model.decisions[j]!);
  const sorted = order.toSorted((a, b) => group(a) - group(b));
  const number = (name: 'hits' | 'rounds' | 'importance', of: ArrayLike<number>) =>
    numberColumn(
      name,
      Float64Array.from(sorted, (j) => of[j]!),
      { unit: name === 'importance' ? 'share' : 'count', label: text.column(name) },
    );
  return new Table(
    [
      textColumn(
        'feature',
        sorted.map((j) => model.features[j]!),
        { label: text.column('feature') },
      ),
      textColumn(
        'decision',
        sorted.map((j) => model.decisions[j]!),
        { label: text.column('decision') },
      ),
      booleanColumn(
        'kept',
        sorted.map((j) => group(j) <= (keepTentative ? 1 : 0)),
        { label: text.column('kept') },
      ),
      number('hits', model.hits),
      number('rounds', model.rounds),
      number('importance', medians),
    ],
    { name: 'feature_decisions' },
  );
}
