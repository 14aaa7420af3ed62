import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClienteleError } from '../../contract/errors.ts';
import { predicate as schema, type Predicate } from '../../contract/table.ts';
import { formatText } from '../../contract/text.ts';
import { booleanColumn, dateColumn, numberColumn, textColumn } from './column.ts';
import { describePredicate } from '../../contract/describe-predicate.ts';
import { flagInPolygon } from './polygon.ts';
import { evaluatePredicate } from './predicate.ts';
import { Table } from './table.ts';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const table = new Table(
  [
    textColumn('country', ['France', 'Spain', null, 'France', 'spain']),
    textColumn('name', ['Ann', 'Bob', 'Cy', null, '李雷']),
    numberColumn('quantity', Float64Array.of(1, NaN, 3, -4, 12.5)),
    numberColumn('whole', Int32Array.of(1, 2, 3, 4, 5)),
    dateColumn('on', Float64Array.of(day('2011-01-01'), NaN, day('2011-02-01'), day('2011-03-01'), day('2012-01-01'))),
    booleanColumn('paid', [true, false, null, true, false]),
  ],
  { currency: 'GBP' },
);
const rows = (predicate: Predicate): number[] =>
  [...evaluatePredicate(table, schema.parse(predicate))].flatMap((flag, row) => (flag ? [row] : []));

