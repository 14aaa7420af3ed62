import { expect, it } from 'vitest';
import { findEntries, type Entry, type EntryGroup, type EntryKind } from './entries.ts';

const entry = (title: string, kind: EntryKind = 'command', alias = ''): Entry => ({
  id: title,
  kind,
  title,
  alias,
  hint: '',
  keys: null,
  start: () => undefined,
});

const groups: EntryGroup[] = [
  {
    title: 'Panel',
    entries: [entry('Clear the run'), entry('Run this panel'), entry('运行过期的面板', 'command', 'Run stale')],
  },
  { title: 'Data', entries: [entry('orders', 'dataset')] },
  { title: 'Help', entries: [entry('Run order', 'help')] },
];

const found = (query: string): string[] =>
  findEntries(groups, query).flatMap(({ entries }) => entries.map(({ title }) => title));

it('offers everything but help pages until something was typed', () => {
  expect(found('')).toEqual(['Clear the run', 'Run this panel', '运行过期的面板', 'orders']);
});

it('puts what begins with it first, then what holds it, then what is also called so', () => {
  expect(found('run')).toEqual(['Run this panel', 'Clear the run', '运行过期的面板', 'Run order']);
});

it('wants every word, in any order, and leaves out headings of nothing', () => {
  expect(found('panel run')).toEqual(['Run this panel']);
  expect(findEntries(groups, 'orders').map(({ title }) => title)).toEqual(['Data']);
  expect(found('nothing at all')).toEqual([]);
});
