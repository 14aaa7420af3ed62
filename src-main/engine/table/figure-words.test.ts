import { expect, it } from 'vitest';
import type { BarsFigure, HeatmapFigure, ScatterFigure } from '../../contract/figure.ts';
import { formatLabel } from '../../contract/text.ts';
import { figureInWords } from './figure-words.ts';

const FLAGS = { yes: { en: 'yes', zh: '是' }, no: { en: 'no', zh: '否' } };
const told = (values: Record<string, string>) => ({
  code: 't',
  text: { en: 'A “{told}”', zh: '“{told}”的可能性' },
  values,
});
const base = { title: told({ told: 'yes' }), summary: told({ told: 'no' }) };

it('calls classes by their names in sentences and on axes', () => {
  const heatmap: HeatmapFigure = {
    ...base,
    kind: 'heatmap',
    rows: [told({ told: 'no' }), 'yes'],
    columns: ['no', 'other'],
    values: Float64Array.of(1, 2, 3, 4),
    value: { label: 'no' },
    diverging: false,
    select: {
      table: 'heldOut',
      rows: { column: 'churned', values: [false, true] },
      columns: { column: 'predicted', values: ['no', 'yes'] },
    },
  };
  const found = figureInWords(heatmap, FLAGS) as HeatmapFigure;
  expect(formatLabel(found.title, 'zh')).toBe('“是”的可能性');
  expect(formatLabel(found.summary, 'en')).toBe('A “no”');
  expect(found.rows.map((label) => formatLabel(label, 'zh'))).toEqual(['“否”的可能性', '是']);
  expect(found.columns.map((label) => formatLabel(label, 'zh'))).toEqual(['否', 'other']);
  expect(formatLabel(found.value.label, 'zh')).toBe('否');
  // What selects rows are the values as they stand, and numbers are the same.
  expect(found.select).toEqual(heatmap.select);
  expect(found.values).toBe(heatmap.values);
});

it('leaves figures alone that speak of no flag', () => {
  const bars: BarsFigure = {
    ...base,
    kind: 'bars',
    orientation: 'vertical',
    categories: ['yes'],
    value: { label: 'v' },
    series: [{ name: 'yes', values: Float64Array.of(1) }],
  };
  expect(figureInWords(bars, {})).toBe(bars);
  const said = figureInWords(bars, FLAGS) as BarsFigure;
  expect([...said.categories, said.series[0]!.name].map((label) => formatLabel(label, 'zh'))).toEqual(['是', '是']);
});

it('names the colours of points, whose columns keep their names', () => {
  const scatter: ScatterFigure = {
    ...base,
    kind: 'scatter',
    table: 'points',
    x: { label: 'x', column: 'yes' },
    y: { label: 'y', column: 'no' },
    color: { column: 'yes', as: 'category', label: 'Actual' },
  };
  const found = figureInWords(scatter, FLAGS) as ScatterFigure;
  expect([found.x.column, found.color!.column]).toEqual(['yes', 'yes']);
  expect(formatLabel(found.names!.no!, 'zh')).toBe('否');
});
