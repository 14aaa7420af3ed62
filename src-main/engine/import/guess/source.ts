import path from 'node:path';
import { ClienteleError } from '../../../contract/errors.ts';
import type { ImportOptions, SourceFormat } from '../../../contract/import.ts';
import { readHead, readUtf8 } from '../read/bytes.ts';
import { tablesIn } from '../read/read-rows.ts';
import { sniffDialect, type Dialect } from './dialect.ts';
import { sniffEncoding } from './encoding.ts';
import { sniffFormat } from './format.ts';
import { looksLikeHeader } from './header.ts';
import { readSample, type Sample } from './sample.ts';

/** How much of a file its encoding and delimiter are found from. */
const HEAD_BYTES = 1 << 20;
const HEADER_ROWS = 200;
const A_TABLE = { en: 'a table', zh: '表格' };

/** A file as it was found to be written, with its first rows. */
export interface DetectedSource {
  readonly format: SourceFormat;
  /** Sheets or tables to choose from. */
  readonly tables: readonly string[];
  readonly sample: Sample;
}

async function dialectOf(
  file: string,
  format: SourceFormat['format'],
  encoding: SourceFormat['encoding'],
): Promise<Dialect> {
  const none: Dialect = { delimiter: ',', quote: '"', skipLines: 0, layout: 'rows' };
  if (format !== 'csv') return none;
  for await (const chunk of readUtf8(file, encoding)) if (chunk.length > 0) return sniffDialect(chunk);
  return none;
}

/** Lines above a sheet's table: rows with few cells before rows with many. */
function titleRows({ rows, lines }: Sample): number {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const first = rows.findIndex((row) => row.filter((text) => text !== '').length > width / 2);
  return width >= 3 && first > 0 && first <= 30 ? (lines[first] ?? 1) - 1 : 0;
}

/**
 * How a file is written, with what the person said in place of what is detected.
 *
 * @throws file-not-found, unreadable-file, empty-file
 */
export async function detectSource(
  file: string,
  options: ImportOptions,
  signal?: AbortSignal,
): Promise<DetectedSource> {
  const name = path.basename(file);
  const head = await readHead(file, HEAD_BYTES);
  if (head.length === 0) throw new ClienteleError('empty-file', { file: name });
  const sniffed = options.format ?? sniffFormat(head, name);
  if (typeof sniffed === 'object')
    throw new ClienteleError('unreadable-file', { file: name, format: A_TABLE, detail: sniffed.unreadable });
  const tables = await tablesIn(file, sniffed);
  const isText = sniffed === 'csv' || sniffed === 'jsonl';
  const encoding = options.encoding ?? (isText ? sniffEncoding(head) : 'utf-8');
  const dialect = await dialectOf(file, sniffed, encoding);
  const table = options.table ?? tables[0] ?? null;
  const { delimiter, quote, layout, skipLines } = { ...dialect, ...definedOnly(options) };
  const draft: SourceFormat = { format: sniffed, table, encoding, delimiter, quote, layout, skipLines, header: false };
  const skipped =
    sniffed === 'xlsx' && options.skipLines === undefined
      ? titleRows(await readSample(file, draft, signal, HEADER_ROWS))
      : skipLines;
  const format = { ...draft, skipLines: skipped };
  const sample = await readSample(file, format, signal);
  if (sample.rows.length === 0 && sample.broken.length === 0) throw new ClienteleError('empty-file', { file: name });
  const [first = [], ...rest] = sample.rows;
  const namesItself = sniffed === 'jsonl' || sniffed === 'sqlite';
  const header = namesItself || (layout !== 'lists' && (options.header ?? looksLikeHeader(first, rest)));
  return { format: { ...format, header }, tables, sample };
}

/** Without the keys that hold nothing: spreading those would wipe out what was detected. */
const definedOnly = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
