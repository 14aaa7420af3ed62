import { z } from 'zod';
import {
  assignMixture,
  covarianceForms,
  fitMixture,
  freeParameters,
  type Mixture,
} from '../../maths/gaussian-mixture.ts';
import { columns, defineEstimator, metricOut, stepText, tableIn } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { clusterColumns, clusterFeatures, clusterIterations, clusterOutputs } from './cluster-words.ts';
import { clusterGives, clusterMap, judgeClusters, type ClusterMap } from './judge.ts';

const text = stepText({
  title: { en: 'Gaussian mixture', zh: '高斯混合聚类' },
  summary: {
    en: 'Finds long, flat or overlapping groups, and how sure each row is.',
    zh: '找出细长、扁平或相互重叠的群体，并给出每行的把握。',
  },
  about: {
    en: 'Takes the rows as drawn from several normal distributions, each with its own centre and shape. Unlike k-means it finds groups that are long, of different spread or overlapping, and the **certainty** of a row is the probability that it belongs to its group.\n\nThe **shape** says how free groups are: *full* gives each its own, *tied* one shape for all, *diagonal* shapes along the features, *spherical* round ones of different size. Freer shapes need more rows. **BIC** and **AIC** weigh how well rows are explained against how many numbers that takes: compare them between panels with other shapes or numbers of clusters, lower is better (BIC prefers fewer groups).',
    zh: '把各行看作来自若干个正态分布，每个分布有自己的中心和形状。与 K 均值不同，它能找出细长、疏密不同或相互重叠的群体；每行的**确定度**就是它属于所在群体的概率。\n\n**形状**决定群体有多自由：*完全*让每组有自己的形状，*共享*让所有组同形，*对角*沿各特征伸缩，*球形*为大小不同的圆形。越自由需要的行越多。**BIC** 和 **AIC** 权衡解释得多好与用了多少参数：用不同形状或聚类数的面板来比较，越低越好（BIC 更偏向较少的组）。',
  },
  inputs: { table: { en: 'Rows to group', zh: '要分组的行' } },
  outputs: {
    ...clusterOutputs,
    bic: { en: 'BIC', zh: 'BIC' },
    aic: { en: 'AIC', zh: 'AIC' },
    logLikelihood: { en: 'Mean log-likelihood', zh: '平均对数似然' },
  },
  parameters: {
    nClusters: {
      label: { en: 'Clusters', zh: '聚类数' },
      help: { en: 'How many groups to form.', zh: '要形成的组数。' },
    },
    features: clusterFeatures,
    covariance: {
      label: { en: 'Shape', zh: '形状' },
      help: { en: 'How free the groups’ shapes are.', zh: '各组形状的自由程度。' },
      options: {
        full: { en: 'Full: each its own', zh: '完全：各组自有' },
        tied: { en: 'Tied: one for all', zh: '共享：各组相同' },
        diagonal: { en: 'Diagonal: along the features', zh: '对角：沿各特征' },
        spherical: { en: 'Spherical: round', zh: '球形：圆形' },
      },
    },
    nRestarts: {
      label: { en: 'Starts', zh: '起始次数' },
      help: {
        en: 'How often to begin anew; the likeliest result is kept.',
        zh: '重新开始的次数，保留似然最大的结果。',
      },
      advanced: true,
    },
    maxIterations: clusterIterations,
    tolerance: {
      label: { en: 'Tolerance', zh: '容差' },
      help: {
        en: 'Stop once the mean log-likelihood of a row grows by less.',
        zh: '当每行的平均对数似然增长小于此值时停止。',
      },
      advanced: true,
    },
    regularisation: {
      label: { en: 'Least variance', zh: '最小方差' },
      help: {
        en: 'Added to every variance, so that no group shrinks onto a point.',
        zh: '加到每个方差上，避免某组收缩到一个点。',
      },
      advanced: true,
    },
  },
  columns: clusterColumns,
  messages: {
    iteration: { en: 'start {restart}, iteration {iteration}', zh: '第 {restart} 次起始，第 {iteration} 次迭代' },
    notSettled: {
      en: 'It had not settled after {iterations, number} iterations; raise “Most iterations” or the tolerance.',
      zh: '迭代 {iterations, number} 遍后仍未稳定；请增大“最多迭代”或容差。',
    },
  },
});

const parameters = z.object({
  nClusters: z
    .int()
    .min(1)
    .max(200)
    .default(6)
    .meta({ ...text.parameter('nClusters') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  covariance: z
    .enum(covarianceForms)
    .default('full')
    .meta({ ...text.parameter('covariance') }),
  nRestarts: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .meta({ ...text.parameter('nRestarts') }),
  maxIterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .meta({ ...text.parameter('maxIterations') }),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(1e-3)
    .meta({ ...text.parameter('tolerance') }),
  regularisation: z
    .number()
    .min(1e-12)
    .max(1)
    .default(1e-6)
    .meta({ ...text.parameter('regularisation') }),
});

/** What fitting leaves behind. */
export interface MixtureModel {
  readonly features: string[];
  readonly mixture: Mixture;
  readonly map: ClusterMap;
}

export const gaussianMixture = defineEstimator({
  id: 'cluster.gaussian-mixture',
  version: 3,
  upgrade: { 1: (stored) => stored, 2: (stored) => stored },
  text,
  references: ['doi:10.1111/j.2517-6161.1977.tb01600.x', 'doi:10.1214/aos/1176344136'],
  task: 'cluster',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    ...clusterGives,
    bic: metricOut({ label: text.output('bic'), better: 'lower' }),
    aic: metricOut({ label: text.output('aic'), better: 'lower' }),
    logLikelihood: metricOut({ label: text.output('logLikelihood'), better: 'higher' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 8 * 3 + 40),
  async fit(context, { table }, p): Promise<MixtureModel> {
    const { names, x } = completeMatrix(table, p.features);
    const fit = await fitMixture(x, { ...p, nComponents: p.nClusters }, context, (fraction, iteration, restart) => {
      context.progress(fraction, text.message('iteration', { restart: restart + 1, iteration }));
    });
    if (!fit.converged) context.warn(text.message('notSettled', { iterations: fit.nIterations }));
    const { weights, means, covariances, covariance } = fit;
    return { features: names, mixture: { weights, means, covariances, covariance }, map: await clusterMap(x, context) };
  },
  async apply(context, model, { table }) {
    const { x } = completeMatrix(table, model.features);
    const { mixture, features, map } = model;
    const nClusters = mixture.weights.length;
    const { clusters, certainty, logLikelihood } = await assignMixture(x, mixture, context);
    const rows = { table, features, x, map, method: text.source.title };
    const free = freeParameters(nClusters, x.nColumns, mixture.covariance);
    return {
      ...(await judgeClusters(context, rows, { clusters, nClusters, certainty })),
      bic: free * Math.log(x.nRows) - 2 * logLikelihood * x.nRows,
      aic: 2 * free - 2 * logLikelihood * x.nRows,
      logLikelihood,
    };
  },
});
