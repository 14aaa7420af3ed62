import { afterEach, expect, it, vi } from 'vitest';
import { Thumbnails } from './thumbnails.ts';

afterEach(() => vi.restoreAllMocks());

const blobOf = (item: string): Blob => new Blob([item]);

it('makes a picture once for all who show it, and again for another revision', async () => {
  const load = vi.fn((item: string) => Promise.resolve(blobOf(item)));
  const kept = new Thumbnails(load);
  const [first, second, other] = await Promise.all([kept.use('A', '1'), kept.use('A', '1'), kept.use('A', '2')]);
  expect(first).toMatch(/^blob:/);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
  expect(load).toHaveBeenCalledTimes(2);
});

it('lets go of those that were shown longest ago, and of none that is shown', async () => {
  const revoke = vi.spyOn(URL, 'revokeObjectURL');
  const kept = new Thumbnails((item) => Promise.resolve(blobOf(item)));
  const shown = await kept.use('shown', '1');
  const first = await kept.use('0', '1');
  kept.release('0', '1');
  for (let i = 1; i < 400; i++) {
    await kept.use(String(i), '1');
    kept.release(String(i), '1');
  }
  // 400 and the one that is shown, of which 300 stay.
  expect(revoke).toHaveBeenCalledTimes(101);
  expect(revoke).toHaveBeenCalledWith(first);
  expect(revoke).not.toHaveBeenCalledWith(shown);
  expect(await kept.use('shown', '1')).toBe(shown);
});

it('has two pictures in memory at once at most, and goes on after one that cannot be read', async () => {
  let [now, most] = [0, 0];
  const kept = new Thumbnails(async (item) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve));
    now--;
    if (item === '3') throw new Error('unreadable');
    return blobOf(item);
  });
  const found = await Promise.all(Array.from({ length: 9 }, (_, i) => kept.use(String(i), '1')));
  expect(most).toBe(2);
  expect(found.map((address) => address === null)).toEqual(Array.from({ length: 9 }, (_, i) => i === 3));
});
