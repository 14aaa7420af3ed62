import type { CancelSignal, Context } from '../steps/context.ts';
import type { BlockPool } from '../kernels/pool.ts';
import type { Tensors } from '../tensor/tensors.ts';
import type { Loader } from '../notebook/load.ts';
import type { Task, TaskResults } from './protocol.ts';

/** What a task may use. */
export interface TaskTools extends Pick<Context, 'progress' | 'warn' | 'preview'> {
  loaderOf(projectPath: string): Loader;
  readonly pool: BlockPool;
  readonly tensor: Tensors;
  /** Keeps a state of the task, in the project file. */
  saveCheckpoint(bytes: Uint8Array): Promise<void>;
  readonly signal: CancelSignal;
  readonly budgetBytes: number;
}

type Performers = {
  readonly [K in Task['kind']]: () => Promise<
    (task: Extract<Task, { kind: K }>, tools: TaskTools) => Promise<TaskResults[K]>
  >;
};

/** Each kind of task is loaded when it is first asked for: a thread that imports needs no step, and the reverse. */
const performers: Performers = {
  step: async () => (await import('./tasks/step.ts')).runStep,
  sql: async () => (await import('./tasks/sql.ts')).runSql,
  import: async () => (await import('./tasks/import.ts')).importFiles,
  split: async () => (await import('./tasks/split.ts')).splitDataset,
  export: async () => (await import('./tasks/export.ts')).exportTable,
  score: async () => (await import('./tasks/score.ts')).scoreRows,
  weights: async () => (await import('./tasks/weights.ts')).exportWeights,
  report: async () => (await import('./tasks/report.ts')).makeReport,
};

/** Does what a task asks for. @throws ClienteleError for what was foreseen, `cancelled` among it. */
export async function performTask<T extends Task>(task: T, tools: TaskTools): Promise<TaskResults[T['kind']]> {
  const load = performers[task.kind] as unknown as () => Promise<
    (task: T, tools: TaskTools) => Promise<TaskResults[T['kind']]>
  >;
  const perform = await load();
  return perform(task, tools);
}
