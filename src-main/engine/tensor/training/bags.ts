import * as tf from '@tensorflow/tfjs-core';

/** Sets of codes with what each counts, a row each, one after the other: those of row r stand from offsets[r] to offsets[r + 1]. */
export interface Bags {
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly values: Float32Array;
}

/** One row of {@link Bags}. */
export interface Bag {
  readonly codes: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** A row of bags; views, not copies. */
export const bagOf = ({ offsets, codes, values }: Bags, row: number): Bag => ({
  codes: codes.subarray(offsets[row], offsets[row + 1]),
  values: values.subarray(offsets[row], offsets[row + 1]),
});

/** What several bags hold together. */
export const joinBags = (...bags: readonly Bag[]): Bag => ({
  codes: bags.flatMap(({ codes }) => Array.from(codes)),
  values: bags.flatMap(({ values }) => Array.from(values)),
});

/** Codes for each of the longest bag up to which a product with all vectors is faster than looking some up: measured on WebAssembly. */
const MOST_CODES_MULTIPLIED = 64;

/** (bags, size): for each bag the sum of the vectors of its codes times what these count. @param vectors (nCodes, size) */
export function sumBags(vectors: tf.Tensor2D, bags: readonly Bag[]): tf.Tensor2D {
  const longest = bags.reduce((most, { codes }) => Math.max(most, codes.length), 1);
  return vectors.shape[0] <= MOST_CODES_MULTIPLIED * longest ? multiply(vectors, bags) : lookUp(vectors, bags, longest);
}

function multiply(vectors: tf.Tensor2D, bags: readonly Bag[]): tf.Tensor2D {
  const nCodes = vectors.shape[0];
  const counts = new Float32Array(bags.length * nCodes);
  bags.forEach(({ codes, values }, row) => {
    for (let entry = 0; entry < codes.length; entry++) counts[row * nCodes + codes[entry]!]! += values[entry]!;
  });
  return tf.matMul(tf.tensor2d(counts, [bags.length, nCodes]), vectors);
}

function lookUp(vectors: tf.Tensor2D, bags: readonly Bag[], longest: number): tf.Tensor2D {
  const codes = new Int32Array(bags.length * longest);
  const values = new Float32Array(bags.length * longest);
  bags.forEach((bag, row) => {
    codes.set(bag.codes, row * longest);
    values.set(bag.values, row * longest);
  });
  const found = tf.reshape(tf.gather(vectors, tf.tensor1d(codes, 'int32')), [bags.length, longest, -1]);
  return tf.sum(tf.mul(found, tf.tensor3d(values, [bags.length, longest, 1])), 1);
}

/** The same on the processor, for one bag; added to `into`. */
export function addBag(vectors: Float32Array, { codes, values }: Bag, into: Float64Array): void {
  const size = into.length;
  for (let entry = 0; entry < codes.length; entry++)
    for (let j = 0, at = codes[entry]! * size; j < size; j++, at++) into[j]! += values[entry]! * vectors[at]!;
}
