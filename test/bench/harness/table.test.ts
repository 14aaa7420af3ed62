import { describe, expect, it } from 'vitest';
import type { Row } from './measure.ts';
import { RATIO_HEADER, alignedTable, formatMs, growthCells, isHeld, markdownTable, ratioCells } from './table.ts';

const figures = (ms: number) => ({ coldMs: 2 * ms, ms, mostMs: 1.1 * ms, cpuMs: ms, peakBytes: 100 * 2 ** 20 });

const rowOf = (changes: Partial<Row> = {}, of: Partial<Row['benchCase']> = {}): Row => ({
  benchCase: { name: 'sum', title: 'sum of a million', reference: 'numpy', bar: 0.8, aim: 0.5, ...of },
  threads: 1,
  rows: 1000,
  ours: figures(60),
  reference: figures(100),
  ratio: { median: 0.6, least: 0.55, most: 0.71 },
  cpuRatio: 0.6,
  faults: [],
  load: 0.5,
  versions: {},
  ...changes,
});
const cellOf = (row: Row, name: (typeof RATIO_HEADER)[number]): string | undefined =>
  ratioCells(row)[RATIO_HEADER.lastIndexOf(name)];

describe('a line of ratios', () => {
  it('marks the bar that it keeps and the aim that it misses', () => {
    expect(cellOf(rowOf(), 'ratio (least–most)')).toBe('0.60 (0.55–0.71)');
    expect(cellOf(rowOf(), 'at most')).toBe('0.80 ✔');
    expect(cellOf(rowOf(), 'aim')).toBe('0.50 ✘');
    expect(isHeld(rowOf())).toBe(true);
  });

  it('says where a ratio rests on one turn', () => {
    const once = rowOf({ ratio: { median: 0.6, least: 0.6, most: 0.6 } });
    expect(cellOf(once, 'ratio (least–most)')).toBe('0.60 (one turn)');
  });

  it('is not held beyond the bar, nor where the sides computed different things', () => {
    expect(isHeld(rowOf({ ratio: { median: 0.81, least: 0.8, most: 0.9 } }))).toBe(false);
    expect(isHeld(rowOf({ faults: ['inertia: ours 1, reference 2'] }))).toBe(false);
    expect(isHeld(rowOf({ ours: null, ratio: null, faults: ['ours: it ended'] }))).toBe(false);
  });

  it('shows our figures alone, without a mark, where there is no reference', () => {
    const alone = rowOf({ reference: null, ratio: null });
    expect(cellOf(alone, 'at most')).toBe('0.80');
    expect(cellOf(alone, 'reference')).toBe('–');
    expect(cellOf(alone, 'ours')).toBe('60.0 ms');
    expect(isHeld(alone)).toBe(true);
  });

  it('promises nothing at more threads than the promise is for', () => {
    const slow = { ratio: { median: 3, least: 3, most: 3 } };
    expect(isHeld(rowOf({ ...slow, threads: 2 }, { barAt: 'one-thread' }))).toBe(true);
    expect(isHeld(rowOf({ ...slow, threads: 1 }, { barAt: 'one-thread' }))).toBe(false);
    expect(cellOf(rowOf({ ...slow, threads: 2 }, { barAt: 'one-thread' }), 'at most')).toBe('–');
  });

  it('is held to a time where nothing is beside it, by its slowest turn', () => {
    const alone = { reference: null, ratio: null };
    const limit = { reference: null, bar: null, aim: null, limitMs: 500 };
    expect(cellOf(rowOf(alone, limit), 'at most')).toBe('500 ms ✔');
    expect(isHeld(rowOf({ ...alone, ours: figures(480) }, limit))).toBe(false);
  });
});

it('says how a case grows from line to line, and begins anew with each case', () => {
  const grown = { title: 'sum', shapeAt: (rows: number) => ({ rows }) };
  const cells = growthCells([
    rowOf({ rows: 10, ours: figures(1) }, { growth: grown }),
    rowOf({ rows: 100, ours: figures(11) }, { growth: grown }),
    rowOf({ rows: 10 }, { name: 'other', title: 'another' }),
  ]);
  expect(cells.map(([title]) => title)).toEqual(['sum', 'sum', 'another']);
  expect(cells.map((row) => row[3])).toEqual(['–', '11.0', '–']);
});

it('says times in the unit that suits them', () => {
  expect([0.0123, 4.5678, 45.678, 456.78, 4567.8, 456_780].map(formatMs)).toEqual([
    '12.3 µs',
    '4.57 ms',
    '45.7 ms',
    '457 ms',
    '4.57 s',
    '457 s',
  ]);
  expect(formatMs(NaN)).toBe('–');
});

it('lays tables out for a page and for a terminal', () => {
  const header = ['work', 'ours'];
  const rows = [
    ['a|b', '1 ms'],
    ['longer', '–'],
  ];
  expect(markdownTable(header, rows)).toBe('| work | ours |\n| --- | --- |\n| a\\|b | 1 ms |\n| longer | – |');
  expect(alignedTable(header, rows)).toBe('work    ours\na|b     1 ms\nlonger  –');
});
