import { ClienteleError } from '../../contract/errors.ts';
import type { Label, Text } from '../../contract/text.ts';
import type { Matrix, Table } from '../table/table.ts';
import { labelWords, messageWords } from './message-words.ts';

/** The outputs that hold features of customers as they were measured, or joined, filled and encoded since. */
export const FEATURE_OUTPUTS = [
  'features',
  'features_combined',
  'rfm',
  'behaviour',
  'recent_activity',
  'course_over_time',
  'sequence_features',
  'derived',
  'filled',
  'without_outliers',
  'encoded',
] as const;

/** The outputs that clustering reads by preference, the nearest above it: scaled features, or what an autoencoder made of them. */
export const CLUSTERED_OUTPUTS = ['features_scaled', 'codes'] as const;

/** The features of a table as a complete matrix. */
export interface FeatureMatrix {
  readonly names: string[];
  readonly x: Matrix;
}

/**
 * The chosen number columns (or all that suit) as a matrix without missing values.
 *
 * @throws missing-values naming the first column that has one; no-usable-column; missing-column; wrong-column-type
 */
export function completeMatrix(table: Table, chosen: readonly string[]): FeatureMatrix {
  const names = table.features(chosen);
  const x = table.matrix(names);
  const missing = new Int32Array(names.length);
  for (let at = 0; at < x.values.length; at++) if (!Number.isFinite(x.values[at]!)) missing[at % names.length]!++;
  const worst = missing.findIndex((count) => count > 0);
  if (worst >= 0)
    throw new ClienteleError('missing-values', { column: names[worst] ?? '', count: missing[worst] ?? 0 });
  return { names, x };
}

/** The error of a table that has no column of a kind. @param wanted such as “text” */
export function noColumnOf(table: Table, wanted: Text): ClienteleError {
  const columns = { list: table.columns.map(({ name }) => columnWords(table, name)) };
  const text = { en: '{wanted} is needed; the table has {columns}', zh: '需要{wanted}；该表只有 {columns}' };
  return new ClienteleError('no-usable-column', {
    detail: messageWords({ code: 'no-column-of', text, values: { wanted, columns } }),
  });
}

/** What a figure calls a column: its label in the reader's language, or its name as it stands. */
export function columnLabel(table: Table, name: string): Label {
  const label = table.find(name)?.label;
  return label ? { code: 'column', text: label } : name;
}

/** The same as a piece of a message's words. */
export const columnWords = (table: Table, name: string): string | Text => labelWords(columnLabel(table, name));
