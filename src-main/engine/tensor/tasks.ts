import { selfTest } from './self-test.ts';
import type { TensorTask } from './task.ts';
import { refineClusters } from './training/refine-clusters.ts';
import { trainAttention } from './training/attention-ranker.ts';
import { trainMultVae } from './training/mult-vae.ts';
import { trainAutoencoder } from './training/train-autoencoder.ts';
import { trainTabular } from './training/train-tabular.ts';
import { trainNeumf } from './training/neumf.ts';
import { trainNextItem } from './training/train-next-item.ts';
import { trainTwoTower } from './training/two-tower.ts';

/** Everything that the tensor process can be asked to do. Only that process imports this file's values. */
export const tensorTasks = {
  selfTest,
  trainAutoencoder,
  trainMultVae,
  trainNextItem,
  trainTabular,
  refineClusters,
  trainTwoTower,
  trainNeumf,
  trainAttention,
} as const;

export type TensorTaskName = keyof typeof tensorTasks;
export type TensorPayload<K extends TensorTaskName> =
  (typeof tensorTasks)[K] extends TensorTask<infer P, unknown> ? P : never;
export type TensorResult<K extends TensorTaskName> = Awaited<ReturnType<(typeof tensorTasks)[K]>>;
