import { expect, it } from 'vitest';
import type { Answer } from '../../../contract/answer.ts';
import type { BarsFigure, LineFigure, UpsetFigure } from '../../../contract/figure.ts';
import { formatLabel, formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { upgradeParameters } from '../registry.ts';
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

it('counts who met each rule on earlier days, by the orders before them', () => {
  const bought = (customer: string, ...days: number[]) =>
    days.map((day) => ({ customer, time: new Date(Date.UTC(2024, 0, 1 + day, 12)).toISOString().slice(0, 16) }));
  const lines = [...bought('a', 0, 40, 80), ...bought('b', 75)];
  const orders = tableOf({
    customer_id: { values: lines.map(({ customer }) => customer), role: 'customerId' },
    time: { values: lines.map(({ time }) => time), date: true, role: 'time' },
    price: { values: lines.map(() => 10), role: 'price' },
  });
  const at = (feature: string, max: number | null, min: number | null = null) => ({ feature, by: 'value', min, max });
  const rules = [
    { tag: 'active', en: 'Active', zh: '活跃', when: [at('recency', 30)] },
    { tag: 'old', en: 'Old', zh: '老客', when: [at('tenure', null, 45), at('#active', null, 1)] },
    { tag: 'other', en: 'Other', zh: '其他', when: [at('nobody_measures', 1)] },
  ];
  // Today is day 81; 30 and 60 days before, b had not come yet.
  const { course } = run({ rules, months: 2 }, orders) as unknown as { course: LineFigure };
  const [active, old] = course.series;
  expect([...active!.y]).toEqual([1, 1, 2]);
  expect([...old!.y]).toEqual([0, 1, 1]);
  expect([...active!.x]).toEqual([21, 51, 81].map((day) => Date.UTC(2024, 0, 1 + day)));
  expect(course.series.length).toBe(2);
  expect(formatText(course.title.text, course.title.values, 'en')).toBe(
    '“Active” changed most: 1 customer on 22 Jan 2024, 2 now',
  );
  expect(run({ rules, months: 0 }, orders).course).toBeNull();
  // Without prices nothing is known of what customers spend, and all else is.
  const stays = [{ tag: 'old', en: 'Old', zh: '老客', when: [at('tenure', null, 45)] }];
  const unpriced = run({ rules: stays, months: 2 }, orders.select(['customer_id', 'time'])).course as LineFigure;
  expect([...unpriced.series[0]!.y]).toEqual([0, 1, 1]);
  expect(run({ rules }).course).toBeNull();
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

const group = (match: 'all' | 'any', when: object[], not = false) => ({ match, when, not });
const [isRecent, isLong, isRich] = [condition('recency', null, 30), condition('recency', 100, null), condition('monetary', 40, null)]; // prettier-ignore

it('nests groups in groups, each turned round or not', () => {
  const grouped = [
    // (recent or long ago) and not (recent and rich): a, c, d without d
    rule('one', 'all', [group('any', [isRecent, isLong]), group('all', [isRecent, isRich], true)]),
    // not (not (recent) or rich) is recent and not rich
    rule('two', 'all', [group('any', [group('all', [isRecent], true), isRich], true)]),
    // long ago, or all of: rich, and recent or unknown
    rule('three', 'any', [isLong, group('all', [isRich, group('any', [isRecent, condition('recency', null, null, true)])])]), // prettier-ignore
  ];
  const { tags: table, warnings } = run({ rules: grouped });
  expect(warnings).toEqual([]);
  expect(['one', 'two', 'three'].map((tag) => holders(table, tag))).toEqual([['a', 'c'], ['a'], ['c', 'd', 'e']]);
  const said = (column: string): Set<unknown> => new Set(cells(table, column));
  expect([...said('rule_en')]).toEqual([
    '(recency at most 30 or recency at least 100) and not (recency at most 30 and monetary at least 40)',
    'not (not (recency at most 30) or monetary at least 40)',
    'recency at least 100 or (monetary at least 40 and (recency at most 30 or recency is not known))',
  ]);
  expect([...said('rule_zh')][1]).toBe('非（非（recency不超过 30），或monetary不低于 40）');
});

it('holds and/or/not of any tree to what its truth table says', () => {
  // Four customers, one for each way in which two conditions can hold.
  const four = tableOf({ customer_id: { values: ['00', '01', '10', '11'], role: 'customerId' }, p: [0, 0, 1, 1], q: [0, 1, 0, 1] }); // prettier-ignore
  const [p, q] = [condition('p', 1, 1), condition('q', 1, 1)];
  const law = (when: object, tag: string) => rule(tag, 'all', [when]);
  const rules = [
    law(group('any', [p, q], true), 'nor'),
    law(group('all', [group('any', [p], true), group('any', [q], true)]), 'nor_by_de_morgan'),
    law(group('all', [group('any', [p, q]), group('all', [p, q], true)]), 'either_or'),
  ];
  const { tags: table } = tags.run(testContext(), { features: [four], orders: null }, parametersOf(tags, { rules })) as { tags: Table }; // prettier-ignore
  expect(rules.map(({ tag }) => holders(table, tag))).toEqual([['00'], ['00'], ['01', '10']]);
});

it('leaves out a rule that asks for an unknown measure deep inside, and refuses groups that are empty or too deep', () => {
  const deep = (levels: number): object => (levels === 0 ? isRecent : group('any', [deep(levels - 1)]));
  const { warnings } = run({ rules: [rule('x', 'any', [isRecent, group('all', [group('any', [condition('nothing', 0, 1)])])])] }); // prettier-ignore
  expect(warnings.map(({ values }) => values?.feature)).toEqual(['nothing']);
  expect(() => run({ rules: [rule('x', 'all', [deep(4)])] })).not.toThrow();
  const refused = expect.objectContaining({ code: 'bad-parameter' }) as Error;
  for (const when of [[deep(5)], [group('all', [])], [group('any', new Array<object>(11).fill(isRich))], [{}]])
    expect(() => run({ rules: [rule('x', 'all', when)] })).toThrow(refused);
});

it('opens what the second version stored', () => {
  const stored = { rules: [{ tag: 'big', en: 'Big', zh: '大', match: 'any', when: [{ feature: 'monetary', by: 'value', min: 40, max: null, not: true }] }] }; // prettier-ignore
  expect(parametersOf(tags, upgradeParameters('profile.tags', 2, stored))).toEqual({ ...stored, months: 6 });
});

it('lists each customer’s exact combination, in which a bar of the overlap selects', () => {
  const { holders: table, overlap } = run({ rules: NESTED.slice(0, 3) });
  expect(cells(table, 'customer_id')).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(cells(table, 'tags')).toEqual(['recent', 'neither', 'either', 'recent + either', 'either']);
  expect(cells(table, 'n_tags')).toEqual([1, 1, 1, 2, 1]);
  const { select, combinations } = overlap as UpsetFigure;
  expect(select).toEqual({ table: 'holders', column: 'tags', values: ['either', 'recent', 'recent + either', 'neither'] }); // prettier-ignore
  const chosen = combinations.map((_, i) => cells(table, 'tags').filter((one) => one === select!.values[i]).length);
  expect(chosen).toEqual(combinations.map(({ count }) => count));
  // Two rules of one tag are one set; who has no tag is there too.
  const twice = run({ rules: [rule('x', 'all', [isRecent]), rule('x', 'all', [isLong])] });
  expect(cells(twice.holders, 'tags')).toEqual(['x', '', 'x', 'x', '']);
  expect((twice.overlap as UpsetFigure).combinations.map(({ count }) => count)).toEqual([3, 2]);
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
  const parts = answer.tables[1]!.rows.map(([, words, count]) => [(words as { en: string }).en, count]);
  expect(parts).toEqual([
    ['recency at least 100', 1],
    ['monetary at least 40', 2],
    ['not tagged “recent”', 3],
    ['not tagged “either”', 2],
  ]);
  expect(answer.messages[0]?.values).toEqual({ tagged: 5, customers: 5 });
  expect(formatText(answer.messages[1]!.text, answer.messages[1]!.values, 'en')).toBe(
    'Customers by tag: recent 2, either 3 and neither 1.',
  );
});
