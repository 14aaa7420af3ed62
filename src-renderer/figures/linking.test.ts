import { describe, expect, it } from 'vitest';
import type {
  BarsFigure,
  HeatmapFigure,
  HistogramFigure,
  LineFigure,
  ScatterFigure,
} from '../../src-main/contract/figure.ts';
import { wrap } from './escape.ts';
import { fileName, figureCsv } from './save.ts';
import { kindOf } from './registry.ts';
import { markPredicates, marksIn, toggleMarks } from './selected-bars.ts';
import { LIGHT_THEME } from './theme.ts';

const message = (en: string, zh = en) => ({ code: 'test', text: { en, zh } });
const base = { title: message('T'), summary: message('S') };

const bars: BarsFigure = {
  ...base,
  kind: 'bars',
  orientation: 'horizontal',
  categories: ['=1+1', 'Bag, "large"'],
  value: { label: message('Revenue', '收入'), unit: 'money' },
  currency: 'GBP',
  series: [{ name: 'a', values: Float64Array.of(1.5, 2) }],
  select: { table: 'items', column: 'item_id', values: ['A', 'B'] },
};

const histogram: HistogramFigure = {
  ...base,
  kind: 'histogram',
  x: { label: 'x' },
  edges: Float64Array.of(0, 10, 20, 30),
  series: [{ name: 'n', counts: Float64Array.of(1, 2, 3) }],
  select: { table: 'rfm', column: 'recency' },
};

describe('bars of a selection', () => {
  const marks = markPredicates(histogram) ?? [];
  it('are known from the condition where it is about their column', () => {
    expect(marksIn({ op: 'between', column: 'recency', min: 10, max: 30 }, marks)).toEqual(new Set([1, 2]));
    const either = { op: 'or' as const, args: [marks[0]!, marks[2]!] };
    expect(marksIn(either, marks)).toEqual(new Set([0, 2]));
    expect(marksIn({ op: 'in', column: 'item_id', values: ['B', 'C'] }, markPredicates(bars) ?? [])).toEqual(
      new Set([1]),
    );
  });
  it('are left to the rows where the condition is about something else, or cuts through one', () => {
    expect(marksIn({ op: 'between', column: 'monetary', min: 0, max: 1 }, marks)).toBeNull();
    expect(marksIn({ op: 'between', column: 'recency', min: 5, max: 20 }, marks)).toBeNull();
    expect(
      marksIn(
        {
          op: 'polygon',
          x: 'recency',
          y: 'b',
          points: [
            [0, 0],
            [1, 1],
            [0, 1],
          ],
        },
        marks,
      ),
    ).toBeNull();
  });
  it('are cells of a matrix: those of a row and a column, one or several', () => {
    const confusion: HeatmapFigure = {
      ...base,
      kind: 'heatmap',
      rows: ['is no', 'is yes'],
      columns: ['no', 'yes'],
      values: Float64Array.of(8, 1, 2, 5),
      value: { label: 'rows', unit: 'count' },
      diverging: false,
      select: {
        table: 'heldOut',
        rows: { column: 'churned', values: [false, true] },
        columns: { column: 'predicted', values: ['no', 'yes'] },
      },
    };
    const cells = markPredicates(confusion) ?? [];
    expect(cells[2]).toEqual({
      op: 'and',
      args: [
        { op: 'in', column: 'churned', values: [true] },
        { op: 'in', column: 'predicted', values: ['no'] },
      ],
    });
    expect(marksIn(cells[2]!, cells)).toEqual(new Set([2]));
    const { select, draw } = kindOf(confusion);
    const both = select(confusion, { kind: 'marks', indices: [1, 2] })!.predicate;
    expect(marksIn(both, cells)).toEqual(new Set([1, 2]));
    const view = { locale: 'en', theme: LIGHT_THEME, width: 600, height: 300, points: null, many: 'vectors' } as const;
    const frames = draw(confusion, { ...view, selectedBars: new Set([2]) }).layout.shapes;
    expect(frames).toMatchObject([{ x0: -0.48, y0: 0.54 }]);
    expect(markPredicates({ ...confusion, select: undefined })).toBeNull();
  });
  it('are none in figures that select nothing', () => {
    expect(markPredicates({ ...bars, select: undefined })).toBeNull();
    const line: LineFigure = { ...base, kind: 'line', x: { label: 'x' }, y: { label: 'y' }, series: [] };
    expect(markPredicates(line)).toBeNull();
  });
  it('are chosen alone, added, taken away, and given up by choosing them again', () => {
    expect(toggleMarks(null, [2], false)).toEqual([2]);
    expect(toggleMarks(new Set([2]), [0], true)).toEqual([0, 2]);
    expect(toggleMarks(new Set([0, 2]), [2], true)).toEqual([0]);
    expect(toggleMarks(new Set([2]), [2], false)).toBeNull();
    expect(toggleMarks(new Set([2]), [2], true)).toBeNull();
  });
});

describe('saving', () => {
  it('writes CSV that spreadsheets read right, and no formulas', () => {
    expect(figureCsv(bars, null, 'en')).toBe('\uFEFFCategory,Revenue\r\n\'=1+1,1.5\r\n"Bag, ""large""",2\r\n');
    expect(figureCsv(bars, null, 'zh')).toContain('类别,收入');
  });
  it('writes the points of a scatter with their categories by name', () => {
    const scatter: ScatterFigure = {
      ...base,
      kind: 'scatter',
      table: 't',
      x: { column: 'a', label: 'A' },
      y: { column: 'b', label: 'B' },
      color: { column: 'c', as: 'cluster', label: 'C' },
      names: { 1: message('One') },
    };
    const points = {
      nRows: 3,
      rows: Int32Array.of(0, 1),
      x: Float32Array.of(1, NaN),
      y: Float32Array.of(2, 3),
      color: Float32Array.of(0, -1),
      categories: ['1'],
      selected: null,
      sampleSeed: null,
      density: null,
      window: null,
      range: null,
    };
    expect(figureCsv(scatter, points, 'en')).toBe('\uFEFFA,B,C\r\n1,2,One\r\n,3,\r\n');
  });
  it('writes dates as days', () => {
    const line: LineFigure = {
      ...base,
      kind: 'line',
      x: { label: 'x', date: true },
      y: { label: 'y' },
      series: [{ name: 's', x: Float64Array.of(Date.UTC(2011, 11, 9)), y: Float64Array.of(1) }],
    };
    expect(figureCsv(line, null, 'en')).toContain('s,2011-12-09,1');
  });
  it('names files after the finding, in any script', () => {
    expect(fileName('“Champions”: 16% of the customers/64%', 'png')).toBe('Champions-16-of-the-customers-64.png');
    expect(fileName('最大的聚类占 28%', 'svg')).toBe('最大的聚类占-28.svg');
    expect(fileName('???', 'csv')).toBe('figure.csv');
  });
  it('breaks long titles at blanks, and Chinese anywhere', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('聚类聚类聚类', 8)).toEqual(['聚类聚类', '聚类']);
  });
});
