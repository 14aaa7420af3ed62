import { linkage, type LinkageMethod } from '../../../src-main/engine/maths/linkage.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

const SEED = 25;

const linkageCase = (method: LinkageMethod, rows: number, bar: number | null, aim: number | null) =>
  defineCase({
    name: `${method}-linkage`,
    script: 'linkages',
    title: `${method} linkage, ${rows.toLocaleString('en')} × 16`,
    reference: 'scipy',
    bar,
    aim,
    // Both sides merge on one thread, whatever they are given.
    barAt: 'one-thread',
    shape: { rows, columns: 16, method },
    tolerance: 1e-6,
    make(shape, folder) {
      writeArray(folder, 'x', Float64Array.from(blobs(shape.rows, shape.columns, 8, SEED).values));
    },
    prepare({ shape, folder, pool }) {
      const x = { nRows: shape.rows, nColumns: shape.columns, values: readArray(folder, 'x', 'f64') };
      return prepared({
        run: () => linkage(x, method, { ...testContext(), pool }),
        check: ({ heights }) => ({
          highest: heights.at(-1) ?? NaN,
          heights: heights.reduce((sum, height) => sum + height, 0),
        }),
      });
    },
  });

export const single = linkageCase('single', 20_000, 1, 0.3);
export const complete = linkageCase('complete', 10_000, null, null);
