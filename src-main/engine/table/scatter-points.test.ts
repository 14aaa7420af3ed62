import { describe, expect, it } from 'vitest';
import type { ScatterFigure } from '../../contract/figure.ts';
import { seededRandom } from '../maths/random.ts';
import { booleanColumn, numberColumn, textColumn, type Column } from './column.ts';
import { scatterPoints } from './scatter-points.ts';
import { Table } from './table.ts';

const words = { text: { en: 'x', zh: 'x' }, code: 'x' };
const figureOf = (changes: Partial<ScatterFigure> = {}): ScatterFigure => ({
  kind: 'scatter',
  title: words,
  summary: words,
  table: 't',
  x: { column: 'x', label: 'x' },
  y: { column: 'y', label: 'y' },
  ...changes,
});

const N = 20_000;
const random = seededRandom(3);
const cloud = new Table([
  numberColumn(
    'x',
    Float64Array.from({ length: N }, () => random.normal()),
  ),
  numberColumn(
    'y',
    Float64Array.from({ length: N }, () => random.normal()),
  ),
]);

describe('a sample of the points', () => {
  it('has the size asked for, ascending, without a row twice, the same each time', () => {
    const { rows, sampleSeed } = scatterPoints(cloud, figureOf(), 1000, null);
    expect(rows.length).toBe(1000);
    expect(sampleSeed).toBe(7);
    expect(rows.every((row, i) => i === 0 || row > rows[i - 1]!)).toBe(true);
    expect(scatterPoints(cloud, figureOf(), 1000, null).rows).toEqual(rows);
  });

  it('is spread over the table as chance would', () => {
    const { rows } = scatterPoints(cloud, figureOf(), 2000, null);
    const tenths = new Float64Array(10);
    for (const row of rows) tenths[Math.floor((row * 10) / N)]!++;
    const chi2 = tenths.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(chi2).toBeLessThan(27.9); // χ² with 9 degrees of freedom at p = 0.001
  });

  it('is every row where they have room', () => {
    const all = scatterPoints(cloud, figureOf(), N, null);
    expect(all.rows.length).toBe(N);
    expect(all.sampleSeed).toBeNull();
    expect(all.density).toBeNull();
  });

  it('lies over the counts of all rows', () => {
    const { density } = scatterPoints(cloud, figureOf(), 1000, null);
    expect(density?.counts.reduce((sum, count) => sum + count, 0)).toBe(N);
  });
});

describe('looking closer', () => {
  const window = { x: [-0.5, 0.5], y: [0, 1] } as const;
  const isInside = (row: number): boolean => {
    const [x, y] = cloud.columns.map((column) => Number((column as { values: Float64Array }).values[row]));
    return x! >= -0.5 && x! <= 0.5 && y! >= 0 && y! <= 1;
  };
  const nInside = Array.from({ length: N }, (_, row) => row).filter(isInside).length;

  it('brings points, and takes none of those that were there', () => {
    const before = scatterPoints(cloud, figureOf(), 1000, null);
    const closer = scatterPoints(cloud, figureOf(), 1000, null, window);
    expect(closer.rows.length).toBe(1000);
    expect(closer.rows.every(isInside)).toBe(true);
    const there = new Set(closer.rows);
    const kept = before.rows.filter(isInside);
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.every((row) => there.has(row))).toBe(true);
  });

  it('says how many rows lie there, counts those alone, and knows the whole', () => {
    const { window: shown, density, range, nRows } = scatterPoints(cloud, figureOf(), 1000, null, window);
    expect(shown).toEqual({ ...window, nRows: nInside });
    expect(density?.counts.reduce((sum, count) => sum + count, 0)).toBe(nInside);
    expect(density?.xRange).toEqual(window.x);
    expect(range).toEqual(scatterPoints(cloud, figureOf(), 1000, null).range);
    expect(nRows).toBe(N);
  });

  it('draws every row of a part that has room for them', () => {
    const { rows, sampleSeed } = scatterPoints(cloud, figureOf(), nInside, null, window);
    expect(rows.length).toBe(nInside);
    expect(sampleSeed).toBeNull();
  });
});

it('takes a window of a log axis in powers of ten, and gives the values themselves', () => {
  const table = new Table([
    numberColumn('x', Float64Array.of(-1, 0, 1, 10, 100, 1000, NaN)),
    numberColumn('y', Float64Array.of(1, 1, 1, 1, 1, 1, 1)),
  ]);
  const figure = figureOf({ x: { column: 'x', label: 'x', scale: 'log' } });
  const part = scatterPoints(table, figure, 100, null, { x: [0.5, 2], y: [0, 2] });
  expect([...part.x]).toEqual([10, 100]);
  expect(part.range?.x).toEqual([0, 3]);
  expect([...scatterPoints(table, figure, 100, null).x]).toEqual([-1, 0, 1, 10, 100, 1000, NaN]);
});

describe('colours', () => {
  function colourOf(column: Column, as: 'cluster' | 'category' | 'number' = 'category') {
    const zeros = new Float64Array(column.length);
    const table = new Table([numberColumn('x', zeros), numberColumn('y', zeros), column]);
    const { color, categories } = scatterPoints(
      table,
      figureOf({ color: { column: column.name, as, label: 'c' } }),
      100,
      null,
    );
    return { color: [...(color ?? [])], categories };
  }

  it('are categories in order of size, −1 where they are missing', () => {
    expect(colourOf(textColumn('c', ['b', 'a', null, 'a']))).toEqual({ color: [1, 0, -1, 0], categories: ['a', 'b'] });
    expect(colourOf(booleanColumn('c', [true, null, false, false]))).toEqual({
      color: [1, -1, 0, 0],
      categories: ['0', '1'],
    });
  });

  it('are clusters in order of their numbers', () => {
    expect(colourOf(numberColumn('c', Int32Array.of(10, 2, -1, 10, 10)), 'cluster')).toEqual({
      color: [2, 1, 0, 2, 2],
      categories: ['-1', '2', '10'],
    });
  });

  it('are the numbers themselves', () => {
    expect(colourOf(numberColumn('c', Float64Array.of(0.5, NaN)), 'number')).toEqual({
      color: [0.5, NaN],
      categories: null,
    });
  });
});
