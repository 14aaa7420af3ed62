import { expect, it } from 'vitest';
import { countByCode, leastRowByCode, mostByCode, sumByCode } from './by-code.ts';

const codes = Int32Array.of(1, 0, -1, 1, 1, 2, 0);
const values = Float64Array.of(3, -1, 100, NaN, 3, NaN, -Infinity);

it('counts rows of each code', () => {
  expect([...countByCode(codes, 4)]).toEqual([2, 3, 1, 0]);
});

it('adds up, and finds the largest, without what is missing', () => {
  expect([...sumByCode(codes, 4, values)]).toEqual([-Infinity, 6, 0, 0]);
  expect([...mostByCode(codes, 4, values)]).toEqual([-1, 3, NaN, NaN]);
});

it('finds the first row with the least value', () => {
  expect([...leastRowByCode(codes, 4, values)]).toEqual([6, 0, -1, -1]);
  expect([...leastRowByCode(Int32Array.of(0, 0), 1, Float64Array.of(Infinity, Infinity))]).toEqual([0]);
});
