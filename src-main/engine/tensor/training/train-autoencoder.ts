import type { Variant } from '../../kernels/variant.ts';
import { seededRandom } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { denseLayout, fitsLoops } from './dense-layout.ts';
import { denseTrainee } from './dense-trainee.ts';
import { initialWeights, type Network } from './network.ts';
import { tensorTrainee, type Rows } from './tensor-trainee.ts';
import { largestBatch, train, type TrainingPlan, type TrainingResult } from './train.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** A network that is to give its own rows back. */
export interface AutoencoderTask {
  readonly network: Network;
  /** On one scale, finite. */
  readonly rows: Rows;
  readonly plan: TrainingPlan;
  readonly optimiser: OptimiserOptions;
  /** How the engine's own loops compute, where they are used. */
  readonly variant: Variant;
}

/**
 * Trains an autoencoder. On the processor the engine's own loops do it, several times as fast as tfjs on networks of this size;
 * on plain JavaScript in their plain form, which gives the same bytes as plain SIMD.
 */
export async function trainAutoencoder(task: AutoencoderTask, hooks: TensorHooks): Promise<TrainingResult> {
  const trainee = traineeOf(task, hooks.backend);
  try {
    return await train(trainee, task.plan, hooks);
  } finally {
    trainee.dispose();
  }
}

function traineeOf(
  { network, rows, plan, optimiser, variant }: AutoencoderTask,
  backend: TensorHooks['backend'],
): Trainee {
  const weights = initialWeights(network, seededRandom(plan.seed));
  const layout = backend === 'wasm' || backend === 'js' ? denseLayout(network) : null;
  const batch = largestBatch(plan);
  if (!layout || !fitsLoops(layout, batch)) return tensorTrainee(network, weights, rows, rows, optimiser);
  return denseTrainee(network, weights, rows, rows, optimiser, batch, backend === 'js' ? 'plain' : variant);
}
