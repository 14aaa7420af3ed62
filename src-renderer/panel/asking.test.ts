import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Asking, isMove } from './asking.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Asks that are answered by hand, in order. */
function byHand() {
  const asked: { readonly what: unknown; readonly signal: AbortSignal; answer(): void }[] = [];
  const asking = new Asking();
  return {
    asked,
    asking,
    want(input: Record<string, unknown>, question = 'q') {
      asking.want(question, input, (signal) => {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        asked.push({ what: input, signal, answer: () => resolve(undefined) });
        return promise;
      });
    },
    wanted: () => asked.map(({ what }) => what),
  };
}
const rest = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

it('asks of a slider at once, and of its newest place when an answer is there', async () => {
  const { asked, want, wanted } = byHand();
  want({ n: 1 });
  await rest();
  expect(wanted()).toEqual([{ n: 1 }]);
  for (const n of [2, 3, 4]) want({ n });
  await rest(1000);
  // Its answer is still worth showing while the hand moves.
  expect(wanted()).toEqual([{ n: 1 }]);
  expect(asked[0]?.signal.aborted).toBe(false);
  asked[0]?.answer();
  await rest();
  expect(wanted()).toEqual([{ n: 1 }, { n: 4 }]);
});

it('lets typing pause, and gives up what was asked before', async () => {
  const { asked, want, wanted } = byHand();
  want({ who: 'a', n: 1 });
  await rest();
  want({ who: 'ab', n: 1 });
  expect(asked[0]?.signal.aborted).toBe(true);
  await rest(100);
  want({ who: 'abc', n: 1 });
  await rest(100);
  expect(wanted()).toHaveLength(1);
  await rest(30);
  expect(wanted()).toEqual([
    { who: 'a', n: 1 },
    { who: 'abc', n: 1 },
  ]);
});

it('asks another question at once, whatever is under way', async () => {
  const { asked, want, wanted } = byHand();
  want({ n: 1 });
  await rest();
  want({ n: 1 }, 'other');
  await rest();
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(wanted()).toHaveLength(2);
});

it('stops for good', async () => {
  const { asked, asking, want } = byHand();
  want({ n: 1 });
  await rest();
  want({ n: 2 });
  asking.stop();
  asked[0]?.answer();
  await rest(1000);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.signal.aborted).toBe(true);
});

it('tells what is moved from what is typed', () => {
  expect(isMove({ a: 'x', n: 1 }, { a: 'x', n: 2 })).toBe(true);
  expect(isMove({ on: false }, { on: true, n: 1 })).toBe(true);
  expect(isMove({ a: 'x', n: 1 }, { a: 'y', n: 2 })).toBe(false);
  expect(isMove({ list: ['x'] }, { list: ['x', 'y'] })).toBe(false);
});
