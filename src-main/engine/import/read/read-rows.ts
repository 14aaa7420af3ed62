import type { ImportFormat, SourceFormat } from '../../../contract/import.ts';
import type { RowBatch } from './batch.ts';
import type { OnRead } from './bytes.ts';
import { readCsv } from './csv.ts';
import { readJsonLines } from './jsonl.ts';
import { pairRows } from './lists.ts';
import { readDatabase, tablesInDatabase } from './sqlite.ts';
import { readWorkbook, sheetsInWorkbook } from './xlsx/workbook.ts';

/**
 * The rows of a file, whatever its format, batch by batch; a batch is valid until the next. Formats with names of their
 * own begin with a row of them; otherwise the first row is the header where the format says that there is one.
 *
 * @param keys for JSON Lines the names to read, gathered from the first records where null.
 * @throws file-not-found, unreadable-file, empty-file
 */
export async function* readRows(
  file: string,
  format: SourceFormat,
  keys: readonly string[] | null = null,
  onRead?: OnRead,
): AsyncGenerator<RowBatch> {
  switch (format.format) {
    case 'csv':
      if (format.layout === 'lists') yield* pairRows(readCsv(file, format, onRead));
      else yield* readCsv(file, format, onRead);
      break;
    case 'jsonl':
      yield* readJsonLines(file, format, keys, onRead);
      break;
    case 'xlsx':
      yield* readWorkbook(file, format, onRead);
      break;
    case 'sqlite':
      yield* readDatabase(file, format.table, onRead);
      break;
  }
}

/** Sheets or tables that a file holds; none for text files. @throws unreadable-file */
export async function tablesIn(file: string, format: ImportFormat): Promise<string[]> {
  if (format === 'sqlite') return tablesInDatabase(file);
  return format === 'xlsx' ? sheetsInWorkbook(file) : [];
}
