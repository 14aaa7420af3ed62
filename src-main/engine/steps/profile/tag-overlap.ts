import type { Answer } from '../../../contract/answer.ts';
import type { UpsetFigure } from '../../../contract/figure.ts';
import type { ColumnInfo } from '../../../contract/table.ts';
import { escapeMessage, formatText, type Text } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { tagsText as text } from './tags-text.ts';

/** A tag with the customers who have it, by position. */
export interface TagHolders {
  readonly tag: string;
  readonly name: Text;
  readonly rows: readonly number[];
}

/** How many meet one condition or group of a rule by itself. */
export interface PartCount {
  readonly name: Text;
  readonly words: Text;
  readonly count: number;
}

/** Combinations beyond these are rare, and too many to read. */
const MOST_SHOWN = 24;

/** The tags of each customer, by position. */
function setsOf(tags: readonly TagHolders[], nCustomers: number): number[][] {
  const sets = Array.from({ length: nCustomers }, (): number[] => []);
  tags.forEach(({ rows }, tag) => {
    for (const row of rows) sets[row]!.push(tag);
  });
  return sets;
}

/** What the table of customers calls a combination: its tags in the order of the rules; empty for none. */
const combinationName = (tags: readonly TagHolders[], own: readonly number[]): string =>
  own.map((tag) => tags[tag]!.tag).join(' + ');

/** One row a customer, those without a tag too: the exact combination that the customer has. */
export function holderTable(tags: readonly TagHolders[], customers: readonly string[]): Table {
  const sets = setsOf(tags, customers.length);
  return new Table(
    [
      textColumn('customer_id', [...customers], { role: 'customerId', label: text.column('customer') }),
      textColumn('tags', sets.map((own) => combinationName(tags, own)), { label: text.column('tags') }),
      numberColumn('n_tags', Int32Array.from(sets, ({ length }) => length), { unit: 'count', label: text.column('nTags') }),
    ],
    { entity: 'customer' },
  ); // prettier-ignore
}

/**
 * How many customers have exactly which tags, the most frequent combination first; null where there is no tag.
 *
 * @param table the output with a customer's combination, in which a bar selects; absent where there is none.
 */
export function overlapFigure(tags: readonly TagHolders[], nCustomers: number, table?: string): UpsetFigure | null {
  if (tags.length === 0 || nCustomers === 0) return null;
  const sets = setsOf(tags, nCustomers);
  const counts = new Map<string, { sets: number[]; count: number }>();
  for (const own of sets) {
    const key = own.join();
    const found = counts.get(key);
    if (found) found.count++;
    else counts.set(key, { sets: own, count: 1 });
  }
  const all = [...counts.entries()].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  const combinations = all.slice(0, MOST_SHOWN).map(([, combination]) => combination);
  const [top] = combinations;
  const title =
    top!.sets.length === 0
      ? text.message('overlapNone', { count: top!.count })
      : text.message('overlapTitle', { count: top!.count, tags: { list: top!.sets.map((tag) => tags[tag]!.name) } });
  return {
    kind: 'upset',
    title,
    subtitle: text.message('overlapSubtitle', { shown: combinations.length, all: all.length }),
    summary: title,
    sets: tags.map(({ name, rows }) => ({ name: { code: 'tag', text: name }, size: rows.length })),
    combinations,
    value: { label: text.message('customers'), unit: 'count' },
    ...(table === undefined
      ? {}
      : { select: { table, column: 'tags', values: combinations.map(({ sets: own }) => combinationName(tags, own)) } }),
  };
}

const column = (name: 'tag' | 'condition' | 'count' | 'share', unit: ColumnInfo['unit']): ColumnInfo => ({
  name,
  type: unit === null ? 'text' : 'number',
  role: null,
  unit,
  label: text.column(name),
});

/** A tag with how many have it, in words. */
function countOf({ name, rows }: TagHolders): Text {
  const said = (locale: keyof Text): string => {
    const { text: words, values } = text.message('countOf', { tag: name, count: rows.length });
    return escapeMessage(formatText(words, values, locale));
  };
  return { en: said('en'), zh: said('zh') };
}

/** How many customers would have each tag, and meet each part of its rule, without a run. */
export function answerTagCounts(tags: readonly TagHolders[], nCustomers: number, parts: readonly PartCount[]): Answer {
  const tagged = new Set(tags.flatMap(({ rows }) => rows)).size;
  const overlap = overlapFigure(tags, nCustomers);
  return {
    messages: [
      text.message('countsNow', { tagged, customers: nCustomers }),
      ...(tags.length > 0 ? [text.message('countsEach', { each: { list: tags.map(countOf) } })] : []),
    ],
    tables: [
      {
        title: text.output('counts'),
        columns: [column('tag', null), column('count', 'count'), column('share', 'share')],
        rows: tags.map(({ name, rows }) => [name, rows.length, nCustomers > 0 ? rows.length / nCustomers : null]),
      },
      ...(parts.length === 0
        ? []
        : [
            {
              title: text.output('parts'),
              columns: [column('tag', null), column('condition', null), column('count', 'count')],
              rows: parts.map(({ name, words, count }) => [name, words, count]),
            },
          ]),
    ],
    figures: overlap ? [overlap] : [],
  };
}
