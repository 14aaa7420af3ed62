import type { SourceFormat } from '../../../contract/import.ts';
import { rowTexts } from '../read/batch.ts';
import { CsvScanner } from '../read/csv-scanner.ts';

/** How a text is cut into rows and fields. */
export type Dialect = Pick<SourceFormat, 'delimiter' | 'quote' | 'skipLines' | 'layout'>;

const DELIMITERS = [',', ';', '\t', '|', '\u0001', ' '] as const;
/** Divides nothing: what a file of one column is read with. */
const NO_DELIMITER = '\u001f';
const LOOKED_AT_ROWS = 500;
const LOOKED_AT_BYTES = 256 << 10;
/** Titles and remarks above a table take no more lines than this. */
const MAX_TITLE_LINES = 30;
/** Below, the rows agree too little for the delimiter to be one. */
const LEAST_AGREEMENT = 0.6;

interface Reading {
  readonly delimiter: string;
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  /** The most frequent number of fields. */
  readonly width: number;
  /** The share of rows that have it. */
  readonly agreement: number;
}

function readWith(text: Uint8Array, delimiter: string, quote: string): Reading {
  const scanner = new CsvScanner(delimiter, quote);
  const complete = scanner.push(text.subarray(0, LOOKED_AT_BYTES));
  const rows: string[][] = [];
  const lines: number[] = [];
  const collect = (batch: typeof complete): void => {
    for (let row = 0; row < batch.nRows && rows.length < LOOKED_AT_ROWS; row++) {
      rows.push(rowTexts(batch, row));
      lines.push(batch.lines[row]!);
    }
  };
  collect(complete);
  // The last row is likely cut off by where we stopped looking; a shorter text ends where it ends.
  if (text.length < LOOKED_AT_BYTES || rows.length === 0) collect(scanner.end());
  const frequency = new Map<number, number>();
  for (const row of rows) frequency.set(row.length, (frequency.get(row.length) ?? 0) + 1);
  const [width = 1, count = 0] = [...frequency].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return { delimiter, rows, lines, width, agreement: rows.length > 0 ? count / rows.length : 0 };
}

/** How good a reading is: rows that agree, and better on many fields than on two. */
const quality = ({ width, agreement, delimiter }: Reading): number =>
  width < 2 ? 0 : agreement ** 2 * (1 + Math.log2(width)) * (delimiter === ' ' ? 0.5 : 1);

/** How a text is cut: the delimiter on which rows agree best, its quote, the lines above the table. */
export function sniffDialect(text: Uint8Array): Dialect {
  const readings = DELIMITERS.map((delimiter) => readWith(text, delimiter, '"'));
  const lists = readings.find(isLists);
  const best = readings.reduce((a, b) => (quality(b) > quality(a) ? b : a));
  if (lists && quality(best) < quality(lists) + LEAST_AGREEMENT)
    return { delimiter: lists.delimiter, quote: '', skipLines: 0, layout: 'lists' };
  if (best.width < 2 || best.agreement < LEAST_AGREEMENT || isProse(best))
    return { delimiter: NO_DELIMITER, quote: '"', skipLines: 0, layout: 'rows' };
  const quote = usesApostrophes(best) ? "'" : '"';
  return { delimiter: best.delimiter, quote, skipLines: titleLines(best), layout: 'rows' };
}

/** Whether each line is a key with a list of its own length: `0 12 7 9`. */
function isLists({ rows, delimiter }: Reading): boolean {
  if (rows.length < 3) return false;
  const isId = (text: string): boolean => /^\d+$/.test(text);
  const widths = rows.map((row) => row.filter((text) => text !== '').length);
  const isVaried = new Set(widths).size > Math.min(4, rows.length / 3);
  const areDistinct = new Set(rows.map((row) => row[0])).size === rows.length;
  return (
    isVaried &&
    areDistinct &&
    delimiter !== ';' &&
    rows.every((row) => row.every((text, at) => isId(text) || (text === '' && at === row.length - 1)))
  );
}

/** Fields in apostrophes at both ends, in every row that has any. */
function usesApostrophes({ rows, width }: Reading): boolean {
  let quoted = 0;
  for (const row of rows)
    for (const text of row) if (text.length > 1 && text.startsWith("'") && text.endsWith("'")) quoted++;
  return quoted > rows.length * width * 0.25;
}

const filledIn = (row: readonly string[]): number => row.filter((text) => text.trim() !== '').length;

/** How many lines stand above the table: a title and remarks have fewer fields than the table, or hardly any that hold something. */
function titleLines({ rows, lines, width }: Reading): number {
  if (width < 3) return 0;
  const isTitle = (row: readonly string[]): boolean =>
    row.length < width ? filledIn(row) <= width / 2 : filledIn(row) <= Math.max(1, Math.floor(width / 3));
  const first = rows.findIndex((row) => !isTitle(row));
  return first > 0 && first <= MAX_TITLE_LINES ? (lines[first] ?? 1) - 1 : 0;
}

/** Whether what looks like fields are the clauses of sentences: under one name, each after the first begins with a space. */
function isProse({ rows, delimiter, width }: Reading): boolean {
  if ((delimiter !== ',' && delimiter !== ';') || rows[0]?.length !== 1 || width < 2) return false;
  const clauses = rows.slice(1).flatMap((row) => row.slice(1));
  return clauses.filter((text) => text.startsWith(' ')).length > clauses.length * 0.9;
}
