import { describe, expect, it } from 'vitest';
import { ClienteleError, formatError } from '../../../contract/errors.ts';
import { parametersOf } from '../define.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { derive } from './derive.ts';

const table = tableOf({
  n: [1, -2, null, 8],
  m: [2, 0, 4, null],
  city: ['Bath', '杭州', null, 'Bath'],
  vip: [true, false, null, true],
  time: { values: ['2024-01-31T10:30', null, '2023-12-31T00:00', '2024-02-05T23:59'], date: true },
  '单价 (€)': [1.005, 2.5, 3, -2.5],
});

const value = (expression: string): unknown[] => {
  const outputs = derive.run(testContext(), { table }, parametersOf(derive, { name: 'x', expression }));
  return cells((outputs as { derived: typeof table }).derived, 'x');
};

describe('what an expression says', () => {
  it.each<[string, unknown[]]>([
    ['1 + 2 * 3 ^ 2', [19, 19, 19, 19]],
    ['-2 ^ 2', [-4, -4, -4, -4]],
    ['2 ^ 3 ^ 2', [512, 512, 512, 512]],
    ['(n + 1) * m', [4, 0, null, null]],
    ['10 - 4 - 3', [3, 3, 3, 3]],
    ['n / m', [0.5, null, null, null]],
    ['n % 7', [1, 5, null, 1]],
    ['[单价 (€)] * 2', [2.01, 5, 6, -5]],
    ['round(`单价 (€)`, 2)', [1.01, 2.5, 3, -2.5]],
    ['round([单价 (€)])', [1, 3, 3, -3]],
    ['n > 0 and m >= 2', [true, false, null, null]],
    ['n > 0 or m = 4', [true, false, true, true]],
    ['not vip', [false, true, null, false]],
    ['not n > 0 and true', [false, true, null, false]],
    ['is_missing(n) or n < 0', [false, true, true, false]],
    ['if(n > 0, n, missing)', [1, null, null, 8]],
    ['if(vip, city, "none")', ['Bath', 'none', null, 'Bath']],
    ['coalesce(n, m, 0)', [1, -2, 4, 8]],
    ["coalesce(city, 'it''s nowhere')", ['Bath', '杭州', "it's nowhere", 'Bath']],
    ['max(n, m, 1)', [2, 1, null, null]],
    ["city = 'Bath'", [true, false, null, true]],
    ["city < '杭'", [true, false, null, true]],
    ["upper(part(city, 1, 2)) + '!'", ['BA!', '杭州!', null, 'BA!']],
    ['length(city)', [4, 2, null, 4]],
    ["replace(city, 'a', '$&')", ['B$&th', '杭州', null, 'B$&th']],
    ["contains(city, 'at') and starts_with(city, 'B')", [true, false, null, true]],
    ["concat(city, ' ', n)", ['Bath 1', '杭州 -2', null, 'Bath 8']],
    ["number('1,250.5') + n", [1251.5, 1248.5, null, 1258.5]],
    ["number('x')", [null, null, null, null]],
    ['year(time) * 100 + month(time)', [202401, null, 202312, 202402]],
    ['weekday(time)', [3, null, 7, 1]],
    ['hour(time) + quarter(time)', [11, null, 4, 24]],
    ["time >= '2024-01-01'", [true, null, false, true]],
    ["days_between(date('2024-01-01'), time)", [30.4375, null, -1, 35 + 1439 / 1440]],
    ["time - date('2023-12-31 00:00')", [31.4375, null, 0, 36 + 1439 / 1440]],
    ['year(time + 366)', [2025, null, 2024, 2025]],
    ['text(vip)', ['true', 'false', null, 'true']],
    ['log(exp(2))', [2, 2, 2, 2]],
    ['sqrt(n)', [1, null, null, Math.sqrt(8)]],
    ['1e400', [null, null, null, null]],
    ['.5e1', [5, 5, 5, 5]],
  ])('%s', (expression, expected) => {
    const found = value(expression);
    expected.forEach((wanted, row) => {
      if (typeof wanted === 'number') expect(found[row]).toBeCloseTo(wanted, 10);
      else expect(found[row]).toBe(wanted);
    });
  });
});

describe('what is wrong, and at which character', () => {
  it.each([
    ['n *', 'at character 4: a value is expected and not the end'],
    ['(n + 1', 'at character 7: “)” is expected and not the end'],
    ['n m', 'at character 3: an operator or the end is expected and not “m”'],
    ['n + price', 'at character 5: there is no column “price”'],
    ['n + city', 'at character 3: “+” cannot stand between a number and a text'],
    ["n = 'x'", 'at character 3: “=” cannot stand between a number and a text'],
    ['if(n, 1, 2)', 'at character 4: this is a number, and yes or no is needed'],
    ["if(vip, 1, 'x')", 'at character 12: this is a text, and the one before is a number'],
    ['round()', 'at character 1: “round” is given 0 values and takes 1 – 2'],
    ['year(n)', 'at character 6: this is a number, and a date is needed'],
    ["'abc", "at character 1: what ' opens is never closed by '"],
    ['n # 2', 'at character 3: “#” means nothing here'],
    ['n + {', 'at character 5: “{” means nothing here'],
    ['max(n m)', 'at character 7: “,” or “)” is expected and not “m”'],
  ])('%s', (expression, expected) => {
    let thrown: unknown;
    try {
      value(expression);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ClienteleError);
    expect(formatError(thrown as ClienteleError, 'en').what).toContain(expected);
    expect(formatError(thrown as ClienteleError, 'zh').what).toContain('个字符');
  });

  it('lists the functions there are, and refuses endless brackets', () => {
    expect(() => value('constructor(1)')).toThrow(expect.objectContaining({ code: 'bad-parameter' }) as Error);
    expect(() => value('('.repeat(2000) + '1')).toThrow(expect.objectContaining({ code: 'bad-parameter' }) as Error);
    expect(() => value('-'.repeat(4000) + '1')).toThrow(expect.objectContaining({ code: 'bad-parameter' }) as Error);
  });
});

it('replaces a column of the name, keeps a dictionary, and takes empty tables', async () => {
  const given = parametersOf(derive, { name: 'city', expression: "lower(city) + ''", unit: 'money' });
  const { derived } = await derive.run(testContext(), { table }, given);
  expect(derived.columns.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
  const column = derived.text('city');
  expect([column.codes?.length, column.offsets.length - 1]).toEqual([4, 2]);
  const empty = table.take(new Int32Array(0));
  expect((await derive.run(testContext(), { table: empty }, given)).derived.nRows).toBe(0);
  expect((await derive.run(testContext(), { table }, parametersOf(derive))).derived).toBe(table);
});

it('stops when cancelled', () => {
  const context = testContext();
  context.cancelAfter(1);
  expect(() => derive.run(context, { table }, parametersOf(derive, { expression: 'n + n + n' }))).toThrow(
    expect.objectContaining({ code: 'cancelled' }) as Error,
  );
});
