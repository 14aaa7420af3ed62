import { linkage } from '../../../src-main/engine/maths/linkage.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

const SEED = 21;

export const ward = defineCase({
  name: 'ward',
  script: 'ward',
  title: 'Ward linkage, 20,000 × 16',
  reference: 'scipy',
  bar: 1,
  aim: 0.5,
  // Both sides merge on one thread, whatever they are given.
  barAt: 'one-thread',
  shape: { rows: 20_000, columns: 16 },
  tolerance: 1e-6,
  make({ rows, columns }, folder) {
    writeArray(folder, 'x', Float64Array.from(blobs(rows, columns, 8, SEED).values));
  },
  prepare({ shape: { rows, columns }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    return prepared({
      run: () => linkage(x, 'ward', { ...testContext(), pool }),
      check: ({ heights }) => ({
        highest: heights.at(-1) ?? NaN,
        heights: heights.reduce((sum, height) => sum + height, 0),
      }),
    });
  },
});
