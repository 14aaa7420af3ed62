import { expect, it } from 'vitest';
import { formatError, type ClienteleError } from '../../../contract/errors.ts';
import { cells, tableOf } from '../testing.ts';
import { defaultCut, splitByTime } from './time-split.ts';

const DAY = 86_400_000;
const table = tableOf({
  time: {
    values: ['2024-01-01T10:00:00', '2024-01-05T00:00:00', '2024-01-11T09:00:00', null],
    role: 'time',
    date: true,
  },
  order: { values: ['a', 'b', 'c', 'd'], role: 'orderId' },
  row: [0, 1, 2, 3],
});
const on = (day: number) => Date.UTC(2024, 0, day);

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (thrown) {
    const error = thrown as ClienteleError;
    expect(error.code).toBe('leaking-split');
    for (const locale of ['en', 'zh'] as const) expect(formatError(error, locale).what).not.toMatch(/[{}]/);
    return error.message;
  }
  throw new Error('it was not refused');
};

it('puts what is earlier than the cut on one side and the rest on the other', () => {
  const { train, test, nUndated } = splitByTime(table, on(5));
  expect(cells(train, 'row')).toEqual([0]);
  expect(cells(test, 'row')).toEqual([1, 2]);
  expect(nUndated).toBe(1);
});

it('cuts by default at the beginning of a day, so that the last share of the time is for testing', () => {
  expect(defaultCut(table, 0.2)).toBe(on(9));
  const short = tableOf({ time: { values: ['2024-01-01T10:00:00', '2024-01-01T20:00:00'], role: 'time', date: true } });
  expect(defaultCut(short, 0.2)).toBe(on(1) + 18 * (DAY / 24));
});

it('refuses a cut that leaves a side empty, and says which', () => {
  expect(refusal(() => splitByTime(table, on(1)))).toMatch(
    /leaves nothing to learn from; the first row is of 1 Jan 2024, 10:00/,
  );
  expect(refusal(() => splitByTime(table, on(20)))).toMatch(/leaves nothing to test on/);
  const undated = tableOf({ time: { values: [null, NaN], role: 'time', date: true } });
  expect(refusal(() => defaultCut(undated, 0.2))).toMatch(/no row has a time/);
});

it('leaves an order whole when the cut goes through it: no basket gives away its other part', () => {
  const lines = tableOf({
    time: {
      values: ['2024-01-01T12:00:00', '2024-01-01T23:59:00', '2024-01-02T00:01:00', '2024-01-03T09:00:00'],
      role: 'time',
      date: true,
    },
    order: { values: ['a', 'b', 'b', null], role: 'orderId' },
    row: [0, 1, 2, 3],
  });
  const { train, test, nTorn } = splitByTime(lines, on(2));
  expect(nTorn).toBe(1);
  expect(cells(train, 'row')).toEqual([0]);
  expect(cells(test, 'row')).toEqual([1, 2, 3]);
});

it('refuses a cut that every order goes through', () => {
  const torn = tableOf({
    time: { values: ['2024-01-01T23:59:00', '2024-01-02T00:01:00'], role: 'time', date: true },
    order: { values: ['a', 'a'], role: 'orderId' },
  });
  expect(refusal(() => splitByTime(torn, on(2)))).toMatch(/nothing is left to learn from/);
});
