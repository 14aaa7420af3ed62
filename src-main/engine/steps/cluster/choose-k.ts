import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { calinskiHarabasz, clusterSizes, daviesBouldin } from '../../maths/cluster-indices.ts';
import { fitKmeans } from '../../maths/kmeans.ts';
import { sampleRows, takeMatrixRows } from '../../maths/matrix.ts';
import { booleanColumn, numberColumn } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { curveFigure, elbowFigure } from './choose-k-figures.ts';
import { chooseKText as text } from './choose-k-text.ts';
import { sampledSilhouettes } from './silhouette.ts';

const parameters = z.object({
  kMin: z
    .int()
    .min(2)
    .max(99)
    .default(2)
    .meta({ ...text.parameter('kMin') }),
  kMax: z
    .int()
    .min(2)
    .max(100)
    .default(12)
    .meta({ ...text.parameter('kMax') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  nRestarts: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .meta({ ...text.parameter('nRestarts') }),
  margin: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.05)
    .meta({ ...text.parameter('margin') }),
});
type Parameters = z.output<typeof parameters>;

/** One number of clusters with its measures; NaN where a measure has no meaning. */
export interface KScore {
  readonly k: number;
  readonly inertia: number;
  readonly silhouette: number;
  readonly calinskiHarabasz: number;
  readonly daviesBouldin: number;
  /** The share of rows in the smallest cluster. */
  readonly smallest: number;
}

/** Every number is tried on so many rows at most. */
const MOST_ROWS = 20_000;
const MAX_ITERATIONS = 100;
const TOLERANCE = 1e-4;

export const chooseK = defineStep({
  id: 'cluster.choose-k',
  version: 2,
  // The second version has an axis of whole numbers.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1016/0377-0427(87)90125-7', 'doi:10.1080/03610927408827101', 'doi:10.1109/TPAMI.1979.4766909'],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    scores: tableOut({ label: text.output('scores'), name: 'k_scores', entity: 'none' }),
    curve: figureOut({ label: text.output('curve') }),
    elbow: figureOut({ label: text.output('elbow') }),
    recommended: metricOut({ label: text.output('recommended'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { kMax }) =>
    nRows * nColumns * 8 + Math.min(nRows, MOST_ROWS) * (nColumns * 8 + kMax * 20),
  async run(context, { table }, p) {
    if (p.kMax < p.kMin)
      throw new ClienteleError('bad-parameter', { parameter: 'kMax', value: p.kMax, detail: `< ${p.kMin}` });
    const { x: all } = completeMatrix(table, p.features);
    const x =
      all.nRows > MOST_ROWS ? takeMatrixRows(all, sampleRows(all.nRows, MOST_ROWS, context.random.fork(0))) : all;
    if (x.nRows < all.nRows) context.warn(text.message('sampled', { rows: x.nRows, all: all.nRows }));
    const kMax = Math.min(p.kMax, x.nRows - 1);
    if (kMax < p.kMin)
      throw new ClienteleError('too-few-rows', { needed: p.kMin + 1, got: x.nRows, parameter: 'kMin' });
    if (kMax < p.kMax) context.warn(text.message('fewerClusters', { rows: x.nRows, most: kMax }));
    const scores = await scoreAll(context, x, kMax, p);
    const recommended = recommend(scores, p.margin);
    return {
      scores: scoresTable(scores, recommended),
      curve: curveFigure(scores, recommended, x.nRows),
      elbow: elbowFigure(scores, recommended, x.nRows),
      recommended,
    };
  },
});

/** Fitting is most of the work; the rest is one pass over all pairs of rows. */
const FIT_SHARE = 0.8;

async function scoreAll(context: Context, x: Matrix, kMax: number, { kMin, nRestarts }: Parameters): Promise<KScore[]> {
  const options = { nRestarts, maxIterations: MAX_ITERATIONS, tolerance: TOLERANCE };
  const fits: { k: number; clusters: Int32Array; inertia: number }[] = [];
  for (let k = kMin; k <= kMax; k++) {
    const share = (fraction: number): number => (FIT_SHARE * (k - kMin + fraction)) / (kMax - kMin + 1);
    // A stream for each number, so that a wider range does not change the scores of those in a narrower one.
    const tools = { signal: context.signal, pool: context.pool, random: context.random.fork(k) };
    const { clusters, inertia } = await fitKmeans(x, { nClusters: k, ...options }, tools, (fraction) => {
      context.progress(share(fraction), text.message('trying', { k }));
    });
    fits.push({ k, clusters, inertia });
    context.preview('elbow', elbowFigure(fits, null, x.nRows));
  }
  context.progress(FIT_SHARE, text.message('measuring'));
  const groupings = fits.map(({ k, clusters }) => ({ nClusters: k, clusters }));
  const { found, isSample, nRows } = await sampledSilhouettes(
    x,
    groupings,
    context.pool,
    context.random.fork(1),
    (share) => context.progress(FIT_SHARE + (1 - FIT_SHARE) * share),
  );
  if (isSample) context.warn(text.message('silhouetteSampled', { rows: nRows }));
  return fits.map(({ k, clusters, inertia }, i) => ({
    k,
    inertia,
    silhouette: found[i]?.mean ?? NaN,
    calinskiHarabasz: calinskiHarabasz(x, clusters, k),
    daviesBouldin: daviesBouldin(x, clusters, k),
    smallest: Math.min(...clusterSizes(clusters, k)) / x.nRows,
  }));
}

/** The smallest number whose silhouette is within a margin of the best; null where no silhouette has a meaning. */
export function recommend(scores: readonly Pick<KScore, 'k' | 'silhouette'>[], margin: number): number | null {
  const best = Math.max(...scores.map(({ silhouette }) => (Number.isNaN(silhouette) ? -Infinity : silhouette)));
  if (best === -Infinity) return null;
  return scores.find(({ silhouette }) => silhouette >= best - Math.abs(best) * margin)?.k ?? null;
}

function scoresTable(scores: readonly KScore[], recommended: number | null): Table {
  type Measure = Exclude<keyof KScore, 'k'>;
  const measure = (name: string, key: Measure) =>
    numberColumn(
      name,
      Float64Array.from(scores, (score) => score[key]),
      { label: text.column(key) },
    );
  return new Table(
    [
      numberColumn(
        'k',
        Int32Array.from(scores, ({ k }) => k),
        { unit: 'count', label: text.column('k') },
      ),
      measure('inertia', 'inertia'),
      measure('silhouette', 'silhouette'),
      measure('calinski_harabasz', 'calinskiHarabasz'),
      measure('davies_bouldin', 'daviesBouldin'),
      numberColumn(
        'smallest_share',
        Float64Array.from(scores, ({ smallest }) => smallest),
        { unit: 'share', label: text.column('smallest') },
      ),
      booleanColumn(
        'recommended',
        Uint8Array.from(scores, ({ k }) => (k === recommended ? 1 : 0)),
        { label: text.column('recommended') },
      ),
    ],
    { name: 'k_scores' },
  );
}
