import { invariant } from '../../../contract/errors.ts';
import { splitFlat } from '../../import/split.ts';
import type { TaskTools } from '../perform.ts';
import { partsOf } from '../../storage/table-parts.ts';
import type { Task, TaskResults } from '../protocol.ts';

/** Splits a flat order file into products and customers. */
export async function splitDataset(
  task: Extract<Task, { kind: 'split' }>,
  tools: TaskTools,
): Promise<TaskResults['split']> {
  invariant(task.input.kind === 'stored', 'a split reads a table');
  const { products, customers, conflicts } = splitFlat(tools.loaderOf(task.projectPath).table(task.input));
  return { products: products && partsOf(products), customers: customers && partsOf(customers), conflicts };
}
