import { z } from 'zod';
import { fitKmeans, nearestCentres } from '../../maths/kmeans.ts';
import { columns, defineEstimator, metricOut, question, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { centreCertainty } from './assignment.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';
import { answerWhatIf } from './kmeans-what-if.ts';
import { kmeansText as text } from './kmeans-text.ts';
import { previewMap } from './preview-map.ts';

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
  readonly map: ClusterMap;
}

/** The question answers within a tenth of a second up to so many clusters. */
const MOST_ASKED = 20;

const needs = { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) };

export const kmeans = defineEstimator({
  id: 'cluster.kmeans',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1109/TIT.1982.1056489', 'https://dl.acm.org/doi/10.5555/1283383.1283494'],
  task: 'cluster',
  needs,
  gives: {
    ...clusterGives,
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
    const map = await clusterMap(x, context);
    const draw = await previewMap(x, map, context);
    const fit = await fitKmeans(x, p, context, (fraction, centres, iteration, restart) => {
      context.progress(fraction, text.message('iteration', { restart: restart + 1, iteration }));
      draw(centres, iteration);
    });
    return { features: names, centres: fit.centres, map };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const nClusters = model.centres.length / Math.max(1, x.nColumns);
    const { clusters, inertia } = await nearestCentres(x, model.centres, context);
    const certainty = centreCertainty(x, model.centres);
    const rows = { table, features: model.features, x, map: model.map, method: text.source.title };
    return {
      ...(await judgeClusters(context, rows, { clusters, nClusters, certainty })),
      inertia,
    };
  },
});
