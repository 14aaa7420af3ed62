import { invariant } from '../../../contract/errors.ts';
import { evaluatePredicate } from '../../table/predicate.ts';
import type { TaskTools } from '../perform.ts';
import type { Task, TaskResults } from '../protocol.ts';
import { writeTable } from './write-table.ts';

/** Writes a table, or the rows of it that match, to a file the person chose; a cancelled export leaves no file. */
export async function exportTable(
  task: Extract<Task, { kind: 'export' }>,
  tools: TaskTools,
): Promise<TaskResults['export']> {
  invariant(task.input.kind === 'stored', 'an export reads a table');
  const whole = tools.loaderOf(task.projectPath).table(task.input);
  const table = task.predicate ? whole.filter(evaluatePredicate(whole, task.predicate)) : whole;
  await writeTable(table, task.path, task.format, tools);
  return { nRows: table.nRows, path: task.path };
}
