import type { ColumnRole, ColumnType } from '../../../contract/table.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Column } from '../../table/column.ts';
import type { Text } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { noColumnOf } from '../features-of.ts';

/** Roles whose columns say who, which or when a row is, or are words to read: nothing is made up or changed in them unasked. */
const LEFT_ALONE: readonly (ColumnRole | null)[] = [
  'customerId', 'itemId', 'orderId', 'sessionId', 'customerName', 'itemName', 'contact', 'birthDate', 'time', 'text',
  'picture',
]; // prettier-ignore

const A_NUMBER: Text = { en: 'a column of numbers', zh: '数值列' };
const A_CATEGORY: Text = { en: 'a column of categories, or of yes and no,', zh: '类别列或是/否列' };

/**
 * The chosen columns, each once, or all of the given types that are no keys, names, times or texts to read.
 *
 * @throws missing-column; wrong-column-type; no-usable-column where none is chosen and none suits
 */
export function plainColumns<T extends ColumnType>(
  table: Table,
  chosen: readonly string[],
  types: readonly T[],
): Extract<Column, { type: T }>[] {
  const isOfType = (column: Column): column is Extract<Column, { type: T }> =>
    (types as readonly ColumnType[]).includes(column.type);
  if (chosen.length > 0)
    return [...new Set(chosen)].map((name) => {
      const column = table.column(name);
      if (isOfType(column)) return column;
      throw new ClienteleError('wrong-column-type', { column: name, got: column.type, needed: types.join(', ') });
    });
  const found = table.columns.filter((column) => !LEFT_ALONE.includes(column.role)).filter(isOfType);
  if (found.length === 0)
    throw noColumnOf(table, (types as readonly ColumnType[]).includes('number') ? A_NUMBER : A_CATEGORY);
  return found;
}
