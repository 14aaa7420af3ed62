import { describe, expect, it } from 'vitest';
import type { TablePage } from '../../src-main/contract/table.ts';
import { rangeBetween, tabSeparated } from './copy.ts';
import { filterPredicate } from './filters.ts';
import { firstWidths, gridColumns, isCut } from './grid-columns.ts';
import { PAGE_ROWS, PageCache } from './page-cache.ts';
import { isScaled, maxOffset, offsetFor, scrollHeight, scrollRatio, visibleRows } from './scaled-scroll.ts';
import { nextSort, sortState } from './sorting.ts';

const info = { columns: [], nRows: 1000, entity: 'none', currency: null, notProducts: [] } as const;

/** A table of a thousand numbered rows that answers when told to. */
function slowTable(nMatching = 1000) {
  const asked: { offset: number; aborted: () => boolean; answer: () => Promise<void> }[] = [];
  const fetchPage = (offset: number, limit: number, signal: AbortSignal): Promise<TablePage> =>
    new Promise((resolve, reject) => {
      const rows = Array.from({ length: Math.min(limit, nMatching - offset) }, (_, i) => [offset + i]);
      const page: TablePage = {
        info,
        nMatching,
        offset,
        rows,
        rowIndices: rows.map(([n]) => n ?? 0),
        selected: rows.map(([n]) => n === 3),
      };
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      asked.push({
        offset,
        aborted: () => signal.aborted,
        answer: async () => (resolve(page), await new Promise((done) => setTimeout(done))),
      });
    });
  return { asked, fetchPage };
}

describe('page cache', () => {
  it('fetches what is on screen and the pages around it, once', async () => {
    const { asked, fetchPage } = slowTable();
    let changes = 0;
    const cache = new PageCache(fetchPage, () => changes++);
    cache.want(0, 40);
    cache.want(2, 42);
    expect(asked.map(({ offset }) => offset)).toEqual([0, PAGE_ROWS]);
    expect(cache.row(3)).toBeNull();
    await asked[0]!.answer();
    expect(cache.row(3)).toEqual({ cells: [3], index: 3, selected: true });
    expect([cache.nMatching, changes]).toEqual([1000, 1]);
  });
  it('gives up waiting for what has scrolled away', async () => {
    const { asked, fetchPage } = slowTable();
    const cache = new PageCache(fetchPage, () => undefined);
    cache.want(0, 40);
    cache.want(700, 740);
    expect(asked.map(({ offset, aborted }) => [offset, aborted()])).toEqual([
      [0, true],
      [100, true],
      [700, false],
      [800, false],
      [600, false],
    ]);
    await new Promise((done) => setTimeout(done));
    expect(cache.error).toBeNull();
  });
  it('asks for nothing beyond the last row', async () => {
    const { asked, fetchPage } = slowTable(120);
    const cache = new PageCache(fetchPage, () => undefined);
    cache.want(0, 40);
    await asked[0]!.answer();
    cache.want(90, 119);
    expect(asked.map(({ offset }) => offset)).toEqual([0, 100]);
  });
  it('fetches rows to copy that are not on screen', async () => {
    const { asked, fetchPage } = slowTable();
    const cache = new PageCache(fetchPage, () => undefined);
    const rows = cache.rows(98, 101);
    await asked[0]!.answer();
    await asked[1]!.answer();
    expect((await rows).map(({ cells }) => cells[0])).toEqual([98, 99, 100, 101]);
  });
  it('keeps the error of a page that failed', async () => {
    const cache = new PageCache(
      () => Promise.reject(new Error('gone')),
      () => undefined,
    );
    cache.want(0, 10);
    await new Promise((done) => setTimeout(done));
    expect(cache.error).toEqual(new Error('gone'));
  });
});

describe('scrolling', () => {
  const small = { nRows: 1000, rowHeight: 26, viewport: 520 };
  const huge = { nRows: 10_000_000, rowHeight: 26, viewport: 520 };
  it('moves a pixel for a pixel where the content fits', () => {
    expect([isScaled(small), scrollRatio(small), scrollHeight(small)]).toEqual([false, 1, 26_000]);
  });
  it('reaches the last row where the browser could not', () => {
    expect(isScaled(huge)).toBe(true);
    const end = (scrollHeight(huge) - huge.viewport) * scrollRatio(huge);
    expect(Math.round(end)).toBe(maxOffset(huge));
    expect(visibleRows(end, huge).last).toBe(huge.nRows - 1);
  });
  it('shows few rows, whatever the height of the table', () => {
    for (const offset of [0, 1_000_000, maxOffset(huge)]) {
      const { first, last } = visibleRows(offset, huge);
      expect(last - first).toBeLessThan(60);
    }
  });
  it('moves as little as brings a row into view', () => {
    expect(offsetFor(5, 0, small)).toBe(0);
    expect(offsetFor(30, 0, small)).toBe(31 * 26 - 520);
    expect(offsetFor(2, 260, small)).toBe(52);
    expect(offsetFor(999, 0, small)).toBe(maxOffset(small));
  });
});

