import type { TableSort } from '../../src-main/contract/table.ts';

/** The engine sorts by so many columns at most. */
const MOST_SORTED = 3;

/**
 * The order after a header was chosen: up, then down, then as it was. With `adding` the column joins those that sort
 * already, before which it takes its place at the end.
 */
export function nextSort(sort: readonly TableSort[], column: string, adding: boolean): TableSort[] {
  const known = sort.find((entry) => entry.column === column);
  const next: TableSort[] = known
    ? known.descending
      ? []
      : [{ column, descending: true }]
    : [{ column, descending: false }];
  if (!adding) return next;
  if (known) return sort.flatMap((entry) => (entry.column === column ? next : [entry]));
  return [...sort.slice(0, MOST_SORTED - 1), ...next];
}

/** How a column sorts now, as ARIA says it. */
export function sortState(sort: readonly TableSort[], column: string): 'ascending' | 'descending' | 'none' {
  const entry = sort.find((candidate) => candidate.column === column);
  return entry ? (entry.descending ? 'descending' : 'ascending') : 'none';
}
