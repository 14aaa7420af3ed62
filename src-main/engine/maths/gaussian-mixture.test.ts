import { afterAll, describe, expect, it } from 'vitest';
import type { Matrix } from '../table/table.ts';
import { closeTestPools, readGolden, testContext } from '../steps/testing.ts';
import { sharedMatrix } from './matrix.ts';
import { seededRandom } from './random.ts';
import {
  assignMixture,
  climb,
  covarianceForms,
  fitMixture,
  freeParameters,
  mixtureOfClusters,
  type CovarianceForm,
  type MixtureOptions,
} from './gaussian-mixture.ts';

afterAll(closeTestPools);

function matrixOf(golden: Record<string, (string | number)[]>): Matrix {
  const columns = Object.values(golden) as number[][];
  const nRows = columns[0]!.length;
  const values = Float64Array.from(
    { length: nRows * columns.length },
    (_, i) => columns[i % columns.length]![Math.floor(i / columns.length)]!,
  );
  return sharedMatrix({ nRows, nColumns: columns.length, values });
}

const x = matrixOf(readGolden('cluster.points'));
const golden = readGolden('cluster.mixture');
const options = (covariance: CovarianceForm): MixtureOptions => ({
  nComponents: 3, covariance, nRestarts: 1, maxIterations: 15, tolerance: -1, regularisation: 1e-6,
}); // prettier-ignore

describe('expectation–maximisation from the same start ends where scikit-learn ends', () => {
  it.each(covarianceForms)('%s', async (form) => {
    const start = mixtureOfClusters(
      x,
      Int32Array.from({ length: x.nRows }, (_, row) => row % 3),
      options(form),
    );
    const fit = await climb(x, start, options(form), testContext());
    const d = x.nColumns;
    golden.form!.forEach((name, i) => {
      if (name !== form) return;
      const k = golden.component![i] as number;
      const near = (value: number, column: string): void =>
        expect(value, column).toBeCloseTo(golden[column]![i] as number, 7);
      near(fit.weights[k]!, 'weight');
      near(fit.means[k * d]!, 'mean_0');
      near(fit.means[k * d + d - 1]!, 'mean_last');
      near(fit.covariances[k * d * d]!, 'variance_0');
      near(fit.logLikelihood, 'log_likelihood');
      const free = freeParameters(3, d, form);
      near(-2 * fit.logLikelihood * x.nRows + 2 * free, 'aic');
      near(-2 * fit.logLikelihood * x.nRows + Math.log(x.nRows) * free, 'bic');
    });
    const { certainty } = await assignMixture(x, fit, testContext());
    expect(certainty[0]).toBeCloseTo(golden.certainty_0![golden.form!.indexOf(form)] as number, 7);
  });
});

/** Two long groups that cross, far from zero: k-means cuts them across, their shapes tell them apart. */
function cross(n: number): { x: Matrix; truth: number[] } {
  const random = seededRandom(4);
  const truth = Array.from({ length: n }, (_, i) => i % 2);
  const values = truth.flatMap((group) => {
    const [long, short] = [8 * random.normal(), 0.3 * random.normal()];
    return group ? [1e6 + long, 1e6 + short + 6] : [1e6 + short, 1e6 + long];
  });
  return { x: { nRows: n, nColumns: 2, values: Float64Array.from(values) }, truth };
}

it('finds groups by their shape, also far from zero', async () => {
  const { x: rows, truth } = cross(1000);
  const fit = await fitMixture(
    rows,
    { ...options('full'), nComponents: 2, nRestarts: 5, maxIterations: 200, tolerance: 1e-5 },
    testContext(),
  );
  const { clusters } = await assignMixture(rows, fit, testContext());
  const same = truth.filter((group, row) => clusters[row] === group).length / truth.length;
  expect(Math.max(same, 1 - same)).toBeGreaterThan(0.95);
  expect(fit.converged).toBe(true);
});

it('gives the same bytes on one thread and on four', async () => {
  const { x: rows } = cross(20_000);
  const fitOn = (threads: number) => fitMixture(rows, { ...options('full'), nComponents: 3 }, testContext({ threads }));
  expect(await fitOn(4)).toEqual(await fitOn(1));
});

it('does not collapse onto equal rows, and refuses fewer rows than components', async () => {
  const equal = { nRows: 10, nColumns: 2, values: new Float64Array(20).fill(3) };
  const fit = await fitMixture(equal, { ...options('full'), nComponents: 2 }, testContext());
  expect([...fit.means].every((mean) => Math.abs(mean - 3) < 1e-9)).toBe(true);
  await expect(
    fitMixture({ nRows: 1, nColumns: 1, values: Float64Array.of(1) }, options('full'), testContext()),
  ).rejects.toMatchObject({ code: 'too-few-rows' });
});
