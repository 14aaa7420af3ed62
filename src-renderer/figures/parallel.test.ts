import { describe, expect, it } from 'vitest';
import { figureTable } from '../../src-main/contract/figure-table.ts';
import type { DendrogramFigure, ParallelFigure, RidgesFigure, UpsetFigure } from '../../src-main/contract/figure.ts';
import type { View } from './drawing.ts';
import { firstBeside } from './Beside.tsx';
import { kindOf } from './registry.ts';
import { markPredicates } from './selected-bars.ts';
import { LIGHT_THEME } from './theme.ts';

const message = (en: string) => ({ code: 'test', text: { en, zh: en } });
const base = { title: message('T'), summary: message('S'), currency: 'GBP' };
const view: View = { locale: 'en', theme: LIGHT_THEME, width: 700, height: 300, points: null, selectedBars: null, many: 'vectors' }; // prettier-ignore

const figure: ParallelFigure = {
  ...base,
  kind: 'parallel',
  rows: { from: 'input', port: 'table' },
  axes: [
    { label: 'Recency', unit: 'days', column: 'recency', range: [0, 200] },
    { label: 'Spent', unit: 'money', column: 'monetary', scale: 'log', range: [1, 1000] },
    { label: 'Channel', choices: ['shop', 'web'], range: [0, 1] },
  ],
  groups: [
    { id: 3, name: message('Three'), size: 2, median: Float64Array.of(50, 100, 0), lower: Float64Array.of(10, 10, 0), upper: Float64Array.of(90, 500, 1) },
  ],
  lines: { rows: Int32Array.of(5, 9), group: Int32Array.of(0, 0), values: Float64Array.of(20, 10, 0, 500, NaN, 1) },
}; // prettier-ignore

const parallel = kindOf(figure);
const box = (x: [number, number], y: [number, number]) => ({ kind: 'box' as const, x, y });

describe('brushes', () => {
  it('mean the part of an axis that they lie over, open at its ends', () => {
    expect(parallel.select(figure, box([-0.2, 0.2], [0.25, 0.5]))).toEqual({
      table: null,
      predicate: { op: 'between', column: 'recency', min: 50, max: 100 },
    });
    expect(parallel.select(figure, box([0.1, 0.3], [1.2, 0.5]))?.predicate).toEqual({ op: 'between', column: 'recency', min: 100, max: null }); // prettier-ignore
    expect(parallel.select(figure, box([0.9, 1.1], [-1, 2 / 3]))?.predicate).toEqual({ op: 'between', column: 'monetary', min: null, max: 100 }); // prettier-ignore
  });
  it('add up over axes, take one another’s place on one, and go where they cover all of it', () => {
    const first = parallel.select(figure, box([-0.2, 0.2], [0.25, 0.5]))?.predicate ?? null;
    const both = parallel.select(figure, box([0.9, 1.1], [1 / 3, 1]), first)?.predicate ?? null;
    const recency = { op: 'between', column: 'recency', min: 50, max: 100 } as const;
    const spent = { op: 'between', column: 'monetary', min: 10, max: null } as const;
    expect(both).toEqual({ op: 'and', args: [recency, spent] });
    expect(parallel.select(figure, box([-0.1, 0.1], [0, 0.5]), both)?.predicate).toEqual({ op: 'and', args: [{ ...recency, min: null }, spent] }); // prettier-ignore
    expect(parallel.select(figure, box([-0.1, 0.1], [0, 1]), both)?.predicate).toEqual(spent);
    expect(parallel.select(figure, box([-0.1, 0.1], [0, 1]), first)).toBeNull();
    // A selection of another kind is begun anew; an axis without a column selects nothing.
    expect(parallel.select(figure, box([1.9, 2.1], [0, 0.5]), { op: 'null', column: 'x' })).toBeNull();
  });
  it('are moved by keys, from where they are', () => {
    const up = parallel.select(figure, { kind: 'nudge', axis: 0, end: 'low', by: 0.05 })?.predicate ?? null;
    expect(up).toEqual({ op: 'between', column: 'recency', min: 10, max: null });
    expect(parallel.select(figure, { kind: 'nudge', axis: 0, end: 'high', by: -0.25 }, up)?.predicate).toEqual({ op: 'between', column: 'recency', min: 10, max: 150 }); // prettier-ignore
  });
});

