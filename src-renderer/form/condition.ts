import type { Predicate } from '../../src-main/contract/table.ts';
import { columnPredicate, type ColumnFilter } from '../grid/filters.ts';

/** One test of one column. */
export interface ConditionRow {
  readonly column: string;
  readonly filter: ColumnFilter;
}

/** A condition as a person edits it: tests that hold together or apart. */
export interface Condition {
  readonly join: 'and' | 'or';
  readonly rows: readonly ConditionRow[];
}

function rowOf(predicate: Predicate): ConditionRow | null {
  switch (predicate.op) {
    case 'between':
      return { column: predicate.column, filter: { kind: 'range', min: predicate.min, max: predicate.max } };
    case 'in':
      return { column: predicate.column, filter: { kind: 'values', values: predicate.values } };
    case 'contains':
      return { column: predicate.column, filter: { kind: 'contains', text: predicate.text } };
    case 'null':
      return { column: predicate.column, filter: { kind: 'missing' } };
    case 'not':
      return predicate.arg.op === 'null' ? { column: predicate.arg.column, filter: { kind: 'present' } } : null;
    case 'and':
    case 'or':
    case 'polygon':
      return null;
  }
}

/** A stored condition as rows; null where rows cannot say it, such as a lasso. */
export function conditionOf(predicate: Predicate | null): Condition | null {
  if (predicate === null) return { join: 'and', rows: [] };
  const isJoin = predicate.op === 'and' || predicate.op === 'or';
  const rows = (isJoin ? predicate.args : [predicate]).map(rowOf);
  const known = rows.filter((row) => row !== null);
  return known.length === rows.length ? { join: isJoin ? predicate.op : 'and', rows: known } : null;
}

/** The condition that rows say; null where none of them asks for anything yet. */
export function predicateOf({ join, rows }: Condition): Predicate | null {
  const args = rows.flatMap(({ column, filter }) => (column === '' ? [] : (columnPredicate(column, filter) ?? [])));
  if (args.length === 0) return null;
  return args.length === 1 ? args[0]! : { op: join, args };
}
