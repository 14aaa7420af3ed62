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

it.each([1, 2, 4])('leads through loops whose data changes between them, on %i threads', async (threads) => {
  const shared = work(10);
  const seen = await poolOf(threads).lead('assignRows', 10, shared, (loop) =>
    Array.from({ length: 500 }, (_, i) => {
      // Row r lies at r + i: from one loop to the next another row comes nearer to 9 than to 0.
      for (let row = 0; row < 10; row++) shared.x[row] = row + (i % 10);
      shared.clusters.fill(-1);
      loop(10);
      return shared.clusters.reduce((sum, cluster) => sum + cluster, 0);
    }),
  );
  // Of 10 rows from i on, all but those below 4.5 are nearer to 9.
  expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => Math.min(10, 5 + (i % 10))));
});

it.each([1, 3])('leads no further when cancelled, on %i threads', async (threads) => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const pool = poolOf(threads);
  pool.cancelWith(flag);
  let loops = 0;
  const led = pool.lead('assignRows', 10, work(10), (loop) => {
    for (; ; loops++) {
      loop(10);
      if (loops === 2) flag[0] = 1;
    }
  });
  await expect(led).rejects.toMatchObject({ code: 'cancelled' });
  expect(loops).toBe(3);
  flag[0] = 0;
  await expect(pool.lead('assignRows', 10, work(10), () => 'done')).resolves.toBe('done');
});

it('fails with what one of those who follow failed with, and works on', async () => {
  const pool = poolOf(3);
  const broken = { ...work(10), centres: null } as never;
  await expect(pool.lead('assignRows', 10, broken, (loop) => loop(10))).rejects.toThrow(/null/);
  await expect(pool.run('assignRows', 10, 1, work(10))).resolves.toHaveLength(10);
});

it('fails with what the work that leads failed with', async () => {
  const led = poolOf(2).lead('assignRows', 10, work(10), () => {
    throw new Error('no rows');
  });
  await expect(led).rejects.toThrow('no rows');
});
