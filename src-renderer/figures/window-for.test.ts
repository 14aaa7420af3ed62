import { expect, it } from 'vitest';
import type { ScatterPoints } from '../../src-main/contract/figure.ts';
import { windowFor } from './window-for.ts';

const whole = { sampleSeed: 7, range: { x: [0, 100], y: [0, 10] } } as unknown as ScatterPoints;

it('asks for what is seen and half as much around it', () => {
  expect(windowFor({ x: [10, 20], y: [4, 6] }, null, whole)).toEqual({ x: [5, 25], y: [3, 7] });
});

it('asks for nothing while all points are drawn, or nearly all of the plane is seen', () => {
  expect(windowFor({ x: [10, 20], y: [4, 6] }, null, { ...whole, sampleSeed: null })).toBeNull();
  expect(windowFor({ x: [-3, 95], y: [0, 10] }, { x: [5, 25], y: [3, 7] }, whole)).toBeNull();
});

it('keeps what it has through small moves, and asks anew outside of it or much closer', () => {
  const before = { x: [5, 25], y: [3, 7] } as const;
  expect(windowFor({ x: [12, 22], y: [4, 6] }, before, whole)).toBe(before);
  expect(windowFor({ x: [16, 26], y: [4, 6] }, before, whole)).toEqual({ x: [11, 31], y: [3, 7] });
  expect(windowFor({ x: [12, 16], y: [4, 6] }, before, whole)).toEqual({ x: [10, 18], y: [3, 7] });
});
