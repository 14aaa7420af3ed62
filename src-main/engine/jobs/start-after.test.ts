import { expect, it } from 'vitest';
import { startAfter, type RunningTask } from './threads.ts';

/** A task that ends when it is told to. */
function taskInHand() {
  const end = Promise.withResolvers<string>();
  const seen = { starts: 0, cancels: 0 };
  const start = (): RunningTask<string> => {
    seen.starts++;
    return { result: end.promise, cancel: () => void seen.cancels++ };
  };
  return { end, seen, start };
}

it('begins once what it waits for is done, and passes a cancel on from then', async () => {
  const { end, seen, start } = taskInHand();
  const ready = Promise.withResolvers<null>();
  const task = startAfter(ready.promise, start);
  await Promise.resolve();
  expect(seen.starts).toBe(0);
  ready.resolve(null);
  await ready.promise;
  task.cancel();
  expect(seen).toEqual({ starts: 1, cancels: 1 });
  end.resolve('done');
  expect(await task.result).toBe('done');
});

it('is refused at once where it is cancelled before, and never begins', async () => {
  const { seen, start } = taskInHand();
  const ready = Promise.withResolvers<null>();
  const task = startAfter(ready.promise, start);
  task.cancel();
  await expect(task.result).rejects.toMatchObject({ code: 'cancelled' });
  ready.resolve(null);
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen.starts).toBe(0);
});

it('fails as what it waits for fails', async () => {
  const { seen, start } = taskInHand();
  const task = startAfter(Promise.reject(new Error('no room')), start);
  await expect(task.result).rejects.toThrow('no room');
  expect(seen.starts).toBe(0);
});
