import { booleanColumn, codedTextColumn, numberColumn, type Column } from '../../table/column.ts';
import { Table, type Matrix } from '../../table/table.ts';
import type { Encoding, TrainingTarget } from './predictor.ts';

/**
 * Rows of a matrix as the table that they were read from, for models that read tables again.
 *
 * @param encoding of the kind `codes`. Columns have no roles: every one is a feature.
 */
export function decodeTable({ nRows, nColumns, values }: Matrix, { features }: Encoding): Table {
  const columns = features.map(({ column, type, categories }, j): Column => {
    const at = (row: number): number => values[row * nColumns + j]!;
    if (type === 'number')
      return numberColumn(
        column,
        Float64Array.from({ length: nRows }, (_, row) => at(row)),
      );
    if (type === 'boolean')
      return booleanColumn(
        column,
        Array.from({ length: nRows }, (_, row) => (Number.isNaN(at(row)) ? null : at(row) === 1)),
      );
    const codes = Int32Array.from({ length: nRows }, (_, row) => (Number.isNaN(at(row)) ? -1 : at(row)));
    return codedTextColumn(column, codes, categories ?? []);
  });
  return new Table(columns, { entity: 'none', name: 'rows' });
}

/** The target of training rows as a column with the role of an outcome. */
export const outcomeColumn = ({ column, kind, classes, codes, values }: TrainingTarget): Column =>
  kind === 'number'
    ? numberColumn(column, values, { role: 'outcome' })
    : codedTextColumn(column, codes, classes, { role: 'outcome' });
