import { fitPca, projectPca } from '../../../src-main/engine/maths/pca.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';
import { checksum } from '../harness/statistics.ts';

const SEED = 13;
const N_LATENT = 12;

export const pca = defineCase({
  name: 'pca',
  script: 'pca',
  title: 'PCA, 200,000 × 50, 10 components, fitted and applied',
  reference: 'scikit-learn covariance_eigh',
  bar: 1.5,
  aim: 1,
  shape: { rows: 200_000, columns: 50, components: 10 },
  growth: { title: 'PCA, 50 columns, 10 components', shapeAt: (rows) => ({ rows, columns: 50, components: 10 }) },
  tolerance: 1e-6,
  // Columns that hang together, each latent one with a variance of its own.
  make({ rows, columns }, folder) {
    const random = seededRandom(SEED);
    const loadings = Float64Array.from(
      { length: N_LATENT * columns },
      (_, at) => (random.normal() * (N_LATENT - Math.floor(at / columns))) / 4,
    );
    const x = new Float64Array(rows * columns);
    const latent = new Float64Array(N_LATENT);
    for (let row = 0; row < rows; row++) {
      for (let l = 0; l < N_LATENT; l++) latent[l] = random.normal();
      for (let j = 0; j < columns; j++) {
        let sum = random.normal();
        for (let l = 0; l < N_LATENT; l++) sum += latent[l]! * loadings[l * columns + j]!;
        x[row * columns + j] = sum;
      }
    }
    writeArray(folder, 'x', x);
  },
  prepare({ shape: { rows, columns, components }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    const tools = { ...testContext({ seed: SEED }), pool };
    return prepared({
      async run() {
        const fit = await fitPca(x, components, tools);
        return { fit, points: await projectPca(fit, x, tools) };
      },
      check: ({ fit, points }) => ({
        variances: checksum(fit.variances),
        // Points sum to about nothing; their sizes do not.
        points: checksum(points.values.map(Math.abs)),
      }),
    });
  },
});
