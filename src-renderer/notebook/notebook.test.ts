import { describe, expect, it } from 'vitest';
import type { Panel, PanelView } from '../../src-main/contract/project.ts';
import { readsOf } from './dependencies.ts';
import { findEntries, galleryEntries } from './gallery.ts';
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH } from './graph-layout.ts';
import { addPlace, afterRemoval, countStale, droppedAfter, movedAfter, neighbour } from './order.ts';

const panel = (id: string, given: Partial<Panel> = {}): Panel => ({
  id,
  notebookId: 'n',
  position: 1,
  kind: 'step',
  title: id,
  step: 'prepare.clean',
  stepVersion: 1,
  parameters: {},
  inputs: {},
  body: '',
  names: {},
  seed: 7,
  collapsed: false,
  disabled: false,
  ...given,
});

const view = (id: string, given: Partial<PanelView> = {}): PanelView => ({
  panel: panel(id),
  state: 'ready',
  reason: null,
  run: null,
  isOld: false,
  error: null,
  jobId: null,
  nRowsIn: null,
  ...given,
});

const three = ['a', 'b', 'c'].map((id) => view(id));

describe('the order of panels', () => {
  it('moves the focus and stops at the ends', () => {
    expect(neighbour(three, 'a', 1)).toBe('b');
    expect(neighbour(three, 'c', 1)).toBe('c');
    expect(neighbour(three, null, 1)).toBe('a');
    expect(neighbour(three, null, -1)).toBe('c');
    expect(neighbour([], null, 1)).toBeNull();
  });

  it('goes on with the panel below one that is deleted', () => {
    expect(afterRemoval(three, 'b')).toBe('c');
    expect(afterRemoval(three, 'c')).toBe('b');
    expect(afterRemoval([view('a')], 'a')).toBeNull();
  });

  it('says what a panel comes after once it is moved', () => {
    expect(movedAfter(three, 'b', -1)).toBeNull();
    expect(movedAfter(three, 'c', -1)).toBe('a');
    expect(movedAfter(three, 'a', 1)).toBe('b');
    expect(movedAfter(three, 'a', -1)).toBeUndefined();
    expect(movedAfter(three, 'c', 1)).toBeUndefined();
  });

  it('drops a panel in front of another or behind it, and nowhere where it is', () => {
    expect(droppedAfter(three, 'c', { panelId: 'a', side: 'before' })).toBeNull();
    expect(droppedAfter(three, 'a', { panelId: 'c', side: 'behind' })).toBe('c');
    expect(droppedAfter(three, 'a', { panelId: 'c', side: 'before' })).toBe('b');
    expect(droppedAfter(three, 'b', { panelId: 'a', side: 'behind' })).toBeUndefined();
    expect(droppedAfter(three, 'b', { panelId: 'c', side: 'before' })).toBeUndefined();
  });

  it('adds above the first panel', () => {
    expect(addPlace(three, 'a', 'above')).toEqual({ afterId: null, first: true });
    expect(addPlace(three, 'b', 'above')).toEqual({ afterId: 'a', first: false });
    expect(addPlace(three, 'b', 'below')).toEqual({ afterId: 'b', first: false });
  });

  it('counts what running the stale ones would do', () => {
    const panels = [
      view('ready'),
      view('stale', { state: 'stale', reason: { code: 'parameters-changed' } }),
      view('new', { state: 'empty', reason: { code: 'never-run' } }),
      view('open', { state: 'empty', reason: { code: 'missing-input', port: 'table' } }),
      view('off', { state: 'disabled' }),
      view('note', { panel: panel('note', { kind: 'note' }), state: 'ready' }),
    ];
    expect(countStale(panels)).toBe(2);
  });
});

