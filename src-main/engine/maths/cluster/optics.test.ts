import { expect, it } from 'vitest';
import { matrix, sameGrouping } from '../../steps/cluster/fixtures.ts';
import { readGolden, testContext } from '../../steps/testing.ts';
import { opticsOrder, steepValleys } from './optics.ts';

const golden = readGolden('cluster.optics');
const column = (name: string): number[] => (golden[name] ?? []).map(Number);
const points = () => {
  const [x, y] = [column('x'), column('y')];
  return matrix(x.map((value, i) => [value, y[i]!]));
};

it('visits rows in the order of scikit-learn, at its distances', () => {
  const found = opticsOrder(points(), 8, testContext());
  expect([...found.order]).toEqual(column('order'));
  expect([...found.before]).toEqual(column('before'));
  column('reach').forEach((reach, row) => {
    if (reach < 0) expect(found.reach[row]).toBe(Infinity);
    else expect(found.reach[row]).toBeCloseTo(reach, 9);
  });
  column('core').forEach((core, row) => expect(found.coreDistances[row]).toBeCloseTo(core, 9));
});

it('finds the valleys that scikit-learn finds', () => {
  const found = steepValleys(opticsOrder(points(), 8, testContext()), { xi: 0.05, minRows: 8, minClusterSize: 15 });
  expect(found.nClusters).toBe(Math.max(...column('label')) + 1);
  expect(sameGrouping(found.clusters, column('label'))).toBe(true);
});

it('has nothing to find in rows that lie on each other', () => {
  const x = matrix(Array.from({ length: 12 }, () => [1, 1]));
  const found = steepValleys(opticsOrder(x, 3, testContext()), { xi: 0.05, minRows: 3, minClusterSize: 3 });
  expect(found.nClusters).toBeLessThanOrEqual(1);
});
