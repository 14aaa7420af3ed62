import { expect, it } from 'vitest';
import type { BarsFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { cells, tableOf, testContext } from '../testing.ts';
import { tags } from './tags.ts';

const measures = tableOf(
  {
    customer_id: { values: ['a', 'b', 'c', 'd', 'e'], role: 'customerId' },
    recency: [3, 40, 200, 30, null],
    monetary: [10, 20, 30, 40, 50],
  },
  { entity: 'customer', currency: 'EUR' },
);

const run = (given: Record<string, unknown> = {}, orders: Table | null = null) => {
  const context = testContext();
  const outputs = tags.run(context, { features: [measures], orders }, parametersOf(tags, given)) as Awaited<
    ReturnType<typeof tags.run>
  >;
  return { ...outputs, counts: outputs.counts as BarsFigure, warnings: context.said.warnings };
};

const holders = (table: Table, tag: string): unknown[] => {
  const names = cells(table, 'tag');
  return cells(table, 'customer_id').filter((_, row) => names[row] === tag);
};

it('tags those who meet every condition, both ends included; a missing value meets none', () => {
  const { tags: table } = run();
  expect(holders(table, 'active')).toEqual(['a', 'd']);
  expect(cells(table, 'rule_en')[0]).toBe('recency at most 30');
});

it('looks quantiles up among the customers, and writes them as values', () => {
  const { tags: table } = run();
  // Quantile 0.67 of 10 … 50 is 36.8.
  expect(holders(table, 'high_spender')).toEqual(['d', 'e']);
  expect(
    cells(table, 'rule_zh')
      .map(String)
      .find((rule) => rule.includes('monetary不低于')),
  ).toContain('36.8');
});

it('leaves rules on unknown measures out and says so', () => {
  const { warnings, counts } = run();
  expect(warnings.map(({ values }) => values?.tag)).toEqual(['new', 'loyal', 'at_risk', 'one_time']);
  expect(counts.categories.map((category) => formatLabel(category, 'en'))).toEqual([
    'Active',
    'Low spender',
    'Middle spender',
    'High spender',
  ]);
});

it('dates its judgement by the day after the last order', () => {
  const orders = tableOf({ time: { values: ['2024-03-01T10:00', '2024-03-05T23:59'], date: true, role: 'time' } });
  expect(cells(run({}, orders).tags, 'judged_on')[0]).toBe(Date.UTC(2024, 2, 6));
  expect(cells(run().tags, 'judged_on')[0]).toBeNull();
});

it('takes rules of one’s own, names with braces too', () => {
  const rule = {
    tag: '大顾客',
    en: 'Big {one}',
    zh: '大顾客',
    when: [{ feature: 'monetary', by: 'value', min: 40, max: null }],
  };
  const { tags: table, counts } = run({ rules: [rule] });
  expect(holders(table, '大顾客')).toEqual(['d', 'e']);
  expect(counts.categories.map((category) => formatLabel(category, 'en'))).toEqual(['Big {one}']);
});

it('refuses a tag with blanks', () => {
  const rule = { tag: 'big one', en: '', zh: '', when: [{ feature: 'monetary' }] };
  expect(() => parametersOf(tags, { rules: [rule] })).toThrow(
    expect.objectContaining({ code: 'bad-parameter' }) as Error,
  );
});
