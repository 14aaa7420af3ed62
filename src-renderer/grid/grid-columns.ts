import { keyRoles, type Cell, type ColumnInfo, type TableInfo } from '../../src-main/contract/table.ts';
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

/** The columns of a table, the key of its entity first. */
export function gridColumns({ columns, entity }: TableInfo, locale: Locale): GridColumn[] {
  const keyAt = entity === 'none' ? -1 : columns.findIndex(({ role }) => role === keyRoles[entity]);
  const shown = columns.map((info, at): GridColumn => ({
    info,
    at,
    title: info.label ? formatText(info.label, undefined, locale) : info.name,
    isKey: at === keyAt,
  }));
  return [...shown.filter(({ isKey }) => isKey), ...shown.filter(({ isKey }) => !isKey)];
}

export const MIN_WIDTH = 56;
const MAX_FIRST_WIDTH = 320;

/** A width to begin with: as wide as the heading or what such a column usually holds. */
export function firstWidth({ info, title }: GridColumn): number {
  const heading = title.length * 8 + 44;
  const content =
    info.type === 'date'
      ? 150
      : info.type === 'number'
        ? 96
        : info.type === 'boolean'
          ? 72
          : info.role === 'text' || info.role === 'itemName'
            ? 280
            : 130;
  return Math.min(MAX_FIRST_WIDTH, Math.max(heading, content));
}

/** Where each column begins, and how wide all are together. */
export function columnStarts(widths: readonly number[]): { starts: number[]; total: number } {
  let total = 0;
  const starts = widths.map((width) => (total += width) - width);
  return { starts, total };
}

/** Digits that are written at most: of small numbers more, of large ones fewer. */
function mostDigits(size: number, unit: ColumnInfo['unit']): number {
  if (unit === 'share' || unit === 'days') return 1;
  return size >= 1000 ? 1 : size >= 10 ? 2 : 3;
}

/** Digits after the point that the numbers of a column share, judged by its first values, so that points stand below one another. */
export function columnDigits({ info }: Pick<GridColumn, 'info'>, values: readonly Cell[]): number | undefined {
  if (info.type !== 'number' || info.unit === 'money') return undefined;
  const numbers = values.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
  const most = mostDigits(Math.max(0, ...numbers.map(Math.abs)), info.unit);
  const scale = info.unit === 'share' ? 100 : 1;
  const isWhole = (value: number, digits: number): boolean =>
    Math.abs(value * scale * 10 ** digits - Math.round(value * scale * 10 ** digits)) < 1e-6;
  for (let digits = 0; digits < most; digits++) if (numbers.every((value) => isWhole(value, digits))) return digits;
  return most;
}
