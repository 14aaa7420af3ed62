import { expect, it } from 'vitest';
import { sameGrouping } from '../../steps/cluster/fixtures.ts';
import { readGolden, testContext } from '../../steps/testing.ts';
import { fitPrototypes, type MixedRows } from './k-prototypes.ts';

const golden = readGolden('cluster.kprototypes');
const column = (name: string): number[] => (golden[name] ?? []).map(Number);

function goldenRows(hasNumbers: boolean): MixedRows {
  const [x, y, a, b, c] = ['x', 'y', 'a', 'b', 'c'].map(column) as [number[], number[], number[], number[], number[]];
  return {
    nRows: x.length,
    nNumbers: hasNumbers ? 2 : 0,
    nCategories: 3,
    numbers: Float64Array.from(hasNumbers ? x.flatMap((value, i) => [value, y[i]!]) : []),
    codes: Int32Array.from(a.flatMap((code, i) => [code, b[i]!, c[i]!])),
    sizes: [4, 4, 4],
  };
}

it.each([
  ['modes', false],
  ['mixed', true],
] as const)('is not worse than the kmodes package, %s', (name, hasNumbers) => {
  const x = goldenRows(hasNumbers);
  const options = { nClusters: 3, maxIterations: 100, weight: hasNumbers ? 0.8 : 1 };
  const best = fitPrototypes(x, { ...options, nRestarts: 10 }, testContext());
  const theirs = column(`${name}_cost`)[0]!;
  expect(best.cost).toBeLessThanOrEqual(theirs + 1e-9);
  if (Math.abs(best.cost - theirs) < 1e-9) expect(sameGrouping(best.clusters, column(`${name}_label`))).toBe(true);
});

it('counts a differing category by its weight', () => {
  const x: MixedRows = {
    nRows: 4,
    nNumbers: 1,
    nCategories: 1,
    numbers: Float64Array.of(0, 1, 0, 1),
    codes: Int32Array.of(0, 0, 1, 1),
    sizes: [2],
  };
  const by = (weight: number) =>
    fitPrototypes(x, { nClusters: 2, nRestarts: 5, maxIterations: 20, weight }, testContext());
  expect(sameGrouping(by(9).clusters, [0, 0, 1, 1])).toBe(true);
  expect(by(9).cost).toBe(4 * 0.25);
  expect(sameGrouping(by(0.1).clusters, [0, 1, 0, 1])).toBe(true);
  expect(by(0.1).cost).toBeCloseTo(2 * 0.1, 12);
});
