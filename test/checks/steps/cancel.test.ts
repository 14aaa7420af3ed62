import { afterAll, describe, expect, it } from 'vitest';
import { createPool } from '../../../src-main/engine/kernels/pool.ts';
import { cancelSignal, sharedFlag } from '../../../src-main/engine/jobs/cancel.ts';
import type { Context } from '../../../src-main/engine/steps/context.ts';
import { requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import { closeTestPools, testContext } from '../../../src-main/engine/steps/testing.ts';
import { InputMaker, grown, stepIds } from './fixtures.ts';

/** Shops to try, until one keeps a step busy. */
const FACTORS = [1, 20, 150];

/** A person who waits as long as this is to see how far it is. */
const BUSY_MS = 3000;

const pool = createPool(2);
const flag = sharedFlag();
pool.cancelWith(flag);

// The same bytes as the plain loops, sooner.
const makers = FACTORS.map((factor) => new InputMaker(grown(factor), () => testContext({ seed: 7, variant: 'simd' })));

/** A context as a job thread makes it: one flag in shared memory stops its loops and its kernel threads. */
function jobContext(onProgress: (fraction: number) => void): Context {
  Atomics.store(flag, 0, 0);
  return { ...testContext({ seed: 7, signal: cancelSignal(flag) }), pool, progress: onProgress };
}

/** The fractions of a whole run, and how long it took. */
async function watch(id: string, inputs: Record<string, unknown[]>): Promise<{ fractions: number[]; ms: number }> {
  const fractions: number[] = [];
  const startedAt = performance.now();
  await runDefinition(
    requireStep(id),
    jobContext((fraction) => void fractions.push(fraction)),
    inputs,
    {},
  );
  return { fractions, ms: performance.now() - startedAt };
}

const distinct = (fractions: readonly number[]): number =>
  new Set(fractions.filter((fraction) => fraction > 0 && fraction < 1)).size;

describe.each(stepIds())('%s', (id) => {
  it('reports how far it is, and ends when it is cancelled in the middle', async () => {
    for (const maker of makers) {
      const inputs = await maker.inputsOf(id);
      const { fractions, ms } = await watch(id, inputs);
      expect(fractions, 'progress never falls').toEqual(fractions.toSorted((a, b) => a - b));
      expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
      if (distinct(fractions) >= 3) {
        await cancelInTheMiddle(id, inputs, fractions);
        return;
      }
      expect(ms, 'who keeps a person waiting says how far it is').toBeLessThan(BUSY_MS);
    }
  }, 60_000);
});

/** Cancels at the report in the middle of a run; then nothing more may come but the end. */
async function cancelInTheMiddle(
  id: string,
  inputs: Record<string, unknown[]>,
  fractions: readonly number[],
): Promise<void> {
  const middle = Math.floor(fractions.length / 2);
  let reports = 0;
  const context = jobContext(() => {
    if (++reports === middle) Atomics.store(flag, 0, 1);
  });
  await expect(runDefinition(requireStep(id), context, inputs, {})).rejects.toMatchObject({ code: 'cancelled' });
  // A report on the way to the next look at the flag is allowed.
  expect(reports).toBeLessThanOrEqual(middle + 1);
}

afterAll(() => {
  pool.close();
  closeTestPools();
});
