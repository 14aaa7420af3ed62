import { z } from 'zod';
import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import { escapeMessage } from '../../../contract/text.ts';
import { dateColumn, textColumn, textsOf } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { defineStep, figureOut, metricOut, optionalTableIn, question, tableOut, tablesIn } from '../define.ts';
import { dayAfterLastOrder } from '../order-lines.ts';
import { memberFeatures, requireFeatures } from './member-features.ts';
import { answerTagCounts, holderTable, overlapFigure, type PartCount, type TagHolders } from './tag-overlap.ts';
import { courseFigure, tagCourse } from './tag-course.ts';
import { asFeature, judgeOf, missingFeature, rule, tagName, type Condition, type Judge, type Rule } from './tag-rules.ts'; // prettier-ignore
import { tagsText as text } from './tags-text.ts';

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
  months: z
    .int()
    .min(0)
    .max(60)
    .default(6)
    .meta({ ...text.parameter('months') }),
});

const needs = {
  features: tablesIn({
    label: text.input('features'),
    roles: ['customerId'],
    prefersOutput: ['rfm', 'behaviour'],
    max: 10,
  }),
  orders: optionalTableIn({ label: text.input('orders'), roles: ['time'], prefersOutput: 'interactions_clean' }),
};

export const tags = defineStep({
  id: 'profile.tags',
  version: 5,
  // The second version joins conditions by “any” too, turns them round, and lets them name other tags; the third groups them; the
  // fifth draws how many had each tag before.
  upgrade: { 1: (stored) => stored, 2: (stored) => stored, 3: (stored) => stored, 4: (stored) => stored },
  text,
  references: ['doi:10.1109/TVCG.2014.2346248'],
  needs,
  gives: {
    tags: tableOut({ label: text.output('tags'), name: 'tags', entity: 'none' }),
    holders: tableOut({ label: text.output('holders'), name: 'customer_tags', entity: 'customer' }),
    counts: figureOut({ label: text.output('counts') }),
    overlap: figureOut({ label: text.output('overlap') }),
    course: figureOut({ label: text.output('course') }),
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
        return answerTagCounts(judged.map(holdersOf), customers.length, partCounts(judged, customers.length));
      },
    }),
  },
  run(context, { features: tables, orders }, { rules, months }) {
    const { judged, customers } = judgeAll(context, tables, rules);
    const seen = new Set<string>();
    for (const { tag } of judged.map(({ rule: own }) => own)) {
      if (seen.has(tag)) context.warn(text.message('sameTag', { tag }));
      seen.add(tag);
    }
    const holders = new Set(judged.flatMap(({ rows }) => rows));
    const perTag = byTag(judged);
    return {
      tags: tagTable(judged, customers, orders ? dayAfterLastOrder(orders) : NaN),
      holders: holderTable(perTag, customers),
      counts: countFigure(judged, customers.length),
      overlap: overlapFigure(perTag, customers.length, 'holders'),
      course: orders?.findRole('customerId') ? courseOf(context, orders, rules, months) : null,
      tagged: customers.length > 0 ? holders.size / customers.length : null,
    };
  },
});

/** How many customers met the rules on earlier days; a rule on what cannot be measured of them has no line. */
function courseOf(context: Context, orders: Table, rules: readonly Rule[], months: number): LineFigure | null {
  // What is left out today has been said.
  const quiet = { warn: () => undefined };
  const days = tagCourse(context, orders, dayAfterLastOrder(orders), months, (tables) => {
    const counts = new Map(judgeAll(quiet, tables, rules).judged.map(({ rule: own, rows }) => [own, rows.length]));
    return rules.map((own) => counts.get(own) ?? NaN);
  });
  return courseFigure(days, rules);
}

/** Every customer of the tables, sorted. */
function allCustomers(tables: readonly Table[]): string[] {
  const ids = new Set(tables.flatMap((table) => textsOf(table.textRole('customerId')).filter((id) => id !== null)));
  return [...ids].sort();
}

