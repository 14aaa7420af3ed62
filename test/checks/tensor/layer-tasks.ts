import * as tf from '@tensorflow/tfjs-core';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';

/** A layer with the least around it that trains: its weights, and the loss of the whole batch. */
interface LayerModel {
  readonly weights: readonly tf.Variable[];
  loss(): tf.Scalar;
}

const STEPS = 6;
const RATE = 0.05;

/** Tensors with the same values on every backend. */
function maker(seed: number) {
  const random = seededRandom(seed);
  const normal = (shape: number[], scale = 1): tf.Tensor => {
    const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal() * scale);
    return tf.tensor(values, shape);
  };
  return {
    normal,
    weight: (shape: number[], scale = 0.4) => tf.variable(normal(shape, scale)),
    zeros: (shape: number[]) => tf.variable(tf.zeros(shape)),
    ones: (shape: number[]) => tf.variable(tf.ones(shape)),
    ids: (n: number, below: number) =>
      tf.tensor1d(
        Int32Array.from({ length: n }, () => random.integer(below)),
        'int32',
      ),
  };
}

const meanSquare = (errors: tf.Tensor): tf.Scalar => tf.mean(tf.square(errors));

/** Every layer type that the product trains, small. */
const layers: Readonly<Record<string, () => LayerModel>> = {
  dense() {
    const { normal, weight, zeros } = maker(1);
    const [x, t] = [normal([16, 6]), normal([16, 3])];
    const [w, b, v] = [weight([6, 8]), zeros([8]), weight([8, 3])];
    const out = (): tf.Tensor => tf.matMul(tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b)), v);
    return { weights: [w, b, v], loss: () => meanSquare(tf.sub(out(), t)) };
  },
  embedding() {
    const { ids, weight, normal } = maker(2);
    const [users, items, t] = [ids(40, 9), ids(40, 7), normal([40])];
    const [u, i, bias] = [weight([9, 5]), weight([7, 5]), weight([7])];
    const scores = (): tf.Tensor =>
      tf.add(tf.sum(tf.mul(tf.gather(u, users), tf.gather(i, items)), 1), tf.gather(bias, items));
    // Squares, and the logarithm of sigmoids, as ranking losses have; tf.logSigmoid forgets to keep what its gradient reads.
    const loss = (): tf.Scalar => tf.add(meanSquare(tf.sub(scores(), t)), tf.mean(tf.softplus(tf.neg(scores()))));
    return { weights: [u, i, bias], loss };
  },
  batchNorm() {
    const { normal, weight, ones, zeros } = maker(3);
    const [x, t] = [normal([20, 6], 3), normal([20, 4])];
    const [w, scale, shift] = [weight([6, 4]), ones([4]), zeros([4])];
    const loss = (): tf.Scalar => {
      const z = tf.matMul(x, w);
      const { mean, variance } = tf.moments(z, 0);
      return meanSquare(
        tf.sub(
          tf.batchNorm(
            z,
            mean as tf.Tensor1D,
            variance as tf.Tensor1D,
            shift as tf.Tensor1D,
            scale as tf.Tensor1D,
            1e-3,
          ),
          t,
        ),
      );
    };
    return { weights: [w, scale, shift], loss };
  },
  layerNorm() {
    const { normal, weight, ones, zeros } = maker(4);
    const [x, t] = [normal([12, 6], 2), normal([12, 5])];
    const [w, scale, shift] = [weight([6, 5]), ones([5]), zeros([5])];
    const loss = (): tf.Scalar => {
      const z = tf.matMul(x, w);
      const { mean, variance } = tf.moments(z, -1, true);
      const normed = tf.mul(tf.sub(z, mean), tf.rsqrt(tf.add(variance, 1e-5)));
      return meanSquare(tf.sub(tf.add(tf.mul(normed, scale), shift), t));
    };
    return { weights: [w, scale, shift], loss };
  },
  dropout() {
    const { normal, weight } = maker(5);
    const [x, t] = [normal([16, 10]), normal([16, 2])];
    const [w, v] = [weight([10, 12]), weight([12, 2])];
    const loss = (): tf.Scalar => {
      const hidden = tf.dropout(tf.elu(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)), 0.3, undefined, 7);
      return meanSquare(tf.sub(tf.matMul(hidden as tf.Tensor2D, v as tf.Tensor2D), t));
    };
    return { weights: [w, v], loss };
  },
  attention() {
    const { normal, weight } = maker(6);
    const [nRows, length, width] = [4, 5, 6];
    const x = normal([nRows, length, width]);
    const t = normal([nRows, length, width]);
    const [q, k, v] = [weight([width, width]), weight([width, width]), weight([width, width])];
    // No place looks at a later one.
    const mask = tf.tensor(
      Float32Array.from({ length: length * length }, (_, i) => (i % length > Math.floor(i / length) ? -1e9 : 0)),
      [1, length, length],
    );
    const through = (w: tf.Tensor): tf.Tensor =>
      tf.reshape(tf.matMul(tf.reshape(x, [nRows * length, width]), w as tf.Tensor2D), [nRows, length, width]);
    const loss = (): tf.Scalar => {
      const scores = tf.div(tf.matMul(through(q), through(k), false, true), Math.sqrt(width));
      const looked = tf.matMul(tf.softmax(tf.add(scores, mask)), through(v));
      return meanSquare(tf.sub(tf.add(looked, x), t));
    };
    return { weights: [q, k, v], loss };
  },
  gru() {
    const { normal, weight, zeros } = maker(7);
    const [nRows, length, width, units] = [6, 5, 4, 3];
    const x = normal([nRows, length, width]);
    const t = normal([nRows, units]);
    const [w, u, b] = [weight([width, 3 * units]), weight([units, 3 * units]), zeros([3 * units])];
    const part = (all: tf.Tensor, i: number): tf.Tensor => tf.slice(all, [0, i * units], [nRows, units]);
    const loss = (): tf.Scalar => {
      let h: tf.Tensor = tf.zeros([nRows, units]);
      for (let step = 0; step < length; step++) {
        const now = tf.reshape(tf.slice(x, [0, step, 0], [nRows, 1, width]), [nRows, width]);
        const input = tf.add(tf.matMul(now as tf.Tensor2D, w as tf.Tensor2D), b);
        const state = tf.matMul(h, u);
        const update = tf.sigmoid(tf.add(part(input, 0), part(state, 0)));
        const reset = tf.sigmoid(tf.add(part(input, 1), part(state, 1)));
        const candidate = tf.tanh(tf.add(part(input, 2), tf.mul(reset, part(state, 2))));
        h = tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate));
      }
      return meanSquare(tf.sub(h, t));
    };
    return { weights: [w, u, b], loss };
  },
  convolution() {
    const { normal, weight, zeros } = maker(8);
    const x = normal([3, 9, 4]) as tf.Tensor3D;
    const t = normal([3, 9, 5]);
    const [w, b] = [weight([3, 4, 5]), zeros([5])];
    const narrow = weight([2, 4, 5]);
    const loss = (): tf.Scalar => {
      const same = tf.conv1d(x, w as tf.Tensor3D, 1, 'same');
      const strided = tf.conv1d(x, narrow as tf.Tensor3D, 2, 'valid');
      return tf.add(meanSquare(tf.sub(tf.add(same, b), t)), meanSquare(strided));
    };
    return { weights: [w, b, narrow], loss };
  },
  softmaxLoss() {
    const { normal, weight, zeros, ids } = maker(9);
    const x = normal([14, 6]) as tf.Tensor2D;
    const classes = tf.oneHot(ids(14, 4), 4);
    const [w, b] = [weight([6, 4]), zeros([4])];
    const loss = (): tf.Scalar => {
      const logits = tf.add(tf.matMul(x, w as tf.Tensor2D), b);
      const crossEntropy = tf.neg(tf.mean(tf.sum(tf.mul(classes, tf.logSoftmax(logits)), 1)));
      // L2, and the soft parts of the other losses.
      return tf.add(crossEntropy, tf.mul(0.01, tf.add(tf.sum(tf.square(w)), tf.mean(tf.softplus(logits)))));
    };
    return { weights: [w, b], loss };
  },
};

export const layerNames = Object.keys(layers);

/** Trains a layer by Adam, with its gradients clipped to a norm. @returns the loss before every step and at the end. */
export async function trainLayer({ layer }: { readonly layer: string }): Promise<number[]> {
  const make = layers[layer];
  if (!make) throw new Error(`there is no layer “${layer}”`);
  // Everything that is made here goes again, so that the process can be asked for the next layer.
  tf.engine().startScope();
  const { weights, loss } = make();
  const optimizer = tf.train.adam(RATE);
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const value = tf.tidy(() => {
      const { value: now, grads } = tf.variableGrads(loss, [...weights]);
      const norm = tf.sqrt(tf.addN(Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)))));
      const factor = tf.minimum(1, tf.div(1, norm));
      optimizer.applyGradients(Object.fromEntries(Object.entries(grads).map(([name, g]) => [name, tf.mul(g, factor)])));
      return now;
    });
    losses.push(...(await value.data()));
    value.dispose();
  }
  losses.push(...(await loss().data()));
  optimizer.dispose();
  tf.disposeVariables();
  tf.engine().endScope();
  return losses;
}
