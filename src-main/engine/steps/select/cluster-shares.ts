import { calinskiHarabasz } from '../../maths/cluster-indices.ts';
import { fitKmeans } from '../../maths/kmeans.ts';
import type { Codes } from '../../maths/scores/contingency.ts';
import { etaSquared } from '../../maths/scores/variance-scores.ts';
import type { Context } from '../context.ts';
import { designOf } from './design.ts';
import type { FeatureValues } from './feature-values.ts';

type Tools = Pick<Context, 'pool' | 'signal' | 'random'>;

/** Numbers of clusters among which the clearest clustering is sought. */
const MOST_CLUSTERS = 8;
const QUICK = { nRestarts: 2, maxIterations: 30, tolerance: 1e-3 };

/**
 * Each feature's share of a clustering: how much of its spread lies between the clusters of k-means on all features, with that number of
 * clusters from 2 to 8 whose Calinski–Harabasz index is highest. NaN for texts and without three different rows. @throws cancelled
 */
export async function clusterShares(features: readonly FeatureValues[], tools: Tools): Promise<Float64Array> {
  const withOrder = features.flatMap((feature, at) => (feature.numbers ? [{ feature, at }] : []));
  const { x } = designOf(withOrder.map(({ feature }) => feature));
  const scores = new Float64Array(features.length).fill(NaN);
  let [best, clearest]: [Codes | null, number] = [null, -Infinity];
  for (let n = 2; n <= Math.min(MOST_CLUSTERS, x.nRows - 1) && x.nColumns > 0; n++) {
    const random = tools.random.fork(n);
    const { clusters } = await fitKmeans(x, { nClusters: n, ...QUICK }, { ...tools, random });
    const index = calinskiHarabasz(x, clusters, n);
    if (index > clearest) [best, clearest] = [{ codes: clusters, n }, index];
  }
  if (!best) return scores;
  const clusters = best;
  withOrder.forEach(({ at }, j) => {
    scores[at] = etaSquared(
      Float64Array.from({ length: x.nRows }, (_, row) => x.values[row * x.nColumns + j]!),
      clusters,
    );
  });
  return scores;
}
