import { z } from 'zod';
import type { BarsFigure } from '../../../contract/figure.ts';
import { escapeMessage, formatText, type Message, type Text } from '../../../contract/text.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import { dateColumn, textColumn, textsOf } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { defineStep, figureOut, metricOut, optionalTableIn, question, tableOut, tablesIn } from '../define.ts';
import { dayAfterLastOrder } from '../order-lines.ts';
import { memberFeatures, requireFeatures, type MemberFeature } from './member-features.ts';
import { unitValue } from './persona-words.ts';
import { answerTagCounts, overlapFigure, type TagHolders } from './tag-overlap.ts';
import { tagsText as text } from './tags-text.ts';

const condition = z.object({
  feature: z
    .string()
    .min(1)
    .max(200)
    .meta({ ...text.parameter('feature') }),
  by: z
    .enum(['value', 'quantile'])
    .default('value')
    .meta({ ...text.parameter('by') }),
  min: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('min') }),
  max: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('max') }),
  not: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('not') }),
});
type Condition = z.output<typeof condition>;

const rule = z.object({
  tag: z
    .string()
    .regex(/^[\p{L}\p{N}_-]+$/u)
    .max(60)
    .meta({ ...text.parameter('tag') }),
  en: z
    .string()
    .max(60)
    .meta({ ...text.parameter('en') }),
  zh: z
    .string()
    .max(60)
    .meta({ ...text.parameter('zh') }),
  match: z
    .enum(['all', 'any'])
    .default('all')
    .meta({ ...text.parameter('match') }),
  when: z
    .array(condition)
    .min(1)
    .max(10)
    .meta({ ...text.parameter('when') }),
});
type Rule = z.output<typeof rule>;

const at = (feature: string, by: Condition['by'], min: number | null, max: number | null): Condition => ({
  feature,
  by,
  min,
  max,
  not: false,
});

/** What shops commonly tell apart; every limit can be changed. */
const DEFAULT_RULES: readonly Rule[] = [
  { tag: 'new', en: 'New', zh: '新客', match: 'all', when: [at('tenure', 'value', null, 60)] },
  { tag: 'active', en: 'Active', zh: '活跃', match: 'all', when: [at('recency', 'value', null, 30)] },
  {
    tag: 'loyal',
    en: 'Loyal',
    zh: '忠诚',
    match: 'all',
    when: [at('frequency', 'quantile', 0.8, null), at('tenure', 'value', 180, null)],
  },
  {
    tag: 'at_risk',
    en: 'At risk',
    zh: '有流失风险',
    match: 'all',
    when: [at('gap_ratio', 'value', 2, null), at('frequency', 'value', 3, null)],
  },
  { tag: 'one_time', en: 'Bought once', zh: '只买过一次', match: 'all', when: [at('frequency', 'value', null, 1)] },
  { tag: 'low_spender', en: 'Low spender', zh: '低消费', match: 'all', when: [at('monetary', 'quantile', null, 0.33)] },
  {
    tag: 'middle_spender',
    en: 'Middle spender',
    zh: '中等消费',
    match: 'all',
    when: [at('monetary', 'quantile', 0.33, 0.67)],
  },
  {
    tag: 'high_spender',
    en: 'High spender',
    zh: '高消费',
    match: 'all',
    when: [at('monetary', 'quantile', 0.67, null)],
  },
];

const parameters = z.object({
  rules: z
    .array(rule)
    .min(1)
    .max(100)
    .default([...DEFAULT_RULES])
    .meta({ ...text.parameter('rules') }),
});

const needs = {
  features: tablesIn({ label: text.input('features'), roles: ['customerId'], prefersOutput: 'rfm', max: 10 }),
  orders: optionalTableIn({ label: text.input('orders'), roles: ['time'], prefersOutput: 'interactions_clean' }),
};

