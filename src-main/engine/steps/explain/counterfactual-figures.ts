import type { BarsFigure } from '../../../contract/figure.ts';
import type { Message, MessageValue } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { changeWords, settingText, type Change } from './changed-rows.ts';
import type { Changeable, Option, SearchResult } from './counterfactual-search.ts';
import { counterfactualText as text } from './counterfactual-text.ts';
import { saidOf, whatIs, whoIs, type Explained } from './explained.ts';

/** Ways for one row to another prediction, as they are told. */
export interface ToldWays extends SearchResult {
  readonly explained: Explained;
  /** The row alone. */
  readonly row: Table;
  readonly said: number;
  readonly goal: number;
  /** Whether the row is at the goal as it is. */
  readonly isReached: boolean;
  readonly features: readonly Changeable[];
  /** By way, how alike the most similar real row is. */
  readonly likeness: readonly number[];
}

/** A line for each change of each way. */
export function changeTable({ options, features, likeness, explained }: ToldWays): Table {
  const lines = options.flatMap((option, way) => option.changes.map((change) => ({ option, way, change })));
  const fromOf = ({ column }: Change) => features.find((own) => own.column === column)?.from ?? null;
  const number = (
    name: 'way' | 'prediction' | 'effort' | 'likeness',
    pick: (line: (typeof lines)[number]) => number,
    unit: 'share' | 'count' | null,
  ) => numberColumn(name, Float64Array.from(lines, pick), { label: text.column(name), unit });
  const words = (name: 'feature' | 'from' | 'to', pick: (change: Change) => string | null) =>
    textColumn(name, lines.map(({ change }) => pick(change)), { label: text.column(name) }); // prettier-ignore
  const isShare = explained.predictor.target.kind === 'classes';
  return new Table([
    number('way', ({ way }) => way + 1, 'count'),
    words('feature', ({ column }) => column),
    words('from', (change) => settingText(fromOf(change))),
    words('to', ({ to }) => settingText(to)),
    number('prediction', ({ option }) => option.said, isShare ? 'share' : null),
    number('effort', ({ option }) => option.cost, null),
    number('likeness', ({ way }) => likeness[way]!, 'share'),
  ]);
}

/** What each way would make of the prediction, under a sentence that says the first. */
export function wayFigure(told: ToldWays): BarsFigure {
  const { explained, row, said, goal, options, features } = told;
  const title = sentence(told);
  const name = { code: 'prediction', text: text.column('prediction') };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', {
      told: whatIs(explained, row),
      goal: saidOf(explained, goal),
      features: features.length,
    }),
    summary: title,
    categories: [text.message('asIs'), ...options.map((_, i) => text.message('way', { n: i + 1 }))],
    value: { label: name, unit: explained.predictor.target.kind === 'classes' ? 'share' : null },
    series: [{ name, values: Float64Array.of(said, ...options.map((option) => option.said)) }],
  };
}

/** The changes of a way as a list in the reader's words. */
const listOf = ({ row }: ToldWays, { changes }: Option): MessageValue => ({
  list: changes.map((change) => changeWords(row, change)),
});

function sentence(told: ToldWays): Message {
  const { explained, row, said, goal, isReached, options, nearest } = told;
  const common = { who: whoIs(row, 0), told: whatIs(explained, row), said: saidOf(explained, said) };
  if (isReached) return text.message('reached', common);
  const way = options[0] ?? nearest;
  if (!way) return text.message('nothing', common);
  const then = { then: saidOf(explained, way.said), changes: listOf(told, way) };
  return options.length > 0
    ? text.message('found', { ...common, ...then })
    : text.message('notFound', { ...common, ...then, goal: saidOf(explained, goal) });
}
