import { climb, mixtureOfClusters, type MixtureOptions } from '../../../src-main/engine/maths/gaussian-mixture.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

const SEED = 22;

export const mixture = defineCase({
  name: 'mixture',
  script: 'mixture',
  title: 'Gaussian mixture, 200,000 × 8, k = 8, full, 20 passes',
  reference: 'scikit-learn',
  bar: 0.7,
  aim: 0.5,
  shape: { rows: 200_000, columns: 8, clusters: 8, passes: 20 },
  tolerance: 1e-6,
  make({ rows, columns, clusters }, folder) {
    const { values, groups } = blobs(rows, columns, clusters, SEED);
    writeArray(folder, 'x', Float64Array.from(values));
    writeArray(folder, 'groups', groups);
  },
  prepare({ shape: { rows, columns, clusters, passes }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    const groups = readArray(folder, 'groups', 'i32');
    const options: MixtureOptions = {
      nComponents: clusters, covariance: 'full', nRestarts: 1, maxIterations: passes, tolerance: -1, regularisation: 1e-6,
    }; // prettier-ignore
    const tools = { ...testContext({ seed: SEED }), pool };
    return prepared({
      run: () => climb(x, mixtureOfClusters(x, groups, options), options, tools),
      check: ({ logLikelihood, weights }) => ({ logLikelihood, heaviest: Math.max(...weights) }),
    });
  },
});
