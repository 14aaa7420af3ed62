import { expect, it } from 'vitest';
import { kernelsOf } from '../../kernels/instance.ts';
import { moveRows } from '../../kernels/quad-forces.ts';
import type { Variant } from '../../kernels/variant.ts';
import { seededRandom } from '../random.ts';
import { fillQuadTree, newQuadTree } from './quad-tree.ts';

/** Places in two clouds; some rows share a place, and one lies far off. */
function clouds(n: number): Float64Array {
  const random = seededRandom(4);
  const places = Float64Array.from({ length: 2 * n }, (_, at) => random.normal() + (at < n ? 0 : 12));
  for (let row = 0; row < 5; row++) places.set([2.5, 2.5], 2 * row);
  places.set([-900, 40], 10);
  return places;
}

function forces(places: Float64Array, theta: number, variant: Variant) {
  const n = places.length / 2;
  const tree = newQuadTree(n);
  fillQuadTree(tree, places, theta);
  const pushes = new Float64Array(2 * n);
  const pulls = new Float64Array(2 * n);
  const pairs = {
    offsets: new Int32Array(n + 1).fill(1).fill(0, 0, 1),
    tails: Int32Array.of(n - 1),
    weights: Float32Array.of(0.5),
  };
  const sum = moveRows(0, n, { ...tree, places, ...pairs, pulls, pushes }, kernelsOf(variant));
  return { sum, pushes: Array.from(pushes), pulls: Array.from(pulls) };
}

function exact(places: Float64Array) {
  const n = places.length / 2;
  const pushes = new Float64Array(2 * n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const [x, y] = [places[2 * i]! - places[2 * j]!, places[2 * i + 1]! - places[2 * j + 1]!];
      const near = 1 / (1 + x * x + y * y);
      sum += near;
      pushes[2 * i]! += near * near * x;
      pushes[2 * i + 1]! += near * near * y;
    }
  }
  return { sum, pushes };
}

it('gives the same bytes in every variant', () => {
  const places = clouds(150);
  const plain = forces(places, 0.5, 'plain');
  expect(forces(places, 0.5, 'simd')).toEqual(plain);
  expect(forces(places, 0.5, 'relaxed')).toEqual(plain);
});

it.each([
  [0.01, 1e-5],
  [0.5, 0.02],
])('comes near the sums over all pairs: theta %d', (theta, share) => {
  const places = clouds(200);
  const [found, wanted] = [forces(places, theta, 'plain'), exact(places)];
  expect(Math.abs(found.sum / wanted.sum - 1)).toBeLessThan(share);
  const most = wanted.pushes.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  found.pushes.forEach((value, at) => expect(Math.abs(value - wanted.pushes[at]!)).toBeLessThan(share * most));
});

it('pulls the first of a pair towards the second', () => {
  const places = clouds(20);
  const { pulls } = forces(places, 0.5, 'plain');
  const [x, y] = [places[0]! - places[38]!, places[1]! - places[39]!];
  expect(pulls[0]).toBeCloseTo((0.5 * x) / (1 + x * x + y * y), 12);
  expect(pulls.slice(2).every((value) => value === 0)).toBe(true);
});

it('counts rows on one place as near, and one row as alone', () => {
  const same = forces(new Float64Array(20), 0.5, 'plain');
  expect(same.sum).toBeCloseTo(90, 4);
  expect(same.pushes.every((value) => value === 0)).toBe(true);
  expect(forces(Float64Array.of(3, 4), 0.5, 'plain').sum).toBe(0);
});
