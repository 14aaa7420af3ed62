import { describe, expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import { relabel } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { upgradeParameters } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { join } from './join.ts';

const customers = tableOf(
  {
    customer_id: { values: ['ann', 'bob', '客三', null], role: 'customerId' },
    city: ['Bath', 'York', '杭州', 'Nowhere'],
    score: [1, 2, 3, 4],
  },
  { entity: 'customer', currency: 'GBP' },
);
const spending = tableOf(
  {
    buyer: { values: ['客三', 'ann', 'zoe', null], role: 'customerId' },
    score: [30, 10, 99, 0],
    since: { values: ['2024-01-03', '2024-01-01', '2024-01-09', null].map((day) => day && `${day}T00:00`), date: true },
    vip: [true, false, true, false],
  },
  { entity: 'customer' },
);

function run(left: Table, right: Table, given: Record<string, unknown> = {}) {
  const context = testContext();
  const outputs = join.run(context, { left, right }, parametersOf(join, given)) as Awaited<ReturnType<typeof join.run>>;
  return { ...outputs, said: context.said.warnings.map(({ text, values }) => formatText(text, values, 'en')) };
}

describe('joining by the key that both tables have', () => {
  it('keeps every row of the first, missing values where it has no partner', () => {
    const { joined, ...out } = run(customers, spending);
    expect(joined.columns.map(({ name }) => name)).toEqual(['customer_id', 'city', 'score', 'score_2', 'since', 'vip']);
    expect(cells(joined, 'customer_id')).toEqual(['ann', 'bob', '客三', null]);
    expect(cells(joined, 'score')).toEqual([1, 2, 3, 4]);
    expect(cells(joined, 'score_2')).toEqual([10, null, 30, null]);
    expect(cells(joined, 'since')).toEqual([Date.UTC(2024, 0, 1), null, Date.UTC(2024, 0, 3), null]);
    expect(cells(joined, 'vip')).toEqual([false, null, true, null]);
    expect([joined.entity, joined.currency]).toEqual(['customer', 'GBP']);
    expect([out.matched, out.unmatchedLeft, out.unmatchedRight]).toEqual([2, 2, 2]);
  });

  it('reports rows without a partner on both sides', () => {
    expect(run(customers, spending).said).toEqual(['2 rows of the first table and 2 of the second have no partner.']);
    expect(run(customers, customers).said[0]).toContain('1 row of the first table and 1 of the second');
  });

  it.each([
    ['inner', ['ann', '客三'], [10, 30]],
    ['full', ['ann', 'bob', '客三', null, 'zoe', null], [10, null, 30, null, 99, 0]],
  ])('%s', (how, keys, scores) => {
    const { joined } = run(customers, spending, { how });
    expect(cells(joined, 'customer_id')).toEqual(keys);
    expect(cells(joined, 'score_2')).toEqual(scores);
  });

  it('anti keeps those without a partner, and none of the columns of the second', () => {
    const { joined } = run(customers, spending, { how: 'anti' });
    expect(cells(joined, 'customer_id')).toEqual(['bob', null]);
    expect(joined.columns.map(({ name }) => name)).toEqual(['customer_id', 'city', 'score']);
  });

  it('never matches one missing key with another', () => {
    const { joined, matched } = run(customers, spending, { how: 'inner' });
    expect([joined.nRows, matched]).toEqual([2, 2]);
  });
});

it('repeats a row for each of its partners, and says so', () => {
  const visits = tableOf({ customer_id: { values: ['ann', 'ann', 'bob'], role: 'customerId' }, page: ['a', 'b', 'c'] });
  const { joined, said } = run(customers, visits);
  expect(cells(joined, 'customer_id')).toEqual(['ann', 'ann', 'bob', '客三', null]);
  expect(cells(joined, 'page')).toEqual(['a', 'b', 'c', null, null]);
  expect(said[0]).toBe('1 key stands in several rows of the second table, so rows of the first were repeated.');
});

it('joins by chosen columns, whatever their roles', () => {
  const cities = tableOf({ town: ['York', 'Bath'], shops: [3, 4] });
  const { joined, matched } = run(customers, cities, { leftKeys: ['city'], rightKeys: ['town'] });
  expect(cells(joined, 'shops')).toEqual([4, 3, null, null]);
  expect(cells(joined, 'city')).toEqual(cells(customers, 'city'));
  expect(matched).toBe(2);
});

it('finds the key of order lines by the role of the other table’s key', () => {
  const lines = tableOf({
    order: { values: ['1', '2', '3'], role: 'orderId' },
    who: { values: ['bob', 'ann', 'bob'], role: 'customerId' },
  });
  const { joined } = run(lines, customers);
  expect(cells(joined, 'city')).toEqual(['York', 'Bath', 'York']);
  // A role stands once in a table.
  expect(joined.columns.filter(({ role }) => role === 'customerId').map(({ name }) => name)).toEqual(['who']);
});

it('tells names apart that stand in both tables, however often', () => {
  const third = new Table(
    spending.columns.map((column) => (column.name === 'since' ? relabel(column, { name: 'score_2' }) : column)),
    spending.options(),
  );
  const names = run(customers, third).joined.columns.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('takes empty tables on either side', () => {
  const none = spending.take(new Int32Array(0));
  const { joined } = run(customers, none);
  expect([cells(joined, 'score_2'), cells(joined, 'vip')]).toEqual([Array(4).fill(null), Array(4).fill(null)]);
  expect(run(customers.take(new Int32Array(0)), spending).joined.nRows).toBe(0);
});

it('refuses tables that share no key, by the role that is missing', () => {
  const plain = tableOf({ colour: ['red'] });
  expect(() => run(customers, plain)).toThrow(
    expect.objectContaining({
      code: 'missing-role',
      values: expect.objectContaining({ role: 'customerId' }) as unknown,
    }) as Error,
  );
  expect(() => run(customers, spending, { leftKeys: ['score'] })).toThrow(
    expect.objectContaining({ code: 'wrong-column-type' }) as Error,
  );
});

it('joins by several keys, and lists those without a partner', () => {
  const visits = tableOf({ shop: ['a', 'a', 'b', 'b', null], day: [1, 2, 1, 1, 1], n: [5, 6, 7, 8, 9] });
  const weather = tableOf({ shop: ['a', 'b', '茶'], date: [1, 1, 2], rain: [true, false, true] });
  const keys = { leftKeys: ['shop', 'day'], rightKeys: ['shop', 'date'] };
  const { joined, unmatched } = run(visits, weather, keys);
  expect(joined.columns.map(({ name }) => name)).toEqual(['shop', 'day', 'n', 'rain']);
  expect(cells(joined, 'rain')).toEqual([true, null, false, false, null]);
  const report = ['table', 'shop', 'day', 'rows'].map((name) => cells(unmatched, name));
  expect(report).toEqual([['1', '1', '2'], ['a', null, '茶'], [2, 1, 2], [1, 1, 1]]); // prettier-ignore
  const full = run(visits, weather, { ...keys, how: 'full' }).joined;
  expect([cells(full, 'shop').at(-1), cells(full, 'day').at(-1)]).toEqual(['茶', 2]);
  const semi = run(visits, weather, { ...keys, how: 'semi' }).joined;
  expect([cells(semi, 'n'), semi.columns.length]).toEqual([[5, 7, 8], 3]);
  expect(() => run(visits, weather, { leftKeys: ['shop', 'day'], rightKeys: ['shop'] })).toThrow(
    expect.objectContaining({ code: 'bad-parameter' }) as Error,
  );
});

it('reads the keys that its first version stored', () => {
  const stored = { how: 'inner', leftKey: 'city', rightKey: null };
  expect(upgradeParameters('prepare.join', 1, stored)).toEqual({ how: 'inner', leftKeys: ['city'], rightKeys: [] });
});