describe('parallel axes', () => {
  it('draw what lies beyond an axis at its end, and break where a value is missing', () => {
    const drawing = parallel.draw(figure, { ...view, selectedLines: Uint8Array.of(0, 1) });
    const lines = drawing.traces.slice(1, 3) as unknown as { y: (number | null)[] }[];
    expect(lines[0]?.y.map((y) => y && Number(y.toFixed(3)))).toEqual([0.1, 0.333, 0, null]);
    expect(lines[1]?.y).toEqual([1, null, 1, null]);
    expect(drawing.hover(1, 1)).toMatchObject({ lines: [{ value: '20 d' }, { value: '£10.00' }, { value: 'shop' }] });
  });
  it('are painted where they are many, and plotly draws none of them', () => {
    const n = 201;
    const lines = { rows: new Int32Array(n), group: new Int32Array(n), values: new Float64Array(n * 3).fill(50) };
    const painted = parallel.draw({ ...figure, lines }, { ...view, many: 'canvas' });
    const vectors = parallel.draw({ ...figure, lines }, { ...view, many: 'vectors' });
    expect(painted.strands?.map(({ x }) => x.length)).toEqual([n * 4]);
    expect(vectors.strands).toBeUndefined();
    expect(painted.traces).toHaveLength(vectors.traces.length - 1);
    // What plotly does draw is still told: the head, the band, then the middle of the group.
    expect(painted.hover(2, 0)?.title).toBe('Three');
    expect(parallel.draw(figure, { ...view, many: 'canvas' }).strands).toBeUndefined();
  });
  it('show brushes, and say what they are at the head of an axis', () => {
    const condition = { op: 'between', column: 'recency', min: 50, max: null } as const;
    const drawing = parallel.draw(figure, { ...view, condition });
    const rects = drawing.layout.shapes?.filter(({ type }) => type === 'rect');
    expect(rects).toMatchObject([{ y0: 0.25, y1: 1 }]);
    expect(drawing.hover(0, 0)).toMatchObject({ title: 'Recency', lines: [{ value: '≥ 50 d' }] });
  });
  it('are a table of medians, or of the lines where there are no groups', () => {
    expect(figureTable(figure, null).rows[0]).toEqual([message('Three'), 2, 'Recency', 10, 50, 90]);
    expect(figureTable({ ...figure, groups: [] }, null).rows[1]).toEqual([500, null, 'web']);
    expect(parallel.selecting({ ...figure, rows: undefined })).toBe('none');
  });
});

it('ridges stand one below the other and tell their medians', () => {
  const ridges: RidgesFigure = {
    ...base,
    kind: 'ridges',
    groups: [
      { id: 0, name: '<b>A', size: 3 },
      { id: 1, name: 'B', size: 4 },
    ],
    features: [
      { axis: { label: 'Tea & cake', unit: 'money' }, at: Float64Array.of(0, 1, 2), densities: [Float64Array.of(0, 1, 0), Float64Array.of(1, 0, 0)], all: Float64Array.of(0.5, 0.5, 0), medians: Float64Array.of(1, 0.5) },
    ],
  }; // prettier-ignore
  const kind = kindOf(ridges);
  const drawing = kind.draw(ridges, view);
  const [, upper, , lower] = drawing.traces as unknown as { y: (number | null)[] }[];
  const lowest = (trace: { y: (number | null)[] } | undefined): number => Math.min(...(trace?.y ?? []).filter((y) => y !== null)); // prettier-ignore
  expect(lowest(upper)).toBeGreaterThan(lowest(lower));
  expect(drawing.hover(3, 2)).toEqual({ title: 'B', lines: [{ label: 'Tea & cake · Median', value: '£0.50' }] });
  expect(JSON.stringify(drawing.layout)).not.toContain('&amp;amp;');
  expect(figureTable(ridges, null).rows).toEqual([
    ['<b>A', 3, 1],
    ['B', 4, 0.5],
  ]);
});

