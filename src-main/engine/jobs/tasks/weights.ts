import { rename, rm, writeFile } from 'node:fs/promises';
import { ClienteleError } from '../../../contract/errors.ts';
import { asFileError } from '../../storage/file-errors.ts';
import type { FittedModel } from '../../steps/define.ts';
import { requireStep } from '../../steps/registry.ts';
import { decodeWeights, encodeQuantised } from '../../tensor/training/weights-file.ts';
import type { TaskTools } from '../perform.ts';
import type { Task, TaskResults } from '../protocol.ts';

/** Writes a neural model's weights to a safetensors file that the person chose. @throws not-found where a model has none */
export async function exportWeights(
  task: Extract<Task, { kind: 'weights' }>,
  tools: TaskTools,
): Promise<TaskResults['weights']> {
  const model = tools.loaderOf(task.projectPath).bundle(task.model) as FittedModel;
  const { definition } = requireStep(model.step);
  const weightsOf = definition.form === 'estimator' ? definition.weights : undefined;
  if (!weightsOf) throw new ClienteleError('not-found', { kind: { en: 'weights of', zh: '模型权重' }, id: model.step });
  const whole = weightsOf(model.content as never);
  const { bytes, largestError, relativeError } = written(whole, task.precision);
  const partial = `${task.path}.part`;
  try {
    await writeFile(partial, bytes);
    tools.signal.throwIfAborted();
    await rename(partial, task.path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw asFileError(thrown, task.path);
  }
  return { path: task.path, bytes: bytes.length, largestError, relativeError };
}

function written(whole: Uint8Array, precision: 'float32' | 'int8') {
  if (precision === 'float32') return { bytes: whole, largestError: 0, relativeError: 0 };
  const { network, weights } = decodeWeights(whole);
  return encodeQuantised(network, weights);
}
