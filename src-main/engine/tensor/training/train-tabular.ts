import type { TensorHooks } from '../task.ts';
import { networkTrainee, type NetworkTask } from './network-trainee.ts';
import type { TabularLoss } from './tabular-loss.ts';
import type { Rows } from './tensor-trainee.ts';
import { train, type TrainingResult } from './train.ts';

/** A network that is to tell a column from others. */
export interface TabularTask extends NetworkTask {
  /** (nRows, 2): what is to be told, and the weight of the row. */
  readonly targets: Rows;
  readonly loss: TabularLoss;
}

/** Trains a network on classes or numbers. */
export async function trainTabular(task: TabularTask, hooks: TensorHooks): Promise<TrainingResult> {
  const trainee = networkTrainee(task, task.targets, task.loss, hooks.backend);
  try {
    return await train(trainee, task.plan, hooks);
  } finally {
    trainee.dispose();
  }
}