it('draws a tree as one trace a colour, and tells each merge of it', () => {
  const tree: DendrogramFigure = {
    ...base,
    kind: 'dendrogram',
    leaves: [0, 0, 1].map((cluster, i) => ({ name: `leaf ${i}`, size: i + 1, cluster })),
    merges: [
      { a: 0, b: 1, height: 2, cluster: 0 },
      { a: 3, b: 2, height: 5, cluster: -1 },
    ],
    value: { label: 'Height' },
    cut: 3,
  };
  const { traces, hover } = kindOf(tree).draw(tree, view);
  expect(traces as unknown as object[]).toMatchObject([
    { x: [0, 2, 2, 0, null], y: [0, 0, 1, 1, null] },
    { x: [2, 5, 5, 0, null], y: [0.5, 0.5, 2, 2, null] },
  ]);
  expect(hover(1, 2)).toEqual({ title: 'Rows: 6', lines: [{ label: 'Height', value: '5' }] });
  expect(hover(0, 3)?.lines[1]).toEqual({ label: 'Cluster', value: '0' });
});

it('draws a bar for each combination of sets, over dots for the sets that make it up', () => {
  const upset: UpsetFigure = {
    ...base,
    kind: 'upset',
    sets: [
      { name: 'Loyal', size: 30 },
      { name: 'Active', size: 12 },
    ],
    combinations: [
      { sets: [], count: 40 },
      { sets: [0, 1], count: 10 },
    ],
    value: { label: 'Customers', unit: 'count' },
    select: { table: 'holders', column: 'tags', values: ['', 'loyal + active'] },
  };
  const { traces, layout, hover, markAt } = kindOf(upset).draw(upset, view);
  const [bars] = traces as unknown as { y: number[] }[];
  expect(bars!.y[0]! / bars!.y[1]!).toBeCloseTo(4, 9);
  expect(layout.shapes?.filter(({ type }) => type === 'line')).toHaveLength(1);
  expect(hover(0, 1)).toEqual({ title: 'Loyal + Active', lines: [{ label: 'Customers', value: '10' }] });
  expect(hover(1, 0)?.title).toBe('none of them');
  // A dot means the bar above it: the first two belong to the first bar.
  expect([0, 1, 2, 3].map((dot) => markAt?.(1, dot))).toEqual([0, 0, 1, 1]);
  expect(kindOf(upset).select(upset, { kind: 'marks', indices: [1, 0] })).toEqual({
    table: 'holders',
    predicate: { op: 'in', column: 'tags', values: ['loyal + active', ''] },
  });
  expect(markPredicates(upset)).toHaveLength(2);
  const faded = kindOf(upset).draw(upset, { ...view, selectedBars: new Set([1]) }).traces[0] as unknown as { marker: { opacity: number[] } }; // prettier-ignore
  expect(faded.marker.opacity[0]).toBeLessThan(faded.marker.opacity[1]!);
  expect(kindOf(upset).selecting({ ...upset, select: undefined })).toBe('none');
  expect(figureTable(upset, null).rows).toEqual([
    [null, null, 40],
    ['✓', '✓', 10],
  ]);
});

it('puts a map of another panel beside one, else another figure of the same', () => {
  const choice = (panelId: string, output: string) => ({ runId: 'r', panelId, output, label: '' });
  const own = { panelId: 'a', output: 'map' };
  const [mine, other, map] = [choice('a', 'profile'), choice('b', 'profile'), choice('c', 'places')];
  expect(firstBeside([choice('a', 'map'), mine, other, map], own)).toBe(map);
  expect(firstBeside([choice('a', 'map'), other, mine], own)).toBe(mine);
  expect(firstBeside([choice('a', 'map')], own)).toBeNull();
});
