import { ClienteleError } from '../../../contract/errors.ts';
import type { ColumnRole } from '../../../contract/table.ts';
import { codesOf, countNulls, type Column } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { messageWords } from '../message-words.ts';
import { predictText as text } from './texts.ts';

/** Roles whose columns describe a row as features do; the others name it, date it or are its outcome. */
const FEATURE_ROLES: readonly ColumnRole[] = [
  'quantity', 'price', 'amount', 'discount', 'cost', 'stock', 'rating', 'category', 'place', 'channel', 'eventType', 'treatment',
]; // prettier-ignore

/** A text column of more different values than this is no list of categories. */
const MOST_CATEGORIES = 50;

/**
 * The columns to predict from: the chosen ones, or all that suit.
 *
 * @throws missing-column; no-usable-column where a chosen one cannot serve, or none is left
 */
export function chooseFeatures(
  table: Table,
  chosen: readonly string[],
  target: string,
  context: Pick<Context, 'warn'>,
): Column[] {
  if (chosen.length > 0) return chosen.map((name) => checkChosen(table.column(name), target));
  const candidates = table.columns.filter(
    ({ name, type, role }) => name !== target && type !== 'date' && (role === null || FEATURE_ROLES.includes(role)),
  );
  const features = candidates.filter((column) => !isEmpty(column) && !hasManyValues(column));
  const leftOut = candidates.filter((column) => !features.includes(column)).map(({ name }) => name);
  if (leftOut.length > 0) context.warn(text.message('columns-left-out', { columns: { list: leftOut } }));
  if (features.length === 0) throw unusable('no-features');
  return features;
}

function checkChosen(column: Column, target: string): Column {
  if (column.name === target) throw unusable('feature-target', column.name);
  if (column.type === 'date') throw unusable('feature-date', column.name);
  if (isEmpty(column)) throw unusable('feature-empty', column.name);
  return column;
}

function isEmpty(column: Column): boolean {
  if (column.type !== 'number') return countNulls(column) === column.length;
  for (let row = 0; row < column.length; row++) if (!Number.isNaN(numberAt(column, row))) return false;
  return true;
}

const hasManyValues = (column: Column): boolean =>
  column.type === 'text' && codesOf(column).dictionary.length > MOST_CATEGORIES;

const unusable = (
  code: 'no-features' | 'feature-target' | 'feature-date' | 'feature-empty',
  column = '',
): ClienteleError => new ClienteleError('no-usable-column', { detail: messageWords(text.message(code, { column })) });
