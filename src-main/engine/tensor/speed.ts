import * as tf from '@tensorflow/tfjs-core';

const SIZES = [256, 512, 1024, 2048];
/** A product that takes longer than this tells enough: a larger one would cost a slow machine seconds. */
const ENOUGH_MS = 40;
const REPEATS = 3;

async function timeProduct(a: tf.Tensor2D, b: tf.Tensor2D): Promise<number> {
  const startedAt = performance.now();
  const product = tf.matMul(a, b);
  // A GPU has finished only once something of the result is there.
  const corner = tf.slice(product, [0, 0], [1, 1]);
  await corner.data();
  tf.dispose([product, corner]);
  return performance.now() - startedAt;
}

/** 10⁹ floating-point operations a second in products of square matrices of single precision, the best of a few. */
export async function measureSpeed(): Promise<number> {
  let best = 0;
  for (const size of SIZES) {
    const a = tf.fill<tf.Rank.R2>([size, size], 0.5);
    const b = tf.fill<tf.Rank.R2>([size, size], 0.25);
    // The first one compiles.
    await timeProduct(a, b);
    const times: number[] = [];
    for (let i = 0; i < REPEATS; i++) times.push(await timeProduct(a, b));
    tf.dispose([a, b]);
    const ms = Math.min(...times);
    best = Math.max(best, (2 * size ** 3) / ms / 1e6);
    if (ms > ENOUGH_MS) break;
  }
  return best;
}
