import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropEdit, editPanel, flushPanel, refusedEdit } from './edits.ts';

/** What the engine was told, and what it answers. */
const told: { panelId: string; patch: unknown }[] = [];
let refusal: object | null = null;

const answer = (body: unknown, ok = true): Response =>
  ({ ok, json: () => Promise.resolve(body) }) as unknown as Response;

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  refusal = null;
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    told.push(JSON.parse(body) as (typeof told)[number]);
    return Promise.resolve(refusal ? answer({ error: refusal }, false) : answer(null));
  });
});

afterEach(() => {
  dropEdit('p');
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('edits of a panel', () => {
  it('are told at once after a choice', async () => {
    editPanel('p', { collapsed: true }, 'now');
    await flushPanel('p');
    expect(told).toEqual([{ panelId: 'p', patch: { collapsed: true } }]);
  });

  it('are told once when typing pauses', async () => {
    for (const body of ['a', 'ab', 'abc']) editPanel('p', { body }, 'soon');
    expect(told).toEqual([]);
    await vi.runAllTimersAsync();
    expect(told).toEqual([{ panelId: 'p', patch: { body: 'abc' } }]);
  });

  it('are told before a run, though typing has not paused', async () => {
    editPanel('p', { body: 'SELECT 1' }, 'soon');
    await flushPanel('p');
    expect(told).toHaveLength(1);
    await vi.runAllTimersAsync();
    expect(told).toHaveLength(1);
  });

  it('keep what was typed beside what was chosen', async () => {
    editPanel('p', { title: 'Groups' }, 'soon');
    editPanel('p', { seed: 3 }, 'now');
    await flushPanel('p');
    expect(told).toEqual([{ panelId: 'p', patch: { title: 'Groups', seed: 3 } }]);
  });

  it('stay when they are refused, and are told again once they are changed', async () => {
    refusal = { code: 'name-taken', values: { name: 'rfm', owner: 'RFM' } };
    editPanel('p', { names: { clusters: 'rfm' } }, 'now');
    await flushPanel('p');
    expect(refusedEdit('p')).toMatchObject({ patch: { names: { clusters: 'rfm' } }, error: { code: 'name-taken' } });
    refusal = null;
    editPanel('p', { names: { clusters: 'groups' } }, 'now');
    await flushPanel('p');
    expect(refusedEdit('p')).toBeNull();
    expect(told.at(-1)).toEqual({ panelId: 'p', patch: { names: { clusters: 'groups' } } });
  });

  it('are not told while they cannot be kept', async () => {
    const error = { code: 'bad-parameter', values: { parameter: 'nClusters' } } as const;
    editPanel('p', { parameters: { nClusters: 500 } }, 'soon', error);
    await vi.runAllTimersAsync();
    await flushPanel('p');
    expect(told).toEqual([]);
    expect(refusedEdit('p')?.error).toEqual(error);
  });
});
