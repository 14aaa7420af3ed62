import * as tf from '@tensorflow/tfjs-core';
import { seededRandom, type Random } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { backendTrainee, type BatchLosses } from './backend-trainee.ts';
import { runLayer } from './layers.ts';
import { initialWeights, parametersOf, type Network, type Weights } from './network.ts';
import { dropped } from './sequence-layers.ts';
import { tensorNetwork } from './tensor-trainee.ts';
import { train, type TrainingPlan, type TrainingResult } from './train.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** Sets of items, a row each, one after the other: those of row r stand from offsets[r] to offsets[r + 1]. */
export interface ItemSets {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** A variational autoencoder of sets of items. */
export interface MultVaeTask {
  /** Four dense layers: items to hidden, hidden to means and logarithms of variances, tastes to hidden, hidden to items. */
  readonly network: Network;
  readonly nItems: number;
  /** What is seen of each row. */
  readonly seen: ItemSets;
  /** What is to be told from it: the same where rows train, withheld items where they judge; those rows come last. */
  readonly wanted: ItemSets;
  /** How much of what is seen is left out while training. */
  readonly dropout: number;
  /** How strongly tastes are drawn to a standard normal distribution. */
  readonly beta: number;
  readonly plan: TrainingPlan;
  readonly optimiser: OptimiserOptions;
}

/** Trains a variational autoencoder with a multinomial likelihood. Liang et al. (2018), arXiv:1802.05814. */
export async function trainMultVae(task: MultVaeTask, hooks: TensorHooks): Promise<TrainingResult> {
  const trainee = multVaeTrainee(task, initialWeights(task.network, seededRandom(task.plan.seed)));
  try {
    return await train(trainee, task.plan, hooks);
  } finally {
    trainee.dispose();
  }
}

/**
 * The autoencoder with its data on tfjs's backend. Losses are means over the items to be told: their cross-entropy, and while training
 * the divergence of tastes from a standard normal distribution.
 *
 * @param noise draws for the tastes of a batch; normal numbers unless a test says otherwise.
 */
export function multVaeTrainee(
  { network, nItems, seen, wanted, dropout, beta, optimiser }: Omit<MultVaeTask, 'plan'>,
  weights: Weights,
  noise: (random: Random) => number = (random) => random.normal(),
): Trainee {
  const on = tensorNetwork(network, weights);
  const layer = (index: number, x: tf.Tensor2D): tf.Tensor2D =>
    runLayer(network[index]!, x, { own: on.variables.slice(2 * index, 2 * index + 2), random: null });

  return backendTrainee(
    {
      specs: parametersOf(network),
      variables: on.variables,
      losses(batch, random): BatchLosses {
        // Rows of length 1, so that long histories do not saturate the first layer.
        const x = denseRows(seen, nItems, batch, (size) => 1 / Math.sqrt(size));
        const y = denseRows(wanted, nItems, batch, () => 1);
        const n = batch.reduce((sum, row) => sum + wanted.offsets[row + 1]! - wanted.offsets[row]!, 0);
        const [means, logVariances] = tf.split(layer(1, layer(0, dropped(x, dropout, random))), 2, 1) as [
          tf.Tensor2D,
          tf.Tensor2D,
        ];
        const tastes = random ? drawnAbout(means, logVariances, () => noise(random)) : means;
        const scores = layer(3, layer(2, tastes));
        const logShares = tf.sub(scores, tf.logSumExp(scores, 1, true));
        const right = tf.sum(tf.mul(logShares, y));
        const crossEntropy = tf.div<tf.Scalar>(tf.neg(right), n);
        if (!random) return { parts: { crossEntropy }, n };
        const spread = tf.sub(tf.sub(tf.add(logVariances, 1), tf.square(means)), tf.exp(logVariances));
        return { parts: { crossEntropy, divergence: tf.mul<tf.Scalar>(tf.sum(spread), (-0.5 * beta) / n) }, n };
      },
      dispose: () => on.dispose(),
    },
    optimiser,
  );
}

function drawnAbout(means: tf.Tensor2D, logVariances: tf.Tensor2D, noise: () => number): tf.Tensor2D {
  const draws = tf.tensor2d(Float32Array.from({ length: means.size }, noise), means.shape);
  return tf.add(means, tf.mul(draws, tf.exp(tf.div(logVariances, 2))));
}

/** (rows, nItems): a value at each item of a row. @param value by how many items the row has */
function denseRows(
  { offsets, items }: ItemSets,
  nItems: number,
  rows: Int32Array,
  value: (size: number) => number,
): tf.Tensor2D {
  const out = new Float32Array(rows.length * nItems);
  rows.forEach((row, i) => {
    const [from, to] = [offsets[row]!, offsets[row + 1]!];
    const own = value(to - from);
    for (let at = from; at < to; at++) out[i * nItems + items[at]!] = own;
  });
  return tf.tensor2d(out, [rows.length, nItems]);
}