describe('which rows meet a condition', () => {
  it('takes both ends of a range, and an open end', () => {
    expect(rows({ op: 'between', column: 'quantity', min: -4, max: 3 })).toEqual([0, 2, 3]);
    expect(rows({ op: 'between', column: 'quantity', min: 1, max: null })).toEqual([0, 2, 4]);
    expect(rows({ op: 'between', column: 'whole', min: null, max: 2 })).toEqual([0, 1]);
    expect(rows({ op: 'between', column: 'on', min: day('2011-01-02'), max: day('2011-12-31') })).toEqual([2, 3]);
    expect(rows({ op: 'between', column: 'paid', min: 1, max: 1 })).toEqual([0, 3]);
  });

  it('never counts a missing value as anything but missing', () => {
    expect(rows({ op: 'between', column: 'quantity', min: null, max: null })).toEqual([0, 2, 3, 4]);
    expect(rows({ op: 'null', column: 'quantity' })).toEqual([1]);
    expect(rows({ op: 'null', column: 'whole' })).toEqual([]);
    expect(rows({ op: 'in', column: 'quantity', values: ['north', ''] })).toEqual([]);
    expect(rows({ op: 'in', column: 'country', values: ['null', ''] })).toEqual([]);
    expect(rows({ op: 'not', arg: { op: 'in', column: 'country', values: ['France'] } })).toEqual([1, 2, 4]);
  });

  it('compares texts exactly and finds them without regard to case', () => {
    expect(rows({ op: 'in', column: 'country', values: ['Spain', 'France'] })).toEqual([0, 1, 3]);
    expect(rows({ op: 'contains', column: 'country', text: 'SPA' })).toEqual([1, 4]);
    expect(rows({ op: 'contains', column: 'name', text: '雷' })).toEqual([4]);
    expect(rows({ op: 'contains', column: 'quantity', text: '2.5' })).toEqual([4]);
    expect(rows({ op: 'in', column: 'quantity', values: [3, '12.5'] })).toEqual([2, 4]);
    expect(rows({ op: 'in', column: 'paid', values: [true] })).toEqual([0, 3]);
    expect(rows({ op: 'in', column: 'paid', values: ['false'] })).toEqual([1, 4]);
    expect(rows({ op: 'in', column: 'on', values: [day('2011-02-01')] })).toEqual([2]);
  });

  it('joins conditions; none of "and" is all and none of "or" is nothing', () => {
    const france: Predicate = { op: 'in', column: 'country', values: ['France'] };
    const paid: Predicate = { op: 'in', column: 'paid', values: [true] };
    const late: Predicate = { op: 'between', column: 'on', min: day('2011-03-01'), max: null };
    expect(rows({ op: 'and', args: [france, late] })).toEqual([3]);
    expect(rows({ op: 'or', args: [late, paid] })).toEqual([0, 3, 4]);
    expect(rows({ op: 'and', args: [] })).toEqual([0, 1, 2, 3, 4]);
    expect(rows({ op: 'or', args: [] })).toEqual([]);
  });

  it('refuses what cannot be asked, by the column', () => {
    expect(() => rows({ op: 'between', column: 'country', min: 1, max: 2 })).toThrow(ClienteleError);
    expect(() => rows({ op: 'null', column: 'nowhere' })).toThrow(/no column “nowhere”/);
    expect(() =>
      rows({
        op: 'polygon',
        x: 'name',
        y: 'whole',
        points: [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      }),
    ).toThrow(/needs number/);
  });
});

describe('points inside a polygon', () => {
  it('follows the even-odd rule through a figure that crosses itself', () => {
    const star: [number, number][] = [
      [0, 3],
      [2, -3],
      [-3, 1],
      [3, 1],
      [-2, -3],
    ];
    const inside = flagInPolygon([0, 0, 2.5, NaN, 0], [0, 2, 0.9, 0, NaN], star);
    expect([...inside]).toEqual([0, 1, 1, 0, 0]);
  });

  it('agrees with the textbook test for any polygon', () => {
    const coordinate = fc.integer({ min: -50, max: 50 });
    const corner = fc.tuple(coordinate, coordinate);
    fc.assert(
      fc.property(
        fc.array(corner, { minLength: 3, maxLength: 30 }),
        fc.array(corner, { maxLength: 30 }),
        (corners, points) => {
          // Points between the corners' grid lines: what counts as inside on an edge is not the matter here.
          const shifted = points.map(([x, y]) => [x + 0.37, y + 0.41] as const);
          const expected = shifted.map(([x, y]) => {
            const crossed = corners.filter(([x1, y1], i) => {
              const [x0, y0] = corners[(i + corners.length - 1) % corners.length]!;
              return y0 > y !== y1 > y && x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1;
            });
            return crossed.length % 2;
          });
          expect([
            ...flagInPolygon(
              shifted.map(([x]) => x),
              shifted.map(([, y]) => y),
              corners,
            ),
          ]).toEqual(expected);
        },
      ),
      { seed: 1 },
    );
  });

  it('counts rows and columns of a table', () => {
    const points: [number, number][] = [
      [0, 0],
      [3.5, 0],
      [3.5, 3.5],
      [0, 3.5],
    ];
    expect(rows({ op: 'polygon', x: 'quantity', y: 'whole', points })).toEqual([0, 2]);
  });
});

describe('a condition as a sentence', () => {
  const say = (predicate: Predicate): string[] => {
    const { text, values } = describePredicate(predicate, table.info());
    return [formatText(text, values, 'en'), formatText(text, values, 'zh')];
  };

  it('writes ranges, lists and dates in each language', () => {
    expect(say({ op: 'between', column: 'quantity', min: 1, max: 2500 })).toEqual([
      'quantity from 1 to 2,500',
      'quantity 在 1 与 2,500 之间',
    ]);
    expect(say({ op: 'between', column: 'on', min: day('2011-01-02'), max: null })).toEqual([
      'on at least 2 Jan 2011',
      'on 不小于 2011年1月2日',
    ]);
    expect(say({ op: 'in', column: 'country', values: ['A', 'B', 'C'] })).toEqual([
      'country is A, B or C',
      'country 是 A、B或C',
    ]);
    expect(say({ op: 'in', column: 'whole', values: [1, 2, 3, 4, 5, 6, 7] })[0]).toBe(
      'whole is 1, 2, 3, 4, 5 or 2 more',
    );
    expect(say({ op: 'in', column: 'paid', values: [true] })).toEqual(['paid is yes', 'paid 是 是']);
  });

  it('keeps braces and quotes of data as they are', () => {
    expect(say({ op: 'contains', column: "it's {x}", text: "{y} '#" })[0]).toBe("it's {x} contains “{y} '#”");
  });

  it('says nested conditions unambiguously', () => {
    const a: Predicate = { op: 'null', column: 'a' };
    const b: Predicate = { op: 'not', arg: { op: 'null', column: 'b' } };
    expect(say({ op: 'and', args: [a, { op: 'or', args: [a, b] }] })).toEqual([
      'a is missing and (a is missing or b has a value)',
      'a 缺失，且（a 缺失，或b 有值）',
    ]);
    expect(say({ op: 'not', arg: { op: 'and', args: [a, b] } })[0]).toBe('not (a is missing and b has a value)');
    expect(say({ op: 'and', args: [] })).toEqual(['every row', '所有行']);
  });
});
