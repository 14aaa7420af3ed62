import { columnsFor } from '../../src-main/contract/format.ts';
import { keyRoles, type ColumnInfo, type TableInfo } from '../../src-main/contract/table.ts';
import { formatText, type Locale } from '../../src-main/contract/text.ts';

/** A column as the grid shows it. */
export interface GridColumn {
  readonly info: ColumnInfo;
  /** Its place in the rows that the engine sends. */
  readonly at: number;
  /** Its name in the reader's language. */
  readonly title: string;
  /** Whether it stays in view when one scrolls sideways: it says what the row is about. */
  readonly isKey: boolean;
}

/** The columns of a table, the key of its entity first; without those that a step wrote for readers of another language. */
export function gridColumns({ columns, entity }: TableInfo, locale: Locale): GridColumn[] {
  const keyAt = entity === 'none' ? -1 : columns.findIndex(({ role }) => role === keyRoles[entity]);
  const forReader = new Set(columnsFor(columns, locale));
  const shown = columns
    .map((info, at): GridColumn => ({
      info,
      at,
      title: info.label ? formatText(info.label, undefined, locale) : info.name,
      isKey: at === keyAt,
    }))
    .filter(({ info }) => forReader.has(info));
  return [...shown.filter(({ isKey }) => isKey), ...shown.filter(({ isKey }) => !isKey)];
}

export const MIN_WIDTH = 56;
const MAX_FIRST_WIDTH = 320;
/** What the longest texts of a table get of the room, though columns beside them move out of view: they are what one reads. */
const LONGEST_SHARE = 0.7;
const MAX_WANTED_WIDTH = 1200;
const PADDING = 24;

/** About how wide a text is at 12 px; letters of East Asian scripts are square. */
const textWidth = (text: string): number =>
  [...text].reduce((width, letter) => width + (letter > '\u2E7F' ? 12.5 : 7), 0);

/** Whether a text does not fit into a column of this width. */
export const isCut = (text: string, width: number): boolean => textWidth(text) + PADDING > width;

/** As wide as what such a column usually holds. */
function usualWidth({ info: { type, role } }: GridColumn): number {
  if (type === 'date') return 150;
  if (type === 'number') return 96;
  if (type === 'boolean') return 72;
  return role === 'text' || role === 'itemName' ? 280 : 130;
}

/**
 * Widths to begin with: as wide as the heading or what such a column usually holds; what of the first texts does not fit then gets
 * of the room that would stay empty, evenly.
 *
 * @param texts the first cells of each column as they are written; none where they are not known yet.
 */
export function firstWidths(
  columns: readonly GridColumn[],
  texts: readonly (readonly string[])[],
  room: number,
): number[] {
  const wanted = columns.map((column, i) =>
    Math.min(
      MAX_WANTED_WIDTH,
      Math.max(
        textWidth(column.title) + 44,
        usualWidth(column),
        ...(texts[i] ?? []).map((text) => textWidth(text) + PADDING),
      ),
    ),
  );
  const longest = columns.reduce(
    (found, { info }, i) => (info.type === 'text' && wanted[i]! > (wanted[found] ?? 0) ? i : found),
    -1,
  );
  const widths = wanted.map((width, i) =>
    Math.min(width, i === longest ? Math.max(MAX_FIRST_WIDTH, Math.round(LONGEST_SHARE * room)) : MAX_FIRST_WIDTH),
  );
  const spare = room - widths.reduce((sum, width) => sum + width, 0);
  const short = wanted.reduce((sum, width, i) => sum + width - widths[i]!, 0);
  if (spare <= 0 || short === 0) return widths;
  const given = Math.min(1, spare / short);
  return widths.map((width, i) => Math.floor(width + (wanted[i]! - width) * given));
}

/** Where each column begins, and how wide all are together. */
export function columnStarts(widths: readonly number[]): { starts: number[]; total: number } {
  let total = 0;
  const starts = widths.map((width) => (total += width) - width);
  return { starts, total };
}
