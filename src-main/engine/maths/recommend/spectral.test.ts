import { expect, it } from 'vitest';
import { testContext } from '../../steps/testing.ts';
import { valueAt, type SparseRows } from '../../table/sparse.ts';
import { spectralFilters } from './spectral.ts';

/** [[1, 1, 0, 0, 2], [0, 1, 1, 1, 0], [1, 0, 0, 1, 1], [0, 0, 1, 0, 1]] */
const ROWS: SparseRows = {
  nRows: 4,
  nColumns: 5,
  offsets: Int32Array.of(0, 3, 6, 9, 11),
  columns: Int32Array.of(0, 1, 4, 1, 2, 3, 0, 3, 4, 2, 4),
  values: Float64Array.of(1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1),
};

/**
 * u = r.sum(1) ** .3; i = r.sum(0) ** .4; t = r / u[:, None] / i
 * s, v = np.linalg.svd(t, full_matrices=False)[1:]; l = s[:3] ** 2; v = v[:3].T
 * t.T @ t + v @ np.diag(l * np.expm1(-2 * l / l[0])) @ v.T + .5 * (v @ v.T) / i[:, None] * i
 */
const EXPECTED = [
  [0.377945, 0.042987, -0.240411, 0.169153, 0.314069],
  [0.042987, 0.361339, 0.145091, 0.145282, 0.087611],
  [-0.240411, 0.145091, 0.659644, 0.066799, 0.104643],
  [0.169153, 0.145282, 0.066799, 0.628986, -0.204712],
  [0.223358, 0.047885, 0.069934, -0.143112, 0.590749],
];

it('sharpens what the linear filter blurs as numpy does', async () => {
  const options = {
    userPower: 0.3,
    itemPower: 0.4,
    factors: 3,
    lowPass: 0.5,
    sharpening: 2,
    nIterations: 40,
    nNeighbours: 5,
  };
  const { weights, smooth, from, to, gains } = await spectralFilters(ROWS, options, testContext(), () => undefined);
  const { width, vectors } = smooth;
  EXPECTED.forEach((row, i) => {
    row.forEach((expected, j) => {
      let found = valueAt(weights, i, j);
      for (let k = 0; k < width; k++)
        found += vectors[i * width + k]! * vectors[j * width + k]! * (from[i]! * to[j]! + gains![k]!);
      expect(found).toBeCloseTo(expected, 6);
    });
  });
});

it('adds nothing where nothing is sharpened', async () => {
  const options = {
    userPower: 0.5,
    itemPower: 0.5,
    factors: 2,
    lowPass: 0.3,
    sharpening: 0,
    nIterations: 4,
    nNeighbours: 5,
  };
  expect(await spectralFilters(ROWS, options, testContext(), () => undefined)).not.toHaveProperty('gains');
});
