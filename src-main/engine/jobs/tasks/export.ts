import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { exportCsv, exportJsonLines } from '../../table/csv-export.ts';
import { evaluatePredicate } from '../../table/predicate.ts';
import type { TaskTools } from '../perform.ts';
import type { Task, TaskResults } from '../protocol.ts';
import { asFileError } from '../../storage/file-errors.ts';
import { invariant } from '../../../contract/errors.ts';

/** Writes a table, or the rows of it that match, to a file the person chose; a cancelled export leaves no file. */
export async function exportTable(
  task: Extract<Task, { kind: 'export' }>,
  tools: TaskTools,
): Promise<TaskResults['export']> {
  invariant(task.input.kind === 'stored', 'an export reads a table');
  const whole = tools.loaderOf(task.projectPath).table(task.input);
  const table = task.predicate ? whole.filter(evaluatePredicate(whole, task.predicate)) : whole;
  const partial = `${task.path}.part`;
  try {
    const stream = createWriteStream(partial);
    const write = task.format === 'csv' ? exportCsv : exportJsonLines;
    await write(table, stream, { signal: tools.signal, progress: tools.progress });
    stream.end();
    await finished(stream);
    await rename(partial, task.path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw asFileError(thrown, task.path);
  }
  return { nRows: table.nRows, path: task.path };
}
