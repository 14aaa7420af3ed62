import { expect, it } from 'vitest';
import { createPool } from './pool.ts';
import { borrowMemory, returnMemory } from './resident.ts';

const MB = 2 ** 20;
const PAGES_OF_MB = 16;

it('lends a pool the same memory again, never to two at a time, and lets go of what is large', () => {
  const pool = createPool(1);
  const first = borrowMemory(pool);
  expect(borrowMemory(pool)).not.toBe(first);
  returnMemory(pool, first);
  expect(borrowMemory(createPool(1))).not.toBe(first);
  expect(borrowMemory(pool)).toBe(first);
  first.grow(300 * PAGES_OF_MB);
  expect(first.buffer.byteLength).toBeGreaterThan(300 * MB);
  returnMemory(pool, first);
  expect(borrowMemory(pool)).not.toBe(first);
});
