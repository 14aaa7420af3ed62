import { expect, it } from 'vitest';
import { seededRandom } from '../maths/random.ts';
import { covarianceWidth } from './covariance-rows.ts';
import { kernelsOf } from './instance.ts';
import { logisticRows, type LogisticShared } from './logistic-rows.ts';

function work(nRows: number, nFeatures: number, nOutputs: number): LogisticShared {
  const random = seededRandom(nRows + nFeatures);
  const normals = (n: number) => Float64Array.from({ length: n }, () => random.normal());
  return {
    x: normals(nRows * nFeatures),
    nFeatures,
    codes: Int32Array.from({ length: nRows }, () => random.integer(Math.max(2, nOutputs))),
    weights: normals(nRows).map(Math.abs),
    rule: normals(nOutputs * (nFeatures + 1)),
    nOutputs,
    output: nOutputs - 1,
    withCurve: true,
  };
}

it('gives with plain SIMD the bytes that it gives without', () => {
  for (const [nRows, nFeatures, nOutputs] of [
    [0, 3, 1],
    [7, 1, 1],
    [300, 6, 1],
    [70, 9, 3],
  ] as const) {
    for (const withCurve of [true, false]) {
      const shared = { ...work(nRows, nFeatures, nOutputs), withCurve };
      const simd = logisticRows(0, nRows, shared, kernelsOf('simd'));
      expect(Array.from(simd)).toEqual(Array.from(logisticRows(0, nRows, shared, null)));
    }
  }
});

it('measures slope and curve as differences of the loss tell them', () => {
  for (const nOutputs of [1, 3]) {
    const shared = work(60, 4, nOutputs);
    const at = shared.output * 5;
    const moved = (j: number, by: number) => {
      const rule = Float64Array.from(shared.rule);
      rule[at + j]! += by;
      return logisticRows(0, 60, { ...shared, rule }, null);
    };
    const now = moved(0, 0);
    const head = shared.nFeatures + 2;
    const width = covarianceWidth(shared.nFeatures);
    for (let j = 0; j < 5; j++) {
      const [up, down] = [moved(j, 1e-5), moved(j, -1e-5)];
      expect(now[1 + j]).toBeCloseTo((up[0]! - down[0]!) / 2e-5, 5);
      for (let i = 0; i <= j; i++) expect(now[head + i * width + j]).toBeCloseTo((up[1 + i]! - down[1 + i]!) / 2e-5, 4);
    }
  }
});
