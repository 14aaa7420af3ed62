import * as tf from '@tensorflow/tfjs-core';
import { seededRandom, type Random } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { backendTrainee } from './backend-trainee.ts';
import { sumBags, type Bag } from './bags.ts';
import { readItems } from './history-bag.ts';
import { runLayer } from './layers.ts';
import type { ItemSets } from './mult-vae.ts';
import { initialWeights, parametersOf, type LayerSpec, type Network, type Weights } from './network.ts';
import { tensorNetwork } from './tensor-trainee.ts';
import { train, type TrainingPlan, type TrainingResult } from './train.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** A network that tells who would take what by products and by layers at once. */
export interface NeumfTask {
  /** See {@link neumfNetwork}. */
  readonly network: Network;
  readonly nItems: number;
  /** What each customer has, oldest first, without what is asked for of those who judge. */
  readonly histories: ItemSets;
  /** A customer and an item each; those that judge come last. */
  readonly pairs: { readonly users: Int32Array; readonly items: Int32Array };
  /** The most items of a customer that are read. */
  readonly length: number;
  /** How many of them are left out while training. */
  readonly dropout: number;
  /** How many items that the customer has not are drawn for each pair. */
  readonly nNegatives: number;
  readonly plan: TrainingPlan;
  readonly optimiser: OptimiserOptions;
}

/**
 * Vectors of customers' items and of items for the products, the same for the layers, two layers over the latter side by side, and what
 * puts both ways together.
 *
 * He et al. (2017), Neural collaborative filtering, arXiv:1708.05031.
 */
export function neumfNetwork(nItems: number, size: number, hiddenSize: number): LayerSpec[] {
  const vectors = { kind: 'embedding', nCodes: nItems, size } as const;
  const narrow = Math.ceil(hiddenSize / 2);
  return [
    vectors,
    vectors,
    vectors,
    vectors,
    { kind: 'dense', nIn: 2 * size, nOut: hiddenSize, activation: 'relu' },
    { kind: 'dense', nIn: hiddenSize, nOut: narrow, activation: 'relu' },
    { kind: 'dense', nIn: size + narrow, nOut: 1, activation: 'linear' },
  ];
}

/** Trains the network. */
export async function trainNeumf(task: NeumfTask, hooks: TensorHooks): Promise<TrainingResult> {
  const trainee = neumfTrainee(task, initialWeights(task.network, seededRandom(task.plan.seed)));
  try {
    return await train(trainee, task.plan, hooks);
  } finally {
    trainee.dispose();
  }
}

/** (n · each): the logarithm of the odds that each customer takes each of their items. @param items (n · each), a customer’s side by side */
export function neumfScores(
  network: Network,
  variables: readonly tf.Tensor[],
  customers: readonly Bag[],
  items: Int32Array,
): tf.Tensor1D {
  const [ownProduct, itemProduct, ownDeep, itemDeep, ...dense] = variables as tf.Tensor2D[];
  const each = items.length / customers.length;
  const rows = tf.tensor1d(items.map((_, at) => Math.floor(at / each)), 'int32'); // prettier-ignore
  const codes = tf.tensor1d(items, 'int32');
  const layer = (index: number, x: tf.Tensor2D) =>
    runLayer(network[4 + index]!, x, { own: dense.slice(2 * index, 2 * index + 2) as tf.Tensor[] as tf.Variable[], random: null }); // prettier-ignore
  const product = tf.mul<tf.Tensor2D>(tf.gather(sumBags(ownProduct!, customers), rows), tf.gather(itemProduct!, codes));
  const both = tf.concat([tf.gather(sumBags(ownDeep!, customers), rows), tf.gather(itemDeep!, codes)], 1);
  return tf.reshape(layer(2, tf.concat([product, layer(1, layer(0, both))], 1)), [-1]);
}

/**
 * The network with its data on tfjs's backend. The loss is the binary cross-entropy of each pair and of items that its customer has not;
 * pairs that judge draw the same items each time.
 */
export function neumfTrainee(task: Omit<NeumfTask, 'plan'>, weights: Weights): Trainee {
  const { network, nItems, histories, pairs, nNegatives, optimiser } = task;
  const on = tensorNetwork(network, weights);
  const ownOf = (user: number) => histories.items.subarray(histories.offsets[user], histories.offsets[user + 1]);
  return backendTrainee(
    {
      specs: parametersOf(network),
      variables: on.variables,
      losses(batch, random) {
        const each = 1 + nNegatives;
        const items = new Int32Array(batch.length * each);
        const bags = Array.from(batch, (pair, row) => {
          const [own, asked] = [ownOf(pairs.users[pair]!), pairs.items[pair]!];
          items.set(drawOthers(own, asked, nItems, nNegatives, random ?? seededRandom(pair)), row * each + 1);
          items[row * each] = asked;
          return readItems(own, asked, task, random);
        });
        // Softplus of the score turned for what was taken: −log σ of being right.
        const signs = tf.tensor1d(Float32Array.from(items, (_, at) => (at % each === 0 ? -1 : 1)));
        const scores = neumfScores(network, on.variables, bags, items);
        return { parts: { loss: tf.mean<tf.Scalar>(tf.softplus(tf.mul(scores, signs))) }, n: items.length };
      },
      dispose: () => on.dispose(),
    },
    optimiser,
  );
}

/** So many draws are made before an item of the customer is taken: a small shop’s customer may have all. */
const MOST_DRAWS = 50;

function drawOthers(own: Int32Array, asked: number, nItems: number, n: number, random: Random): Int32Array {
  const had = new Set(own).add(asked);
  return Int32Array.from({ length: n }, () => {
    let drawn = random.integer(nItems);
    for (let draw = 1; draw < MOST_DRAWS && had.has(drawn); draw++) drawn = random.integer(nItems);
    return drawn;
  });
}
