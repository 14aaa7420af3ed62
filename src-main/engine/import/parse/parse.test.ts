import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DateOrder } from '../../../contract/import.ts';
import { parseDate } from './date.ts';
import { UNFIT, isPercent, parseNumber } from './number.ts';
import { areBooleanWords, booleanOf, isBlank, wordTest } from './words.ts';

const number = (text: string, decimal: '.' | ',' = '.'): number | string => {
  const bytes = Buffer.from(`#${text}#`);
  const value = parseNumber(bytes, 1, bytes.length - 1, decimal);
  return value === UNFIT ? 'no' : value;
};
const date = (text: string, order: DateOrder = 'ymd'): string => {
  const bytes = Buffer.from(`#${text}#`);
  const value = parseDate(bytes, 1, bytes.length - 1, order);
  return value === UNFIT
    ? 'no'
    : Number.isNaN(value)
      ? 'none'
      : new Date(value)
          .toISOString()
          .replace(/T00:00:00.000Z|\.000Z|Z/, '')
          .replace('T', ' ');
};

describe('numbers', () => {
  it.each<[string, number | string]>([
    ['0', 0], ['-0', 0], ['17', 17], ['+3', 3], ['-2.50', -2.5], ['.5', 0.5], ['5.', 5], ['007', 7], [' 12 ', 12], ['', NaN], ['  ', NaN],
    ['1e3', 1000], ['1.5E-3', 0.0015], ['1,234', 1234], ['1,234,567.89', 1_234_567.89], ['1 234.5', 1234.5], ["1'234", 1234], ['12,34,567.5', 1_234_567.5],
    ['$12', 12], ['£1,250.00', 1250], ['12 €', 12], ['¥39.90', 39.9], ['￥5', 5], ['100元', 100], ['-£3', -3], ['£-3', -3], ['USD 4', 4], ['US$4.5', 4.5],
    ['12%', 0.12], ['2.5 %', 0.025], ['-7％', -0.07], ['(12.50)', -12.5], ['7.00-', -7], ['−4', -4],
    ['12345678901234567', 12_345_678_901_234_567], ['0.1234567890123456789', 0.1234567890123456789],
    ['abc', 'no'], ['1,23', 'no'], ['1.2.3', 'no'], ['12a', 'no'], ['-', 'no'], ['.', 'no'], ['1e999', 'no'], ['NaN', 'no'], ['Infinity', 'no'], ['0x1f', 'no'], ['1-2', 'no'], ['$', 'no'], ['%', 'no'], [`1${'0'.repeat(80)}x`, 'no'],
  ])('%s', (text, value) => expect(number(text)).toEqual(value)); // prettier-ignore

  it.each<[string, number | string]>([
    ['1,5', 1.5],
    ['-0,25', -0.25],
    ['1.234,50', 1234.5],
    ['1.234', 1234],
    ['1 234,5', 1234.5],
    ['12,5 %', 0.125],
    ['9,99 €', 9.99],
    ['1.5', 'no'],
    ['1,2,3', 'no'],
  ])('with a decimal comma: %s', (text, value) => expect(number(text, ',')).toEqual(value));

  it('are those that JavaScript reads, to the last bit', () => {
    const shortest = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
    const decimal = fc.tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 8 }));
    const fixed = decimal.map(([whole, digits]) => (whole / 10 ** digits).toFixed(digits));
    fc.assert(
      fc.property(fc.oneof(shortest, fixed), (text) => {
        expect(number(text)).toBe(Number(text) + 0);
      }),
      { seed: 1, numRuns: 4000 },
    );
  });

  it('are shares where they end with per cent', () =>
    expect(['5%', '5 ％', '5', '%'].map(isPercent)).toEqual([true, true, false, false]));
});

