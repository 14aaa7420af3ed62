import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { numberColumn } from '../../../src-main/engine/table/column.ts';
import { profileColumns } from '../../../src-main/engine/table/profile.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';

const SEED = 19;
/** Of every other column, so that equal values come often. */
const CENTS = 100;

export const profile = defineCase({
  name: 'profile',
  script: 'column_profile',
  title: 'quantiles, histogram, distinct values, mean and deviation of 1,000,000 × 4',
  reference: 'numpy',
  bar: null,
  aim: null,
  shape: { rows: 1_000_000, columns: 4 },
  tolerance: 1e-9,
  make({ rows, columns }, folder) {
    const random = seededRandom(SEED);
    for (let j = 0; j < columns; j++) {
      const values = Float64Array.from({ length: rows }, () => Math.exp(random.normal()));
      writeArray(folder, `x${j}`, j % 2 === 0 ? values : values.map((value) => Math.round(value * CENTS) / CENTS));
    }
  },
  prepare({ shape: { columns: n }, folder }) {
    const names = Array.from({ length: n }, (_, j) => `x${j}`);
    const columns = names.map((name) => numberColumn(name, readArray(folder, name, 'f64')));
    return prepared({
      run: () => profileColumns(columns),
      check: (profiles) =>
        Object.fromEntries(
          profiles.flatMap(({ column, nDistinct, quantiles, mean, standardDeviation, histogram }) => [
            [`${column.name} distinct`, nDistinct],
            [`${column.name} median`, quantiles?.median ?? NaN],
            [`${column.name} q75`, quantiles?.q75 ?? NaN],
            [`${column.name} mean`, mean ?? NaN],
            [`${column.name} deviation`, standardDeviation ?? NaN],
            [`${column.name} counted`, histogram?.counts.reduce((sum, count) => sum + count, 0) ?? NaN],
          ]),
        ) as Record<string, number>,
    });
  },
});
