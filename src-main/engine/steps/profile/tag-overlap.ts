import type { Answer } from '../../../contract/answer.ts';
import type { UpsetFigure } from '../../../contract/figure.ts';
import type { ColumnInfo } from '../../../contract/table.ts';
import type { Text } from '../../../contract/text.ts';
import { tagsText as text } from './tags-text.ts';

/** A tag with the customers who have it, by position. */
export interface TagHolders {
  readonly name: Text;
  readonly rows: readonly number[];
}

/** Combinations beyond these are rare, and too many to read. */
const MOST_SHOWN = 24;

/** How many customers have exactly which tags, the most frequent combination first; null where there is no tag. */
export function overlapFigure(tags: readonly TagHolders[], nCustomers: number): UpsetFigure | null {
  if (tags.length === 0 || nCustomers === 0) return null;
  const sets = Array.from({ length: nCustomers }, (): number[] => []);
  tags.forEach(({ rows }, tag) => {
    for (const row of rows) sets[row]!.push(tag);
  });
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
  };
}

const column = (name: 'tag' | 'count' | 'share', unit: ColumnInfo['unit']): ColumnInfo => ({
  name,
  type: unit === null ? 'text' : 'number',
  role: null,
  unit,
  label: text.column(name),
});

/** How many customers would have each tag, without a run. */
export function answerTagCounts(tags: readonly TagHolders[], nCustomers: number): Answer {
  const tagged = new Set(tags.flatMap(({ rows }) => rows)).size;
  const overlap = overlapFigure(tags, nCustomers);
  return {
    messages: [text.message('countsNow', { tagged, customers: nCustomers })],
    tables: [
      {
        title: text.output('counts'),
        columns: [column('tag', null), column('count', 'count'), column('share', 'share')],
        rows: tags.map(({ name, rows }) => [name, rows.length, nCustomers > 0 ? rows.length / nCustomers : null]),
      },
    ],
    figures: overlap ? [overlap] : [],
  };
}
