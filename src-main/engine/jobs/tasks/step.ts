import { ClienteleError } from '../../../contract/errors.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Loader } from '../../notebook/load.ts';
import { chainRunner } from '../../steps/chains.ts';
import type { FittedModel } from '../../steps/define.ts';
import { MODEL } from '../../steps/describe.ts';
import { withShapes } from '../../steps/drift.ts';
import type { Lineage } from '../../steps/lineage.ts';
import { requireStep, runDefinition } from '../../steps/registry.ts';
import { Table } from '../../table/table.ts';
import { requireMemory, shapeOf } from '../memory.ts';
import type { TaskTools } from '../perform.ts';
import { plainOutputs } from '../plain.ts';
import type { Task, TaskResults } from '../protocol.ts';
import type { Context } from '../../steps/context.ts';

/** The context of a step that runs for a panel. */
export function contextOf(
  tools: Pick<Context, 'pool' | 'tensor' | 'checkpoint' | 'signal' | 'budgetBytes' | 'progress' | 'warn' | 'preview'>,
  seed: number,
): Context {
  const { pool, tensor, checkpoint, signal, budgetBytes, progress, warn, preview } = tools;
  const random = seededRandom(seed);
  const now = (): number => performance.now();
  return { pool, tensor, checkpoint, signal, now, budgetBytes, progress, warn, preview, random, chains: chainRunner() };
}

/** Runs a step on stored inputs. */
export async function runStep(task: Extract<Task, { kind: 'step' }>, tools: TaskTools): Promise<TaskResults['step']> {
  const step = requireStep(task.step);
  const loader = tools.loaderOf(task.projectPath);
  const inputs: Record<string, unknown[]> = {};
  const hashes: Record<string, string[]> = {};
  for (const [port, need] of Object.entries(step.info.needs)) {
    const resolved = task.inputs[port] ?? [];
    inputs[port] = resolved.map((input) => loader.input(input, need.kind));
    hashes[port] = resolved.map((input) => input.hash);
    tools.signal.throwIfAborted();
  }
  const shape = shapeOf(
    Object.values(inputs)
      .flat()
      .filter((input) => input instanceof Table),
  );
  requireMemory(shape.bytes + step.memory(shape, task.parameters), tools.budgetBytes, shape.nRows);
  const checkpoint: Context['checkpoint'] = {
    load: () => Promise.resolve(checkpointOf(loader, task.key)),
    save: (bytes) => tools.saveCheckpoint(bytes),
  };
  const context = contextOf({ ...tools, checkpoint }, task.seed);
  const outputs = await runDefinition(step, context, inputs, task.parameters, hashes);
  tools.signal.throwIfAborted();
  if (step.info.form === 'fit') {
    const model = withShapes(outputs[MODEL] as FittedModel, inputs);
    outputs[MODEL] = task.lineage ? { ...model, lineage: withModels(task.lineage, loader) } : model;
  }
  return { outputs: plainOutputs(outputs, step.info.gives) };
}

/** A lineage with what its panels have learned, without what each of those remembers of its own past. */
function withModels(lineage: Lineage<string>, loader: Loader): Lineage {
  const load = (hash: string): FittedModel => {
    const { step, stepVersion, parameters, chains, schema, trainedOn, nTrainingRows, content } = loader.bundle(hash) as FittedModel; // prettier-ignore
    return { step, stepVersion, parameters, ...(chains ? { chains } : {}), schema, trainedOn, nTrainingRows, content };
  };
  const panels = lineage.panels.map((panel) => ({ ...panel, model: panel.model === null ? null : load(panel.model) }));
  return { ...lineage, panels };
}

/** Where a run goes on from; a state whose bytes were damaged is none, for the run can begin anew. */
function checkpointOf(loader: Loader, key: string): Uint8Array | null {
  try {
    return loader.checkpoint(key);
  } catch (thrown) {
    if (thrown instanceof ClienteleError && thrown.code === 'project-damaged') return null;
    throw thrown;
  }
}
