import { z } from 'zod';
import type { ScatterFigure } from '../../../contract/figure.ts';
import { calinskiHarabasz, clusterSizes, daviesBouldin } from '../../maths/cluster-indices.ts';
import { fitKmeans, nearestCentres } from '../../maths/kmeans.ts';
import { fitPca, projectPca } from '../../maths/pca.ts';
import type { Matrix } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columns, defineEstimator, figureOut, metricOut, question, tableIn, tableOut } from '../define.ts';
import { completeMatrix } from '../features-of.ts';
import { assignmentTable, centreCertainty } from './assignment.ts';
import { profileFigure } from './cluster-profile.ts';
import { answerWhatIf } from './kmeans-what-if.ts';
import { kmeansText as text } from './kmeans-text.ts';
import { previewMap } from './preview-map.ts';
import { sampledSilhouettes, silhouetteFigure } from './silhouette.ts';

const parameters = z.object({
  nClusters: z
    .int()
    .min(2)
    .max(200)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  nRestarts: z
    .int()
    .min(1)
    .max(100)
    .default(10)
    .meta({ ...text.parameter('nRestarts') }),
  maxIterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(300)
    .meta({ ...text.parameter('maxIterations') }),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(1e-4)
    .meta({ ...text.parameter('tolerance') }),
});

/** What fitting leaves behind. */
export interface KmeansModel {
  readonly features: string[];
  /** (nClusters, nFeatures), row-major. */
  readonly centres: Float64Array;
  /** The two axes on which clusters are drawn: the first principal axes of the training rows. */
  readonly map: { readonly means: Float64Array; readonly axes: Float64Array };
}

const MAP_AXES = 2;

/** The question answers within a tenth of a second up to so many clusters. */
const MOST_ASKED = 20;

const needs = { table: tableIn({ label: text.input('table'), prefersOutput: 'features_scaled' }) };

export const kmeans = defineEstimator({
  id: 'cluster.kmeans',
  version: 1,
  text,
  references: ['doi:10.1109/TIT.1982.1056489', 'https://dl.acm.org/doi/10.5555/1283383.1283494'],
  task: 'cluster',
  needs,
  gives: {
    clusters: tableOut({ label: text.output('clusters'), name: 'clusters', entity: 'same' }),
    map: figureOut({ label: text.output('map') }),
    profile: figureOut({ label: text.output('profile') }),
    silhouettes: figureOut({ label: text.output('silhouettes') }),
    silhouette: metricOut({ label: text.output('silhouette'), better: 'higher' }),
    calinskiHarabasz: metricOut({ label: text.output('calinskiHarabasz'), better: 'higher' }),
    daviesBouldin: metricOut({ label: text.output('daviesBouldin'), better: 'lower' }),
    inertia: metricOut({ label: text.output('inertia'), better: 'lower' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 2 + 40),
  questions: {
    whatIf: question(needs, parameters, {
      label: text.source.questions.whatIf,
      input: z.object({
        nClusters: z
          .int()
          .min(2)
          .max(MOST_ASKED)
          .default(6)
          .meta({ ...text.parameter('whatIfClusters') }),
      }),
      answer: (context, { table }, p, { nClusters }) => answerWhatIf(context, table, p.features, nClusters),
    }),
  },
  async fit(context, { table }, p): Promise<KmeansModel> {
    const { names, x } = completeMatrix(table, p.features);
    const { means, axes } = fitPca(x, MAP_AXES);
    const draw = previewMap(x, { means, axes }, context);
    const fit = await fitKmeans(x, p, context, (fraction, centres, iteration, restart) => {
      context.progress(fraction, text.message('iteration', { restart: restart + 1, iteration }));
      draw(centres, iteration);
    });
    return { features: names, centres: fit.centres, map: { means, axes } };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const nClusters = model.centres.length / Math.max(1, x.nColumns);
    const { clusters, inertia } = await nearestCentres(x, model.centres, context);
    context.progress(0.1);
    const { found, isSample, nRows } = await sampledSilhouettes(
      x,
      [{ clusters, nClusters }],
      context.pool,
      context.random.fork(1),
      (share) => context.progress(0.1 + 0.7 * share),
    );
    const sampled = found[0]!;
    context.signal.throwIfAborted();
    const sizes = clusterSizes(clusters, nClusters);
    warnOfEmpty(sizes, context);
    const at = projectPca(model.map, x);
    return {
      clusters: assignmentTable(table, clusters, centreCertainty(x, model.centres), mapColumns(at)),
      map: mapFigure(table.nRows, nClusters, sizes, at.nColumns),
      profile: profileFigure(table, model.features, x, { clusters, nClusters }),
      silhouettes: silhouetteFigure(sampled, nClusters, {
        title: text.message('silhouetteTitle', { mean: { decimal: sampled.mean, digits: 2 } }),
        subtitle: text.message(isSample ? 'silhouetteSample' : 'silhouetteAll', { rows: nRows }),
        summary: text.message('silhouetteSummary', { clusters: nClusters, mean: { decimal: sampled.mean, digits: 2 } }),
        name: (cluster) => text.message('clusterName', { cluster }),
      }),
      silhouette: sampled.mean,
      calinskiHarabasz: calinskiHarabasz(x, clusters, nClusters),
      daviesBouldin: daviesBouldin(x, clusters, nClusters),
      inertia,
    };
  },
});

function warnOfEmpty(sizes: Int32Array, context: Context): void {
  const empty = sizes.filter((size) => size === 0).length;
  if (empty > 0) context.warn(text.message('emptyClusters', { empty, clusters: sizes.length }));
}

const AXIS_LABELS = [text.column('axis1'), text.column('axis2')];

function mapColumns({ nRows, nColumns, values }: Matrix) {
  return AXIS_LABELS.slice(0, nColumns).map((label, axis) => ({
    name: `axis_${axis + 1}`,
    values: Float64Array.from({ length: nRows }, (_, row) => values[row * nColumns + axis]!),
    label,
  }));
}

function mapFigure(nRows: number, nClusters: number, sizes: Int32Array, nAxes: number): ScatterFigure | null {
  if (nAxes < MAP_AXES || nRows === 0) return null;
  const largest = { cluster: 0, share: { percent: sizes[0]! / nRows }, clusters: nClusters, rows: nRows };
  return {
    kind: 'scatter',
    title: text.message('mapTitle', largest),
    subtitle: text.message('mapSubtitle', { rows: nRows }),
    summary: text.message('mapSummary', largest),
    table: 'clusters',
    x: { column: 'axis_1', label: { code: 'axis', text: text.column('axis1') } },
    y: { column: 'axis_2', label: { code: 'axis', text: text.column('axis2') } },
    color: { column: 'cluster', as: 'cluster', label: { code: 'cluster', text: text.column('cluster') } },
    names: Object.fromEntries(
      Array.from({ length: nClusters }, (_, cluster) => [String(cluster), text.message('clusterName', { cluster })]),
    ),
  };
}
