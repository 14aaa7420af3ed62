import type { TensorHooks } from '../task.ts';
import { networkTrainee, type NetworkTask } from './network-trainee.ts';
import { train, type TrainingResult } from './train.ts';

/** A network that is to give its own rows back. */
export type AutoencoderTask = NetworkTask;

/** Trains an autoencoder. */
export async function trainAutoencoder(task: AutoencoderTask, hooks: TensorHooks): Promise<TrainingResult> {
  const trainee = networkTrainee(task, task.rows, null, hooks.backend);
  try {
    return await train(trainee, task.plan, hooks);
  } finally {
    trainee.dispose();
  }
}
