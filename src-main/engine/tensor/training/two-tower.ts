import * as tf from '@tensorflow/tfjs-core';
import { seededRandom, type Random } from '../../maths/random.ts';
import type { TensorHooks } from '../task.ts';
import { backendTrainee } from './backend-trainee.ts';
import { bagOf, joinBags, sumBags, type Bag, type Bags } from './bags.ts';
import { readItems } from './history-bag.ts';
import { correctedSoftmax } from './corrected-softmax.ts';
import { itemsDrawnBy, logsOfOthers } from './drawn-items.ts';
import { runLayer } from './layers.ts';
import type { ItemSets } from './mult-vae.ts';
import { initialWeights, parametersOf, type Network, type Weights } from './network.ts';
import { wholeSoftmax } from './next-item-loss.ts';
import { tensorNetwork } from './tensor-trainee.ts';
import { train, type TrainingPlan, type TrainingResult } from './train.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** What a customer's own item is told apart from while training. */
export type Candidates =
  /** The items of the other pairs of the batch. */
  | { readonly kind: 'in-batch' }
  /** So many items drawn for the batch, by how many customers they have to a power. */
  | { readonly kind: 'sampled'; readonly nNegatives: number; readonly power: number };

/** Two networks that place customers and items so that products of places say who wants what. */
export interface TwoTowerTask {
  /** For customers an embedding of what they have and are, and two dense layers; then the same for items. */
  readonly network: Network;
  /** What each customer has, oldest first, without what is asked for of those who judge. */
  readonly histories: ItemSets;
  /** What each customer is, in codes behind the items'. */
  readonly traits: Bags;
  /** What each item is. */
  readonly items: Bags;
  /** A customer and an item each; those that judge come last. */
  readonly pairs: { readonly users: Int32Array; readonly items: Int32Array };
  /** How many customers have each item. */
  readonly counts: Float64Array;
  /** The most items of a customer that are read. */
  readonly length: number;
  /** How many of them are left out while training. */
  readonly dropout: number;
  /** What products are divided by. */
  readonly temperature: number;
  readonly candidates: Candidates;
  /** How much of the logarithm of an item's share is taken off its score: 1 for all. */
  readonly correction: number;
  readonly plan: TrainingPlan;
  readonly optimiser: OptimiserOptions;
}

/** Trains two towers. */
export async function trainTwoTower(task: TwoTowerTask, hooks: TensorHooks): Promise<TrainingResult> {
  const trainee = twoTowerTrainee(task, initialWeights(task.network, seededRandom(task.plan.seed)));
  try {
    return await train(trainee, task.plan, hooks);
  } finally {
    trainee.dispose();
  }
}

/** Items whose places are worked out at once where all are wanted. */
const ITEMS_AT_ONCE = 4096;

/**
 * Both towers with their data on tfjs's backend. While training, the loss is that of the right item among candidates; pairs that judge are
 * measured by the cross-entropy over all items.
 *
 * Yi et al. (2019), doi:10.1145/3298689.3346996.
 */
export function twoTowerTrainee(task: Omit<TwoTowerTask, 'plan'>, weights: Weights): Trainee {
  const { network, histories, traits, items, pairs, counts, temperature, candidates, optimiser } = task;
  const on = tensorNetwork(network, weights);
  const nItems = items.offsets.length - 1;
  const drawnBy = itemsDrawnBy(
    counts.map((count) => (count > 0 ? count ** (candidates.kind === 'sampled' ? candidates.power : 1) : 0)),
  );
  const logs = drawnBy.logs.map((log) => log * task.correction);

  /** What the customer of a pair has. */
  function ownOf(pair: number): Int32Array {
    const user = pairs.users[pair]!;
    return histories.items.subarray(histories.offsets[user], histories.offsets[user + 1]);
  }

  /** A tower’s places, of about length one. */
  function places(first: 0 | 3, bags: readonly Bag[]): tf.Tensor2D {
    const [vectors, ...dense] = on.variables.slice((first / 3) * 5, (first / 3) * 5 + 5) as tf.Tensor[];
    const summed = sumBags(vectors as tf.Tensor2D, bags);
    const layer = (index: number, x: tf.Tensor2D) =>
      runLayer(network[first + index]!, x, {
        own: dense.slice(2 * index - 2, 2 * index) as tf.Variable[],
        random: null,
      });
    return unit(layer(2, layer(1, summed)));
  }

  /** Each item is worked out once, however often it is asked for. */
  function itemPlaces(of: Int32Array): tf.Tensor2D {
    const distinct = [...new Set(of)];
    const at = new Map(distinct.map((item, place) => [item, place]));
    const found = places(3, distinct.map((item) => bagOf(items, item))); // prettier-ignore
    return tf.gather(found, tf.tensor1d(of.map((item) => at.get(item)!), 'int32')); // prettier-ignore
  }

  function customers(batch: Int32Array, random: Random | null): tf.Tensor2D {
    const bags = Array.from(batch, (pair) => {
      const read = readItems(ownOf(pair), pairs.items[pair]!, task, random);
      return joinBags(read, bagOf(traits, pairs.users[pair]!));
    });
    return tf.div(places(0, bags), temperature);
  }

  function allItems(): tf.Tensor2D {
    const parts: tf.Tensor2D[] = [];
    for (let from = 0; from < nItems; from += ITEMS_AT_ONCE) {
      const some = Int32Array.from({ length: Math.min(ITEMS_AT_ONCE, nItems - from) }, (_, i) => from + i);
      parts.push(tf.tidy(() => itemPlaces(some)));
    }
    return tf.concat(parts);
  }

  function trainingLoss(batch: Int32Array, random: Random): tf.Scalar {
    const users = customers(batch, random);
    const wanted = batch.map((pair) => pairs.items[pair]!);
    const drawn = candidates.kind === 'in-batch' ? wanted : drawnBy.draw(candidates.nNegatives, random);
    const right = itemPlaces(wanted);
    const others = candidates.kind === 'in-batch' ? right : itemPlaces(drawn);
    const own = Array.from(batch, (pair) => [ownOf(pair), pairs.items.subarray(pair, pair + 1)]);
    return correctedSoftmax(
      tf.sum<tf.Tensor1D>(tf.mul(users, right), 1),
      tf.matMul(users, others, false, true),
      Float32Array.from(wanted, (item) => logs[item]!),
      logsOfOthers(drawn, logs, own),
    );
  }

  return backendTrainee(
    {
      specs: parametersOf(network),
      variables: on.variables,
      losses(batch, random) {
        if (random) return { parts: { loss: trainingLoss(batch, random) }, n: batch.length };
        const wanted = batch.map((pair) => pairs.items[pair]!);
        return { parts: { loss: wholeSoftmax(customers(batch, null), allItems(), wanted) }, n: batch.length };
      },
      dispose: () => on.dispose(),
    },
    optimiser,
  );
}

/** Rows of about length one. */
const unit = (x: tf.Tensor2D): tf.Tensor2D =>
  tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), SMALLEST_SQUARE)));

/** Added to squares of lengths, so that what is hardly longer than nothing has no boundless slope. */
export const SMALLEST_SQUARE = 1e-4;
