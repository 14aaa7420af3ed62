import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { CancelSignal } from '../steps/context.ts';
import { cellAt, codesOf, isNull, type Column, type DateColumn } from './column.ts';
import { isoText } from './iso-text.ts';
import type { Table } from './table.ts';

/** What an export reports to, and what stops it. */
export interface ExportTools {
  readonly signal: CancelSignal;
  progress(fraction: number): void;
}

/** How CSV is written. */
export interface CsvOptions {
  /** Begin with a byte order mark, without which Excel takes UTF-8 for something else. */
  readonly bom?: boolean;
  /** Put an apostrophe before texts that a spreadsheet would run as formulas. */
  readonly neutralise?: boolean;
}

const ROWS_PER_BLOCK = 4096;
const BOM = '\uFEFF';
const LINE_END = '\r\n';

/** A spreadsheet runs a text that begins so as a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes the cells of a column, each distinct text once. */
function csvWriter(column: Column, neutralise: boolean): (row: number) => string {
  const text = (value: string): string => quoted(neutralise && FORMULA.test(value) ? `'${value}` : value);
  switch (column.type) {
    case 'text': {
      if (!column.codes) {
        return (row) => text((cellAt(column, row) as string | null) ?? '');
      }
      const { codes, dictionary } = codesOf(column);
      const written = new Array<string | undefined>(dictionary.length);
      return (row) => {
        const code = codes[row]!;
        return code < 0 ? '' : (written[code] ??= text(dictionary[code]!));
      };
    }
    case 'date':
      return dateWriter(column, '');
    case 'boolean':
      return (row) => (isNull(column, row) ? '' : column.values[row] ? 'true' : 'false');
    case 'number':
      return (row) => (isNull(column, row) ? '' : String(column.values[row]));
  }
}

/** Neighbouring rows often share a time. */
function dateWriter<M>(column: DateColumn, missing: M): (row: number) => string | M {
  let last = NaN;
  let written = '';
  return (row) => {
    if (isNull(column, row)) return missing;
    const value = column.values[row]!;
    if (value !== last) [last, written] = [value, isoText(value)];
    return written;
  };
}

async function writeBlocks(
  table: Table,
  stream: Writable,
  { signal, progress }: ExportTools,
  lineOf: (row: number) => string,
): Promise<void> {
  for (let start = 0; start < table.nRows; start += ROWS_PER_BLOCK) {
    signal.throwIfAborted();
    const end = Math.min(table.nRows, start + ROWS_PER_BLOCK);
    let block = '';
    for (let row = start; row < end; row++) block += lineOf(row);
    if (!stream.write(block)) await once(stream, 'drain');
    progress(end / table.nRows);
  }
}

/**
 * Writes a table as CSV (RFC 4180): UTF-8, CRLF, numbers and dates in the same way in every locale, so that they can be
 * read back. By default for spreadsheets: with a byte order mark, formulas made harmless.
 *
 * @throws cancelled
 */
export async function exportCsv(
  table: Table,
  stream: Writable,
  tools: ExportTools,
  { bom = true, neutralise = true }: CsvOptions = {},
): Promise<void> {
  const names = table.columns.map(({ name }) => quoted(neutralise && FORMULA.test(name) ? `'${name}` : name));
  stream.write(`${bom ? BOM : ''}${names.join(',')}${LINE_END}`);
  const [first, ...others] = table.columns.map((column) => csvWriter(column, neutralise));
  await writeBlocks(table, stream, tools, (row) => {
    let line = first?.(row) ?? '';
    // A line with nothing on it is no row.
    if (others.length === 0 && line === '') line = '""';
    for (const write of others) line += `,${write(row)}`;
    return line + LINE_END;
  });
}

/** Writes a table as one JSON object a line; dates are ISO texts, missing values null. @throws cancelled */
export async function exportJsonLines(table: Table, stream: Writable, tools: ExportTools): Promise<void> {
  const writers = table.columns.map((column) => {
    const key = JSON.stringify(column.name);
    const value = column.type === 'date' ? dateWriter(column, null) : (row: number) => cellAt(column, row);
    return (row: number): string => `${key}:${JSON.stringify(value(row))}`;
  });
  await writeBlocks(table, stream, tools, (row) => `{${writers.map((write) => write(row)).join(',')}}\n`);
}
