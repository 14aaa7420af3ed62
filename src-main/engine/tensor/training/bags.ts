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
const MOST_CODES_MULTIPLIED = 16;

/** (bags, size): for each bag the sum of the vectors of its codes times what these count. @param vectors (nCodes, size) */
export function sumBags(vectors: tf.Tensor2D, bags: readonly Bag[]): tf.Tensor2D {
  const longest = bags.reduce((most, { codes }) => Math.max(most, codes.length), 1);
  return vectors.shape[0] <= MOST_CODES_MULTIPLIED * longest ? multiply(vectors, bags) : lookUp(vectors, bags);
}

function multiply(vectors: tf.Tensor2D, bags: readonly Bag[]): tf.Tensor2D {
  const nCodes = vectors.shape[0];
  const counts = new Float32Array(bags.length * nCodes);
  bags.forEach(({ codes, values }, row) => {
    for (let entry = 0; entry < codes.length; entry++) counts[row * nCodes + codes[entry]!]! += values[entry]!;
  });
  return tf.matMul(tf.tensor2d(counts, [bags.length, nCodes]), vectors);
}

/** Stands for a batch without a code, whose sums must depend on the vectors all the same. */
const NOTHING: Bag = { codes: [0], values: [0] };

function lookUp(vectors: tf.Tensor2D, bags: readonly Bag[]): tf.Tensor2D {
  const full = bags.some(({ codes }) => codes.length > 0) ? bags : [NOTHING];
  const codes = Int32Array.from(full.flatMap((bag) => Array.from(bag.codes)));
  const values = Float32Array.from(full.flatMap((bag) => Array.from(bag.values)));
  const owners = Int32Array.from(full.flatMap((bag, row) => new Array<number>(bag.codes.length).fill(row)));
  const summed = tf.customGrad<tf.Tensor2D>((own) => ({
    value: sumSome(own as tf.Tensor2D, { codes, values, owners }, bags.length),
    gradFunc: (slope: tf.Tensor2D) => sumSome(slope, { codes: owners, values, owners: codes }, vectors.shape[0]),
  }));
  return summed(vectors);
}

/** What is added up: values[k] times the row codes[k] for the row owners[k]. */
interface Terms {
  readonly codes: Int32Array;
  readonly values: Float32Array;
  readonly owners: Int32Array;
}

/**
 * (n, size): the sum of each owner's terms. Its slope is such a sum the other way round; tfjs's own asks of each number whether its owner
 * is there, which takes longer than the sum on WebAssembly.
 */
function sumSome(rows: tf.Tensor2D, { codes, values, owners }: Terms, n: number): tf.Tensor2D {
  const found = tf.mul(tf.gather(rows, tf.tensor1d(codes, 'int32')), tf.tensor2d(values, [values.length, 1]));
  return tf.unsortedSegmentSum(found, tf.tensor1d(owners, 'int32'), n) as tf.Tensor2D;
}

/** The same on the processor, for one bag; added to `into`. */
export function addBag(vectors: Float32Array, { codes, values }: Bag, into: Float64Array): void {
  const size = into.length;
  for (let entry = 0; entry < codes.length; entry++)
    for (let j = 0, at = codes[entry]! * size; j < size; j++, at++) into[j]! += values[entry]! * vectors[at]!;
}
