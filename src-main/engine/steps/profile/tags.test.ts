import { expect, it } from 'vitest';
import type { Answer } from '../../../contract/answer.ts';
import type { BarsFigure, UpsetFigure } from '../../../contract/figure.ts';
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

const condition = (feature: string, min: number | null, max: number | null, not = false) => ({ feature, by: 'value', min, max, not }); // prettier-ignore
const rule = (tag: string, match: 'all' | 'any', when: object[]) => ({ tag, en: tag, zh: tag, match, when });
const NESTED = [
  rule('recent', 'all', [condition('recency', null, 30)]),
  rule('either', 'any', [condition('recency', 100, null), condition('monetary', 40, null)]),
  rule('neither', 'all', [condition('#recent', null, null, true), condition('#either', null, null, true)]),
  rule('unknown', 'all', [condition('recency', null, null, true)]),
  rule('later', 'all', [condition('#nobody', null, null)]),
];

it('joins conditions by any, turns them round, and nests them through the tags above', () => {
  const { tags: table, warnings } = run({ rules: NESTED });
  expect(holders(table, 'recent')).toEqual(['a', 'd']);
  expect(holders(table, 'either')).toEqual(['c', 'd', 'e']);
  // not (recency up to 30) and not (recency from 100 or monetary from 40)
  expect(holders(table, 'neither')).toEqual(['b']);
  // Who has no value meets no condition, and therefore its negation.
  expect(holders(table, 'unknown')).toEqual(['e']);
  expect(warnings.map(({ values }) => values?.tag)).toEqual(['later']);
  const said = cells(table, 'rule_en').map(String);
  expect(said).toContain('recency at least 100 or monetary at least 40');
  expect(said).toContain('not tagged “recent” and not tagged “either”');
});

it('counts every combination of tags, and the rules as they stand without a run', () => {
  const { overlap } = run({ rules: NESTED.slice(0, 3) });
  const figure = overlap as UpsetFigure;
  expect(figure.sets.map(({ size }) => size)).toEqual([2, 3, 1]);
  expect(figure.combinations).toEqual([
    { sets: [1], count: 2 },
    { sets: [0], count: 1 },
    { sets: [0, 1], count: 1 },
    { sets: [2], count: 1 },
  ]);
  const asked = tags.questions?.counts?.answer as unknown as (...args: unknown[]) => Answer;
  const parameters = parametersOf(tags, { rules: NESTED.slice(0, 3) });
  const answer = asked(testContext(), { features: [measures], orders: null }, parameters, {});
  expect(answer.tables[0]?.rows.map(([, count, share]) => [count, share])).toEqual([
    [2, 0.4],
    [3, 0.6],
    [1, 0.2],
  ]);
  expect(answer.messages[0]?.values).toEqual({ tagged: 5, customers: 5 });
});
