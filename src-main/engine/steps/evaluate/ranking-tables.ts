import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { beyondMetrics, type BeyondMetric } from './beyond.ts';
import type { Difference } from './differences.ts';
import type { GroupQuality } from './groups.ts';
import { rankingText as text } from './ranking-text.ts';

type ColumnName = Parameters<typeof text.column>[0];

const words = (name: ColumnName, values: readonly string[]): Column =>
  textColumn(name, [...values], { label: text.column(name) });
const numbers = (name: ColumnName, values: readonly number[], unit: 'score' | 'count' = 'score'): Column =>
  numberColumn(name, Float64Array.from(values), { unit, label: text.column(name) });

/** Pairs of models: difference, its interval, and how likely it is chance. */
export function differencesTable(rows: readonly Difference[], names: readonly string[]): Table {
  const of = (pick: (row: Difference) => number) => rows.map(pick);
  return new Table(
    [
      words(
        'model',
        rows.map(({ model }) => names[model] ?? ''),
      ),
      words(
        'other',
        rows.map(({ other }) => names[other] ?? ''),
      ),
      numbers(
        'difference',
        of(({ value }) => value),
      ),
      numbers(
        'lower',
        of(({ lower }) => lower),
      ),
      numbers(
        'upper',
        of(({ upper }) => upper),
      ),
      numbers(
        'p_t',
        of(({ t }) => t),
      ),
      numbers(
        'p_wilcoxon',
        of(({ wilcoxon }) => wilcoxon),
      ),
      numbers(
        'p_t_holm',
        of(({ tHolm }) => tHolm),
      ),
      numbers(
        'p_wilcoxon_holm',
        of(({ wilcoxonHolm }) => wilcoxonHolm),
      ),
    ],
    { entity: 'none', name: 'differences' },
  );
}

/** In the order of the table; the area does not depend on how long a list is. */
const reportedMetrics = [...beyondMetrics, 'auc'] as const;

/** What the lists of a model are like at one length. */
export interface BeyondRow {
  readonly model: string;
  readonly k: number;
  readonly values: Readonly<Record<BeyondMetric | 'auc', number>>;
}

export function beyondTable(rows: readonly BeyondRow[]): Table {
  const long = rows.flatMap(({ model, k, values }) =>
    reportedMetrics.map((metric) => ({ model, k, metric, value: values[metric] })),
  );
  return new Table(
    [
      words(
        'model',
        long.map(({ model }) => model),
      ),
      words(
        'metric',
        long.map(({ metric }) => metric),
      ),
      numbers(
        'k',
        long.map(({ k }) => k),
        'count',
      ),
      numbers(
        'value',
        long.map(({ value }) => value),
      ),
    ],
    { entity: 'none', name: 'list_qualities' },
  );
}

/** Quality by group of customers and of items. */
export function groupsTable(rows: readonly (GroupQuality & { readonly model: string })[]): Table {
  const of = (pick: (row: GroupQuality) => number) => rows.map(pick);
  return new Table(
    [
      words(
        'model',
        rows.map(({ model }) => model),
      ),
      words(
        'by',
        rows.map(({ by }) => by),
      ),
      numbers(
        'group',
        of(({ group }) => group),
        'count',
      ),
      numbers(
        'from',
        of(({ from }) => from),
        'count',
      ),
      numbers(
        'to',
        of(({ to }) => to),
        'count',
      ),
      numbers(
        'n',
        of(({ n }) => n),
        'count',
      ),
      numbers(
        'value',
        of(({ value }) => value),
      ),
    ],
    { entity: 'none', name: 'quality_by_group' },
  );
}
