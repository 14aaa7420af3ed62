import { afterAll, expect, it } from 'vitest';
import { closeTestPools, testContext } from '../steps/testing.ts';
import { fitPca, projectPca } from './pca.ts';
import { seededRandom } from './random.ts';

afterAll(closeTestPools);

/** Rows that differ along a few directions of falling size, and a little in every other way. */
function rowsAlong(nRows: number, nColumns: number, nDirections: number) {
  const random = seededRandom(3);
  const directions = Float64Array.from({ length: nDirections * nColumns }, () => random.normal());
  const values = new Float64Array(nRows * nColumns);
  for (let row = 0; row < nRows; row++) {
    for (let d = 0; d < nDirections; d++) {
      const along = random.normal() * (nDirections - d);
      for (let j = 0; j < nColumns; j++) values[row * nColumns + j]! += along * directions[d * nColumns + j]!;
    }
    for (let j = 0; j < nColumns; j++) values[row * nColumns + j]! += 1000 + random.normal() * 0.1;
  }
  return { nRows, nColumns, values };
}

it('finds the axes of many features as the coordinates of rows show, alike on threads and with SIMD', async () => {
  const x = rowsAlong(60, 530, 4);
  const fit = await fitPca(x, 4, testContext());
  const points = await projectPca(fit, x, testContext());
  // What is on an axis varies as much as the axis says, and axes have nothing in common.
  for (let a = 0; a < 4; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let row = 0; row < x.nRows; row++) sum += points.values[row * 4 + a]! * points.values[row * 4 + b]!;
      const expected = a === b ? fit.variances[a]! : 0;
      expect(Math.abs(sum / (x.nRows - 1) - expected)).toBeLessThan(fit.variances[0]! * 1e-9);
    }
  }
  const share = fit.variances.reduce((sum, variance) => sum + variance, 0) / fit.totalVariance;
  expect(share).toBeGreaterThan(0.99);
  expect(share).toBeLessThan(1);
  expect(await fitPca(x, 4, testContext({ threads: 2, variant: 'simd' }))).toEqual(fit);
});

it('gives unit axes where rows differ along fewer directions than are asked for', async () => {
  const x = rowsAlong(3, 600, 2);
  const { axes, variances } = await fitPca(x, 5, testContext());
  expect(Array.from(variances.subarray(2)).every((variance) => variance < variances[0]! * 1e-9)).toBe(true);
  for (let a = 0; a < 5; a++)
    expect(axes.subarray(a * 600, (a + 1) * 600).reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 9);
});

it('loses nothing to a large offset, and stops when cancelled', async () => {
  const near = rowsAlong(50, 6, 2);
  const far = { ...near, values: near.values.map((value) => value + 1e8) };
  const [a, b] = [await fitPca(near, 2, testContext()), await fitPca(far, 2, testContext())];
  a.variances.forEach((variance, k) => expect(Math.abs(b.variances[k]! / variance - 1)).toBeLessThan(1e-6));
  const context = testContext();
  context.cancelAfter(1);
  await expect(fitPca(near, 2, context)).rejects.toMatchObject({ code: 'cancelled' });
});
