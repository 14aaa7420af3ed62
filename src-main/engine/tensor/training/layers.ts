import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../maths/random.ts';
import type { Activation, LayerSpec } from './network.ts';
import { layerNormed, scaled } from './normalise.ts';
import { addPlaces, dropped, recurrent, transformerBlock } from './sequence-layers.ts';

/** What a layer computes with besides its input. */
export interface LayerContext {
  /** The layer's own parameters, in the order of `parametersOf`. */
  readonly own: readonly tf.Variable[];
  /** Set while training: what dropout draws from. */
  readonly random: Random | null;
}

const activations: Readonly<Record<Activation, (x: tf.Tensor2D) => tf.Tensor2D>> = {
  linear: (x) => x,
  relu: tf.relu,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
};

/** How fast running means follow the batches, as in PyTorch. */
const FOLLOW = 0.1;

/** What one layer makes of a batch, (nRows, nIn). */
export function runLayer(layer: LayerSpec, x: tf.Tensor2D, { own, random }: LayerContext): tf.Tensor2D {
  const [first, second, third, fourth] = own as [tf.Variable, tf.Variable, tf.Variable, tf.Variable];
  switch (layer.kind) {
    case 'dense':
      return activations[layer.activation](tf.add(tf.matMul(x, first as tf.Tensor as tf.Tensor2D), second));
    case 'dropout':
      return dropped(x, layer.rate, random);
    case 'batchNorm':
      return random ? normaliseBatch(x, first, second, third, fourth) : scaled(x, third, fourth, first, second);
    case 'layerNorm':
      return tf.reshape(layerNormed(tf.reshape<tf.Rank.R2>(x, [-1, layer.n]), first, second), x.shape);
    case 'embedding':
      return tf.reshape(tf.gather(first, tf.reshape(tf.cast(x, 'int32'), [-1])), [x.shape[0], x.shape[1] * layer.size]);
    case 'places':
      return addPlaces(x, first);
    case 'transformer':
      return transformerBlock(layer, x, own, random);
    case 'gru':
      return recurrent(layer, x, own);
  }
}

/** Measures a batch, lets the running means follow, the variance as of a sample (divided by n − 1). */
function normaliseBatch(
  x: tf.Tensor2D,
  scale: tf.Variable,
  shift: tf.Variable,
  runningMean: tf.Variable,
  runningVariance: tf.Variable,
): tf.Tensor2D {
  const n = x.shape[0];
  const mean = tf.mean(x, 0);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), 0);
  follow(runningMean, mean);
  follow(runningVariance, tf.mul(variance, n / Math.max(1, n - 1)));
  return scaled(x, mean, variance, scale, shift);
}

const follow = (running: tf.Variable, now: tf.Tensor): void => {
  running.assign(tf.add(running, tf.mul(tf.sub(now, running), FOLLOW)));
};
