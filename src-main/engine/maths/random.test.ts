import { expect, it } from 'vitest';
import { seededRandom } from './random.ts';

it('gives the same numbers for the same seed, and others for another', () => {
  const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed).next);
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

it('forks streams by name, whatever was drawn before', () => {
  const random = seededRandom(4);
  const first = random.fork(2).next();
  random.next();
  expect(random.fork(2).next()).toBe(first);
  expect(random.fork(3).next()).not.toBe(first);
});

it('draws evenly, normally, and every number of a permutation once', () => {
  const random = seededRandom(5);
  const even = Array.from({ length: 20_000 }, random.next);
  expect(even.every((value) => value >= 0 && value < 1)).toBe(true);
  const moment = (values: number[], power: number): number =>
    values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  expect(moment(even, 1)).toBeCloseTo(1 / 2, 1);
  expect(moment(even, 2)).toBeCloseTo(1 / 3, 1);
  const normal = Array.from({ length: 20_000 }, random.normal);
  expect(Math.abs(moment(normal, 1))).toBeLessThan(0.03);
  expect(Math.abs(moment(normal, 2) - 1)).toBeLessThan(0.05);
  expect(Array.from(random.permutation(50)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect(Array.from({ length: 100 }, () => random.integer(3)).every((value) => [0, 1, 2].includes(value))).toBe(true);
});
