import { expect, it } from 'vitest';
import { codeOf, temporaryFolder } from '../engine-harness.ts';
import type { FaultyPayload, FaultyResult } from './faulty-process.ts';
import { testTensors, usable } from './harness.ts';

const entry = 'faulty-process.ts';
const N_STEPS = 6;
const TOTAL = 15;

const payload = (fault: FaultyPayload['fault'], failOn: FaultyPayload['failOn']): FaultyPayload => ({
  nSteps: N_STEPS,
  failAt: 3,
  failOn,
  fault,
});

it('gives the result, progress and curve of a task that nothing disturbs', async () => {
  const { run, used, warnings } = testTensors({ entry, found: [usable('cuda'), usable('wasm')] });
  const progress: number[] = [];
  const curve: object[] = [];
  const options = {
    progress: (fraction: number) => progress.push(fraction),
    log: (point: object) => curve.push(point),
  };
  const { result, backend } = await run<FaultyResult>('addUp', payload('abort', []), options);
  expect(result).toEqual({ total: TOTAL, from: 0 });
  expect(backend).toBe('cuda');
  expect(used).toMatchObject([{ id: 'cuda', measured: [] }]);
  expect(progress).toHaveLength(N_STEPS);
  expect(curve.at(-1)).toEqual({ step: N_STEPS - 1, sum: TOTAL });
  expect(warnings).toEqual([]);
});

it.each(['abort', 'exit', 'hang', 'spin', 'noMemory'] as const)(
  'goes on from the last checkpoint on the processor where the device fails in mid-training (%s)',
  async (fault) => {
    const { run, used, warnings } = testTensors({ entry, found: [usable('cuda'), usable('wasm')], stallMs: 1500 });
    const { result, backend } = await run<FaultyResult>('addUp', payload(fault, ['cuda']));
    expect(result).toEqual({ total: TOTAL, from: 3 });
    expect(backend).toBe('wasm');
    expect(used.map(({ id }) => id)).toEqual(['cuda', 'wasm']);
    expect(warnings.map(({ code, values }) => [code, values?.from, values?.to])).toEqual([
      ['backend.left', 'CUDA', 'WebAssembly'],
    ]);
  },
);

it('goes on in plain JavaScript where WebAssembly fails too, and gives up where that fails as well', async () => {
  const { run, warnings } = testTensors({ entry, found: [usable('cuda'), usable('wasm')] });
  const { result, backend } = await run<FaultyResult>('addUp', payload('abort', ['cuda', 'wasm']));
  expect([result.total, backend]).toEqual([TOTAL, 'js']);
  expect(warnings).toHaveLength(2);
  expect(await codeOf(run('addUp', payload('exit', ['cuda', 'wasm', 'js'])))).toBe('training-failed');
});

it('passes on what the task itself refuses, and its defects, without trying elsewhere', async () => {
  const { run, used } = testTensors({ entry, found: [usable('wasm')] });
  expect(await codeOf(run('addUp', payload('refuse', ['wasm'])))).toBe('too-few-rows');
  expect(await codeOf(run('addUp', payload('bug', ['wasm'])))).toBe('engine-failed');
  expect(used.map(({ id }) => id)).toEqual(['wasm', 'wasm']);
});

it.each(['hang', 'spin'] as const)('can be cancelled while its process does not listen (%s)', async (fault) => {
  const { run, cancel } = testTensors({ entry, found: [usable('wasm')] });
  const options = {
    progress: (fraction: number) => {
      if (fraction >= 0.5) setTimeout(cancel, 100);
    },
  };
  expect(await codeOf(run('addUp', payload(fault, ['wasm']), options))).toBe('cancelled');
});

it('begins where a kept checkpoint ends, and keeps new ones', async () => {
  const kept: string[] = [];
  const checkpoint = {
    load: () => Promise.resolve(Buffer.from('[6,4]')),
    save: (bytes: Uint8Array) => Promise.resolve(void kept.push(Buffer.from(bytes).toString())),
  };
  const { run } = testTensors({ entry, found: [usable('wasm')] });
  const { result } = await run<FaultyResult>('addUp', payload('abort', []), { checkpoint });
  expect(result).toEqual({ total: TOTAL, from: 4 });
  expect(kept).toEqual(['[10,5]', '[15,6]']);
});

it('says that a forced backend cannot be used, instead of using another', async () => {
  const { run } = testTensors({ entry, forced: 'native' });
  expect(await codeOf(run('addUp', payload('abort', [])))).toBe('backend-unusable');
});

it('warns where a backend that was usable is so no more', async () => {
  const { run, warnings } = testTensors({ entry, found: [usable('native'), usable('wasm')] });
  expect((await run('addUp', payload('abort', []))).backend).toBe('wasm');
  expect(warnings.map(({ code }) => code)).toEqual(['backend.passed-over']);
});

it('times a short piece of the job on each backend, takes the fastest, and remembers', async () => {
  const folder = temporaryFolder();
  const given = { entry, folder, found: [usable('cuda'), usable('wasm')] };
  const first = testTensors(given);
  const trial = { key: '100 x 8', payload: { cuda: 400, wasm: 1 } };
  expect((await first.run('wait', {}, { trial })).backend).toBe('wasm');
  expect(first.used[0]?.measured.map(({ id }) => id)).toEqual(['wasm', 'cuda']);

  // What is remembered decides, whatever it would take now.
  const second = testTensors(given);
  const slower = { key: trial.key, payload: { cuda: 1, wasm: 400 } };
  expect((await second.run('wait', {}, { trial: slower })).backend).toBe('wasm');
  expect(second.used[0]?.measured).toEqual(first.used[0]?.measured);

  const other = testTensors(given);
  expect((await other.run('wait', {}, { trial: { ...slower, key: '200 x 8' } })).backend).toBe('cuda');
});