describe('sorting and filtering', () => {
  it('goes up, down and back', () => {
    const up = nextSort([], 'a', false);
    const down = nextSort(up, 'a', false);
    expect([up, down, nextSort(down, 'a', false)]).toEqual([
      [{ column: 'a', descending: false }],
      [{ column: 'a', descending: true }],
      [],
    ]);
    expect(sortState(down, 'a')).toBe('descending');
  });
  it('adds columns, three at most', () => {
    const three = ['a', 'b', 'c'].reduce<ReturnType<typeof nextSort>>(
      (sort, column) => nextSort(sort, column, true),
      [],
    );
    expect(nextSort(three, 'd', true).map(({ column }) => column)).toEqual(['a', 'b', 'd']);
    expect(nextSort(three, 'b', true)[1]).toEqual({ column: 'b', descending: true });
  });
  it('joins the filters of columns, leaving out those that ask for nothing', () => {
    expect(
      filterPredicate({ a: { kind: 'range', min: null, max: null }, b: { kind: 'contains', text: '' } }),
    ).toBeNull();
    expect(filterPredicate({ a: { kind: 'range', min: 1, max: null } })).toEqual({
      op: 'between',
      column: 'a',
      min: 1,
      max: null,
    });
    expect(filterPredicate({ a: { kind: 'present' }, b: { kind: 'values', values: ['x'] } })).toEqual({
      op: 'and',
      args: [
        { op: 'not', arg: { op: 'null', column: 'a' } },
        { op: 'in', column: 'b', values: ['x'] },
      ],
    });
  });
});

it('copies cells as other programs read them', () => {
  expect(rangeBetween({ row: 5, column: 1 }, { row: 2, column: 3 })).toEqual({ rows: [2, 5], columns: [1, 3] });
  const columns = [{ type: 'number' }, { type: 'date' }, { type: 'text' }] as const;
  expect(
    tabSeparated(
      [
        [1234.5, Date.UTC(2011, 11, 9, 12, 50), 'a "b"\tc'],
        [null, Date.UTC(2011, 0, 1), '中'],
      ],
      columns,
    ),
  ).toBe('1234.5\t2011-12-09 12:50:00\t"a ""b""\tc"\n\t2011-01-01\t中');
});

describe('columns', () => {
  const column = (name: string, label: string | null = null) =>
    ({ name, type: 'text', role: null, unit: null, label: label === null ? null : { en: label, zh: label } }) as const;

  it('leaves out what a step wrote for readers of another language, and nothing of the person’s own', () => {
    const columns = [column('text_en', 'Text'), column('text_zh', '文字'), column('name_en'), column('name_zh')];
    const names = (locale: 'en' | 'zh') => gridColumns({ ...info, columns }, locale).map((one) => one.info.name);
    expect(names('en')).toEqual(['text_en', 'name_en', 'name_zh']);
    expect(names('zh')).toEqual(['text_zh', 'name_en', 'name_zh']);
  });

  it('gives room that would stay empty to texts that need it', () => {
    const columns = gridColumns({ ...info, columns: [column('rule'), column('says')] }, 'en');
    const rule = 'Present silence beside the usual gap ≤ 5 and orders in the window > 1';
    const texts = [[rule], ['yes']];
    const narrow = firstWidths(columns, texts, 300);
    expect(isCut(rule, narrow[0]!)).toBe(true);
    const wide = firstWidths(columns, texts, 900);
    expect(isCut(rule, wide[0]!)).toBe(false);
    expect(wide[1]).toBe(narrow[1]);
    expect(wide[0]! + wide[1]!).toBeLessThanOrEqual(900);
    const between = firstWidths(columns, texts, 500);
    expect(between[0]! + between[1]!).toBe(500);
  });

  it('gives the longest texts most of the room, though columns beside them move out of view', () => {
    const number = (name: string) => ({ ...column(name), type: 'number' }) as const;
    const columns = gridColumns({ ...info, columns: [column('rule'), ...['a', 'b', 'c', 'd'].map(number)] }, 'en');
    const widths = firstWidths(columns, [['x'.repeat(200)], [], [], [], []], 700);
    expect(widths).toEqual([490, 96, 96, 96, 96]);
  });
});
