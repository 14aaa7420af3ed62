import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { asFileError } from '../../storage/file-errors.ts';
import { exportCsv, exportJsonLines } from '../../table/csv-export.ts';
import type { Table } from '../../table/table.ts';
import type { TaskTools } from '../perform.ts';

/** How a table can be written for others. */
export type TableFormat = 'csv' | 'jsonl';

/** Writes a table to a file that the person chose; where that fails or is cancelled no file is left. @throws disk-full, read-only, cancelled */
export async function writeTable(
  table: Table,
  path: string,
  format: TableFormat,
  tools: Pick<TaskTools, 'signal' | 'progress'>,
): Promise<void> {
  const partial = `${path}.part`;
  try {
    const stream = createWriteStream(partial);
    const write = format === 'csv' ? exportCsv : exportJsonLines;
    await write(table, stream, { signal: tools.signal, progress: tools.progress });
    stream.end();
    await finished(stream);
    await rename(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw asFileError(thrown, path);
  }
}
