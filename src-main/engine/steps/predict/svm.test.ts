import { afterAll, expect, it } from 'vitest';
import type { SvmKernel } from '../../kernels/svm-likeness.ts';
import { fitSvm, svmDistances } from '../../maths/linear/svm.ts';
import type { Table } from '../../table/table.ts';
import { cells, closeTestPools, readGolden, tableOf, testContext } from '../testing.ts';
import { encodeTable, learnEncoding } from './encoding.ts';
import { fitOn, goldenRows, told } from './fixtures.ts';

afterAll(() => {
  closeTestPools();
});

const golden = readGolden('predict.found');

it.each<[string, number, SvmKernel]>([
  ['svm_rbf', 2, { kind: 'rbf', gamma: 0.2, degree: 3, offset: 0 }],
  ['svm_linear', 0.5, { kind: 'linear', gamma: 1, degree: 3, offset: 0 }],
  ['svm_poly', 0.5, { kind: 'polynomial', gamma: 0.2, degree: 3, offset: 1 }],
])('draws the border that LIBSVM draws: %s', async (column, cost, kernel) => {
  const rows = goldenRows();
  const features = ['visits', 'tenure', 'returns', 'place'].map((name) => rows.column(name));
  const x = encodeTable(rows, learnEncoding(features, 'reference'));
  const signs = Float64Array.from(cells(rows, 'churned'), (value) => (value === 'yes' ? 1 : -1));
  const { pool } = testContext();
  const options = { kernel, cacheBytes: 2 ** 20, tolerance: 1e-6, maxIterations: 1e6 };
  const bounds = signs.map(() => cost);
  const border = fitSvm(x, signs, bounds, options, pool, () => undefined);
  expect(border.isSettled).toBe(true);
  const distances = await svmDistances(border, kernel, x, pool, () => undefined);
  distances.forEach((distance, row) => expect(distance).toBeCloseTo(Number(golden[column]?.[row]), 4));
  // A cache of two rows forgets all the time, which must not change the border.
  const few = { ...options, maxIterations: 100 };
  const [roomy, tight] = [2 ** 20, 1].map((cacheBytes) =>
    fitSvm(x, signs, bounds, { ...few, cacheBytes }, pool, () => undefined),
  );
  expect(tight).toEqual(roomy);
});

it('finds a ring that no line can, and three classes', async () => {
  const rows = Array.from({ length: 120 }, (_, i) => i);
  const angle = rows.map((i) => i * 2.4);
  const radius = rows.map((i) => (i % 2 ? 2 : 0.7) + Math.sin(i * 5.3) / 5);
  const ring = tableOf({
    x: rows.map((i) => radius[i]! * Math.cos(angle[i]!)),
    y: rows.map((i) => radius[i]! * Math.sin(angle[i]!)),
    outer: rows.map((i) => i % 2 === 1),
  });
  const out = await fitOn('svm', ring);
  expect(out.accuracy).toBe(1);
  expect((await fitOn('svm', ring, { kernel: 'linear' })).accuracy).toBeLessThan(0.75);
  const many = await fitOn('svm', goldenRows(['plan']));
  for (let row = 0; row < 120; row += 7) {
    const sum = ['basic', 'plus', 'top'].reduce((total, plan) => total + told(many, `probability_${plan}`)[row]!, 0);
    expect(sum).toBeCloseTo(1, 12);
  }
  expect((many.predictions as Table).nRows).toBe(120);
});

it('says that it did not settle, and stops when cancelled', async () => {
  const context = testContext();
  await fitOn('svm', goldenRows(['churned']), { maxIterations: 3 }, context);
  expect(context.said.warnings.map(({ code }) => code)).toContain('unsettled');
  const cancelled = testContext();
  cancelled.cancelAfter(5);
  await expect(fitOn('svm', goldenRows(['churned']), {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});
