import { describe, expect, it } from 'vitest';
import type {
  BarsFigure,
  Figure,
  HistogramFigure,
  ScatterFigure,
  ScatterPoints,
} from '../../src-main/contract/figure.ts';
import { predicate } from '../../src-main/contract/table.ts';
import type { Drawing, View } from './drawing.ts';
import { drawnLabel, escapePlotly, shorten } from './escape.ts';
import { clusterColor, MARKS, markColor } from './palette.ts';
import { kindOf } from './registry.ts';
import { spreadLabels } from './spread-labels.ts';
import { LIGHT_THEME } from './theme.ts';

const message = (en: string) => ({ code: 'test', text: { en, zh: `${en}（中）` } });
const base = { title: message('Title'), summary: message('Summary'), currency: 'GBP' };
const view: View = {
  locale: 'en',
  theme: LIGHT_THEME,
  width: 600,
  height: 300,
  points: null,
  selectedBars: null,
  many: 'vectors',
};

const bars: BarsFigure = {
  ...base,
  kind: 'bars',
  orientation: 'horizontal',
  categories: ['<b>Mug</b> & saucer', message('Bag')],
  value: { label: message('Revenue'), unit: 'money' },
  series: [{ name: message('Revenue'), values: Float64Array.of(1_200_000, 300_000) }],
  select: { table: 'items', column: 'item_id', values: ['A', 'B'] },
};

const histogram: HistogramFigure = {
  ...base,
  kind: 'histogram',
  x: { label: message('Recency'), unit: 'days' },
  edges: Float64Array.of(0, 10, 20, 30, 40),
  series: [{ name: message('Customers'), counts: Float64Array.of(4, 3, 2, 1) }],
  select: { table: 'rfm', column: 'recency' },
};

const scatter: ScatterFigure = {
  ...base,
  kind: 'scatter',
  table: 'clusters',
  x: { column: 'a', label: message('A'), scale: 'log' },
  y: { column: 'b', label: message('B') },
  color: { column: 'cluster', as: 'cluster', label: message('Cluster') },
  names: { 0: message('Cluster 0'), 2: '<i>two</i>' },
};

const points: ScatterPoints = {
  nRows: 10,
  rows: Int32Array.of(0, 3, 5, 9),
  x: Float32Array.of(1, 10, 100, 1000),
  y: Float32Array.of(0, 1, 2, 3),
  color: Float32Array.of(0, 1, 1, -1),
  categories: ['0', '2'],
  selected: Uint8Array.of(0, 1, 0, 0),
  sampleSeed: 7,
  density: { nx: 2, ny: 1, xRange: [0, 3], yRange: [0, 3], counts: Float32Array.of(6, 4) },
  window: null,
  range: { x: [0, 3], y: [0, 3] },
};

const draw = (figure: Figure, changed: Partial<View> = {}): Drawing =>
  kindOf(figure).draw(figure, { ...view, ...changed });
const traces = (drawing: Drawing) => drawing.traces as unknown as Record<string, unknown>[];

describe('escaping', () => {
  it('keeps plotly from reading a product name as markup', () => {
    expect(escapePlotly('<b>Mug</b> & <a href="x">')).toBe('&lt;b&gt;Mug&lt;/b&gt; &amp; &lt;a href="x"&gt;');
    const axis = draw(bars).layout.yaxis as { ticktext: string[] };
    expect(axis.ticktext).toEqual(['&lt;b&gt;Mug&lt;/b&gt; &amp; saucer', 'Bag']);
    expect(traces(draw(scatter, { points })).map(({ name }) => name)).toContain('&lt;i&gt;two&lt;/i&gt;');
  });
  it('shortens before it escapes, and counts wide letters twice', () => {
    expect(shorten('abcdefgh', 6)).toBe('abcde…');
    expect(shorten('红色大号购物袋', 8)).toBe('红色大…');
    expect(drawnLabel('a<b'.repeat(20), 6)).toBe('a&lt;ba&lt;…');
  });
});

describe('colours', () => {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };
  it('has 3:1 for every mark on its surface', () => {
    for (const mark of MARKS.light) expect(contrast(mark, '#ffffff'), mark).toBeGreaterThanOrEqual(3);
    for (const mark of MARKS.dark) expect(contrast(mark, '#192025'), mark).toBeGreaterThanOrEqual(3);
  });
  it('keeps a cluster its colour by id, whatever else is drawn', () => {
    const names = traces(draw(scatter, { points })).filter(({ type }) => type === 'scatter');
    expect(names.map(({ marker }) => (marker as { color: string }).color)).toEqual([
      markColor(0, 'light'),
      markColor(2, 'light'),
      markColor(-1, 'light'),
    ]);
    expect(clusterColor(-1, 'light')).toBe(markColor(-1, 'light'));
    expect(clusterColor(22, 'light')).toBe(markColor(2, 'light'));
  });
});

