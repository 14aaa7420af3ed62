import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import {
  chooseByGap,
  consensus,
  dunnIndex,
  gapOf,
  predictionStrength,
  strewnRows,
} from '../../maths/cluster/resampling.ts';
import { adjustedRand } from '../../maths/cluster-indices.ts';
import { fitKmeans, nearestCentres } from '../../maths/kmeans.ts';
import { sampleRows, takeMatrixRows } from '../../maths/matrix.ts';
import { quantile } from '../../maths/statistics.ts';
import { numberColumn } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { consensusFigure, gapFigure, stabilityFigure, type StabilityScore } from './stability-figures.ts';
import { stabilityText as text } from './stability-text.ts';

const parameters = z.object({
  kMax: z
    .int()
    .min(2)
    .max(50)
    .default(8)
    .meta({ ...text.parameter('kMax') }),
  nClusters: z
    .int()
    .min(2)
    .max(50)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('nClusters') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  nSamples: z
    .int()
    .min(4)
    .max(500)
    .default(20)
    .meta({ ...text.parameter('nSamples') }),
  share: z
    .number()
    .min(0.2)
    .max(0.95)
    .default(0.7)
    .meta({ ...text.parameter('share') }),
  nReferences: z
    .int()
    .min(2)
    .max(200)
    .default(10)
    .meta({ ...text.parameter('nReferences') }),
});
type Parameters = z.output<typeof parameters>;

/** Every number is tried on so many rows at most, and drawn for so many. */
const MOST_ROWS = 3000;
const MOST_DRAWN = 150;
/** How often rows are halved for prediction strength. */
const HALVINGS = 4;
const STRONG = 0.8;
const QUICK = { nRestarts: 2, maxIterations: 50, tolerance: 1e-3 };

