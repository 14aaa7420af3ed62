import { silhouettesOf } from '../../../src-main/engine/maths/cluster-indices.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

const SEED = 12;

export const silhouette = defineCase({
  name: 'silhouette',
  script: 'silhouette',
  title: 'silhouette, exact, 20,000 × 16, k = 8',
  reference: 'scikit-learn',
  bar: 0.7,
  aim: 0.4,
  shape: { rows: 20_000, columns: 16, clusters: 8 },
  tolerance: 1e-6,
  make({ rows, columns, clusters }, folder) {
    const { values, groups } = blobs(rows, columns, clusters, SEED);
    writeArray(folder, 'x', Float64Array.from(values));
    writeArray(folder, 'groups', groups);
  },
  prepare({ shape: { rows, columns, clusters }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    const grouping = { clusters: readArray(folder, 'groups', 'i32'), nClusters: clusters };
    return prepared({
      run: () => silhouettesOf(x, [grouping], pool),
      check: ([values]) => ({ mean: values!.reduce((sum, value) => sum + value, 0) / rows }),
    });
  },
});
