import { afterAll, expect, it } from 'vitest';
import type { Chain } from '../../../contract/step.ts';
import type { Table } from '../../table/table.ts';
import { goldenRows } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, closeTestPools, testContext } from '../testing.ts';
import { beginTime } from './time-limit.ts';

afterAll(closeTestPools);

const modelsOf = (out: Record<string, unknown>): string[] =>
  cells(out.leaderboard as Table, 'model').map((name) => (JSON.parse(String(name)) as { en: string }).en);

/** A clock that goes on by so many milliseconds at every look. */
function ticking(ms: number): () => number {
  let now = 0;
  return () => (now += ms);
}

it('takes work to go as it went so far, but never faster than estimated', () => {
  let now = 5000;
  const time = beginTime({ now: () => now });
  expect([time.holds(3, 3), time.holds(3.1, 3)]).toEqual([true, false]);
  now += 2000;
  time.done(1); // one second was estimated and two went by: beside the one taken for granted, everything counts one and a half times
  expect([time.holds(2, 5), time.holds(2.1, 5)]).toEqual([true, false]);
  now -= 1500;
  expect([time.holds(5.5, 6), time.holds(5.6, 6)]).toEqual([true, false]);
});

it('gives up what is late and tells it from what was cancelled', async () => {
  const late = testContext({ now: ticking(100) });
  const looking = (looks: number) => (context: Pick<typeof late, 'signal'>) => {
    for (let i = 0; i < looks; i++) context.signal.throwIfAborted();
    return Promise.resolve('done');
  };
  expect(await beginTime(late).within(late, 1, looking(5))).toBe('done');
  expect(await beginTime(late).within(late, 1, looking(50))).toBeNull();
  const cancelled = testContext({ now: ticking(100) });
  cancelled.cancelAfter(3);
  await expect(beginTime(cancelled).within(cancelled, 1, looking(50))).rejects.toMatchObject({ code: 'cancelled' });
});

it('keeps what was tried when the clock runs out, the floor at least', async () => {
  const auto = (ms: number, context = testContext({ now: ticking(ms) })) =>
    runDefinition(
      requireStep('tune.auto'),
      context,
      { table: [goldenRows(['churned'])] },
      { seconds: 20, nFolds: 2 },
    ).then((out) => ({ board: modelsOf(out), out, context }));
  const slow = await auto(1e6);
  expect(slow.board).toEqual(['Baseline']);
  expect((slow.out.best as Chain).steps[0]!.step).toBe('predict.baseline');
  const { board, out, context } = await auto(150);
  expect(board.length).toBeGreaterThan(1);
  expect(board.length).toBeLessThan(14);
  const left = context.said.warnings.find(({ code }) => code === 'notTried')!.values as { left: number; all: number };
  expect(board.length).toBe(left.all - left.left);
  expect(cells(out.leaderboard as Table, 'seconds').every((seconds) => Number(seconds) > 0)).toBe(true);
});

it('ends a search for settings with the trials that it had', async () => {
  const context = testContext({ now: ticking(400) });
  const out = await runDefinition(
    requireStep('tune.predictor'),
    context,
    { table: [goldenRows(['churned'])] },
    { search: 'random', nTrials: 12, seconds: 20, nFolds: 2 },
  );
  const { nRows } = out.trials as Table;
  expect(nRows).toBeGreaterThanOrEqual(2);
  expect(nRows).toBeLessThan(13);
  expect(context.said.warnings.map(({ code }) => code)).toContain('out-of-time');
});

it('stops a network in the middle of its training', async () => {
  const context = testContext({ now: ticking(50) });
  const chain: Chain = { steps: [{ step: 'predict.mlp', parameters: { epochs: 10_000, patience: 0 } }] };
  const fitted = await beginTime(context).within(context, 2, (timed) =>
    timed.chains.fit(chain, goldenRows(['churned']), timed),
  );
  expect(fitted).toBeNull();
});