/** A rule with the customers who meet it, by position, and what judges them. */
interface Judged {
  readonly rule: Rule;
  readonly rows: readonly number[];
  readonly judge: Judge;
}

/** Every rule applied, in order: a condition may ask for a tag that stands above it. */
function judgeAll(
  context: Pick<Context, 'warn'>,
  tables: readonly Table[],
  rules: readonly Rule[],
): { judged: Judged[]; customers: string[] } {
  const customers = allCustomers(tables);
  const features = memberFeatures(tables, customers);
  requireFeatures(features, tables);
  const currency = tables.find((table) => table.currency !== null)?.currency ?? null;
  const known = [...features];
  const all = Array.from(customers.keys());
  const judged: Judged[] = [];
  for (const one of rules) {
    const missing = missingFeature(one.when, known);
    if (missing !== null) {
      context.warn(text.message('unknownFeature', { tag: one.tag, feature: missing }));
      continue;
    }
    const judge = judgeOf({ match: one.match, not: false, when: one.when }, known, currency);
    const rows = all.filter((row) => judge.meets(row));
    judged.push({ rule: one, rows, judge });
    known.push(asFeature(one, rows, customers.length));
  }
  return { judged, customers };
}

function tagTable(judged: readonly Judged[], customers: readonly string[], date: number): Table {
  const rows = judged.flatMap(({ rule: own, rows: found, judge }) => {
    const [en, zh] = [judge.say('en', false), judge.say('zh', false)];
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

const holdersOf = ({ rule: own, rows }: Judged): TagHolders => ({ tag: own.tag, name: tagName(own), rows });

/** Who has each tag: of two rules with one tag, those who meet either. */
function byTag(judged: readonly Judged[]): TagHolders[] {
  const groups = [...Map.groupBy(judged, ({ rule: own }) => own.tag).values()];
  return groups.map(([first, ...others]) => ({
    ...holdersOf(first!),
    rows: [...new Set([first!, ...others].flatMap(({ rows }) => rows))].sort((a, b) => a - b),
  }));
}

/** Every condition and group of the rules that have several, with how many meet it by itself. */
function partCounts(judged: readonly Judged[], nCustomers: number): PartCount[] {
  const all = Array.from({ length: nCustomers }, (_, row) => row);
  const countOf = (own: Rule, judge: Judge, depth: number): PartCount[] => {
    const say = (locale: 'en' | 'zh'): string => escapeMessage(`${'\u2003'.repeat(depth)}${judge.say(locale, false)}`);
    const count = all.reduce((sum, row) => sum + Number(judge.meets(row)), 0);
    const inner = judge.parts.flatMap((one) => countOf(own, one, depth + 1));
    return [{ name: tagName(own), words: { en: say('en'), zh: say('zh') }, count }, ...inner];
  };
  return judged.flatMap(({ rule: own, judge }) =>
    judge.parts.length > 1 || judge.parts.some(({ parts }) => parts.length > 0)
      ? judge.parts.flatMap((one) => countOf(own, one, 0))
      : [],
  );
}

function countFigure(judged: readonly Judged[], nCustomers: number): BarsFigure | null {
  if (judged.length === 0) return null;
  const top = judged.reduce((best, one) => (one.rows.length > best.rows.length ? one : best));
  const title =
    top.rows.length === 0
      ? text.message('none')
      : text.message('title', { share: { percent: top.rows.length / nCustomers }, tag: tagName(top.rule) });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', { rules: judged.length, customers: nCustomers }),
    summary: title,
    categories: judged.map((one) => ({ code: 'tag', text: tagName(one.rule) })),
    value: { label: text.message('customers'), unit: 'count' },
    series: [{ name: text.message('customers'), values: Float64Array.from(judged, ({ rows }) => rows.length) }],
    select: { table: 'tags', column: 'tag', values: judged.map(({ rule: own }) => own.tag) },
  };
}
