import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import { sampleRows } from '../../maths/matrix.ts';
import { booleanColumn, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { chainIn, columnNames, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import type { PredictionMetric } from '../evaluate/predict-metrics.ts';
import type { PredictTask } from '../evaluate/predict-score.ts';
import { metricFor, planTask, taskParameters } from '../evaluate/predict-task.ts';
import { predictorsText } from '../evaluate/predict-text.ts';
import { messageWords } from '../message-words.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { chainJudge } from './chain-judge.ts';
import { featureNames } from './feature-values.ts';
import { curveFigure, measured, type SearchBasis } from './search-figures.ts';
import { searchText as text } from './search-text.ts';
import { chosenFeatures, selectedColumns, type ChosenFeature } from './selected.ts';
import {
  bestSize,
  searchBackward,
  searchByElimination,
  searchForward,
  type SearchFound,
  type SearchRound,
} from './subset-search.ts';

const parameters = z.object({
  features: columns({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('features') }),
  method: z
    .enum(['elimination', 'forward', 'backward'])
    .default('elimination')
    .meta({ ...text.parameter('method') }),
  choose: z
    .enum(['best', 'fewest'])
    .default('best')
    .meta({ ...text.parameter('choose') }),
  searchSize: z
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('nFeatures') }),
  ...taskParameters,
  nFolds: z
    .int()
    .min(2)
    .max(50)
    .default(3)
    .meta({ ...predictorsText.parameter('nFolds') }),
  mostRows: z
    .int()
    .min(50)
    .max(1_000_000)
    .default(1000)
    .meta({ ...text.parameter('mostRows') }),
});
type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind. */
export interface SearchModel {
  readonly kept: readonly ChosenFeature[];
  /** Features, those of the set of size n first. */
  readonly order: readonly string[];
  readonly features: readonly string[];
  readonly rounds: readonly SearchRound[];
  readonly size: number;
  readonly basis: SearchBasis;
}

/** One of either kind of target. */
const DEFAULT_CHAINS: readonly Chain[] = ['predict.logistic', 'predict.linear'].map((step) => ({
  steps: [{ step, parameters: {} }],
}));

export const searchFeatures = defineEstimator({
  id: 'select.search',
  version: 2,
  // The second version keeps the outcome beside the chosen features.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1023/A:1012487302797', 'doi:10.1016/S0004-3702(97)00043-X'],
  task: 'transform',
  needs: {
    table: tableIn({ label: text.input('table'), prefersOutput: TARGET_OUTPUTS }),
    models: chainIn({ label: text.input('models'), task: 'predict', default: DEFAULT_CHAINS }),
  },
  onlyToFit: ['models'],
  gives: { selected: tableOut({ label: text.output('selected'), name: 'searched_features', entity: 'same' }) },
  describes: {
    order: tableOut({
      label: text.output('order'),
      name: 'feature_order',
      entity: 'none',
      publish: false,
      words: { feature: columnNames() },
    }),
    rounds: tableOut({
      label: text.output('rounds'),
      name: 'feature_search',
      entity: 'none',
      words: { members: columnNames('table', true) },
    }),
    curve: figureOut({ label: text.output('curve') }),
    quality: metricOut({ label: text.output('quality'), better: 'none' }),
    nKept: metricOut({ label: text.output('nKept'), better: 'none', unit: 'count' }),
  },
  parameters,
  schema: ({ kept }: SearchModel) => ({ table: kept }),
  memory: ({ nRows, nColumns, bytes }, { mostRows }) => bytes + Math.min(nRows, mostRows) * nColumns * 80,
  async fit(context, { table, models }, p): Promise<SearchModel> {
    const drawn = sampled(context, table, p.mostRows);
    const task = planTask({ random: context.random, warn: (warning) => context.warn(warning) }, drawn, p);
    const { names, leftOut } = featureNames(task.table, p.features, task.target.column);
    if (leftOut.length > 0) context.warn(text.message('leftOut', { columns: leftOut.join(', ') }));
    const metric = metricFor(task, p.metric);
    for (const chain of models) {
      const basis: SearchBasis = {
        metric,
        model: context.chains.title(chain),
        nFolds: task.folds.length,
        nRows: task.table.nRows,
        nAll: names.length,
      };
      const found = await searchOrSkip(context, chain, task, names, basis, p);
      if (!found) continue;
      const size = p.searchSize === null ? bestSize(found.rounds, p.choose) : Math.min(p.searchSize, names.length);
      const kept = new Set(found.order.slice(0, size));
      return {
        kept: chosenFeatures(table, names.filter((_, j) => kept.has(j))), // prettier-ignore
        order: found.order.map((j) => names[j]!),
        features: names,
        rounds: found.rounds,
        size,
        basis,
      };
    }
    throw new ClienteleError('target-unusable', {
      column: task.target.column,
      detail: messageWords(text.message('noModel', { column: task.target.column })),
    });
  },
  apply: (context, { kept }, { table }) => ({
    selected: selectedColumns(context, table, kept.map(({ name }) => name)), // prettier-ignore
  }),
  describe(_context, model) {
    const { rounds, size, basis } = model;
    const chosen = rounds.find((round) => round.size === size);
    const told = chosen && measured(chosen, basis.metric);
    return {
      order: orderTable(model),
      rounds: roundsTable(model),
      curve: curveFigure(rounds, basis, size),
      quality: told && !Number.isNaN(told.mean) ? { value: told.mean, lower: told.mean - told.deviation, upper: told.mean + told.deviation } : null, // prettier-ignore
      nKept: size,
    };
  },
});

