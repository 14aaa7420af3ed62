import { ClienteleError } from '../../../contract/errors.ts';
import type { Text } from '../../../contract/text.ts';
import { cellAt, type Column } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { columnWords } from '../features-of.ts';
import { messageWords } from '../message-words.ts';

const NO_GROUPS: Text = {
  en: '“{column}” has {count, number} different values, which are no groups',
  zh: '“{column}”有 {count, number} 个不同的取值，不是分组',
};

/**
 * The column that names the group of each row.
 *
 * @param chosen a column; `cluster`, or the first without a role, where null. @throws missing-column
 */
export function groupColumn(table: Table, chosen: string | null): Column {
  const found: Column | undefined =
    chosen === null ? (table.find('cluster') ?? table.columns.find(({ role }) => role === null)) : table.column(chosen);
  if (!found) throw new ClienteleError('missing-column', { column: 'cluster' });
  return found;
}

/** More different values than this are measures or names of the rows themselves. */
const MOST_GROUPS = 500;

/** The group of each row as a text; null where it has none. @throws missing-column; no-usable-column where values are too many to be groups */
export function groupsOf(table: Table, chosen: string | null): (string | null)[] {
  const found = groupColumn(table, chosen);
  const groups = Array.from({ length: table.nRows }, (_, row) => {
    const cell = cellAt(found, row);
    return cell === null ? null : String(cell);
  });
  const count = new Set(groups).size;
  if (count > MOST_GROUPS) {
    const column = columnWords(table, found.name);
    throw new ClienteleError('no-usable-column', {
      detail: messageWords({ code: 'no-groups', text: NO_GROUPS, values: { column, count } }),
    });
  }
  return groups;
}

/** Numbers in their order, then texts. */
export function namesOf(groups: readonly string[]): string[] {
  const byNumber = new Intl.Collator('en', { numeric: true });
  return [...new Set(groups)].sort((a, b) => byNumber.compare(a, b) || (a < b ? -1 : 1));
}

/** Groups as positions of their names. */
export function codesOf(groups: readonly string[], names: readonly string[]) {
  const codes = new Map(names.map((name, code) => [name, code]));
  return { codes: Int32Array.from(groups, (name) => codes.get(name) ?? -1), n: names.length };
}

/**
 * Rows of two tables that are about the same: by key, or by position where neither has one and they are equally long.
 *
 * @throws missing-role
 */
export function pairRows(first: Table, second: Table): (readonly [number, number])[] {
  const [ofFirst, ofSecond] = [first.key(), second.key()];
  if (ofFirst && ofSecond) {
    const rowOf = new Map<unknown, number>();
    for (let row = 0; row < second.nRows; row++) {
      const key = cellAt(ofSecond, row);
      if (key !== null && !rowOf.has(key)) rowOf.set(key, row);
    }
    const pairs: (readonly [number, number])[] = [];
    for (let row = 0; row < first.nRows; row++) {
      const partner = rowOf.get(cellAt(ofFirst, row));
      if (partner !== undefined) pairs.push([row, partner]);
    }
    return pairs;
  }
  if (!ofFirst && !ofSecond && first.nRows === second.nRows)
    return Array.from({ length: first.nRows }, (_, row) => [row, row] as const);
  throw new ClienteleError('missing-role', { table: (ofFirst ? second : first).name, role: 'customerId' });
}
