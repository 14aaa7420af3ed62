import { expect, it } from 'vitest';
import type { NotedRun } from '../../src-main/contract/project.ts';
import { ALL_RUNS, listedRuns, NEWEST, pressed, type RunFilter, type RunOrder } from './run-list.ts';

const run = (id: string, given: Partial<NotedRun> & { value?: number }): NotedRun => {
  const { value, ...own } = given;
  const metric =
    value === undefined ? [] : [{ id: 'auc', kind: 'metric' as const, hash: id, bytes: 8, metric: { value } }];
  return { id, panelId: 'p', panelTitle: id, state: 'succeeded', startedAt: 0, durationMs: 0, pinned: false, note: '', outputs: metric, ...own } as NotedRun; // prettier-ignore
};

const runs = [
  run('tree', { startedAt: 3, durationMs: 5, value: 0.7, note: 'too deep' }),
  run('forest', { startedAt: 2, durationMs: 90, value: 0.8, pinned: true, panelId: 'q' }),
  run('boosting', { startedAt: 1, durationMs: 40, state: 'failed', note: 'Out of memory' }),
];
const list = (filter: Partial<RunFilter> = {}, order: RunOrder = NEWEST): string[] =>
  listedRuns(runs, { ...ALL_RUNS, ...filter }, order, ({ panelTitle }) => panelTitle).map(({ id }) => id);

it('lists the newest first, and turns a column round that is pressed again', () => {
  expect(list()).toEqual(['tree', 'forest', 'boosting']);
  const took = pressed(NEWEST, 'took');
  expect(list({}, took)).toEqual(['forest', 'boosting', 'tree']);
  expect(list({}, pressed(took, 'took'))).toEqual(['tree', 'boosting', 'forest']);
  expect(list({}, pressed(NEWEST, 'panel'))).toEqual(['boosting', 'forest', 'tree']);
});

it('puts runs last that have nothing in the column, whichever way it is sorted', () => {
  const measured = pressed(NEWEST, 'measured');
  expect(list({}, measured)).toEqual(['forest', 'tree', 'boosting']);
  expect(list({}, pressed(measured, 'measured'))).toEqual(['tree', 'forest', 'boosting']);
  expect(list({}, { by: 'note', descending: false }).at(-1)).toBe('forest');
});

it('filters by panel, by how a run ended, by what is kept, and by words of title and note', () => {
  expect(list({ panelId: 'q' })).toEqual(['forest']);
  expect(list({ state: 'failed' })).toEqual(['boosting']);
  expect(list({ pinnedOnly: true })).toEqual(['forest']);
  expect(list({ find: ' MEMORY ' })).toEqual(['boosting']);
  expect(list({ find: 'tree' })).toEqual(['tree']);
  expect(list({ find: 'nothing of the kind' })).toEqual([]);
});