function sampled(context: Context, table: Table, most: number): Table {
  if (table.nRows <= most) return table;
  context.warn(text.message('sampled', { rows: most, all: table.nRows }));
  return table.take(sampleRows(table.nRows, most, context.random.fork(1)));
}

/** @returns null where the chain predicts another kind of target. */
async function searchOrSkip(
  context: Context,
  chain: Chain,
  task: PredictTask,
  names: readonly string[],
  basis: SearchBasis,
  p: Parameters,
): Promise<SearchFound | null> {
  try {
    return await search(context, chain, task, names, basis.metric, p, (rounds) =>
      context.preview('curve', curveFigure(rounds, basis, null)),
    );
  } catch (thrown) {
    if (thrown instanceof ClienteleError && thrown.code === 'target-unusable') return null;
    throw thrown;
  }
}

/** Tries sets of features by a chain. @param watch told of the rounds so far. @throws target-unusable, cancelled */
export async function search(
  context: Context,
  chain: Chain,
  task: PredictTask,
  names: readonly string[],
  metric: PredictionMetric,
  { method, searchSize }: Pick<Parameters, 'method' | 'searchSize'>,
  watch: (rounds: readonly SearchRound[]) => void,
): Promise<SearchFound> {
  const n = names.length;
  const most = method === 'forward' ? Math.min(n, searchSize ?? n) : n;
  const least = method === 'backward' ? Math.min(n, searchSize ?? 1) : 1;
  const total = nFits(method, n, most, least, task.folds.length);
  const tell = (n: number): void => context.progress(Math.min(1, n / total), text.message('fitting', { n }));
  const judge = await chainJudge(context, chain, task, names, metric, method === 'elimination', tell);
  if (method === 'forward') return searchForward(judge, n, most, watch);
  if (method === 'backward') return searchBackward(judge, n, least, watch);
  return searchByElimination(judge, n, watch);
}

/** How many models a search fits. */
function nFits(method: Parameters['method'], n: number, most: number, least: number, nFolds: number): number {
  if (method === 'elimination') return n * (nFolds + 1);
  const sizes = method === 'forward' ? most : n - least;
  return nFolds * (sizes * n - (sizes * (sizes - 1)) / 2 + 1);
}

/** Features in the order of the search, then those that it did not come to. */
function orderTable({ order, features, size }: SearchModel): Table {
  const all = [...order, ...features.filter((name) => !order.includes(name))];
  return new Table(
    [
      textColumn('feature', all, { label: text.column('feature') }),
      numberColumn('place', Int32Array.from(all, (_, i) => i + 1), { unit: 'count', label: text.column('place') }), // prettier-ignore
      booleanColumn('kept', all.map((_, i) => i < size), { label: text.column('kept') }), // prettier-ignore
    ],
    { name: 'feature_order' },
  );
}

function roundsTable({ rounds, features, basis, order, size }: SearchModel): Table {
  const told = rounds.map((round) => measured(round, basis.metric));
  // Folds of an elimination drop features of their own; the last run, on all rows, says which the sets are.
  const membersOf = (round: SearchRound): string[] =>
    round.features.length > 0 ? round.features.map((j) => features[j]!) : order.slice(0, round.size);
  return new Table(
    [
      numberColumn('size', Int32Array.from(rounds, (round) => round.size), { unit: 'count', label: text.column('size') }), // prettier-ignore
      numberColumn('quality', Float64Array.from(told, ({ mean }) => mean), { label: text.column('quality') }), // prettier-ignore
      numberColumn('deviation', Float64Array.from(told, ({ deviation }) => deviation), { label: text.column('deviation') }), // prettier-ignore
      booleanColumn('kept', rounds.map((round) => round.size === size), { label: text.column('kept') }), // prettier-ignore
      textColumn('members', rounds.map((round) => membersOf(round).join(', ')), { label: text.column('members') }), // prettier-ignore
    ],
    { name: 'feature_search' },
  );
}
