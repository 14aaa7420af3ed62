import { expect, it } from 'vitest';
import { seededRandom } from '../maths/random.ts';
import { kernelsOf } from './instance.ts';
import { newLayout, placeRows, type LayoutWork } from './layout-steps.ts';
import type { Variant } from './variant.ts';

const FORCES = { a: 1.577, b: 0.895, repulsion: 1, nNegatives: 5 };

/** A ring of rows, each a pair with the next two; two rows lie on one place, and one lies far off. */
function ring(nRows: number, nNegatives: number): LayoutWork {
  const random = seededRandom(3);
  const places = Float32Array.from({ length: 2 * nRows }, () => random.normal() * 4);
  places.set(places.subarray(0, 2), 2);
  places.set([1e6, -1e6], 4);
  const pairs = Array.from({ length: nRows }, (_, row) =>
    [1, 2, nRows - 2, nRows - 1].map((by) => (row + by) % nRows).sort((i, j) => i - j),
  );
  return {
    ...FORCES,
    nNegatives,
    places,
    firstRow: 0,
    nRows,
    offsets: Int32Array.from({ length: nRows + 1 }, (_, row) => 4 * row),
    tails: Int32Array.from(pairs.flat()),
    weights: Float32Array.from({ length: 4 * nRows }, () => random.next()),
    nOthers: nRows,
    moves: true,
  };
}

function laidOut(variant: Variant, work: LayoutWork): number[] {
  const layout = newLayout(work, 7, variant);
  for (let epoch = 0; epoch < 20; epoch++) layout.step(epoch, 1 - epoch / 20);
  return Array.from(layout.places());
}

it.each([1, 3, 5, 8])('gives the same bytes in every variant, pushed by %i rows', (nNegatives) => {
  const work = ring(40, nNegatives);
  const plain = laidOut('plain', work);
  expect(laidOut('simd', work)).toEqual(plain);
  expect(laidOut('relaxed', work)).toEqual(plain);
  expect(plain.every(Number.isFinite)).toBe(true);
  expect(plain).not.toEqual(Array.from(work.places));
});

it('draws the two rows of a pair together and pushes apart rows that are no pair', () => {
  const pair = (tails: number[], offsets: number[]): LayoutWork => ({
    ...ring(6, 5),
    nRows: 2,
    nOthers: 2,
    places: Float32Array.of(0, 0, 3, 0),
    offsets: Int32Array.from(offsets),
    tails: Int32Array.from(tails),
    weights: new Float32Array(tails.length).fill(1),
    nNegatives: 1,
    repulsion: 0,
  });
  const [x1 = 0, , x2 = 0] = laidOut('plain', pair([1, 0], [0, 1, 2]));
  expect(Math.abs(x1 - x2)).toBeLessThan(1);
  expect(laidOut('plain', pair([], [0, 0, 0]))).toEqual([0, 0, 3, 0]);
});

it('places each new row by itself, wherever it stands in the table', () => {
  const random = seededRandom(5);
  const numbers = (n: number, scale: number) => Float32Array.from({ length: n }, () => scale * random.next());
  const others = numbers(60, 10);
  const [tails, weights] = [Int32Array.from({ length: 12 }, () => random.integer(30)), numbers(12, 1)];
  const shared = { ...FORCES, others, k: 3, epochs: 10, rate: 0.25, seed: 9 };
  const all = numbers(8, 10);
  const last = all.slice(6);
  placeRows(0, 4, { ...shared, places: all, tails, weights }, null);
  placeRows(0, 1, { ...shared, places: last, tails: tails.slice(9), weights: weights.slice(9) }, kernelsOf('simd'));
  expect(Array.from(last)).toEqual(Array.from(all.subarray(6)));
});
