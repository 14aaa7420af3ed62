import { product as multiply, sparseTimes } from '../../../src-main/engine/maths/product.ts';
import { seededRandom, type Random } from '../../../src-main/engine/maths/random.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';
import { checksum } from '../harness/statistics.ts';

const SEED = 23;

function numbers(n: number, random: Random): Float64Array<ArrayBuffer> {
  const values = new Float64Array(n);
  for (let at = 0; at < n; at++) values[at] = random.next() - 0.5;
  return values;
}

/** As many sums of a result as say whether it is the same. */
const checksOf = (values: Float64Array) => ({ sum: checksum(values.map(Math.abs)) });

export const product = defineCase({
  name: 'product',
  script: 'product',
  title: 'product of two dense matrices, 1,500 × 1,500, double precision',
  reference: 'numpy (OpenBLAS)',
  bar: null,
  aim: null,
  shape: { n: 1500 },
  tolerance: 1e-9,
  make({ n }, folder) {
    const random = seededRandom(SEED);
    for (const name of ['a', 'b']) writeArray(folder, name, numbers(n * n, random));
  },
  prepare({ shape: { n }, folder, pool }) {
    const [a, b] = ['a', 'b'].map((name) => ({ nRows: n, nColumns: n, values: readArray(folder, name, 'f64') }));
    return prepared({ run: () => multiply(a!, b!, { pool }), check: ({ values }) => checksOf(values) });
  },
});

export const sparseProduct = defineCase({
  name: 'sparse-product',
  script: 'sparse_product',
  title: 'a sparse matrix, 30,000 × 40,000 with 900,000 entries, times 64 columns',
  reference: 'scipy (csr_matrix)',
  bar: null,
  aim: null,
  shape: { rows: 30_000, columns: 40_000, perRow: 30, width: 64 },
  tolerance: 1e-9,
  make({ rows, columns, perRow, width }, folder) {
    const random = seededRandom(SEED + 1);
    const places = new Int32Array(rows * perRow);
    for (let row = 0; row < rows; row++) {
      const own = new Set<number>();
      while (own.size < perRow) own.add(Math.floor(columns * random.next() ** 2));
      places.set(Int32Array.from(own).sort(), row * perRow);
    }
    writeArray(folder, 'places', places);
    writeArray(folder, 'values', numbers(rows * perRow, random));
    writeArray(folder, 'dense', numbers(columns * width, random));
  },
  prepare({ shape: { rows, columns, perRow, width }, folder, pool }) {
    const sparse = {
      nRows: rows,
      nColumns: columns,
      offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row * perRow),
      columns: readArray(folder, 'places', 'i32'),
      values: readArray(folder, 'values', 'f64'),
    };
    const dense = readArray(folder, 'dense', 'f64');
    return prepared({ run: () => sparseTimes(sparse, dense, width, { pool }), check: checksOf });
  },
});
