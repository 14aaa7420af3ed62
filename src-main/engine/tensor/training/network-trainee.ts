import type { BackendId } from '../../../contract/backends.ts';
import type { Variant } from '../../kernels/variant.ts';
import { seededRandom } from '../../maths/random.ts';
import { denseLayout, fitsLoops } from './dense-layout.ts';
import { denseTrainee } from './dense-trainee.ts';
import { initialWeights, type Network } from './network.ts';
import { tabularObjective, type TabularLoss } from './tabular-loss.ts';
import { squaredErrorObjective, tensorTrainee, type Rows } from './tensor-trainee.ts';
import { largestBatch, type TrainingPlan } from './train.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** A network to train, with what it reads. */
export interface NetworkTask {
  readonly network: Network;
  /** On one scale, finite. */
  readonly rows: Rows;
  readonly plan: TrainingPlan;
  readonly optimiser: OptimiserOptions;
  /** How the engine's own loops compute, where they are used. */
  readonly variant: Variant;
}

/**
 * A network with its rows. On the processor the engine's own loops train it where they know its layers, several times as fast as tfjs on
 * networks of this size; on plain JavaScript in their plain form, which gives the same bytes as plain SIMD.
 *
 * @param targets what the last layer is to give, row by row; the rows themselves for an autoencoder.
 * @param loss what the targets are a class or a number and a weight of; null where they are compared value by value.
 */
export function networkTrainee(
  { network, rows, plan, optimiser, variant }: NetworkTask,
  targets: Rows,
  loss: TabularLoss | null,
  backend: BackendId,
): Trainee {
  const weights = initialWeights(network, seededRandom(plan.seed));
  const layout = backend === 'wasm' || backend === 'js' ? denseLayout(network) : null;
  const batch = largestBatch(plan);
  if (!layout || !fitsLoops(layout, batch))
    return tensorTrainee(
      network,
      weights,
      rows,
      targets,
      optimiser,
      loss ? tabularObjective(loss) : squaredErrorObjective,
    );
  return denseTrainee(network, weights, rows, targets, optimiser, batch, backend === 'js' ? 'plain' : variant, loss);
}
