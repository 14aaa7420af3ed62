import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Rows } from '../../tensor/training/tensor-trainee.ts';
import { autoencoderText as text } from './autoencoder-text.ts';

/** A table's key with columns beside it. */
function besideKey(table: Table, columns: Table['columns']): Table {
  const key = table.key();
  return new Table([...(key ? [key] : []), ...columns], table.options());
}

/** The codes of a table's rows: its key and `code_1` … @param codes (nRows, codeSize), row-major. */
export function codeTable(table: Table, codes: Float32Array, codeSize: number): Table {
  const { en, zh } = text.source.messages.code;
  const columns = Array.from({ length: codeSize }, (_, c) =>
    numberColumn(
      `code_${c + 1}`,
      Float32Array.from({ length: table.nRows }, (__, row) => codes[row * codeSize + c]!),
      { label: { en: en.replace('{n}', String(c + 1)), zh: zh.replace('{n}', String(c + 1)) } },
    ),
  );
  return besideKey(table, columns);
}

/** How far each row is from what was rebuilt of it: the mean of its squared differences, and the feature that differs most. */
export function errorTable(
  table: Table,
  features: readonly string[],
  { nRows, nColumns, values }: Rows,
  rebuilt: Float32Array,
): Table {
  const errors = new Float64Array(nRows);
  const worst = Array.from({ length: nRows }, (_, row) => {
    let [sum, most, at] = [0, -1, 0];
    for (let j = 0; j < nColumns; j++) {
      const square = (values[row * nColumns + j]! - rebuilt[row * nColumns + j]!) ** 2;
      sum += square;
      if (square > most) [most, at] = [square, j];
    }
    errors[row] = sum / nColumns;
    return features[at] ?? null;
  });
  return besideKey(table, [
    numberColumn('error', errors, { unit: 'score', label: text.column('error') }),
    textColumn('worst_feature', worst, { label: text.column('worst_feature') }),
  ]);
}

/**
 * The share of the features' variance that is rebuilt, as principal components explain it; below 0 where the column means would be
 * nearer. NaN without variance.
 */
export function explainedShare({ nRows, nColumns, values }: Rows, rebuilt: Float32Array): number {
  const sums = new Float64Array(nColumns);
  values.forEach((value, at) => (sums[at % nColumns]! += value));
  let [lost, whole] = [0, 0];
  values.forEach((value, at) => {
    lost += (value - rebuilt[at]!) ** 2;
    whole += (value - sums[at % nColumns]! / nRows) ** 2;
  });
  return whole > 0 ? 1 - lost / whole : NaN;
}
