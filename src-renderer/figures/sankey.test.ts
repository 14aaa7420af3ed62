import { describe, expect, it } from 'vitest';
import { figureTable } from '../../src-main/contract/figure-table.ts';
import type { HeatmapFigure, RadarFigure, SankeyFigure, TreemapFigure } from '../../src-main/contract/figure.ts';
import type { View } from './drawing.ts';
import { clusterColor } from './palette.ts';
import { kindOf } from './registry.ts';
import { markPredicates, marksIn } from './selected-bars.ts';
import { LIGHT_THEME } from './theme.ts';

const message = (en: string, zh = en) => ({ code: 'test', text: { en, zh } });
const base = { title: message('T'), summary: message('S') };
const view: View = { locale: 'en', theme: LIGHT_THEME, width: 700, height: 300, points: null, selectedBars: null, many: 'canvas' }; // prettier-ignore

const figure: SankeyFigure = {
  ...base,
  kind: 'sankey',
  from: {
    label: 'Before',
    groups: [
      { id: 0, name: 'A & B', values: ['a'] },
      { id: -1, name: 'Joined', values: [] },
    ],
  },
  to: {
    label: 'After',
    groups: [
      { id: 0, name: 'X', values: ['x'] },
      { id: 1, name: 'Rest', values: ['y', 'z'] },
    ],
  },
  flows: [
    { from: 0, to: 1, count: 60 },
    { from: 0, to: 0, count: 30 },
    { from: 1, to: 0, count: 10 },
  ],
  value: { label: 'Customers', unit: 'count' },
  select: { table: 'everyone', from: 'before', to: 'after' },
};
const kind = kindOf(figure);
const chosen = (...indices: number[]) => kind.select(figure, { kind: 'marks', indices })?.predicate;
const a = { op: 'in', column: 'before', values: ['a'] };
const x = { op: 'in', column: 'after', values: ['x'] };

describe('ribbons between groups', () => {
  const drawing = kind.draw(figure, view);
  const areas = drawing.traces as unknown as { x: number[]; y: number[]; fillcolor: string }[];
  /** How high an outline is at its first place, and at its last. */
  const ends = ({ y }: { y: number[] }): [number, number] => {
    const half = y.length / 2;
    return [y[0]! - y.at(-1)!, y[half - 1]! - y[half]!];
  };

  it('are as high as what they hold at both ends, and end where their groups stand', () => {
    const [first, second, third] = areas.map(ends);
    expect(first![0]).toBeCloseTo(first![1], 9);
    expect(first![0] / second![0]).toBeCloseTo(2, 9);
    expect(second![0] / third![0]).toBeCloseTo(3, 9);
    // The bar of the first group is as high as its two ribbons, which leave it in the order of where they go.
    const bar = areas[3]!;
    expect(Math.max(...bar.y) - Math.min(...bar.y)).toBeCloseTo(first![0] + second![0], 9);
    expect(areas[1]!.y[0]).toBeCloseTo(Math.max(...bar.y), 9);
    expect(areas[0]!.y[0]).toBeCloseTo(areas[1]!.y.at(-1)!, 9);
    expect(areas[0]!.x[0]).toBe(Math.max(...bar.x));
    const all = areas.flatMap(({ y }) => y);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThanOrEqual(kind.height(figure, 700));
  });

  it('tell their rows as a share of either group, in both languages', () => {
    expect(drawing.hover(0, 0)).toEqual({
      title: 'A & B → Rest',
      lines: [
        { label: 'Customers', value: '60' },
        { label: 'Share of A & B', value: '66.7%' },
        { label: 'Share of Rest', value: '100%' },
      ],
    });
    expect(drawing.hover(3, 0)).toEqual({ title: 'Before · A & B', lines: [{ label: 'Customers', value: '90' }] });
    expect(kind.draw(figure, { ...view, locale: 'zh' }).hover(2, 0)?.lines[1]?.label).toBe('占“Joined”的比例');
    expect(JSON.stringify(drawing.layout)).toContain('A &amp; B · 90');
    expect(figureTable(figure, null).rows).toEqual([
      ['A & B', 'Rest', 60, 60 / 90],
      ['A & B', 'X', 30, 30 / 90],
      ['Joined', 'X', 10, 1],
    ]);
  });

  it('select the rows that they hold, a bar those of its group, and what is missing by that', () => {
    expect(chosen(1)).toEqual({ op: 'and', args: [a, x] });
    expect(chosen(2)).toEqual({ op: 'and', args: [{ op: 'null', column: 'before' }, x] });
    expect(drawing.markAt?.(3, 0)).toEqual([0, 1]);
    expect(chosen(0, 1)).toEqual(a);
    expect(drawing.markAt?.(5, 0)).toEqual([1, 2]);
    expect(chosen(1, 2)).toEqual(x);
    expect(chosen(0, 2)).toEqual({
      op: 'or',
      args: [
        { op: 'and', args: [a, { op: 'in', column: 'after', values: ['y', 'z'] }] },
        { op: 'and', args: [{ op: 'null', column: 'before' }, x] },
      ],
    });
    expect(kind.selecting({ ...figure, select: undefined })).toBe('none');
  });

  it('know from a condition which of them it selects', () => {
    const marks = markPredicates(figure)!;
    for (const indices of [[0], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]])
      expect(marksIn(chosen(...indices)!, marks)).toEqual(new Set(indices));
    expect(marksIn({ op: 'in', column: 'city', values: ['Bath'] }, marks)).toBeNull();
    const fills = kind.draw(figure, { ...view, selectedBars: new Set([1]) }).traces as unknown as typeof areas;
    expect(fills.slice(0, 3).map(({ fillcolor }) => fillcolor.split(',').at(-1))).toEqual(['0.1)', '0.78)', '0.1)']);
  });

  it('are pointed at by the keyboard half way along', () => {
    const spot = drawing.spotOf?.(2);
    expect(spot?.curve).toBe(2);
    expect(spot!.top).toBeGreaterThan(0);
    expect(spot!.top).toBeLessThan(kind.height(figure, 700));
    expect(drawing.spotOf?.(3)).toBeNull();
  });
});

