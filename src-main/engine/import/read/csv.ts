import type { SourceFormat } from '../../../contract/import.ts';
import type { RowBatch } from './batch.ts';
import { readUtf8, type OnRead } from './bytes.ts';
import { CsvScanner } from './csv-scanner.ts';

const LF = 10;

/** The rows of a delimited text file, the header among them. @throws file-not-found, unreadable-file */
export async function* readCsv(
  file: string,
  { encoding, delimiter, quote, skipLines }: SourceFormat,
  onRead?: OnRead,
): AsyncGenerator<RowBatch> {
  const scanner = new CsvScanner(delimiter, quote, skipLines + 1);
  let toSkip = skipLines;
  for await (const chunk of readUtf8(file, encoding, onRead)) {
    let start = 0;
    for (; toSkip > 0 && start < chunk.length; start++) if (chunk[start] === LF) toSkip--;
    yield scanner.push(start > 0 ? chunk.subarray(start) : chunk);
  }
  yield scanner.end();
}
