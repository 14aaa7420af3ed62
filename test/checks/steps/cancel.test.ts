import { afterAll, describe, expect, it } from 'vitest';
import { ClienteleError } from '../../../src-main/contract/errors.ts';
import { createPool } from '../../../src-main/engine/kernels/pool.ts';
import { cancelSignal, sharedFlag } from '../../../src-main/engine/jobs/cancel.ts';
import type { Context } from '../../../src-main/engine/steps/context.ts';
import { requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import { closeTestPools, testContext } from '../../../src-main/engine/steps/testing.ts';
import { InputMaker, grown, stepIds } from './fixtures.ts';

/** Shops to try, until one keeps a step busy. */
const FACTORS = [1, 20, 150];

/** Where a run is cancelled, of all its work, unless a small one has shown it. */
const MIDDLE = 0.3;

/** A person who waits as long as this is to see how far it is. */
const BUSY_MS = 3000;

const pool = createPool(2);
const flag = sharedFlag();
pool.cancelWith(flag);

// The same bytes as the plain loops, sooner.
const context = (): Context => testContext({ seed: 7, variant: 'simd' });
const small = new InputMaker(grown(1), context);
// What applies a model is as busy with that of a small shop, which is fitted sooner.
const makers = FACTORS.map((factor) => new InputMaker(grown(factor), context, small));

/** A context as a job thread makes it: one flag in shared memory stops its loops and its kernel threads. */
function jobContext(onProgress: (fraction: number) => void): Context {
  Atomics.store(flag, 0, 0);
  return { ...testContext({ seed: 7, signal: cancelSignal(flag) }), pool, progress: onProgress };
}

/** What came of a run: how far it said it was, how long it took, and whether it ended when it was cancelled. */
interface Watched {
  readonly fractions: readonly number[];
  readonly ms: number;
  readonly wasCancelled: boolean;
}

/** Runs a step, cancelling at the first report from the given fraction on; nothing more may come but the end. */
async function watch(id: string, inputs: Record<string, unknown[]>, cancelFrom: number): Promise<Watched> {
  const fractions: number[] = [];
  let cancelledAt = -1;
  const context = jobContext((fraction) => {
    fractions.push(fraction);
    if (cancelledAt >= 0 || fraction < cancelFrom || fraction >= 1) return;
    cancelledAt = fractions.length;
    Atomics.store(flag, 0, 1);
  });
  const startedAt = performance.now();
  const run = Promise.resolve(runDefinition(requireStep(id), context, inputs, {}));
  const code = await run.then(
    () => null,
    (error: unknown) => (error instanceof ClienteleError ? error.code : error),
  );
  expect([null, 'cancelled']).toContain(code);
  expect(fractions, 'progress never falls').toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  // A report on the way to the next look at the flag is allowed.
  if (code === 'cancelled') expect(fractions.length).toBeLessThanOrEqual(cancelledAt + 1);
  return { fractions, ms: performance.now() - startedAt, wasCancelled: code === 'cancelled' };
}

/** The fractions on the way, each once. */
const onTheWay = (fractions: readonly number[]): number[] => [
  ...new Set(fractions.filter((fraction) => fraction > 0 && fraction < 1)),
];

describe.each(stepIds())('%s', (id) => {
  it('reports how far it is, and ends when it is cancelled in the middle', async () => {
    const whole = await watch(id, await makers[0]!.inputsOf(id), Infinity);
    const steps = onTheWay(whole.fractions);
    // What settles early ends far from 1, so that its own middle counts.
    const middle = steps.length < 3 ? MIDDLE : steps[steps.length >> 1]!;
    for (const maker of steps.length < 3 ? makers.slice(1) : makers) {
      const { fractions, ms, wasCancelled } = await watch(id, await maker.inputsOf(id), middle);
      if (wasCancelled) return;
      expect(onTheWay(fractions).length, 'who says how far it is can be cancelled').toBeLessThan(3);
      expect(ms, 'who keeps a person waiting says how far it is').toBeLessThan(BUSY_MS);
    }
  }, 60_000);
});

afterAll(() => {
  pool.close();
  closeTestPools();
});
