import { z } from 'zod';
import { escapeMessage, formatText, type Message, type Text } from '../../../contract/text.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import type { MemberFeature } from './member-features.ts';
import { unitValue } from './persona-words.ts';
import { tagsText as text } from './tags-text.ts';

/** Groups stand within groups so deep at most, the conditions of the rule itself counted as the first. */
const DEEPEST = 5;

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
export type Condition = z.output<typeof condition>;

/** Conditions that hold together or apart, turned round as a whole where `not`. */
export interface ConditionGroup {
  readonly match: 'all' | 'any';
  readonly not: boolean;
  readonly when: readonly (Condition | ConditionGroup)[];
}
type Part = Condition | ConditionGroup;
type PartInput = z.input<typeof condition> | { match?: 'all' | 'any'; not?: boolean; when: PartInput[] };

const isGroup = (part: Part): part is ConditionGroup => 'when' in part;

const match = z
  .enum(['all', 'any'])
  .default('all')
  .meta({ ...text.parameter('match') });

const part: z.ZodType<Part, PartInput> = z.lazy(() => z.union([condition, group]));

const parts = z
  .array(part)
  .min(1)
  .max(10)
  .meta({ ...text.parameter('when'), tree: { deepest: DEEPEST } });

const group = z.object({
  match,
  not: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('notAll') }),
  when: parts,
});

const depthOf = (all: readonly Part[]): number =>
  1 + Math.max(0, ...all.map((one) => (isGroup(one) ? depthOf(one.when) : 0)));

/** A tag and who has it. */
export const rule = z.object({
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
  match,
  when: parts.refine((when) => depthOf(when) <= DEEPEST, `groups are nested more than ${DEEPEST} deep`),
});
export type Rule = z.output<typeof rule>;

/** What figures call a rule's tag. */
export const tagName = ({ en, zh }: Rule): Text => ({ en: escapeMessage(en), zh: escapeMessage(zh) });

/** What a condition calls the tag of a rule above. */
const TAG_MARK = '#';

/** A tag as a measure: 1 for those who have it. */
export function asFeature({ tag, en, zh }: Rule, rows: readonly number[], n: number): MemberFeature {
  const values = new Float64Array(n);
  for (const row of rows) values[row] = 1;
  return { name: `${TAG_MARK}${tag}`, label: { code: tag, text: { en: escapeMessage(en), zh: escapeMessage(zh) } }, unit: null, values }; // prettier-ignore
}

/** The first measure a rule asks for that is not there. */
export function missingFeature(all: readonly Part[], features: readonly MemberFeature[]): string | null {
  for (const one of all) {
    const missing = isGroup(one)
      ? missingFeature(one.when, features)
      : features.some(({ name }) => name === one.feature)
        ? null
        : one.feature;
    if (missing !== null) return missing;
  }
  return null;
}

/** A condition or group, ready to be asked. */
export interface Judge {
  /** Who has no value meets no condition, and therefore its negation. */
  meets(row: number): boolean;
  /** @param isInner whether it stands among others, so that what it joins itself needs brackets. */
  say(locale: keyof Text, isInner: boolean): string;
  /** Parts of a group, in order; none of a condition. */
  readonly parts: readonly Judge[];
}

/** Makes the conditions of a rule, or of a group in it, ready. @param features hold every measure asked for. */
export function judgeOf(
  { match: join, not, when }: ConditionGroup,
  features: readonly MemberFeature[],
  currency: string | null,
): Judge {
  const inner = when.map((one) => (isGroup(one) ? judgeOf(one, features, currency) : testOf(one, features, currency)));
  return {
    parts: inner,
    meets: (row) => (join === 'all' ? inner.every((one) => one.meets(row)) : inner.some((one) => one.meets(row))) !== not, // prettier-ignore
    say(locale, isInner) {
      const isOne = inner.length === 1;
      const said = inner.map((one) => one.say(locale, !isOne)).join(JOINED[join][locale]);
      if (not) return `${NOT[locale]}${bracketed(said, locale)}`;
      return isInner && !isOne ? bracketed(said, locale) : said;
    },
  };
}

const JOINED = { all: { en: ' and ', zh: '，且' }, any: { en: ' or ', zh: '，或' } } as const;
const NOT = { en: 'not ', zh: '非' } as const;
const bracketed = (said: string, locale: keyof Text): string => (locale === 'zh' ? `（${said}）` : `(${said})`);

function testOf(given: Condition, features: readonly MemberFeature[], currency: string | null): Judge {
  const feature = features.find(({ name }) => name === given.feature)!;
  const { min, max } = limitsOf(given, feature);
  const { text: words, values } = wordsOf({ feature, min, max, not: given.not }, currency);
  return {
    parts: [],
    meets(row) {
      const value = feature.values[row]!;
      return (value >= min && value <= max) !== given.not;
    },
    say: (locale) => formatText(words, values, locale),
  };
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
