import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { logSumExp } from './log-sum-exp.ts';

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => loadBackend(backend, { forced: true, modulesFolder: null }));

  it('is what tfjs’s own is, and so is its slope, over the last of any number of axes', async () => {
    const scores = tf.randomNormal<tf.Rank.R3>([3, 4, 5], 0, 3, 'float32', 7);
    const weights = tf.randomNormal<tf.Rank.R3>([3, 4, 1], 0, 1, 'float32', 8);
    const found = logSumExp(scores);
    expect(found.shape).toEqual([3, 4, 1]);
    const own = (x: tf.Tensor) => tf.sum<tf.Scalar>(tf.mul(logSumExp(x), weights));
    const theirs = (x: tf.Tensor) => tf.sum<tf.Scalar>(tf.mul(tf.logSumExp(x, 2, true), weights));
    const [values, expected] = await Promise.all([found.data(), tf.logSumExp(scores, 2).data()]);
    values.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 5));
    const slopes = await Promise.all([own, theirs].map((loss) => tf.grad(loss)(scores).data()));
    slopes[0]!.forEach((slope, at) => expect(slope).toBeCloseTo(slopes[1]![at]!, 5));
  });

  it('neither overflows nor loses what is left out', async () => {
    const scores = tf.tensor2d([1000, 1000, -1e9, -1e9], [2, 2]);
    const [values, slopes] = await Promise.all([
      logSumExp(scores).data(),
      tf
        .grad((x) => tf.sum<tf.Scalar>(logSumExp(x)))(scores)
        .data(),
    ]);
    expect(values[0]).toBeCloseTo(1000 + Math.LN2, 3);
    expect(values[1]).toBeCloseTo(-1e9, -2);
    expect([...slopes]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});
