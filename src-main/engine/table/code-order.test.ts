import { expect, it } from 'vitest';
import { countsToOffsets, gather, stableOrder } from './code-order.ts';

it('sorts positions by code and keeps equal ones in order', () => {
  expect([...stableOrder(Int32Array.of(2, 0, 2, 1, 0), 3)]).toEqual([1, 4, 3, 0, 2]);
  expect([...stableOrder(Int32Array.of(2, 0, 2, 1, 0), 3, Int32Array.of(4, 2, 0))]).toEqual([4, 2, 0]);
});

it('leaves out what has no code', () => {
  const codes = Int32Array.of(1, -1, 0, 1);
  expect([...countsToOffsets(codes, 3)]).toEqual([0, 1, 3, 3]);
  expect([...stableOrder(codes, 3)]).toEqual([2, 0, 3]);
});

it('takes values from positions', () => {
  expect(gather(Float64Array.of(5, 6, 7), Int32Array.of(2, 0, 2))).toEqual(Float64Array.of(7, 5, 7));
});
