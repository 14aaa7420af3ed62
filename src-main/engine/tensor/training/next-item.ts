import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../../contract/errors.ts';
import type { Random } from '../../maths/random.ts';
import { backendTrainee } from './backend-trainee.ts';
import { missedGain, oneNegative, sampledSoftmax, wholeSoftmax } from './next-item-loss.ts';
import { parametersOf, type Network, type Weights } from './network.ts';
import { tensorNetwork } from './tensor-trainee.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** Stretches of histories, a row each; those that judge come last. */
export interface NextItemRows {
  readonly nRows: number;
  readonly length: number;
  readonly nItems: number;
  /** (nRows, length): items in their order, then `nItems` where a stretch has ended. */
  readonly inputs: Int32Array;
  /** (nRows, length): the item that followed; −1 where there is none to learn. */
  readonly targets: Int32Array;
}

/** What training lowers. */
export type NextItemLoss =
  /** Cross-entropy over all items. */
  | { readonly kind: 'all' }
  /** Cross-entropy over the item and so many others, drawn anew for each batch. */
  | { readonly kind: 'sampled'; readonly nNegatives: number }
  /** Binary cross-entropy of the item and one other, as Kang & McAuley (2018) trained. */
  | { readonly kind: 'one-negative' };

/** A batch's places at which something is to be learned. */
interface Places {
  /** Their positions among (batch · length). */
  readonly at: Int32Array;
  readonly targets: Int32Array;
  /** The row of each. */
  readonly rows: Int32Array;
}

/**
 * A network that reads items one after the other, with its data, on tfjs's backend. Its first layer is an embedding of nItems + 1
 * codes; what its last layer gives for a place is compared with the vectors of items by their products.
 *
 * Rows that judge are measured by the cross-entropy over all items, or, where training compares pairs, whose scores are no
 * probabilities, by how much of the gain (NDCG over the whole catalogue) is missed.
 */
export function nextItemTrainee(
  network: Network,
  weights: Weights,
  data: NextItemRows,
  loss: NextItemLoss,
  options: OptimiserOptions,
): Trainee {
  const [first] = network;
  invariant(first?.kind === 'embedding' && first.nCodes === data.nItems + 1, 'a network of items begins with theirs');
  const { size } = first;
  const on = tensorNetwork(network, weights);
  const vectors = on.variables[0]!;

  return backendTrainee(
    {
      specs: parametersOf(network),
      variables: on.variables,
      losses(batch, random) {
        const places = placesOf(data, batch);
        const out = on.run(tf.tensor2d(inputsOf(data, batch), [batch.length, data.length], 'int32'), random).at(-1)!;
        const states = tf.gather(tf.reshape<tf.Rank.R2>(out, [-1, size]), tf.tensor1d(places.at, 'int32'));
        const items = tf.slice(vectors as tf.Tensor as tf.Tensor2D, [0, 0], [data.nItems, size]);
        return { parts: { loss: lossOf(states, items, places, random) }, n: places.targets.length };
      },
      dispose: () => on.dispose(),
    },
    options,
  );

  function lossOf(
    states: tf.Tensor2D,
    items: tf.Tensor2D,
    { targets, rows }: Places,
    random: Random | null,
  ): tf.Scalar {
    if (!random)
      return loss.kind === 'one-negative' ? missedGain(states, items, targets) : wholeSoftmax(states, items, targets);
    switch (loss.kind) {
      case 'all':
        return wholeSoftmax(states, items, targets);
      case 'sampled':
        return sampledSoftmax(states, items, targets, Math.min(loss.nNegatives, data.nItems), random);
      case 'one-negative':
        return oneNegative(states, items, targets, otherItems(data, rows, random));
    }
  }
}

function inputsOf({ inputs, length }: NextItemRows, batch: Int32Array): Int32Array {
  const out = new Int32Array(batch.length * length);
  batch.forEach((row, i) => out.set(inputs.subarray(row * length, (row + 1) * length), i * length));
  return out;
}

function placesOf({ targets, length }: NextItemRows, batch: Int32Array): Places {
  const [at, wanted, rows]: number[][] = [[], [], []];
  batch.forEach((row, i) => {
    for (let place = 0; place < length; place++) {
      const target = targets[row * length + place]!;
      if (target < 0) continue;
      at!.push(i * length + place);
      wanted!.push(target);
      rows!.push(row);
    }
  });
  return { at: Int32Array.from(at!), targets: Int32Array.from(wanted!), rows: Int32Array.from(rows!) };
}

/** So many draws are made before an item of the stretch is taken: a small shop's customer may have all. */
const MOST_DRAWS = 100;

/** For each place an item that is not in its stretch. */
function otherItems({ inputs, targets, length, nItems }: NextItemRows, rows: Int32Array, random: Random): Int32Array {
  let [row, own] = [-1, new Set<number>()];
  return rows.map((of) => {
    if (of !== row) {
      own = new Set([inputs, targets].flatMap((codes) => [...codes.subarray(of * length, (of + 1) * length)]));
      row = of;
    }
    let drawn = random.integer(nItems);
    for (let draw = 1; draw < MOST_DRAWS && own.has(drawn); draw++) drawn = random.integer(nItems);
    return drawn;
  });
}
