import { hdbscan as findLasting } from '../../../src-main/engine/maths/hdbscan.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

const SEED = 24;

export const hdbscan = defineCase({
  name: 'hdbscan',
  script: 'hdbscan',
  title: 'HDBSCAN, 50,000 × 8, 50 rows a cluster',
  reference: 'scikit-learn',
  bar: 0.7,
  aim: 0.4,
  shape: { rows: 50_000, columns: 8, clusters: 8, least: 50 },
  // Rows at the very rim of a cluster may fall either way.
  tolerance: 1e-3,
  make({ rows, columns, clusters }, folder) {
    writeArray(folder, 'x', Float64Array.from(blobs(rows, columns, clusters, SEED).values));
  },
  prepare({ shape: { rows, columns, least }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    return prepared({
      run: () => findLasting(x, { minClusterSize: least, minRows: least, choose: 'eom' }, { ...testContext(), pool }),
      check: ({ clusters, nClusters }) => ({
        clusters: nClusters,
        inside: clusters.reduce((n, cluster) => n + (cluster >= 0 ? 1 : 0), 0),
      }),
    });
  },
});