export const stability = defineStep({
  id: 'cluster.stability',
  version: 2,
  // The second version has an axis of whole numbers.
  upgrade: { 1: (stored) => stored },
  text,
  references: [
    'doi:10.1111/1467-9868.00293',
    'doi:10.1198/106186005X59243',
    'doi:10.1023/A:1023949509487',
    'doi:10.1016/j.csda.2006.11.025',
    'doi:10.1080/01969727408546059',
  ],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    scores: tableOut({ label: text.output('scores'), name: 'stability_scores', entity: 'none' }),
    stability: figureOut({ label: text.output('stability') }),
    gap: figureOut({ label: text.output('gap') }),
    consensus: figureOut({ label: text.output('consensus') }),
    byStability: metricOut({ label: text.output('byStability'), better: 'none' }),
    byStrength: metricOut({ label: text.output('byStrength'), better: 'none' }),
    byGap: metricOut({ label: text.output('byGap'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 8 + Math.min(nRows, MOST_ROWS) * (nColumns * 40 + 200),
  async run(context, { table }, p) {
    const { x: all } = completeMatrix(table, p.features);
    const x =
      all.nRows > MOST_ROWS ? takeMatrixRows(all, sampleRows(all.nRows, MOST_ROWS, context.random.fork(0))) : all;
    if (x.nRows < all.nRows) context.warn(text.message('sampled', { rows: x.nRows, all: all.nRows }));
    // A half, and a sample, must have as many rows as there are clusters.
    const kMax = Math.min(p.kMax, Math.floor(x.nRows * Math.min(0.5, p.share)));
    if (kMax < 2)
      throw new ClienteleError('too-few-rows', {
        needed: Math.ceil(2 / Math.min(0.5, p.share)),
        got: x.nRows,
        parameter: 'kMax',
      });
    if (kMax < p.kMax) context.warn(text.message('fewerClusters', { rows: x.nRows, most: kMax }));
    const tried: StabilityScore[] = [];
    for (let k = 1; k <= kMax; k++) {
      context.signal.throwIfAborted();
      context.progress((k - 1) / (kMax + 1), text.message('trying', { k }));
      tried.push(await scoreOf(context, x, k, p));
    }
    context.progress(kMax / (kMax + 1));
    const byStability = mostStable(tried);
    const byGap = chooseByGap(tried.filter(({ gap }) => Number.isFinite(gap)));
    const strong = tried.filter(({ k, predictionStrength }) => k === 1 || predictionStrength >= STRONG).at(-1);
    const k = Math.min(p.nClusters ?? byStability ?? 2, kMax);
    return {
      scores: scoresTable(tried),
      stability: stabilityFigure(tried, byStability, p.nSamples, x.nRows),
      gap: gapFigure(tried, byGap, p.nReferences),
      consensus: byStability === null ? null : await drawConsensus(context, x, k, p),
      byStability,
      byStrength: byStability === null ? null : (strong?.k ?? null),
      byGap,
    };
  },
});

async function scoreOf(context: Context, x: Matrix, k: number, p: Parameters): Promise<StabilityScore> {
  // A stream for each number, so that a wider range does not change the scores of a narrower one.
  const tools = { signal: context.signal, pool: context.pool, random: context.random.fork(k) };
  const whole = await fitKmeans(x, { nClusters: k, ...QUICK, nRestarts: 4 }, tools);
  const reference: number[] = [];
  for (let i = 0; i < p.nReferences; i++) {
    const { inertia } = await fitKmeans(strewnRows(x, tools.random), { nClusters: k, ...QUICK }, tools);
    reference.push(inertia);
  }
  const gap =
    whole.inertia > 0 && reference.every((inertia) => inertia > 0)
      ? gapOf(k, whole.inertia, reference)
      : { k, gap: NaN, error: NaN };
  const nothing = { stability: NaN, stabilityLow: NaN, stabilityHigh: NaN, predictionStrength: NaN, dunn: NaN };
  if (k === 1 || new Set(whole.clusters).size < 2) return { ...gap, ...nothing };
  const agreements = new Float64Array(p.nSamples);
  for (let i = 0; i < p.nSamples; i++) {
    const sample = takeMatrixRows(x, sampleRows(x.nRows, Math.round(p.share * x.nRows), tools.random));
    const { centres } = await fitKmeans(sample, { nClusters: k, ...QUICK }, tools);
    agreements[i] = adjustedRand((await nearestCentres(x, centres, tools)).clusters, whole.clusters);
  }
  agreements.sort();
  return {
    ...gap,
    stability: agreements.reduce((sum, own) => sum + own, 0) / agreements.length,
    stabilityLow: quantile(agreements, 0.05),
    stabilityHigh: quantile(agreements, 0.95),
    predictionStrength: await strengthOf(x, k, tools),
    dunn: dunnIndex(x, whole.clusters, () => context.signal.throwIfAborted()),
  };
}

async function strengthOf(x: Matrix, k: number, tools: Pick<Context, 'signal' | 'pool' | 'random'>): Promise<number> {
  let sum = 0;
  for (let i = 0; i < HALVINGS; i++) {
    const order = tools.random.permutation(x.nRows);
    const middle = x.nRows >> 1;
    const [train, test] = [order.subarray(0, middle), order.subarray(middle)].map((rows) =>
      takeMatrixRows(x, rows.slice().sort()),
    ) as [Matrix, Matrix];
    const { centres } = await fitKmeans(train, { nClusters: k, ...QUICK }, tools);
    const own = await fitKmeans(test, { nClusters: k, ...QUICK }, tools);
    sum += predictionStrength(own.clusters, (await nearestCentres(test, centres, tools)).clusters, k);
  }
  return sum / HALVINGS;
}

/** The number that comes back best; of about equal ones the largest, which says most. */
function mostStable(scores: readonly StabilityScore[]): number | null {
  const known = scores.filter(({ stability }) => !Number.isNaN(stability));
  const best = Math.max(...known.map(({ stability }) => stability));
  return known.findLast(({ stability }) => stability >= best - ABOUT_EQUAL)?.k ?? null;
}

const ABOUT_EQUAL = 0.01;

async function drawConsensus(context: Context, x: Matrix, k: number, { nSamples, share }: Parameters) {
  const tools = { signal: context.signal, pool: context.pool, random: context.random.fork(1000 + k) };
  const drawn = takeMatrixRows(x, sampleRows(x.nRows, MOST_DRAWN, tools.random));
  const { centres } = await fitKmeans(x, { nClusters: k, ...QUICK, nRestarts: 4 }, tools);
  const { clusters } = await nearestCentres(drawn, centres, tools);
  const order = Int32Array.from([...clusters.keys()].sort((a, b) => clusters[a]! - clusters[b]! || a - b));
  const sorted = takeMatrixRows(drawn, order);
  const seen = consensus(sorted.nRows);
  for (let i = 0; i < nSamples; i++) {
    context.signal.throwIfAborted();
    const sample = takeMatrixRows(x, sampleRows(x.nRows, Math.round(share * x.nRows), tools.random));
    const fit = await fitKmeans(sample, { nClusters: k, ...QUICK }, tools);
    // Every row is told, in the sample or not, by the nearest centre.
    seen.add((await nearestCentres(sorted, fit.centres, tools)).clusters.slice());
  }
  return consensusFigure(
    seen.shares(),
    Int32Array.from(order, (row) => clusters[row]!),
    { k, nSamples },
  );
}

function scoresTable(scores: readonly StabilityScore[]): Table {
  const measure = (name: string, key: Exclude<keyof StabilityScore, 'k' | 'error'> | 'error') =>
    numberColumn(
      name,
      Float64Array.from(scores, (score) => score[key]),
      { label: text.column(key === 'error' ? 'gapError' : key) },
    );
  return new Table(
    [
      numberColumn(
        'k',
        Int32Array.from(scores, ({ k }) => k),
        { unit: 'count', label: text.column('k') },
      ),
      measure('stability', 'stability'),
      measure('stability_low', 'stabilityLow'),
      measure('stability_high', 'stabilityHigh'),
      measure('prediction_strength', 'predictionStrength'),
      measure('gap', 'gap'),
      measure('gap_error', 'error'),
      measure('dunn', 'dunn'),
    ],
    { name: 'stability_scores' },
  );
}
