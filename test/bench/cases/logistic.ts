import { fitLogistic } from '../../../src-main/engine/maths/linear/logistic.ts';
import { fitSvm } from '../../../src-main/engine/maths/linear/svm.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';
import { checksum } from '../harness/statistics.ts';

const SEED = 19;

/** Normal columns that hang together a little, and a class by the log-odds of a rule, curved where asked. */
function makeClasses(rows: number, columns: number, folder: string, isCurved: boolean): void {
  const random = seededRandom(SEED);
  const rule = Float64Array.from({ length: columns }, () => random.normal() / 3);
  const x = new Float64Array(rows * columns);
  const classes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const common = random.normal() / 2;
    let odds = -0.5;
    for (let j = 0; j < columns; j++) {
      const value = random.normal() + common;
      x[row * columns + j] = value;
      odds += rule[j]! * (isCurved && j % 2 ? value * value - 1 : value);
    }
    classes[row] = random.next() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
  }
  writeArray(folder, 'x', x);
  writeArray(folder, 'classes', classes);
}

export const logistic = defineCase({
  name: 'logistic',
  script: 'logistic',
  title: 'Logistic regression, 200,000 × 50, ridge',
  reference: 'scikit-learn LogisticRegression (lbfgs)',
  bar: 1,
  aim: 1,
  shape: { rows: 200_000, columns: 50 },
  growth: { title: 'Logistic regression, 50 columns', shapeAt: (rows) => ({ rows, columns: 50 }) },
  // The reference settles to about four digits.
  tolerance: 2e-3,
  make: ({ rows, columns }, folder) => {
    makeClasses(rows, columns, folder, false);
  },
  prepare({ shape: { rows, columns }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    const given = { x, codes: readArray(folder, 'classes', 'i32'), nClasses: 2, weights: null };
    const options = { penalty: { strength: 1, mix: 0 }, maxIterations: 100, tolerance: 1e-7 };
    return prepared({
      run: () => fitLogistic(given, options, pool),
      check: ({ values }) => ({ coefficients: checksum(values.map(Math.abs)) }),
    });
  },
});

export const svmRbf = defineCase({
  name: 'svm',
  script: 'svm',
  title: 'Support vector machine, RBF, 10,000 × 20',
  reference: 'scikit-learn SVC (LIBSVM)',
  bar: 1.5,
  aim: 1,
  shape: { rows: 10_000, columns: 20 },
  tolerance: 2e-2,
  make: ({ rows, columns }, folder) => {
    makeClasses(rows, columns, folder, true);
  },
  prepare({ shape: { rows, columns }, folder, pool }) {
    const x = { nRows: rows, nColumns: columns, values: readArray(folder, 'x', 'f64') };
    const signs = Float64Array.from(readArray(folder, 'classes', 'i32'), (code) => (code === 1 ? 1 : -1));
    const kernel = { kind: 'rbf' as const, gamma: 1 / columns, degree: 3, offset: 0 };
    const options = { kernel, cacheBytes: 200 * 2 ** 20, tolerance: 1e-3, maxIterations: 1e7 };
    return prepared({
      run: () =>
        Promise.resolve(
          fitSvm(
            x,
            signs,
            signs.map(() => 1),
            options,
            pool,
            () => undefined,
          ),
        ),
      check: ({ weights }) => ({ vectors: weights.length, weights: checksum(weights.map(Math.abs)) }),
    });
  },
});
