import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../maths/random.ts';
import type { GruSpec, TransformerSpec } from './network.ts';
import { layerNormed } from './normalise.ts';
import { dropoutFactors } from './trainee.ts';

/** Sets a share of values to zero while training and enlarges the others by as much. @param random null outside training */
export function dropped(x: tf.Tensor2D, rate: number, random: Random | null): tf.Tensor2D {
  if (!random || rate === 0) return x;
  const factors = new Float32Array(x.size);
  dropoutFactors(factors, x.shape[1], x.shape[1], rate, random);
  return tf.mul(x, tf.tensor2d(factors, x.shape));
}

/** Adds to each place its vector. @param x (nRows, length · size) @param places (length, size) */
export const addPlaces = (x: tf.Tensor2D, places: tf.Tensor): tf.Tensor2D => tf.add(x, tf.reshape(places, [1, -1]));

const dense = (x: tf.Tensor2D, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor2D =>
  tf.add(tf.matMul(x, kernel as tf.Tensor2D), bias);

/** Added to what a place must not see. */
export const UNSEEN = -1e9;

/** (length, length): zero where a row may see a column, very low where the column comes later. */
function causalMask(length: number): tf.Tensor2D {
  const mask = new Float32Array(length * length);
  for (let from = 0; from < length; from++) mask.fill(UNSEEN, from * length + from + 1, (from + 1) * length);
  return tf.tensor2d(mask, [length, length]);
}

/** Queries, keys and values, each (nRows, nHeads, length, width), so that each head is one product of matrices. */
type Heads = readonly [queries: tf.Tensor4D, keys: tf.Tensor4D, values: tf.Tensor4D];

/** What vectors ask for and answer with, (n, size) each. @param own the layer’s parameters in the order of `parametersOf` */
export function askedAndTold(x: tf.Tensor2D, own: readonly tf.Tensor[]): tf.Tensor2D[] {
  const [scale, shift, kernel, bias] = own as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  return tf.split(dense(layerNormed(x, scale, shift), kernel, bias), 3, 1);
}

/** Queries, keys and values of rows of so many vectors. @param parts each (nRows · length, size) */
export const headsOf = (
  parts: readonly tf.Tensor2D[],
  length: number,
  { size, nHeads }: Pick<TransformerSpec, 'size' | 'nHeads'>,
): Heads =>
  parts.map((part) => {
    const heads = tf.reshape<tf.Rank.R4>(part, [-1, length, nHeads, size / nHeads]);
    // What stands as it has to already is not copied.
    return nHeads === 1 ? tf.reshape<tf.Rank.R4>(part, [-1, 1, length, size]) : tf.transpose(heads, [0, 2, 1, 3]);
  }) as unknown as Heads;

/** How far queries answer to keys. */
export const affinitiesOf = (queries: tf.Tensor4D, keys: tf.Tensor4D): tf.Tensor4D =>
  tf.mul(tf.matMul(queries, keys, false, true), 1 / Math.sqrt(queries.shape[3]));

/** The vectors of all heads side by side, (nRows · length, size). */
export const joinHeads = (seen: tf.Tensor4D): tf.Tensor2D =>
  tf.reshape(seen.shape[1] === 1 ? seen : tf.transpose(seen, [0, 2, 1, 3]), [-1, seen.shape[1] * seen.shape[3]]);

/** What each place takes from itself and those before it, or from all, before the last product. */
function attend([queries, keys, values]: Heads, { length, sees }: TransformerSpec): tf.Tensor2D {
  const affinities = affinitiesOf(queries, keys);
  const shares = tf.softmax(sees === 'all' ? affinities : tf.add(affinities, causalMask(length)));
  return joinHeads(tf.matMul(shares, values));
}

/** The rest of a block. @param vectors what it reads @param seen what was taken, both (n, size) */
export function afterAttention(
  vectors: tf.Tensor2D,
  seen: tf.Tensor2D,
  own: readonly tf.Tensor[],
  rate: number,
  random: Random | null,
): tf.Tensor2D {
  const [kernelOut, biasOut, scale, shift, kernel1, bias1, kernel2, bias2] = own.slice(4) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]]; // prettier-ignore
  const attended = tf.add<tf.Tensor2D>(vectors, dropped(dense(seen, kernelOut, biasOut), rate, random));
  const hidden = tf.relu(dense(layerNormed(attended, scale, shift), kernel1!, bias1!));
  return tf.add<tf.Tensor2D>(attended, dropped(dense(hidden, kernel2!, bias2!), rate, random));
}

/**
 * A block of a transformer, causal unless its places see all, normalised before each part as in GPT-2; with dropout behind both parts.
 *
 * Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762.
 *
 * @param x (nRows, length · size). @param own the layer's parameters in the order of `parametersOf`.
 */
export function transformerBlock(
  layer: TransformerSpec,
  x: tf.Tensor2D,
  own: readonly tf.Tensor[],
  random: Random | null,
): tf.Tensor2D {
  const vectors = tf.reshape<tf.Rank.R2>(x, [-1, layer.size]);
  const seen = attend(headsOf(askedAndTold(vectors, own), layer.length, layer), layer);
  return tf.reshape(afterAttention(vectors, seen, own, layer.dropout, random), x.shape);
}

/**
 * A gated recurrent unit in PyTorch's form: the reset gate is applied after the product with the state.
 *
 * Cho et al. (2014), Learning phrase representations using RNN encoder–decoder, arXiv:1406.1078.
 *
 * @param x (nRows, length · nIn). @returns (nRows, length · nOut): the state after each place.
 */
export function recurrent({ length, nIn, nOut }: GruSpec, x: tf.Tensor2D, own: readonly tf.Tensor[]): tf.Tensor2D {
  const [inKernel, inBias, kernel, bias] = own as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const read = dense(tf.reshape(x, [-1, nIn]), inKernel, inBias);
  const places = tf.unstack(tf.reshape(read, [-1, length, 3 * nOut]), 1) as tf.Tensor2D[];
  let state = tf.zeros<tf.Rank.R2>([x.shape[0], nOut]);
  const states = places.map((place) => {
    const [resetIn, updateIn, freshIn] = tf.split(place, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const [resetOf, updateOf, freshOf] = tf.split(dense(state, kernel, bias), 3, 1);
    const reset = tf.sigmoid(tf.add(resetIn, resetOf!));
    const update = tf.sigmoid(tf.add(updateIn, updateOf!));
    const fresh = tf.tanh(tf.add(freshIn, tf.mul(reset, freshOf!)));
    state = tf.add(fresh, tf.mul(update, tf.sub(state, fresh)));
    return state;
  });
  return tf.reshape(tf.stack(states, 1), [x.shape[0], length * nOut]);
}
