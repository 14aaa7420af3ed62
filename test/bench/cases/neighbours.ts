import { nearestRows } from '../../../src-main/engine/maths/neighbours.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

const SEED = 24;

export const neighbours = defineCase({
  name: 'neighbours',
  script: 'neighbours',
  title: 'exact 20 nearest neighbours, 20,000 × 32',
  reference: 'scikit-learn brute',
  bar: 1.2,
  aim: 0.8,
  shape: { rows: 20_000, columns: 32, neighbours: 20 },
  tolerance: 1e-6,
  make({ rows, columns }, folder) {
    writeArray(folder, 'x', Float64Array.from(blobs(rows, columns, 8, SEED).values));
  },
  prepare({ shape: { rows, columns, neighbours: k }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    return prepared({
      run: () => nearestRows(x, k, pool),
      check: ({ squared }) => ({
        distances: squared.reduce((sum, value) => sum + Math.sqrt(value), 0),
        furthest: Math.sqrt(squared.reduce((most, value) => Math.max(most, value), 0)),
      }),
    });
  },
});
