import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { sampleRows } from '../../maths/matrix.ts';
import type { Random } from '../../maths/random.ts';
import { quantile } from '../../maths/statistics.ts';
import { booleanColumn, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
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
import { columnLabel, FEATURE_OUTPUTS } from '../features-of.ts';
import { TARGET_OUTPUTS } from '../predict/define-predictor.ts';
import { featureNames, featureValues, targetOf, type FeatureValues, type Target } from './feature-values.ts';
import { chooseFeatures, type Choice } from './choose-features.ts';
import { concordance, placesOf } from './places.ts';
import { placesFigure, redundancyFigure, scoresFigure, type Ranked } from './rank-figures.ts';
import { rankText as text, scoreLabel, whyNames, type ScoreId } from './rank-text.ts';
import { selectedColumns } from './selected.ts';
import { scoresFor, type Score, type ScoreTools } from './scores.ts';

const scoreIds = Object.keys(text.source.parameters.by.options) as (ScoreId | 'agreement')[];

const parameters = z.object({
  target: column({ port: 'table', text: text.parameter('target') }),
  features: columns({ port: 'table', types: ['number', 'boolean', 'text'], text: text.parameter('features') }),
  keep: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .meta({ ...text.parameter('keep') }),
  threshold: z
    .number()
    .min(-1e9)
    .max(1e9)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('threshold') }),
  likeness: z
    .number()
    .min(0.1)
    .max(1)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('likeness') }),
  by: z
    .enum(scoreIds)
    .default('agreement')
    .meta({ ...text.parameter('by') }),
  treatAs: z
    .enum(['auto', 'classes', 'number'])
    .default('auto')
    .meta({ ...text.parameter('treatAs') }),
  nBins: z
    .int()
    .min(2)
    .max(100)
    .default(10)
    .meta({ ...text.parameter('nBins') }),
  neighbours: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .meta({ ...text.parameter('neighbours') }),
  nResamples: z
    .int()
    .min(0)
    .max(1000)
    .default(20)
    .meta({ ...text.parameter('nResamples') }),
});
type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind. */
export interface RankModel {
  /** Best first. */
  readonly features: string[];
  readonly nKept: number;
  /** Why each of `features` was kept or not; absent in models of the first version, which kept the first `nKept`. */
  readonly choices?: readonly Choice[];
  readonly scoreIds: ScoreId[];
  /** Per score, a value for each of `features`. */
  readonly scores: Float64Array[];
  readonly meanPlaces: Float64Array;
  /** From resampling; empty without it. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly agreement: number;
}

/** Slow scores, and each resample, look at so many rows at most. */
const MOST_SLOW_ROWS = 2000;
const MOST_RESAMPLED_ROWS = 5000;

/** The share of the work that scoring all rows is. */
const SCORE_SHARE = 0.5;

export const rank = defineEstimator({
  id: 'select.rank',
  version: 3,
  // The third version keeps the outcome beside the chosen features, and its intervals are of the mean place over all scores.
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: [
    'doi:10.1007/BF00116251', 'doi:10.1007/3-540-57868-4_57', 'doi:10.1371/journal.pone.0087357',
    'doi:10.1103/PhysRevE.69.066138', 'doi:10.1214/009053607000000505', 'doi:10.1214/aoms/1177732186',
    'doi:10.1109/TPAMI.2005.159', 'doi:10.1111/j.2517-6161.1996.tb02080.x', 'doi:10.1023/A:1010933404324',
  ], // prettier-ignore
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: [...FEATURE_OUTPUTS, ...TARGET_OUTPUTS] }) },
  gives: { selected: tableOut({ label: text.output('selected'), name: 'selected_features', entity: 'same' }) },
  describes: {
    ranking: tableOut({
      label: text.output('ranking'),
      name: 'feature_ranking',
      entity: 'none',
      words: { feature: columnNames(), like: columnNames(), why: listedNames(whyNames) },
    }),
    places: figureOut({ label: text.output('places') }),
    scores: figureOut({ label: text.output('scores') }),
    redundancy: figureOut({ label: text.output('redundancy') }),
    agreement: metricOut({ label: text.output('agreement'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24,
  async fit(context, { table }, p): Promise<RankModel> {
    const { names, leftOut } = featureNames(table, p.features, p.target);
    if (leftOut.length > 0) context.warn(text.message('leftOut', { columns: leftOut.join(', ') }));
    const data = readData(table, names, p);
    warnOfMissing(data.features, context);
    const scores = scoresFor(data.target);
    const by = scores.findIndex(({ id }) => id === p.by);
    if (p.by !== 'agreement' && by < 0)
      throw new ClienteleError('bad-parameter', {
        parameter: 'by',
        value: p.by,
        detail: scores.map(({ id }) => id).join(', '),
      });
    const found = await scoreAll(context, table, names, scores, data, p);
    const places = placesOf(found.better);
    const order = by < 0 ? places.order : placesOf([found.better[by]!]).order;
    const choices = chooseFeatures(
      Array.from(order, (feature) => data.features[feature]!),
      Float64Array.from(order, (feature) => (by < 0 ? -places.mean[feature]! : found.better[by]![feature]!)),
      { ...p, threshold: p.threshold !== null && (by < 0 || scores[by]!.lowerIsBetter) ? -p.threshold : p.threshold },
    );
    const settled = places.byScore.filter((_, i) => scores[i]!.isSlow);
    const resampled = await resample(context, table, names, settled, p);
    const sorted = (values: Float64Array): Float64Array => Float64Array.from(order, (feature) => values[feature]!);
    return {
      features: Array.from(order, (feature) => names[feature]!),
      nKept: choices.filter(({ why }) => why === 'kept').length,
      choices,
      scoreIds: scores.map(({ id }) => id),
      scores: found.raw.map(sorted),
      meanPlaces: sorted(places.mean),
      low: resampled ? sorted(resampled.low) : new Float64Array(0),
      high: resampled ? sorted(resampled.high) : new Float64Array(0),
      agreement: concordance(places.byScore),
    };
  },
  apply(context, model, { table }) {
    return { selected: selectedColumns(context, table, keptOf(model)) };
  },
  describe(context, model, { table }, p) {
    context.signal.throwIfAborted();
    const ranked: Ranked = {
      labels: model.features.map((name) => columnLabel(table, name)),
      meanPlaces: model.meanPlaces,
      low: model.low,
      high: model.high,
      scores: scoresFor(p.target === null ? null : targetOf(table, p.target, p.treatAs)).map(
        ({ id, lowerIsBetter = false }, i) => ({ id, lowerIsBetter, values: model.scores[i]! }),
      ),
      nRows: table.nRows,
      nResamples: model.low.length > 0 ? p.nResamples : 0,
      target: p.target === null ? null : columnLabel(table, p.target),
    };
    const best = keptOf(model).map((name) => featureValues(table, name, p.nBins));
    return {
      ranking: rankingTable(model),
      places: placesFigure(ranked),
      scores: scoresFigure(ranked, model.agreement),
      redundancy: redundancyFigure(best, (name) => columnLabel(table, name)),
      agreement: Number.isNaN(model.agreement) ? null : model.agreement,
    };
  },
});

const keptOf = ({ features, nKept, choices }: RankModel): string[] =>
  features.filter((_, i) => (choices ? choices[i]!.why === 'kept' : i < nKept));

interface Data {
  readonly features: readonly FeatureValues[];
  readonly target: Target | null;
}

const readData = (table: Table, names: readonly string[], { target, treatAs, nBins }: Parameters): Data => ({
  features: names.map((name) => featureValues(table, name, nBins)),
  target: target === null ? null : targetOf(table, target, treatAs),
});

function warnOfMissing(features: readonly FeatureValues[], context: Context): void {
  const missing = features.filter(({ numbers, codes }) =>
    (numbers ?? codes.codes).some((value) => Number.isNaN(value) || (value === -1 && !numbers)),
  );
  if (missing.length > 0) context.warn(text.message('missing', { features: missing.length }));
}

const sampleOf = (table: Table, most: number, context: Context): Table =>
  table.nRows > most ? table.take(sampleRows(table.nRows, most, context.random.fork(0))) : table;

/** Every score of every feature, as it is and turned so that higher is better. */
async function scoreAll(
  context: Context,
  table: Table,
  names: readonly string[],
  scores: readonly Score[],
  all: Data,
  p: Parameters,
): Promise<{ raw: Float64Array[]; better: Float64Array[] }> {
  const sample = sampleOf(table, MOST_SLOW_ROWS, context);
  const few = sample === table ? all : readData(sample, names, p);
  if (sample !== table) context.warn(text.message('sampled', { rows: sample.nRows, all: table.nRows }));
  const tools = toolsOf(context, context.random.fork(1), p);
  const forFew = scoresFor(few.target);
  const raw: Float64Array[] = [];
  for (const [i, score] of scores.entries()) {
    context.signal.throwIfAborted();
    context.progress((SCORE_SHARE * i) / scores.length, text.message('scoring', { score: scoreLabel(score.id).text }));
    const { features } = score.isSlow ? few : all;
    raw.push(await (score.isSlow ? forFew[i]! : score).compute(features, tools));
  }
  return { raw, better: turned(scores, raw) };
}

const toolsOf = ({ signal, pool }: Context, random: Random, { neighbours, nBins }: Parameters): ScoreTools => ({
  random,
  signal,
  pool,
  neighbours,
  nBins,
});

const turned = (scores: readonly Score[], raw: readonly Float64Array[]): Float64Array[] =>
  raw.map((values, i) => (scores[i]!.lowerIsBetter ? values.map((value) => -value) : values));

/**
 * Mean places of each feature, 5 % and 95 %, over resamples of the rows.
 *
 * @param settled places by the scores that are too slow to be asked again: they stay as they are in every resample.
 */
async function resample(
  context: Context,
  table: Table,
  names: readonly string[],
  settled: readonly Float64Array[],
  p: Parameters,
): Promise<{ low: Float64Array; high: Float64Array } | null> {
  if (p.nResamples === 0 || table.nRows === 0) return null;
  const places = names.map(() => new Float64Array(p.nResamples));
  const nRows = Math.min(table.nRows, MOST_RESAMPLED_ROWS);
  for (let n = 0; n < p.nResamples; n++) {
    context.signal.throwIfAborted();
    context.progress(SCORE_SHARE + ((1 - SCORE_SHARE) * n) / p.nResamples, text.message('resampling', { n: n + 1 }));
    const random = context.random.fork(2 + n);
    const drawn = table.take(Int32Array.from({ length: nRows }, () => random.integer(table.nRows)));
    const data = readResample(drawn, names, p);
    if (!data) continue;
    const quick = scoresFor(data.target).filter(({ isSlow }) => !isSlow);
    const tools = toolsOf(context, random, p);
    const found: Float64Array[] = [];
    for (const score of quick) found.push(await score.compute(data.features, tools));
    const byScore = [...placesOf(turned(quick, found)).byScore, ...settled];
    places.forEach((own, feature) => {
      own[n] = byScore.reduce((sum, score) => sum + score[feature]!, 0) / byScore.length;
    });
  }
  const at = (q: number): Float64Array =>
    Float64Array.from(places, (found) => quantile(found.filter((place) => place > 0).sort(), q));
  return { low: at(0.05), high: at(0.95) };
}

/** A resample, or null where it drew one class alone. */
function readResample(drawn: Table, names: readonly string[], p: Parameters): Data | null {
  try {
    return readData(drawn, names, p);
  } catch (error) {
    if (error instanceof ClienteleError && error.code === 'no-usable-rows') return null;
    throw error;
  }
}

function rankingTable(model: RankModel): Table {
  const n = model.features.length;
  const choices = model.choices ?? model.features.map((_, i): Choice => ({ why: i < model.nKept ? 'kept' : 'place', like: null })); // prettier-ignore
  const number = (name: string, values: Float64Array, label: 'meanPlace' | 'low' | 'high') =>
    numberColumn(name, values, { label: text.column(label) });
  return new Table(
    [
      textColumn('feature', model.features, { label: text.column('feature') }),
      numberColumn(
        'place',
        Int32Array.from({ length: n }, (_, i) => i + 1),
        { unit: 'count', label: text.column('place') },
      ),
      number('mean_place', model.meanPlaces, 'meanPlace'),
      ...(model.low.length > 0
        ? [number('place_low', model.low, 'low'), number('place_high', model.high, 'high')]
        : []),
      booleanColumn(
        'kept',
        Uint8Array.from(choices, ({ why }) => (why === 'kept' ? 1 : 0)),
        { label: text.column('kept') },
      ),
      textColumn(
        'why',
        choices.map(({ why }) => why),
        { label: text.column('why') },
      ),
      textColumn(
        'like',
        choices.map(({ like }) => like),
        { label: text.column('like') },
      ),
      ...model.scoreIds.map((id, i) => numberColumn(id, model.scores[i]!, { label: scoreLabel(id).text })),
    ],
    { name: 'feature_ranking' },
  );
}
