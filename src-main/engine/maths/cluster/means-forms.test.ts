import { afterAll, expect, it } from 'vitest';
import { goldenMatrix, matrix } from '../../steps/cluster/fixtures.ts';
import { closeTestPools, readGolden, testContext } from '../../steps/testing.ts';
import { clusterCentres, clusterSizes } from '../cluster-indices.ts';
import { nearestCentres } from '../kmeans.ts';
import { takeMatrixRows } from '../matrix.ts';
import { seededRandom } from '../random.ts';
import { fitBisecting, walkSplits, type BisectingOptions } from './bisecting.ts';
import { batchStep, fitMiniBatch } from './mini-batch.ts';

afterAll(closeTestPools);

const settings = { nRestarts: 10, maxIterations: 300, tolerance: 1e-4 };

it('splits as scikit-learn splits', async () => {
  const golden = readGolden('cluster.bisecting');
  const x = goldenMatrix();
  for (const [i, k] of (golden.k ?? []).entries()) {
    const split = golden.split?.[i] as BisectingOptions['split'];
    const tree = await fitBisecting(x, { ...settings, split, nClusters: Number(k) }, testContext());
    const { clusters } = walkSplits(x, tree);
    const centres = clusterCentres(x, clusters, tree.nClusters);
    let inertia = 0;
    for (let row = 0; row < x.nRows; row++)
      for (let j = 0; j < 4; j++) inertia += (x.values[row * 4 + j]! - centres[clusters[row]! * 4 + j]!) ** 2;
    expect(inertia).toBeCloseTo(Number(golden.inertia?.[i]), 8);
    expect(clusterSizes(clusters, tree.nClusters).join(' ')).toBe(String(golden.sizes?.[i]));
  }
});

it('stops splitting where rows lie on each other', async () => {
  const x = matrix([[1], [1], [7], [7]]);
  const tree = await fitBisecting(x, { ...settings, split: 'inertia', nClusters: 4 }, testContext());
  expect(tree.nClusters).toBe(2);
  expect(walkSplits(x, tree).certainty).toEqual(Float64Array.of(1, 1, 1, 1));
});

it('moves centres by a batch as scikit-learn does', () => {
  const x = goldenMatrix();
  const centres = x.values.slice(0, 12);
  const counts = new Float64Array(3);
  for (let batch = 0; batch < 6; batch++)
    batchStep(
      takeMatrixRows(
        x,
        Int32Array.from({ length: 15 }, (_, i) => batch * 15 + i),
      ),
      centres,
      counts,
    );
  const golden = readGolden('cluster.minibatch');
  for (let at = 0; at < 12; at++)
    expect(centres[at]).toBeCloseTo(Number(golden[`x${(at % 4) + 1}`]?.[Math.floor(at / 4)]), 10);
});

it('comes near to k-means by batches', async () => {
  const random = seededRandom(9);
  const x = matrix(Array.from({ length: 6000 }, (_, i) => [8 * (i % 3) + random.normal(), random.normal()]));
  const options = { nClusters: 3, batchRows: 256, nRestarts: 3, maxPasses: 20 };
  const { centres, nBatches } = await fitMiniBatch(x, options, testContext());
  const { inertia } = await nearestCentres(x, centres, testContext());
  expect(inertia / x.nRows).toBeLessThan(2.05); // two features of variance 1
  expect(nBatches).toBeLessThan((20 * 6000) / 256); // it stopped by itself
});