describe('scatter', () => {
  it('draws arrows from the origin, as long as there is room, by their own lengths', () => {
    const arrows = [
      { name: '<b>recency', x: 0.8, y: 0.1 },
      { name: '频次', x: -0.2, y: 0.4 },
    ];
    const linear: ScatterFigure = { ...scatter, x: { column: 'a', label: message('A') } };
    const middle = { ...points, sampleSeed: null, x: Float32Array.of(-5, 10, 2, -1), y: Float32Array.of(-1, 1, 0, 2) };
    const marks = (drawing: Drawing): Record<string, unknown>[] =>
      ((drawing.layout.annotations ?? []) as Record<string, unknown>[]).filter(({ showarrow }) => showarrow === true);
    const drawn = draw({ ...linear, arrows }, { points: middle });
    const [first, second] = marks(drawn);
    const names = (drawn.layout.annotations ?? []).filter(({ showarrow }) => showarrow === false);
    expect(names.map(({ text }) => text)).toEqual(expect.arrayContaining(['&lt;b&gt;recency', '频次']));
    expect(Number(first?.ax) / Number(second?.ax)).toBeCloseTo(-4, 9);
    expect(Number(first?.ay) / Number(second?.ay)).toBeCloseTo(0.25, 9);
    expect(marks(draw(linear, { points: middle }))).toEqual([]);
    expect(marks(draw({ ...scatter, arrows }, { points: middle }))).toEqual([]);
  });

  it('lays points by category over the density of all rows', () => {
    const [ground, ...groups] = traces(draw(scatter, { points }));
    expect(ground).toMatchObject({ type: 'heatmap', x: [1, 10 ** 1.5, 1000], y: [0, 3] });
    expect(groups.map(({ x }) => [...(x as Float32Array)])).toEqual([[1], [10, 100], [1000]]);
    expect(groups.map(({ selectedpoints }) => selectedpoints)).toEqual([[], [0], []]);
  });
  it('paints what is said of each place in the colours of the categories, and keeps the axes to it', () => {
    const ground = { nx: 2, ny: 1, xRange: [0, 4], yRange: [1, 2], values: Float64Array.of(0.1, 0.9), low: '0', high: null } as const; // prettier-ignore
    const linear: ScatterFigure = { ...scatter, x: { column: 'a', label: message('A') }, ground };
    const drawn = draw(linear, { points: { ...points, density: null } });
    const [painted] = traces(drawn);
    expect(painted).toMatchObject({ type: 'heatmap', x: [0, 2, 4], y: [1, 2], z: [[0.1, 0.9]], zmin: 0, zmax: 1 });
    const [first] = painted!.colorscale as [number, string][];
    expect(first?.[1]).toContain('0.34');
    expect(drawn.scales.x?.range[1]).toBeLessThan(10);
  });
  it('says what a point is', () => {
    const { hover } = draw(scatter, { points });
    expect(hover(2, 1)).toEqual({
      title: '<i>two</i>',
      lines: [
        { label: 'A', value: '100' },
        { label: 'B', value: '2' },
      ],
    });
    expect(hover(0, 0)).toBeNull();
  });
  it('uses the graphics card only for many points, and never for print', () => {
    const n = 4000;
    const many: ScatterPoints = {
      ...points,
      rows: new Int32Array(n),
      x: new Float32Array(n).fill(1),
      y: new Float32Array(n),
      color: new Float32Array(n),
      selected: null,
      density: null,
      window: null,
      range: null,
    };
    expect(traces(draw(scatter, { points: many, many: 'webgl' }))[0]?.type).toBe('scattergl');
    expect(traces(draw(scatter, { points: many, many: 'vectors' }))[0]?.type).toBe('scatter');
    const { cloud, ...drawn } = draw(scatter, { points: many, many: 'canvas' });
    expect(cloud?.x.length).toBe(many.rows.length);
    expect(
      traces({ ...drawn }).every(({ x }) => (x as unknown[]).length === 1),
      'only the legend',
    ).toBe(true);
  });
  it('turns a lasso into a polygon and a box into ranges, in data coordinates', () => {
    const { select } = kindOf(scatter);
    const lasso = select(scatter, {
      kind: 'lasso',
      points: [
        [1, 0],
        [10, 2],
        [5, 4],
      ],
    });
    expect(lasso).toEqual({
      table: 'clusters',
      predicate: {
        op: 'polygon',
        x: 'a',
        y: 'b',
        points: [
          [1, 0],
          [10, 2],
          [5, 4],
        ],
      },
    });
    expect(select(scatter, { kind: 'box', x: [10, 1], y: [0, 2] })?.predicate).toEqual({
      op: 'and',
      args: [
        { op: 'between', column: 'a', min: 1, max: 10 },
        { op: 'between', column: 'b', min: 0, max: 2 },
      ],
    });
    expect(
      select(scatter, {
        kind: 'lasso',
        points: [
          [1, 0],
          [10, 2],
        ],
      }),
    ).toBeNull();
  });
  it('thins a lasso that the engine would refuse', () => {
    const corners = Array.from({ length: 25_000 }, (_, i) => [i, i % 7] as const);
    const made = kindOf(scatter).select(scatter, { kind: 'lasso', points: corners })?.predicate;
    expect(predicate.safeParse(made).success).toBe(true);
  });
});

