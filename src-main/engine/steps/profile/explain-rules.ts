import type { Predicate } from '../../../contract/table.ts';
import { escapeMessage, formatText, type MessageValues, type Text } from '../../../contract/text.ts';
import type { TreeFeature, TreeLeaf, TreeTest } from '../../maths/cluster/rule-tree.ts';
import { shortestBetween } from '../../maths/rules/shortest.ts';
import { explainText as text } from './explain-text.ts';

/** A feature that rules may speak of. */
export interface RuleFeature {
  readonly name: string;
  readonly label: Text | null;
  readonly tree: TreeFeature;
  /** The values of a category, by code. */
  readonly values: readonly (string | boolean)[];
  readonly hasMissing: boolean;
}

/** What a way through a tree asks of one feature. */
type Condition = { readonly feature: RuleFeature } & (
  | { readonly kind: 'range'; min: number | null; max: number | null; orMissing: boolean }
  | { readonly kind: 'is'; value: string | boolean }
  | { readonly kind: 'not'; values: (string | boolean)[] }
);

/** The conditions on the way to a leaf, one a feature where they can be joined. */
function conditionsOf({ way }: TreeLeaf, features: readonly RuleFeature[]): Condition[] {
  const found: Condition[] = [];
  for (const { test, left } of way) {
    const feature = features[test.feature]!;
    if (test.kind === 'number') narrow(found, feature, test, left);
    else if (left) {
      // What it is says more than what it is not.
      const kept = found.filter((known) => known.feature !== feature);
      found.splice(0, found.length, ...kept, { feature, kind: 'is', value: feature.values[test.code]! });
    } else exclude(found, feature, feature.values[test.code]!);
  }
  return found;
}

function narrow(
  found: Condition[],
  feature: RuleFeature,
  { low, high }: Extract<TreeTest, { kind: 'number' }>,
  left: boolean,
): void {
  let known = found.find((own) => own.feature === feature && own.kind === 'range');
  if (known?.kind !== 'range') {
    known = { feature, kind: 'range', min: null, max: null, orMissing: feature.hasMissing };
    found.push(known);
  }
  if (left) {
    known.max = shortestBetween(low, high, true);
    // A row without a value never goes left.
    known.orMissing = false;
  } else known.min = shortestBetween(low, high, false);
}

function exclude(found: Condition[], feature: RuleFeature, value: string | boolean): void {
  const known = found.find((own) => own.feature === feature && own.kind === 'not');
  if (known?.kind === 'not') known.values.push(value);
  else found.push({ feature, kind: 'not', values: [value] });
}

/** A rule in every form that is of use. */
export interface WrittenRule {
  readonly predicate: Predicate;
  readonly words: { readonly en: string; readonly zh: string };
  /** A condition of SQLite. */
  readonly sql: string;
}

/** A rule that holds where one of the ways does. */
export function writeRule(leaves: readonly TreeLeaf[], features: readonly RuleFeature[]): WrittenRule {
  const ways = leaves.map((leaf) => conditionsOf(leaf, features));
  const parts = ways.map((conditions): Predicate => ({ op: 'and', args: conditions.map(predicateOf) }));
  const [only] = parts;
  const words = (locale: 'en' | 'zh'): string => {
    const join = locale === 'en' ? { and: ' and ', or: '; or ' } : { and: '，且', or: '；或' };
    if (leaves.length === 0) return formatText(text.source.messages.noRule, {}, locale);
    return ways
      .map((conditions) =>
        conditions.length === 0
          ? formatText(text.source.messages.nothing, {}, locale)
          : conditions.map((condition) => wordsOf(condition, locale)).join(join.and),
      )
      .join(join.or);
  };
  return {
    predicate: parts.length === 1 && only ? only : { op: 'or', args: parts },
    words: { en: words('en'), zh: words('zh') },
    sql: ways.map((conditions) => `(${conditions.map(sqlOf).join(' AND ') || '1'})`).join(' OR ') || '0',
  };
}

function predicateOf(condition: Condition): Predicate {
  const column = condition.feature.name;
  if (condition.kind === 'is') return { op: 'in', column, values: [condition.value] };
  if (condition.kind === 'not') return { op: 'not', arg: { op: 'in', column, values: [...condition.values] } };
  const { min, max, orMissing } = condition;
  const between: Predicate = { op: 'between', column, min, max: max === Infinity ? null : max };
  if (min === Infinity) return { op: 'null', column };
  return orMissing ? { op: 'or', args: [between, { op: 'null', column }] } : between;
}

/** How a test reads in a sentence, for one way out of it. */
export function wordsOfTest(
  test: TreeTest,
  left: boolean,
  features: readonly RuleFeature[],
  locale: 'en' | 'zh',
): string {
  const [condition] = conditionsOf({ way: [{ test, left }], node: NOTHING }, features);
  return condition ? wordsOf(condition, locale) : '';
}

const NOTHING: TreeLeaf['node'] = { rows: new Int32Array(0), counts: new Float64Array(0), split: null };

function wordsOf(condition: Condition, locale: 'en' | 'zh'): string {
  const { feature } = condition;
  const say = (code: keyof typeof text.source.messages, values: MessageValues): string =>
    formatText(text.source.messages[code], values, locale);
  const name = { feature: feature.label ?? { en: escapeMessage(feature.name), zh: escapeMessage(feature.name) } };
  if (condition.kind === 'is') return say('is', { ...name, value: String(condition.value) });
  if (condition.kind === 'not') {
    const values = condition.values.map(String).join(locale === 'en' ? ', ' : '、');
    return say('isNot', { ...name, value: values });
  }
  const { min, max, orMissing } = condition;
  const plain = (value: number): string => String(value);
  const range =
    min !== null && max !== null
      ? say('from', { ...name, low: plain(min), high: plain(max) })
      : min !== null
        ? say('atLeast', { ...name, value: plain(min) })
        : say('atMost', { ...name, value: plain(max ?? Infinity) });
  return orMissing ? say('orMissing', { condition: range }) : range;
}

function sqlOf(condition: Condition): string {
  const column = `"${condition.feature.name.replaceAll('"', '""')}"`;
  const literal = (value: string | boolean): string =>
    typeof value === 'boolean' ? (value ? '1' : '0') : `'${value.replaceAll("'", "''")}'`;
  if (condition.kind === 'is') return `${column} = ${literal(condition.value)}`;
  if (condition.kind === 'not') {
    const values = condition.values.map(literal).join(', ');
    return `(${column} IS NULL OR ${column} NOT IN (${values}))`;
  }
  const { min, max, orMissing } = condition;
  if (min === Infinity) return `${column} IS NULL`;
  const bounds = [
    ...(min === null ? [] : [`${column} >= ${min}`]),
    ...(max === null || max === Infinity ? [] : [`${column} <= ${max}`]),
  ];
  const range = bounds.join(' AND ') || `${column} IS NOT NULL`;
  return orMissing ? `((${range}) OR ${column} IS NULL)` : range;
}
