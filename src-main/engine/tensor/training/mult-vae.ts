import * as tf from '@tensorflow/tfjs-core';
import { seededRandom, type Random } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { backendTrainee, type BatchLosses } from './backend-trainee.ts';
import { sumBags, type Bag } from './bags.ts';
import { runLayer } from './layers.ts';
import { initialWeights, parametersOf, type Network, type Weights } from './network.ts';
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
  /** Four dense layers: items to hidden by tanh, hidden to means and logarithms of variances, tastes to hidden, hidden to items. */
  readonly network: Network;
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
  { network, seen, wanted, dropout, beta, optimiser }: Omit<MultVaeTask, 'plan'>,
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
        const bags = Array.from(batch, (row) => seenBag(setOf(seen, row), dropout, random));
        const [kernel, bias] = on.variables as [tf.Variable, tf.Variable];
        const hidden = tf.tanh<tf.Tensor2D>(tf.add(sumBags(kernel as tf.Tensor as tf.Tensor2D, bags), bias));
        const [means, logVariances] = tf.split(layer(1, hidden), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
        const tastes = random ? drawnAbout(means, logVariances, () => noise(random)) : means;
        const sets = Array.from(batch, (row) => setOf(wanted, row));
        const n = sets.reduce((sum, set) => sum + set.length, 0);
        const crossEntropy = tf.div<tf.Scalar>(toldSets(layer(3, layer(2, tastes)), sets), n);
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

const setOf = ({ offsets, items }: ItemSets, row: number): Int32Array => items.subarray(offsets[row], offsets[row + 1]);

/** What is read of a set: a row of length 1, so that long histories do not saturate the first layer. @param random set while training */
function seenBag(items: Int32Array, dropout: number, random: Random | null): Bag {
  const codes = random && dropout > 0 ? items.filter(() => random.next() >= dropout) : items;
  const each = 1 / Math.sqrt(items.length) / (random ? 1 - dropout : 1);
  return { codes, values: new Float32Array(codes.length).fill(each) };
}

/**
 * The sum over all items of all sets of −log of the share that a row's scores give to the item, with its slope: of a large catalogue each
 * operation more would be a matrix as large as the scores.
 *
 * @param scores (rows, nItems)
 */
function toldSets(scores: tf.Tensor2D, sets: readonly Int32Array[]): tf.Scalar {
  const loss = tf.customGrad<tf.Scalar>((...given) => {
    const [own, save] = given as [tf.Tensor2D, (kept: tf.Tensor[]) => void];
    const counts = tf.tensor2d(
      Float32Array.from(sets, ({ length }) => length),
      [sets.length, 1],
    );
    const highest = tf.max(own, 1, true);
    const raised = tf.exp(tf.sub(own, highest));
    const total = tf.sum(raised, 1, true);
    const told = denseSets(sets, own.shape[1]);
    const right = tf.sum(tf.mul(own, told));
    save([raised, tf.div(counts, total), told]);
    return {
      value: tf.sub<tf.Scalar>(tf.sum(tf.mul(counts, tf.add(tf.log(total), highest))), right),
      gradFunc: (slope: tf.Scalar, [shares, by, at]: tf.Tensor[]) => tf.mul(tf.sub(tf.mul(shares!, by!), at!), slope),
    };
  });
  return loss(scores);
}

/** (sets, nItems): 1 at each item of a set. */
function denseSets(sets: readonly Int32Array[], nItems: number): tf.Tensor2D {
  const out = new Float32Array(sets.length * nItems);
  sets.forEach((set, row) => {
    for (const item of set) out[row * nItems + item] = 1;
  });
  return tf.tensor2d(out, [sets.length, nItems]);
}