describe('what is drawn of much', () => {
  const places = (n: number) => Array.from({ length: n }, (_, i) => `row ${i}`);
  const heatmap = (n: number): Figure => ({ ...base, kind: 'heatmap', columns: places(n), rows: places(n), values: new Float64Array(n * n), value: { label: 'v' }, diverging: false }); // prettier-ignore
  it('names only as many rows as there is room for, and lets labels stand over the edge unmeasured', () => {
    const { layout } = draw(heatmap(150), { height: 600 });
    const named = layout.yaxis?.tickvals as number[];
    // 600 pixels of which 456 are plotted: three to a row, twelve to a name.
    expect(named.slice(0, 3)).toEqual([0, 4, 8]);
    expect((draw(heatmap(10), { height: 600 }).layout.yaxis?.tickvals as number[]).length).toBe(10);
    expect(layout.yaxis).toMatchObject({ ticklabeloverflow: 'allow' });
  });
  it('parts the cells of a heat map while these are large enough', () => {
    expect(traces(draw(heatmap(150), { height: 600 }))[0]).toMatchObject({ xgap: 0, ygap: 0 });
    expect(traces(draw(heatmap(10), { height: 600 }))[0]).toMatchObject({ xgap: 1, ygap: 1 });
  });
  it('paints points in the window from some hundreds on, as vectors where the picture is saved', () => {
    const n = 401;
    const some = { ...points, nRows: n, rows: new Int32Array(n), x: new Float32Array(n), y: new Float32Array(n), color: null, categories: null }; // prettier-ignore
    expect(draw(scatter, { points: some, many: 'canvas' }).cloud?.x).toHaveLength(n);
    expect(draw(scatter, { points: some, many: 'webgl' }).cloud).toBeUndefined();
    expect(draw(scatter, { points, many: 'canvas' }).cloud).toBeUndefined();
  });
});

describe('bars and histograms', () => {
  it('select the rows of a bar by its value', () => {
    expect(kindOf(bars).select(bars, { kind: 'marks', indices: [1] })).toEqual({
      table: 'items',
      predicate: { op: 'in', column: 'item_id', values: ['B'] },
    });
  });
  it('stand where no difference is, on a scale of ratios', () => {
    const ratios: BarsFigure = {
      ...bars,
      orientation: 'horizontal',
      value: { label: 'Ratio', scale: 'log' },
      from: 1,
      series: [{ name: 'Ratio', values: Float64Array.of(0.5, 2) }],
    };
    const { layout, ...drawing } = draw(ratios);
    const [trace] = traces({ layout, ...drawing });
    expect([trace?.base, trace?.x]).toEqual([1, [-0.5, 1]]);
    expect((layout.xaxis as { type: string }).type).toBe('log');
    expect(layout.shapes).toMatchObject([{ type: 'line', x0: 1, x1: 1 }]);
    // What is said of a bar is the ratio, not how long the bar is.
    expect(drawing.hover(0, 0)?.lines[0]?.value).toBe('0.5');
    expect(traces(draw(bars))[0]?.base).toBeUndefined();
  });
  it('select neighbouring bins as one range', () => {
    const { select } = kindOf(histogram);
    expect(select(histogram, { kind: 'marks', indices: [2, 1] })?.predicate).toEqual({
      op: 'between',
      column: 'recency',
      min: 10,
      max: 30,
    });
    expect(select(histogram, { kind: 'marks', indices: [0, 3] })?.predicate).toEqual({
      op: 'or',
      args: [
        { op: 'between', column: 'recency', min: 0, max: 10 },
        { op: 'between', column: 'recency', min: 30, max: 40 },
      ],
    });
  });
  it('dim the bars without selected rows', () => {
    const [trace] = traces(draw(histogram, { selectedBars: new Set([1]) }));
    expect((trace?.marker as { opacity: number[] }).opacity).toEqual([0.22, 1, 0.22, 0.22]);
  });
  it('write numbers in the reader’s way', () => {
    expect((draw(bars).layout.xaxis as { ticktext: string[] }).ticktext).toContain('1M');
    expect((draw(bars, { locale: 'zh' }).layout.xaxis as { ticktext: string[] }).ticktext).toContain('100万');
    expect(draw(bars).hover(0, 0)).toEqual({
      title: '<b>Mug</b> & saucer',
      lines: [{ label: 'Revenue', value: '£1,200,000' }],
    });
  });
});