describe('what panels read', () => {
  const clean = panel('clean', { names: { clean: 'orders_clean' } });
  const sql = panel('sql', {
    kind: 'sql',
    names: { table: 'query' },
    body: `SELECT 'shop' AS x FROM "Orders_Clean" -- not from customers\nJOIN query2 USING (id)`,
  });

  it('finds tables that a query names, not those in texts and comments', () => {
    const datasets = [
      { id: 'd1', name: 'customers' },
      { id: 'd2', name: 'shop' },
    ];
    expect(readsOf(sql, [clean, sql], datasets)).toEqual({ panelIds: ['clean'], datasetIds: [] });
  });

  it('follows the ports of a step', () => {
    const inputs: Panel['inputs'] = {
      left: [{ from: 'panel', panelId: 'clean', output: 'clean' }],
      right: [{ from: 'dataset', datasetId: 'd1' }],
    };
    expect(readsOf(panel('join', { inputs }), [clean], [])).toEqual({ panelIds: ['clean'], datasetIds: ['d1'] });
  });
});

describe('the graph', () => {
  const nodes = [
    { id: 'data', reads: [] },
    { id: 'clean', reads: ['data'] },
    { id: 'rfm', reads: ['clean'] },
    { id: 'rank', reads: ['clean'] },
    { id: 'report', reads: ['rfm', 'rank', 'gone'] },
  ];

  it('puts what is read above what reads it', () => {
    const { nodes: placed, edges } = layoutGraph(nodes);
    const y = Object.fromEntries(placed.map((node) => [node.id, node.y]));
    for (const { from, to } of edges) expect(y[from]! + NODE_HEIGHT).toBeLessThan(y[to]!);
    expect(edges).toHaveLength(5);
    expect(y.rfm).toBe(y.rank);
  });

  it('lets no two nodes overlap, within its size', () => {
    const { nodes: placed, width, height } = layoutGraph(nodes);
    for (const [i, a] of placed.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + NODE_WIDTH).toBeLessThanOrEqual(width);
      expect(a.y + NODE_HEIGHT).toBeLessThanOrEqual(height);
      for (const b of placed.slice(i + 1)) {
        expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
      }
    }
  });

  it('uncrosses edges that need not cross', () => {
    const crossed = [
      { id: 'a', reads: [] },
      { id: 'b', reads: [] },
      { id: 'of-b', reads: ['b'] },
      { id: 'of-a', reads: ['a'] },
    ];
    const x = Object.fromEntries(layoutGraph(crossed).nodes.map((node) => [node.id, node.x]));
    expect(x.a! < x.b!).toBe(x['of-a']! < x['of-b']!);
  });

  it('draws queries that read each other', () => {
    const circle = [
      { id: 'a', reads: ['b'] },
      { id: 'b', reads: ['a'] },
    ];
    expect(layoutGraph(circle).nodes).toHaveLength(2);
  });

  it('has a size where there is nothing', () => {
    expect(layoutGraph([]).width).toBeGreaterThan(0);
  });
});

describe('the gallery', () => {
  const step = (id: string, en: string, zh: string) =>
    ({
      id,
      family: id.split('.')[0],
      title: { en, zh },
      summary: { en: 'Groups rows.', zh: '分组。' },
      about: { en: '', zh: '' },
    }) as never;
  const entries = galleryEntries([
    step('cluster.kmeans', 'K-means', 'K 均值'),
    step('prepare.clean', 'Clean orders', '清洗订单'),
  ]);

  it('lists families in the order of work, then what one writes oneself', () => {
    expect(entries.map(({ id }) => id)).toEqual(['prepare.clean', 'cluster.kmeans', 'sql', 'note']);
  });

  it('finds by either language, by id and by several words, titles first', () => {
    expect(findEntries(entries, 'kmeans')[0]?.id).toBe('cluster.kmeans');
    expect(findEntries(entries, '清洗')[0]?.id).toBe('prepare.clean');
    expect(findEntries(entries, 'group k')[0]?.id).toBe('cluster.kmeans');
    expect(findEntries(entries, 'nothing like it')).toEqual([]);
  });
});