export const tags = defineStep({
  id: 'profile.tags',
  version: 2,
  // The second version joins conditions by “any” too, turns them round, and lets them name other tags.
  upgrade: { 1: (stored) => stored },
  text,
  references: ['doi:10.1109/TVCG.2014.2346248'],
  needs,
  gives: {
    tags: tableOut({ label: text.output('tags'), name: 'tags', entity: 'none' }),
    counts: figureOut({ label: text.output('counts') }),
    overlap: figureOut({ label: text.output('overlap') }),
    tagged: metricOut({ label: text.output('tagged'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, p) => nRows * (nColumns * 8 + p.rules.length * 60),
  questions: {
    counts: question(needs, parameters, {
      label: text.source.questions.counts,
      input: z.object({}),
      answer(context, { features }, { rules }) {
        const { judged, customers } = judgeAll(context, features, rules);
        return answerTagCounts(judged.map(holdersOf), customers.length);
      },
    }),
  },
  run(context, { features: tables, orders }, { rules }) {
    const { judged, customers } = judgeAll(context, tables, rules);
    const seen = new Set<string>();
    for (const { tag } of judged.map(({ rule: own }) => own)) {
      if (seen.has(tag)) context.warn(text.message('sameTag', { tag }));
      seen.add(tag);
    }
    const holders = new Set(judged.flatMap(({ rows }) => rows));
    return {
      tags: tagTable(judged, customers, orders ? dayAfterLastOrder(orders) : NaN),
      counts: countFigure(judged, customers.length),
      overlap: overlapFigure(judged.map(holdersOf), customers.length),
      tagged: customers.length > 0 ? holders.size / customers.length : null,
    };
  },
});

/** Every customer of the tables, sorted. */
function allCustomers(tables: readonly Table[]): string[] {
  const ids = new Set(tables.flatMap((table) => textsOf(table.textRole('customerId')).filter((id) => id !== null)));
  return [...ids].sort();
}

/** A rule with the customers who meet it, by position, and its conditions in words. */
interface Judged {
  readonly rule: Rule;
  readonly rows: readonly number[];
  readonly words: readonly Message[];
}

/** Every rule applied, in order: a condition may ask for a tag that stands above it. */
function judgeAll(
  context: Context,
  tables: readonly Table[],
  rules: readonly Rule[],
): { judged: Judged[]; customers: string[] } {
  const customers = allCustomers(tables);
  const features = memberFeatures(tables, customers);
  requireFeatures(features, tables);
  const currency = tables.find((table) => table.currency !== null)?.currency ?? null;
  const known = [...features];
  const judged = rules.flatMap((one) => {
    const found = judge(one, known, currency, context);
    for (const { rule: own, rows } of found) known.push(asFeature(own, rows, customers.length));
    return found;
  });
  return { judged, customers };
}

/** What a condition calls the tag of a rule above. */
const TAG_MARK = '#';

/** A tag as a measure: 1 for those who have it. */
function asFeature({ tag, en, zh }: Rule, rows: readonly number[], n: number): MemberFeature {
  const values = new Float64Array(n);
  for (const row of rows) values[row] = 1;
  return { name: `${TAG_MARK}${tag}`, label: { code: tag, text: { en: escapeMessage(en), zh: escapeMessage(zh) } }, unit: null, values }; // prettier-ignore
}

/** Applies a rule; nothing where it asks for a measure that no table has. */
function judge(own: Rule, features: readonly MemberFeature[], currency: string | null, context: Context): Judged[] {
  const parts = own.when.map((given) => ({ given, feature: features.find(({ name }) => name === given.feature) }));
  const missing = parts.find(({ feature }) => !feature);
  if (missing) {
    context.warn(text.message('unknownFeature', { tag: own.tag, feature: missing.given.feature }));
    return [];
  }
  const limits = parts.map(({ given, feature }) => ({
    feature: feature!,
    not: given.not,
    ...limitsOf(given, feature!),
  }));
  const n = features[0]?.values.length ?? 0;
  const meets = (row: number): boolean => {
    const found = ({ feature, min, max, not }: Limits): boolean => {
      const value = feature.values[row]!;
      return (value >= min && value <= max) !== not;
    };
    return own.match === 'all' ? limits.every(found) : limits.some(found);
  };
  const rows = Array.from({ length: n }, (_, row) => row).filter(meets);
  return [{ rule: own, rows, words: limits.map((limit) => wordsOf(limit, currency)) }];
}

interface Limits {
  readonly feature: MemberFeature;
  readonly min: number;
  readonly max: number;
  readonly not: boolean;
}

/** Limits as values; a quantile is looked up among the customers who have the measure. */
function limitsOf({ by, min, max }: Condition, { name, values }: MemberFeature): { min: number; max: number } {
  if (name.startsWith(TAG_MARK)) return { min: 1, max: 1 };
  if (by === 'value') return { min: min ?? -Infinity, max: max ?? Infinity };
  const sorted = sortedFinite(values);
  const valueAt = (share: number): number => quantile(sorted, Math.min(1, Math.max(0, share)));
  return { min: min === null ? -Infinity : valueAt(min), max: max === null ? Infinity : valueAt(max) };
}

function wordsOf(limits: Limits, currency: string | null): Message {
  const { feature, min, max, not } = limits;
  const { label, unit } = feature;
  const values = {
    feature: typeof label === 'string' ? label : label.text,
    min: unitValue(min, unit, currency),
    max: unitValue(max, unit, currency),
  };
  const say = (plain: 'tagged' | 'between' | 'atLeast' | 'atMost' | 'known', turned: 'notTagged' | 'notBetween' | 'notAtLeast' | 'notAtMost' | 'notKnown') => text.message(not ? turned : plain, values); // prettier-ignore
  if (feature.name.startsWith(TAG_MARK)) return say('tagged', 'notTagged');
  if (min > -Infinity && max < Infinity) return say('between', 'notBetween');
  if (min > -Infinity) return say('atLeast', 'notAtLeast');
  return max < Infinity ? say('atMost', 'notAtMost') : say('known', 'notKnown');
}

const JOINED = { all: { en: ' and ', zh: '，且' }, any: { en: ' or ', zh: '，或' } } as const;

function tagTable(judged: readonly Judged[], customers: readonly string[], date: number): Table {
  const rows = judged.flatMap(({ rule: own, rows: found, words }) => {
    const said = (locale: 'en' | 'zh'): string =>
      words.map(({ text: word, values }) => formatText(word, values, locale)).join(JOINED[own.match][locale]);
    const [en, zh] = [said('en'), said('zh')];
    return found.map((row) => ({ customer: customers[row] ?? '', own, en, zh }));
  });
  const texts = (name: string, of: (row: (typeof rows)[number]) => string, key: Parameters<typeof text.column>[0]) =>
    textColumn(name, rows.map(of), { label: text.column(key) });
  return new Table([
    textColumn(
      'customer_id',
      rows.map(({ customer }) => customer),
      { role: 'customerId', label: text.column('customer') },
    ),
    texts('tag', ({ own }) => own.tag, 'tag'),
    texts('name_en', ({ own }) => own.en, 'nameEn'),
    texts('name_zh', ({ own }) => own.zh, 'nameZh'),
    texts('rule_en', ({ en }) => en, 'ruleEn'),
    texts('rule_zh', ({ zh }) => zh, 'ruleZh'),
    dateColumn('judged_on', new Float64Array(rows.length).fill(date), { label: text.column('date') }),
  ]);
}

/** What figures call a rule's tag. */
const nameOf = (own: Rule): Text => ({ en: escapeMessage(own.en), zh: escapeMessage(own.zh) });

const holdersOf = ({ rule: own, rows }: Judged): TagHolders => ({ name: nameOf(own), rows });

function countFigure(judged: readonly Judged[], nCustomers: number): BarsFigure | null {
  if (judged.length === 0) return null;
  const top = judged.reduce((best, one) => (one.rows.length > best.rows.length ? one : best));
  const title =
    top.rows.length === 0
      ? text.message('none')
      : text.message('title', { share: { percent: top.rows.length / nCustomers }, tag: nameOf(top.rule) });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', { rules: judged.length, customers: nCustomers }),
    summary: title,
    categories: judged.map((one) => ({ code: 'tag', text: nameOf(one.rule) })),
    value: { label: text.message('customers'), unit: 'count' },
    series: [{ name: text.message('customers'), values: Float64Array.from(judged, ({ rows }) => rows.length) }],
    select: { table: 'tags', column: 'tag', values: judged.map(({ rule: own }) => own.tag) },
  };
}
