import { afterEach, expect, it } from 'vitest';
import { assignRows } from './assign-rows.ts';
import { createPool, type ClosablePool } from './pool.ts';

const pools: ClosablePool[] = [];
const poolOf = (threads: number): ClosablePool => {
  const pool = createPool(threads, 'plain');
  pools.push(pool);
  return pool;
};

afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

/** Rows 0 … n − 1 on a line, beside centres at 0 and 9. */
function work(n: number) {
  const doubles = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(length * 8));
  const x = doubles(n);
  for (let row = 0; row < n; row++) x[row] = row;
  return {
    x,
    centres: Float64Array.of(0, 9),
    nFeatures: 1,
    nClusters: 2,
    clusters: new Int32Array(new SharedArrayBuffer(n * 4)).fill(-1),
    distances: doubles(n),
    lloyd: null,
    arePlaced: false,
  };
}

it.each([1, 2, 4])('gives results in block order on %i threads', async (threads) => {
  const shared = work(10);
  const blocks = await poolOf(threads).run('assignRows', 10, 3, shared);
  expect(blocks.map(({ counts }) => Array.from(counts))).toEqual([[3, 0], [2, 1], [0, 3], [0, 1]]); // prettier-ignore
  expect(Array.from(shared.clusters)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  expect(Array.from(shared.distances)).toEqual([0, 1, 4, 9, 16, 16, 9, 4, 1, 0]);
});

it('is what the kernel gives when it is called', async () => {
  expect(await poolOf(3).run('assignRows', 7, 7, work(7))).toEqual([assignRows(0, 7, work(7))]);
  expect(await poolOf(3).run('assignRows', 0, 7, work(0))).toEqual([]);
});

it.each([1, 3])('stops between blocks when cancelled, on %i threads', async (threads) => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const pool = poolOf(threads);
  pool.cancelWith(flag);
  flag[0] = 1;
  await expect(pool.run('assignRows', 10, 1, work(10))).rejects.toMatchObject({ code: 'cancelled' });
  flag[0] = 0;
  await expect(pool.run('assignRows', 10, 1, work(10))).resolves.toHaveLength(10);
});

it('fails with what a block thread failed with, and works on', async () => {
  const pool = poolOf(2);
  const broken = { ...work(1000), centres: null } as never;
  await expect(pool.run('assignRows', 1000, 1, broken)).rejects.toThrow();
  await expect(pool.run('assignRows', 10, 1, work(10))).resolves.toHaveLength(10);
});

it('runs loops that are begun together one after the other', async () => {
  const pool = poolOf(3);
  const lengths = await Promise.all([40, 7, 90].map((n) => pool.run('assignRows', n, 1, work(n))));
  expect(lengths.map((results) => results.length)).toEqual([40, 7, 90]);
});
