import { settleCentres } from '../../../src-main/engine/maths/kmeans.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import { defineCase, prepared, type BenchCase } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';
import { checksum } from '../harness/statistics.ts';

interface KmeansShape {
  readonly rows: number;
  readonly columns: number;
  readonly clusters: number;
  readonly passes: number;
  readonly [name: string]: number;
}

const SEED = 11;

const ofBlobs = ({ rows, columns, clusters }: KmeansShape): Float32Array<ArrayBuffer> =>
  blobs(rows, columns, clusters, SEED).values;

/** The first rows of the data are the first centres of both sides. */
const kmeansCase = (
  definition: Pick<BenchCase<KmeansShape>, 'name' | 'title' | 'bar' | 'aim' | 'shape' | 'growth'>,
  valuesOf = ofBlobs,
  tolerance = 1e-3,
) =>
  defineCase<KmeansShape>({
    ...definition,
    script: 'kmeans',
    reference: 'scikit-learn (lloyd)',
    tolerance,
    make(shape, folder) {
      writeArray(folder, 'x', valuesOf(shape));
    },
    prepare({ shape: { rows, columns, clusters, passes }, folder, pool }) {
      const values = readArray(folder, 'x', 'f32');
      const x = { nRows: rows, nColumns: columns, values };
      const start = Float64Array.from(values.subarray(0, clusters * columns));
      const options = { maxIterations: passes, tolerance: 0 };
      return prepared({
        run: () => settleCentres(x, start, options, { ...testContext({ seed: SEED }), pool }),
        check: ({ inertia, centres }) => ({ inertia, centres: checksum(centres) }),
      });
    },
  });

export const kmeans8 = kmeansCase({
  name: 'kmeans',
  title: 'k-means, 1,000,000 × 16 float32, k = 8, 20 passes',
  bar: 0.8,
  aim: 0.5,
  shape: { rows: 1_000_000, columns: 16, clusters: 8, passes: 20 },
  growth: {
    title: 'k-means, 16 columns, k = 8, 20 passes',
    shapeAt: (rows) => ({ rows, columns: 16, clusters: 8, passes: 20 }),
  },
});

export const kmeans64 = kmeansCase({
  name: 'kmeans-64',
  title: 'k-means, 500,000 × 64 float32, k = 64, 20 passes',
  bar: 1,
  aim: 0.7,
  shape: { rows: 500_000, columns: 64, clusters: 64, passes: 20 },
});

/** Rows without clusters: their nearest centres hardly differ, so that few can be spared. */
function noise({ rows, columns }: KmeansShape): Float32Array<ArrayBuffer> {
  const random = seededRandom(SEED);
  return Float32Array.from({ length: rows * columns }, () => random.normal());
}

export const kmeansNoise = kmeansCase(
  {
    name: 'kmeans-noise',
    title: 'k-means, the same without structure in the rows',
    bar: 1,
    aim: 0.7,
    shape: { rows: 500_000, columns: 64, clusters: 64, passes: 20 },
  },
  noise,
  // A last digit moves a row there, and that row others: scikit-learn's own centres are a hundredth apart at one thread and at two.
  0.03,
);
