import { ClienteleError } from '../../../contract/errors.ts';
import { escapeMessage } from '../../../contract/text.ts';
import { cellAt, type Column } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { noColumnOf } from '../features-of.ts';

/** Rows whose group is known. */
export interface KnownGroups {
  readonly column: string;
  /** Sorted. */
  readonly names: readonly string[];
  /** Rows with a group, and the place of each one's group among the names. */
  readonly rows: Int32Array;
  readonly classes: Int32Array;
}

/** A column with more values than this says what rows are, not which group they are in. */
const MOST_GROUPS = 100;

/**
 * The groups that a column tells.
 *
 * @param chosen null: the first column of texts or of yes and no, or else of few whole numbers. @throws missing-column; no-usable-column where no column tells
 * groups; no-usable-rows where fewer than two groups have rows
 */
export function groupsOf(table: Table, chosen: string | null): KnownGroups {
  const column = chosen === null ? firstGrouping(table) : table.column(chosen);
  const texts = Array.from({ length: table.nRows }, (_, row) => {
    const cell = cellAt(column, row);
    return cell === null ? null : String(cell);
  });
  const names = [...new Set(texts)].filter((text) => text !== null).sort();
  if (names.length < 2) {
    const got = {
      en: `“${escapeMessage(column.name)}” tells fewer than two groups`,
      zh: `“${escapeMessage(column.name)}”不足两组`,
    };
    throw new ClienteleError('no-usable-rows', { detail: got });
  }
  if (names.length > MOST_GROUPS) {
    const got = {
      en: `“${escapeMessage(column.name)}” has ${names.length} different values, more than ${MOST_GROUPS}`,
      zh: `“${escapeMessage(column.name)}”有 ${names.length} 个不同的值，超过 ${MOST_GROUPS} 个`,
    };
    throw new ClienteleError('no-usable-column', { detail: got });
  }
  const places = new Map(names.map((name, place) => [name, place]));
  const rows = Int32Array.from({ length: table.nRows }, (_, row) => row).filter((row) => texts[row] !== null);
  return { column: column.name, names, rows, classes: Int32Array.from(rows, (row) => places.get(texts[row]!)!) };
}

function firstGrouping(table: Table): Column {
  const telling = table.columns.filter((column) => column.role === null && tellsGroups(column));
  const found = telling.find(({ type }) => type !== 'number') ?? telling[0];
  if (found) return found;
  throw noColumnOf(table, {
    en: 'a column of known groups, such as a text or yes and no,',
    zh: '一列已知的分组（文本或是/否）',
  });
}

const MOST_WHOLE = 10;

function tellsGroups(column: Column): boolean {
  if (column.type === 'boolean') return true;
  if (column.type === 'date') return false;
  const seen = new Set<string | number | boolean>();
  const most = column.type === 'text' ? MOST_GROUPS : MOST_WHOLE;
  for (let row = 0; row < column.length && seen.size <= most; row++) {
    const cell = cellAt(column, row);
    if (cell === null) continue;
    if (typeof cell === 'number' && !Number.isInteger(cell)) return false;
    seen.add(cell);
  }
  return seen.size >= 2 && seen.size <= most;
}
