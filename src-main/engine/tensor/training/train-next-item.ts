import { seededRandom } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { nextItemTrainee, type NextItemLoss, type NextItemRows } from './next-item.ts';
import { initialWeights, type Network } from './network.ts';
import { train, type TrainingPlan, type TrainingResult } from './train.ts';
import type { OptimiserOptions } from './trainee.ts';

/** A network that is to tell which item comes next. */
export interface NextItemTask {
  /** Begins with an embedding of nItems + 1 codes. */
  readonly network: Network;
  readonly rows: NextItemRows;
  readonly loss: NextItemLoss;
  readonly plan: TrainingPlan;
  readonly optimiser: OptimiserOptions;
}

/** Trains a network on what followed in histories. */
export async function trainNextItem(task: NextItemTask, hooks: TensorHooks): Promise<TrainingResult> {
  const { network, rows, loss, plan, optimiser } = task;
  const weights = initialWeights(network, seededRandom(plan.seed));
  const trainee = nextItemTrainee(network, weights, rows, loss, optimiser);
  try {
    return await train(trainee, plan, hooks);
  } finally {
    trainee.dispose();
  }
}
