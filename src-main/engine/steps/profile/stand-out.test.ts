import { expect, it } from 'vitest';
import { readGolden } from '../testing.ts';
import { rankCorrelation, rankTest, rankValues, standOut } from './stand-out.ts';
import type { MemberFeature } from './member-features.ts';

const feature = (name: string, values: number[], unit: MemberFeature['unit'] = null): MemberFeature => ({
  name,
  label: name,
  unit,
  values: Float64Array.from(values),
});

it('ranks equal values alike and leaves missing ones out', () => {
  const { ranks, n, ties } = rankValues(Float64Array.from([5, 1, NaN, 5, 9]));
  expect([...ranks]).toEqual([2.5, 1, NaN, 2.5, 4]);
  expect([n, ties]).toEqual([4, 6]);
});

it('tests ranks as scipy does', () => {
  // scipy 1.17: mannwhitneyu([7, 8, 9, 6, 10, 6], [1, 2, 3, 4, 5, 6], use_continuity=False, method='asymptotic')
  //   → statistic 35.0, p 0.006109…; Cliff's delta = 2 · 35 / 36 − 1.
  const { effect, p } = rankTest(
    rankValues(Float64Array.from([7, 8, 9, 6, 10, 6, 1, 2, 3, 4, 5, 6])),
    Uint8Array.from([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]),
  );
  expect(effect).toBeCloseTo(34 / 36, 12);
  expect(p).toBeCloseTo(0.00611, 4);
});

it('finds no difference in a constant, and none with nobody to compare with', () => {
  const inside = Uint8Array.from([1, 1, 0, 0]);
  expect(rankTest(rankValues(Float64Array.from([3, 3, 3, 3])), inside)).toEqual({ effect: 0, p: 1 });
  expect(rankTest(rankValues(Float64Array.from([1, 2, NaN, NaN])), inside)).toEqual({ effect: 0, p: 1 });
});

it('correlates ranks over the rows where both are known', () => {
  expect(rankCorrelation(Float64Array.from([1, 2, NaN, 3]), Float64Array.from([3, 2, 9, 1]))).toBeCloseTo(-1, 12);
});

it('does not say the same twice', () => {
  const n = 60;
  const clusterOf = Int32Array.from({ length: n }, (_, i) => (i < n / 2 ? 0 : 1));
  const values = Array.from({ length: n }, (_, i) => i);
  const features = [
    feature('spend', values),
    feature(
      'spend_again',
      values.map((v) => v * 10 + 1),
    ),
    feature(
      'noise',
      values.map((v) => (v * 37) % 60),
    ),
  ];
  const [first] = standOut(features, clusterOf, 2, { minEffect: 0.33, significance: 0.01, most: 5 });
  expect(first?.map((one) => one.feature.name)).toEqual(['spend']);
  expect(first?.[0]).toMatchObject({ value: 14.5, others: 44.5, effect: -1 });
});

it('agrees with scipy over ties and missing values', () => {
  const [golden, members] = [readGolden('profile.personas'), readGolden('profile.members')];
  const names = Object.keys(members).filter((name) => name !== 'cluster');
  const features = names.map((name) =>
    feature(
      name,
      (members[name] ?? []).map((cell) => (cell === '' ? NaN : Number(cell))),
    ),
  );
  const clusterOf = Int32Array.from((members.cluster ?? []).map(Number));
  const found = standOut(features, clusterOf, 3, { minEffect: 0, significance: Infinity, most: names.length });
  golden.feature?.forEach((name, row) => {
    const cluster = Number(golden.cluster?.[row]);
    const inside = Uint8Array.from(clusterOf, (own) => (own === cluster ? 1 : 0));
    const { effect, p } = rankTest(rankValues(features[names.indexOf(String(name))]!.values), inside);
    expect(effect, `${name} of ${cluster}`).toBeCloseTo(Number(golden.effect?.[row]), 12);
    expect(p, `${name} of ${cluster}`).toBeCloseTo(Number(golden.p?.[row]), 6);
    // The approximation of the normal tail keeps to the order of magnitude far out.
    expect(p / Number(golden.p?.[row]), `${name} of ${cluster}`).toBeCloseTo(1, 1);
    const own = found[cluster]?.find((one) => one.feature.name === name);
    if (!own || golden.value?.[row] === golden.others?.[row]) return;
    expect(own.value, `${name} of ${cluster}`).toBeCloseTo(Number(golden.value?.[row]), 12);
    expect(own.others, `${name} of ${cluster}`).toBeCloseTo(Number(golden.others?.[row]), 12);
  });
});
