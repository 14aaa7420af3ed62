import type { ColumnInfo, Predicate } from '../../src-main/contract/table.ts';

/** What a person asks of one column. Dates are epoch milliseconds; null means open. */
export type ColumnFilter =
  | { readonly kind: 'range'; readonly min: number | null; readonly max: number | null }
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'values'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'present' };

/** Filters by column name. */
export type ColumnFilters = Readonly<Record<string, ColumnFilter>>;

/** The condition of one column's filter, or null where it asks for nothing. */
export function columnPredicate(column: string, filter: ColumnFilter): Predicate | null {
  switch (filter.kind) {
    case 'range':
      return filter.min === null && filter.max === null
        ? null
        : { op: 'between', column, min: filter.min, max: filter.max };
    case 'contains':
      return filter.text === '' ? null : { op: 'contains', column, text: filter.text };
    case 'values':
      return filter.values.length === 0 ? null : { op: 'in', column, values: [...filter.values] };
    case 'missing':
      return { op: 'null', column };
    case 'present':
      return { op: 'not', arg: { op: 'null', column } };
  }
}

/** The condition of all filters together, or null where nothing is filtered. */
export function filterPredicate(filters: ColumnFilters): Predicate | null {
  const args = Object.entries(filters).flatMap(([column, filter]) => columnPredicate(column, filter) ?? []);
  if (args.length === 0) return null;
  return args.length === 1 ? args[0]! : { op: 'and', args };
}

/** What filters a column can have, the most useful first. */
export function filterKinds({ type }: Pick<ColumnInfo, 'type'>): ColumnFilter['kind'][] {
  if (type === 'number' || type === 'date') return ['range', 'missing', 'present'];
  if (type === 'boolean') return ['values', 'missing', 'present'];
  return ['contains', 'values', 'missing', 'present'];
}
