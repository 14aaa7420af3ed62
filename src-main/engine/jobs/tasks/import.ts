import { runImport } from '../../import/run.ts';
import { detectNotProducts } from '../../import/not-products.ts';
import { mergeVersions } from '../../import/versions.ts';
import type { TaskTools } from '../perform.ts';
import { partsOf } from '../../storage/table-parts.ts';
import type { Task, TaskResults } from '../protocol.ts';

/** Reads files into a table; with a previous version of the dataset, appends to it or takes its place. */
export async function importFiles(
  task: Extract<Task, { kind: 'import' }>,
  tools: TaskTools,
): Promise<TaskResults['import']> {
  const { table, rejects, counts } = await runImport(task.plan, { signal: tools.signal, progress: tools.progress });
  const found = {
    rejects: rejects.nRows > 0 ? partsOf(rejects) : null,
    notProducts: detectNotProducts(table).map(({ code }) => code),
  };
  if (!task.previous) return { ...found, table: partsOf(table), counts };
  const old = tools
    .loaderOf(task.projectPath)
    .table({ kind: 'stored', hash: task.previous.hash, contentHash: task.previous.hash, name: '', overlay: null });
  const merged = mergeVersions(old, table, task.previous.mode);
  return { ...found, table: partsOf(merged.table), counts: { ...counts, ...merged.counts } };
}