describe('every kind', () => {
  const line = { name: message('One'), x: Float64Array.of(1, 2, 3), y: Float64Array.of(1, NaN, 3) };
  const figures: Figure[] = [
    scatter,
    bars,
    histogram,
    {
      ...base,
      kind: 'heatmap',
      columns: ['a', 'b'],
      rows: ['c'],
      values: Float64Array.of(1, NaN),
      value: { label: 'v' },
      diverging: true,
    },
    { ...base, kind: 'box', groups: ['a'], value: { label: 'v', unit: 'days' }, quantiles: [[1, 2, 3, 4, 5]] },
    {
      ...base,
      kind: 'radar',
      axes: ['a', 'b', 'c'],
      value: { label: 'v', unit: 'share' },
      series: [{ name: 's', values: Float64Array.of(0.1, 0.2, 0.3) }],
    },
    {
      ...base,
      kind: 'line',
      x: { label: 'x', date: true },
      y: { label: 'y' },
      series: [line],
      marks: [{ x: 2, label: 'here' }],
    },
    {
      ...base,
      kind: 'silhouette',
      clusters: [{ id: 0, name: 'c', size: 3, values: Float64Array.of(0.5, 0.1, -0.2) }],
      mean: 0.13,
    },
    {
      ...base,
      kind: 'treemap',
      ids: ['r', 'a'],
      labels: ['All', 'A'],
      parents: ['', 'r'],
      values: Float64Array.of(3, 3),
      value: { label: 'v', unit: 'count' },
    },
    {
      ...base,
      kind: 'timeline',
      rows: ['Snapshot'],
      time: 'Date',
      series: [
        { name: 'Window', from: Float64Array.of(0), to: Float64Array.of(86_400_000) },
        { name: 'Gap', from: Float64Array.of(86_400_000), to: Float64Array.of(86_400_000) },
      ],
    },
  ];
  it.each(figures)('draws a $kind the same each time, in both languages and schemes', (figure) => {
    const shown = figure.kind === 'scatter' ? points : null;
    for (const locale of ['en', 'zh'] as const) {
      const once = JSON.stringify(draw(figure, { locale, points: shown }));
      expect(JSON.stringify(draw(figure, { locale, points: shown }))).toBe(once);
      expect(once).not.toContain('undefined');
    }
    expect(kindOf(figure).height(figure, 600)).toBeGreaterThan(60);
  });
  it.each(figures)('draws a $kind whose arrays came as JSON', (figure) => {
    const live = JSON.parse(
      JSON.stringify(figure, (_key, item: unknown) => (item instanceof Float64Array ? [...item] : item)),
    ) as Figure;
    expect(JSON.stringify(draw(live).traces)).toBe(JSON.stringify(draw(figure).traces));
  });
  it('refuses a kind from a newer version by name', () => {
    expect(() => kindOf({ ...bars, kind: 'hologram' } as unknown as Figure)).toThrow('hologram');
  });
});

it('moves labels apart, each as little as that takes', () => {
  expect(spreadLabels([1, 1, 9], [0, 10], 150)).toEqual([1, 2, 9]);
  expect(spreadLabels([10, 10], [0, 10], 150)).toEqual([9, 10]);
});

it('draws series behind the others thin, first, and named by nothing but the pointer', () => {
  const one = (name: string, isFaint?: boolean) => ({
    name: message(name),
    x: Float64Array.of(1, 2),
    y: Float64Array.of(0, 1),
    ...(isFaint ? { isFaint } : {}),
  });
  const many = Array.from({ length: 9 }, (_, i) => one(`Row ${i + 1}`, true));
  const axis = { label: message('Value') };
  const drawn = draw({ ...base, kind: 'line', x: axis, y: axis, series: [one('Mean'), ...many] });
  const [first, last] = [drawn.traces[0], drawn.traces.at(-1)] as { name: string; line: { width: number } }[];
  expect([first?.name, first?.line.width, last?.name, last?.line.width]).toEqual(['Row 1', 1, 'Mean', 2]);
  expect(drawn.layout.showlegend).toBe(false);
  expect(drawn.layout.annotations?.map(({ text }) => text)).toEqual(['Mean']);
  expect(drawn.hover(9, 1)?.title).toBe('Mean');
  expect(drawn.hover(0, 1)?.title).toBe('Row 1');
});
