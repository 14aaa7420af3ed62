import { ClienteleError } from '../../../contract/errors.ts';
import type { ColumnType } from '../../../contract/table.ts';
import type { Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { paceOf } from '../pace.ts';

/** Features that a model chose, so that it can choose them again. */
export interface ChosenFeature {
  readonly name: string;
  readonly type: ColumnType;
}

/** Columns of a table as features that were chosen. */
export const chosenFeatures = (table: Table, names: readonly string[]): ChosenFeature[] =>
  names.map((name) => ({ name, type: table.column(name).type }));

/** A table's key, the chosen columns in their order, and the outcomes that what follows may want to foretell. @throws missing-column, cancelled */
export function selectedColumns(
  context: Pick<Context, 'progress' | 'signal'>,
  table: Table,
  names: readonly string[],
): Table {
  const pace = paceOf(context);
  const key = table.key();
  const columns = new Map<string, Column>();
  table.columns.forEach((column, i) => {
    pace(i / table.columns.length);
    columns.set(column.name, column);
  });
  const chosen = names.map((name) => {
    const column = columns.get(name);
    if (!column) throw new ClienteleError('missing-column', { column: name });
    return column;
  });
  const outcomes = table.columns.filter(({ role, name }) => role === 'outcome' && !names.includes(name));
  return new Table([...(key ? [key] : []), ...chosen, ...outcomes], table.options());
}
