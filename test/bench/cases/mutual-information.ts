import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { mutualInformationOfClass } from '../../../src-main/engine/maths/scores/mutual-information.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { blobs, readArray, writeArray } from '../harness/data.ts';

const SEED = 23;
const NEIGHBOURS = 3;

export const mutualInformation = defineCase({
  name: 'mutual-information',
  script: 'mutual_information',
  title: 'mutual information with 4 classes, 100,000 × 40',
  reference: 'scikit-learn',
  bar: 0.5,
  aim: 0.3,
  // Both sides take one feature after the other.
  barAt: 'one-thread',
  shape: { rows: 100_000, columns: 40, classes: 4 },
  // Both add a noise of their own against ties.
  tolerance: 1e-3,
  make({ rows, columns, classes }, folder) {
    const { values, groups } = blobs(rows, columns, classes, SEED);
    writeArray(folder, 'x', Float64Array.from(values));
    writeArray(folder, 'groups', groups);
  },
  prepare({ shape: { rows, columns, classes }, folder }) {
    const x = readArray(folder, 'x', 'f64');
    const target = { codes: readArray(folder, 'groups', 'i32'), n: classes };
    const features = Array.from({ length: columns }, (_, j) =>
      Float64Array.from({ length: rows }, (__, row) => x[row * columns + j]!),
    );
    return prepared({
      run: () => {
        const random = seededRandom(SEED);
        return features.map((feature) => mutualInformationOfClass(feature, target, NEIGHBOURS, random));
      },
      check: (scores) => ({ total: scores.reduce((sum, score) => sum + score, 0), most: Math.max(...scores) }),
    });
  },
});
