import * as tf from '@tensorflow/tfjs-core';
import { logSumExp } from './log-sum-exp.ts';
import { affinitiesOf, afterAttention, askedAndTold, headsOf, joinHeads, UNSEEN } from './sequence-layers.ts';
import type { TransformerSpec } from './network.ts';

/** Profiles after all blocks, and what each block showed of them to candidates. */
interface EncodedProfiles {
  /** (rows · length, size) */
  readonly vectors: tf.Tensor2D;
  readonly keys: readonly tf.Tensor4D[];
  readonly values: readonly tf.Tensor4D[];
  /** (rows, 1, 1, length): zero for what may be seen, very low for padding. */
  readonly mask: tf.Tensor4D;
}

/** Blocks one after the other, with the parameters of each. */
interface Blocks {
  readonly layers: readonly TransformerSpec[];
  readonly own: readonly (readonly tf.Tensor[])[];
}

/** (rows, 1, 1, length): hides what pads a profile. @param given (rows · length): 1 for vectors that are there */
export function paddingMask(given: Uint8Array, length: number): tf.Tensor4D {
  const mask = Float32Array.from(given, (there) => (there ? 0 : UNSEEN));
  return tf.tensor4d(mask, [given.length / length, 1, 1, length]);
}

/** The vectors of each profile look at each other. @param x (rows · length, size) */
export function encodeProfiles({ layers, own }: Blocks, x: tf.Tensor2D, mask: tf.Tensor4D): EncodedProfiles {
  const [keys, values]: [tf.Tensor4D[], tf.Tensor4D[]] = [[], []];
  let vectors = x;
  layers.forEach((layer, block) => {
    const [asked, ownKeys, ownValues] = headsOf(askedAndTold(vectors, own[block]!), mask.shape[3], layer);
    const shares = tf.softmax(tf.add<tf.Tensor4D>(affinitiesOf(asked, ownKeys), mask));
    vectors = afterAttention(vectors, joinHeads(tf.matMul(shares, ownValues)), own[block]!, 0, null);
    keys.push(ownKeys);
    values.push(ownValues);
  });
  return { vectors, keys, values, mask };
}

/**
 * Candidates look at the profile of their row and at themselves.
 *
 * @param known vectors of all that are candidates somewhere. @param at (rows · each): which of them stands where.
 */
export function encodeCandidates(
  { layers, own }: Blocks,
  known: tf.Tensor2D,
  at: tf.Tensor1D,
  each: number,
  { keys, values, mask }: EncodedProfiles,
): tf.Tensor2D {
  return layers.reduce<tf.Tensor2D>(
    (vectors, layer, block) => {
      // What a candidate asks for at first is the same in all rows.
      const parts = block === 0 ? askedAndTold(known, own[0]!).map((part) => tf.gather(part, at)) : askedAndTold(vectors, own[block]!); // prettier-ignore
      const [asked, ownKeys, ownValues] = headsOf(parts, each, layer);
      const toItself = tf.mul(tf.sum<tf.Tensor4D>(tf.mul(asked, ownKeys), 3, true), 1 / Math.sqrt(asked.shape[3]));
      const toProfile = tf.add<tf.Tensor4D>(affinitiesOf(asked, keys[block]!), mask);
      // A softmax over both, without putting them side by side: what it gives the candidate is a sigmoid.
      const itself = tf.sigmoid(tf.sub(toItself, logSumExp(toProfile)));
      const ofProfile = tf.matMul(tf.softmax(toProfile), values[block]!);
      const seen = tf.add<tf.Tensor4D>(ofProfile, tf.mul(itself, tf.sub(ownValues, ofProfile)));
      return afterAttention(vectors, joinHeads(seen), own[block]!, 0, null);
    },
    tf.gather(known, at),
  );
}