it('a radar colours its curves as their clusters and draws a ring to compare with', () => {
  const radar: RadarFigure = {
    ...base,
    kind: 'radar',
    axes: ['a', 'b', 'c'],
    value: { label: 'v' },
    series: [{ id: 3, name: 'Cluster 3', values: Float64Array.of(-1, 0, 2) }],
    ring: { at: 0, label: 'Average' },
  };
  const drawing = kindOf(radar).draw(radar, view);
  const [curve, ring] = drawing.traces as unknown as { line: { color: string }; r: number[] }[];
  expect(curve?.line.color).toBe(clusterColor(3, 'light'));
  expect(new Set(ring?.r)).toEqual(new Set([0]));
  expect(drawing.hover(1, 0)).toBeNull();
  const { radialaxis } = (drawing.layout as { polar: { radialaxis: { range: [number, number] } } }).polar;
  expect(radialaxis.range[0]).toBeLessThan(-1);
});

it('a map of parts is tinted by cluster, and writes no number without its name', () => {
  const parts: TreemapFigure = {
    ...base,
    kind: 'treemap',
    ids: ['all', 'large', 'tiny'],
    labels: ['Everyone', 'Large', 'Tiny'],
    parents: ['', 'all', 'all'],
    values: Float64Array.of(1000, 996, 4),
    value: { label: 'Rows', unit: 'count' },
    groups: [-1, 4, 4],
  };
  const drawn = (theme: View['theme']) =>
    kindOf(parts).draw(parts, { ...view, theme }).traces[0] as unknown as { labels: string[]; text: string[]; marker: { colors: string[] } }; // prettier-ignore
  const { labels, text, marker } = drawn(LIGHT_THEME);
  expect([labels[1], text[1], labels[2], text[2]]).toEqual(['Large', '996', '', '']);
  expect(marker.colors[1]).toBe(marker.colors[2]);
});

it('a heat map names runs of rows where they are too many to be named one by one', () => {
  const n = 90;
  const map: HeatmapFigure = {
    ...base,
    kind: 'heatmap',
    rows: Array.from({ length: n }, (_, i) => `row ${i}`),
    columns: Array.from({ length: n }, (_, i) => `row ${i}`),
    values: new Float64Array(n * n),
    value: { label: 'Together' },
    diverging: false,
    blocks: [
      { name: 'Cluster 0', size: 78 },
      { name: 'Cluster 1', size: 10 },
      { name: 'Cluster 2', size: 2 },
    ],
  };
  const { layout, hover } = kindOf(map).draw(map, view);
  // The middles of 0–77 and 78–87; beside the second there is no room for the last one, but below it there is.
  expect(layout.xaxis?.tickvals).toEqual([38.5, 82.5]);
  expect(layout.yaxis?.ticktext).toEqual(['Cluster 0', 'Cluster 1', 'Cluster 2']);
  expect(hover(0, n + 2)?.title).toBe('row 1 · row 2');
});
