import {
  dictionaryOf,
  isNull,
  type Column,
  type DateColumn,
  type NumberColumn,
  type TextColumn,
} from '../table/column.ts';

/** How the values of a column are written into SQL. */
export interface CellFormat {
  readonly sqlType: 'REAL' | 'INTEGER' | 'TEXT';
  cell(row: number): string | number | null;
}

export const MS_PER_DAY = 86_400_000;

/** The formats of a table's columns. */
export const cellFormats = (columns: readonly Column[]): CellFormat[] => columns.map(cellFormat);

function cellFormat(column: Column): CellFormat {
  switch (column.type) {
    case 'number':
      return numberFormat(column);
    case 'date':
      return dateFormat(column);
    case 'boolean':
      return { sqlType: 'INTEGER', cell: (row) => (isNull(column, row) ? null : (column.values[row] ?? null)) };
    case 'text':
      return textFormat(column);
  }
}

/** A column of whole numbers is INTEGER, so that SQL shows 6 and not 6.0; with one fraction all are REAL, so that dividing means the same in every row. */
function numberFormat(column: NumberColumn): CellFormat {
  const { values, nulls } = column;
  const whole =
    values instanceof Int32Array || values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value));
  const cell = (row: number): number | null => {
    const value = values[row] ?? NaN;
    return Number.isNaN(value) || (nulls !== null && isNull(column, row)) ? null : value;
  };
  return { sqlType: whole ? 'INTEGER' : 'REAL', cell };
}

function textFormat(column: TextColumn): CellFormat {
  const texts = dictionaryOf(column);
  const { codes, nulls } = column;
  if (codes) return { sqlType: 'TEXT', cell: (row) => texts[codes[row] ?? -1] ?? null };
  return { sqlType: 'TEXT', cell: (row) => (nulls !== null && isNull(column, row) ? null : (texts[row] ?? null)) };
}

/** Whether any row of a column has a time, and whether any has milliseconds. */
export function dateParts({ values }: DateColumn): { readonly hasTime: boolean; readonly hasMs: boolean } {
  return {
    hasTime: values.some((ms) => !Number.isNaN(ms) && ms % MS_PER_DAY !== 0),
    hasMs: values.some((ms) => !Number.isNaN(ms) && ms % 1000 !== 0),
  };
}

/** `2011-12-09`, with a time where any row has one, with milliseconds where any row has them. */
function dateFormat(column: DateColumn): CellFormat {
  const { values } = column;
  const { hasTime, hasMs } = dateParts(column);
  const days = new Map<number, string>();
  let lastMs = NaN;
  let lastText: string | null = null;
  const cell = (row: number): string | null => {
    const ms = values[row] ?? NaN;
    if (Number.isNaN(ms)) return null;
    if (ms !== lastMs) {
      lastMs = ms;
      const day = Math.floor(ms / MS_PER_DAY);
      let date = days.get(day);
      if (date === undefined) days.set(day, (date = isoDay(day)));
      lastText = hasTime ? `${date} ${isoTime(ms - day * MS_PER_DAY, hasMs)}` : date;
    }
    return lastText;
  };
  return { sqlType: 'TEXT', cell };
}

/** A day, counted from 1970, as `2011-12-09`. */
export function isoDay(day: number): string {
  const date = new Date(day * MS_PER_DAY);
  return Number.isNaN(date.getTime()) ? '' : (date.toISOString().split('T')[0] ?? '');
}

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

function isoTime(ms: number, withMs: boolean): string {
  const seconds = Math.floor(ms / 1000);
  const time = `${TWO[Math.floor(seconds / 3600)]}:${TWO[Math.floor(seconds / 60) % 60]}:${TWO[seconds % 60]}`;
  return withMs ? `${time}.${String(Math.floor(ms % 1000)).padStart(3, '0')}` : time;
}
