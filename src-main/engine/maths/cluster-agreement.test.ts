import { expect, it } from 'vitest';
import { readGolden } from '../steps/testing.ts';
import { agreementOf } from './cluster-agreement.ts';
import { contingency } from './scores/contingency.ts';

const codes = (values: readonly number[]) => ({ codes: Int32Array.from(values), n: Math.max(0, ...values) + 1 });

it('agrees with scikit-learn', () => {
  const groupings = readGolden('cluster.two-groupings');
  const golden = readGolden('cluster.agreement');
  const found = agreementOf(contingency(codes(groupings.a as number[]), codes(groupings.b as number[])));
  expect(found.adjustedMutualInformation).toBeCloseTo(golden.adjusted_mutual_information![0] as number, 10);
  expect(found.homogeneity).toBeCloseTo(golden.homogeneity![0] as number, 12);
  expect(found.completeness).toBeCloseTo(golden.completeness![0] as number, 12);
  expect(found.vMeasure).toBeCloseTo(golden.v_measure![0] as number, 12);
});

it('is 1 for the same groups under other names, and for one group on both sides', () => {
  const same = agreementOf(contingency(codes([0, 0, 1, 1, 2]), codes([2, 2, 0, 0, 1])));
  expect(Object.values(same)).toEqual([1, 1, 1, 1].map((one) => expect.closeTo(one, 12) as number));
  expect(agreementOf(contingency(codes([0, 0]), codes([0, 0])))).toEqual({
    adjustedMutualInformation: 1, homogeneity: 1, completeness: 1, vMeasure: 1,
  }); // prettier-ignore
});
