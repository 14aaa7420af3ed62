import type { MessageValue, Text } from '../../../contract/text.ts';
import { sortedFinite } from '../../maths/statistics.ts';
import { booleanColumn, codesOf, isNull, numberColumn, textAt, textColumn, type Column } from '../../table/column.ts';
import { numberAt, Table } from '../../table/table.ts';
import { columnWords } from '../features-of.ts';
import { messageWords } from '../message-words.ts';
import { decimalsOf } from '../predict/tree-thresholds.ts';
import { explainText as text } from './texts.ts';

/** What a feature can be set to. */
export type Setting = number | string | boolean;

/** A feature with another value than it has. */
export interface Change {
  readonly column: string;
  readonly to: Setting;
}

/** A row again and again, each time with other changes. @param row a table of one row */
export function changedRows(row: Table, changes: readonly (readonly Change[])[]): Table {
  const repeated = row.take(new Int32Array(changes.length));
  const names = new Set(changes.flatMap((own) => own.map(({ column }) => column)));
  const columns = repeated.columns.map((column): Column => {
    if (!names.has(column.name)) return column;
    const settings = changes.map((own) => own.find(({ column: name }) => name === column.name)?.to ?? null);
    return withSettings(column, settings);
  });
  return new Table(columns, row.options());
}

function withSettings(column: Column, settings: readonly (Setting | null)[]): Column {
  const { name, role, unit, label } = column;
  const options = { role, unit, label };
  switch (column.type) {
    case 'number':
      return numberColumn(name, Float64Array.from(settings, (own, row) => (own === null ? numberAt(column, row) : Number(own))), options); // prettier-ignore
    case 'text':
      return textColumn(name, settings.map((own, row) => (own === null ? textAt(column, row) : String(own))), options); // prettier-ignore
    case 'boolean':
      return booleanColumn(name, settings.map((own, row) => own === null ? (isNull(column, row) ? null : column.values[row] === 1) : own === true), options); // prettier-ignore
    case 'date':
      return column;
  }
}

/** What a row has in a column; null where it has none. */
export function settingAt(column: Column, row: number): Setting | null {
  if (isNull(column, row)) return null;
  switch (column.type) {
    case 'number':
    case 'date':
      return Number.isNaN(numberAt(column, row)) ? null : numberAt(column, row);
    case 'text':
      return textAt(column, row);
    case 'boolean':
      return column.values[row] === 1;
  }
}

/** Which values a column has: numbers ascending, or choices with their shares, the most frequent first. */
export type Range =
  | { readonly kind: 'number'; readonly sorted: Float64Array; readonly isWhole: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly { readonly to: Setting; readonly share: number }[] };

export function rangeOf(column: Column): Range {
  if (column.type === 'number' || column.type === 'date') {
    const sorted = sortedFinite(Float64Array.from({ length: column.length }, (_, row) => numberAt(column, row)));
    return { kind: 'number', sorted, isWhole: sorted.every((value) => Number.isInteger(value)) };
  }
  const counts = new Map<Setting, number>();
  const names = column.type === 'text' ? codesOf(column).dictionary : null;
  if (names) for (const name of [...names].sort()) counts.set(name, 0);
  for (let row = 0; row < column.length; row++) {
    const own = settingAt(column, row);
    if (own !== null) counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const seen = [...counts].filter(([, count]) => count > 0);
  const rank = (own: Setting): string => String(own);
  seen.sort(([a, x], [b, y]) => y - x || (rank(a) < rank(b) ? -1 : 1));
  return { kind: 'choice', choices: seen.map(([to, count]) => ({ to, share: count / n })) };
}

/** A number without digits that nobody reads. */
const readable = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));

/** A setting in the reader's words, with what it is measured in. @param column whose setting it is. @param currency of money */
export function settingWords(
  setting: Setting | null,
  { type, unit }: Pick<Column, 'type' | 'unit'>,
  currency: string | null,
): MessageValue {
  if (setting === null) return text.source.messages.missing;
  if (typeof setting === 'boolean') return text.source.messages[setting ? 'yes' : 'no'];
  if (typeof setting === 'string') return setting;
  if (type === 'date') return { date: setting };
  if (unit === 'money') return { money: setting, currency };
  if (unit === 'share') return { percent: setting, digits: 1 };
  const shown = readable(setting);
  const number = { decimal: shown, digits: decimalsOf(shown) };
  return unit === 'days' ? messageWords(text.message('days', { days: number })) : number;
}

/** A setting in signs that need no language. */
export function settingText(setting: Setting | null): string | null {
  if (setting === null) return null;
  if (typeof setting === 'boolean') return setting ? 'yes' : 'no';
  return String(typeof setting === 'number' ? readable(setting) : setting);
}

/** A change of one row in the reader's words. @param row a table of one row, as it is */
export function changeWords(row: Table, { column: name, to }: Change): Text {
  const column = row.column(name);
  const words = (setting: Setting | null): MessageValue => settingWords(setting, column, row.currency);
  const feature = columnWords(row, name);
  return messageWords(text.message('change', { feature, from: words(settingAt(column, 0)), to: words(to) }));
}
