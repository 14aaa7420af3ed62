import { expect, it } from 'vitest';
import type { ProjectView } from '../../src-main/contract/project.ts';
import { treeMove } from './tree-keys.ts';
import { treeItems, visibleItems, type Branch } from './tree-model.ts';

const project = {
  datasets: [
    { id: 'd1', name: 'orders', nRows: 541_909, rejects: { hash: 'h', nRows: 3 } },
    { id: 'd2', name: '商品', nRows: 400, rejects: null },
  ],
  notebooks: [{ id: 'n1', title: 'Overview', position: 1 }],
  models: [],
  segments: [{ id: 's1', name: 'Loyal', count: 312 }],
  nRuns: 28,
} as unknown as ProjectView;

const items = treeItems(project, new Map());
const say = (text: { en: string }): string => text.en;
const nameOf = ({ name }: { name: string | { en: string } }): string => (typeof name === 'string' ? name : name.en);
const open: ReadonlySet<Branch> = new Set();
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

it('lists datasets with what was rejected below them, and says what to do under headings without entries', () => {
  expect(ids(items)).toEqual([
    'data',
    'd1',
    'd1:rejects',
    'd2',
    'notebooks',
    'n1',
    'models',
    'models:offer',
    'segments',
    's1',
    'runs',
  ]);
});

it('hides what stands under a closed heading', () => {
  expect(ids(visibleItems(items, new Set<Branch>(['data']), '', say)).slice(0, 2)).toEqual(['data', 'notebooks']);
});

it('finds names in any script, in closed headings too', () => {
  expect(ids(visibleItems(items, new Set<Branch>(['data']), '商', say))).toEqual(['data', 'd2']);
  expect(ids(visibleItems(items, open, 'LOYAL', say))).toEqual(['segments', 's1']);
  expect(visibleItems(items, open, 'nothing', say)).toEqual([]);
});

it('moves as tree views do', () => {
  const move = (key: string, at: string, closed: ReadonlySet<Branch> = open): unknown =>
    treeMove(key, visibleItems(items, closed, '', say), at, closed, nameOf);
  expect(move('ArrowDown', 'data')).toEqual({ do: 'focus', id: 'd1' });
  expect(move('ArrowUp', 'data')).toBeNull();
  expect(move('ArrowLeft', 'd1:rejects')).toEqual({ do: 'focus', id: 'd1' });
  expect(move('ArrowLeft', 'data')).toEqual({ do: 'close', branch: 'data' });
  expect(move('ArrowRight', 'data', new Set<Branch>(['data']))).toEqual({ do: 'open', branch: 'data' });
  expect(move('End', 'data')).toEqual({ do: 'focus', id: 'runs' });
  expect(move('l', 'data')).toEqual({ do: 'focus', id: 's1' });
  expect(move('F2', 'n1')).toEqual({ do: 'rename', id: 'n1' });
  expect(move('Tab', 'n1')).toBeNull();
});