describe('dates', () => {
  it.each<[string, DateOrder, string]>([
    ['2011-12-01', 'ymd', '2011-12-01'], ['2011/2/3', 'ymd', '2011-02-03'], ['2011.12.01', 'dmy', '2011-12-01'], ['1/12/2011', 'dmy', '2011-12-01'], ['1/12/2011', 'mdy', '2011-01-12'],
    ['01.12.11', 'dmy', '2011-12-01'], ['11-12-01', 'ymd', '2011-12-01'], ['1/12/70', 'dmy', '1970-12-01'], ['2011-12-01 08:26', 'ymd', '2011-12-01 08:26:00'], ['2011-12-01 08:26:05', 'ymd', '2011-12-01 08:26:05'],
    ['2011-12-01T08:26:05.123Z', 'ymd', '2011-12-01 08:26:05.123'], ['2011-12-01T08:26:05+08:00', 'ymd', '2011-12-01 08:26:05'], ['2011-12-01 08:26-0300', 'ymd', '2011-12-01 08:26:00'],
    ['1/12/2011 8:26', 'dmy', '2011-12-01 08:26:00'], ['12/1/2011 8:26 PM', 'mdy', '2011-12-01 20:26:00'], ['12/1/2011 12:05 am', 'mdy', '2011-12-01 00:05:00'], ['12/1/2011 12:05 p.m.', 'mdy', '2011-12-01 12:05:00'],
    ['1 Dec 2011', 'ymd', '2011-12-01'], ['1-DEC-11', 'dmy', '2011-12-01'], ['December 1, 2011', 'ymd', '2011-12-01'], ['Thu, 1 December 2011 08:26:00', 'ymd', '2011-12-01 08:26:00'], ['1st of Dec 2011', 'ymd', '2011-12-01'], ['Dec 2011', 'ymd', '2011-12-01'],
    ['2011年12月1日', 'ymd', '2011-12-01'], ['2011年12月1日 8时26分', 'ymd', '2011-12-01 08:26:00'], ['2011年12月1日8:26:05', 'ymd', '2011-12-01 08:26:05'], ['2011/12/1 下午3:05', 'ymd', '2011-12-01 15:05:00'], ['2011-12-1 上午9:05', 'ymd', '2011-12-01 09:05:00'], ['2011年12月', 'ymd', '2011-12-01'],
    ['20111201', 'ymd', '2011-12-01'], ['201112010826', 'ymd', '2011-12-01 08:26:00'], ['20111201082605', 'ymd', '2011-12-01 08:26:05'], ['01122011', 'dmy', '2011-12-01'], ['2011-12', 'ymd', '2011-12-01'], ['12/2011', 'ymd', '2011-12-01'],
    ['1322728000', 'epoch-s', '2011-12-01 08:26:40'], ['1322728000500', 'epoch-ms', '2011-12-01 08:26:40.500'], ['40878', 'excel', '2011-12-01'], ['40878.351388889', 'excel', '2011-12-01 08:26:00'],
    ['2000-02-29', 'ymd', '2000-02-29'], ['2011-12-01 24:00', 'ymd', '2011-12-02'], ['', 'ymd', 'none'], ['   ', 'dmy', 'none'],
    ['2011-02-29', 'ymd', 'no'], ['1900-02-29', 'ymd', 'no'], ['2011-13-01', 'ymd', 'no'], ['31/04/2011', 'dmy', 'no'], ['13/13/2011', 'mdy', 'no'], ['2011-12-01 25:00', 'ymd', 'no'], ['2011-12-01 08:61', 'ymd', 'no'],
    ['08:26', 'ymd', 'no'], ['2011', 'ymd', 'no'], ['12', 'dmy', 'no'], ['hello', 'ymd', 'no'], ['1.2.3.4', 'dmy', 'no'], ['2011-12-01x', 'ymd', 'no'], ['x2011-12-01', 'ymd', 'no'], ['Decem 1 of the year 2011', 'ymd', 'no'], ['5 apples 2011', 'ymd', 'no'], ['2011-12-01 and more than any date can hold, by far', 'ymd', 'no'],
  ])('%s as %s', (text, order, expected) => expect(date(text, order)).toBe(expected)); // prettier-ignore

  it('are those of the calendar, over all of it', () => {
    const any = fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(any, (value) => {
        const bytes = Buffer.from(value.toISOString());
        expect(parseDate(bytes, 0, bytes.length, 'ymd')).toBe(value.getTime());
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('words', () => {
  it('say yes and no in pairs', () => {
    expect(['Yes', ' no ', 'TRUE', '是', '无', '1', '0', 'maybe'].map(booleanOf)).toEqual([1, 0, 1, 1, 0, 1, 0, null]);
    expect(
      [['Yes', 'no', 'YES'], ['Y'], ['真', '假'], ['yes', 'false'], ['1', '0'], ['a', 'b', 'c'], []].map(
        areBooleanWords,
      ),
    ).toEqual([true, true, true, false, false, false, false]);
  });

  it('stand for no value in any case, with spaces around them', () => {
    const isMissing = wordTest(['NA', '\\n', '缺失']);
    const test = (text: string): boolean => isMissing(Buffer.from(text), 0, Buffer.byteLength(text));
    expect(['na', ' NA ', '\\N', '缺失', 'nab', '', 'n'].map(test)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([isBlank(Buffer.from(' \t'), 0, 2), isBlank(Buffer.from(' x'), 0, 2)]).toEqual([true, false]);
  });
});
