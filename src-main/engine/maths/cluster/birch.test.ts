import { expect, it } from 'vitest';
import { matrix } from '../../steps/cluster/fixtures.ts';
import { readGolden, testContext } from '../../steps/testing.ts';
import { seededRandom } from '../random.ts';
import { drawTogether } from './birch.ts';

it('draws rows together as scikit-learn does', () => {
  const { x, y } = readGolden('cluster.birch.rows');
  const rows = matrix((x ?? []).map((value, i) => [Number(value), Number(y?.[i])]));
  const options = { radius: 0.6, branching: 5, mostGroups: 1000 };
  const { centres, sizes } = drawTogether(rows, options, testContext().signal);
  const golden = readGolden('cluster.birch');
  const sorted = (groups: number[][]): number[][] => groups.sort((a, b) => a[0]! - b[0]!);
  const ours = sorted(Array.from(sizes, (size, i) => [centres[2 * i]!, centres[2 * i + 1]!, size]));
  const theirs = sorted(
    (golden.x ?? []).map((value, i) => [Number(value), Number(golden.y?.[i]), Number(golden.size?.[i])]),
  );
  expect(ours.length).toBe(theirs.length);
  ours.forEach((group, i) => group.forEach((value, j) => expect(value).toBeCloseTo(theirs[i]![j]!, 9)));
});

it('widens the radius until there are few enough groups, and loses no row', () => {
  const random = seededRandom(1);
  const x = matrix(Array.from({ length: 2000 }, () => [1e6 + random.normal(), random.normal()]));
  const options = { radius: null, branching: 20, mostGroups: 50 };
  const { centres, sizes } = drawTogether(x, options, testContext().signal);
  expect(sizes.length).toBeLessThanOrEqual(50);
  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2000);
  const mean = (of: (row: number) => number, n: number): number =>
    Array.from({ length: n }, (_, i) => of(i)).reduce((sum, value) => sum + value, 0) / 2000;
  expect(mean((i) => centres[2 * i]! * sizes[i]!, sizes.length)).toBeCloseTo(
    mean((i) => x.values[2 * i]!, 2000),
    6,
  );
});

it('makes one group of rows that lie on each other', () => {
  const x = matrix([
    [3, 3],
    [3, 3],
    [3, 3],
  ]);
  expect([...drawTogether(x, { radius: null, branching: 2, mostGroups: 2 }, testContext().signal).sizes]).toEqual([3]);
});
