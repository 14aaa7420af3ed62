import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../maths/random.ts';
import { layerParameters, type Activation, type Branch, type LayerSpec } from './network.ts';
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
    case 'mixed':
      return mixed(layer.nNumbers, x, first);
    case 'tokens':
      return tokens(layer.nNumbers, x, own);
    case 'wide':
      return tf.sum(tf.gather(first as tf.Tensor as tf.Tensor2D, tf.cast(x, 'int32')), 1);
    case 'beside':
      return beside(layer.branches, x, { own, random });
  }
}

/** The vectors of numbers, then those of codes. @param own kernel and bias of numbers, vectors of codes */
function tokens(nNumbers: number, x: tf.Tensor2D, own: readonly tf.Variable[]): tf.Tensor2D {
  const [nRows, nColumns] = x.shape;
  const parts: tf.Tensor2D[] = [];
  if (nNumbers > 0) {
    const [kernel, bias] = own as [tf.Variable, tf.Variable];
    const numbers = tf.reshape(tf.slice(x, [0, 0], [nRows, nNumbers]), [nRows, nNumbers, 1]);
    parts.push(tf.reshape(tf.add(tf.mul(numbers, kernel), bias), [nRows, -1]));
  }
  if (nColumns > nNumbers) {
    const codes = tf.cast(tf.slice(x, [0, nNumbers], [nRows, nColumns - nNumbers]), 'int32');
    parts.push(tf.reshape(tf.gather(own.at(-1)!, tf.reshape(codes, [-1])), [nRows, -1]));
  }
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 1);
}

/** Numbers, then the vectors of codes. */
function mixed(nNumbers: number, x: tf.Tensor2D, vectors: tf.Variable): tf.Tensor2D {
  const [nRows, nColumns] = x.shape;
  const numbers = tf.slice(x, [0, 0], [nRows, nNumbers]);
  if (nColumns === nNumbers) return numbers;
  const codes = tf.cast(tf.slice(x, [0, nNumbers], [nRows, nColumns - nNumbers]), 'int32');
  const told = tf.reshape<tf.Rank.R2>(tf.gather(vectors, tf.reshape(codes, [-1])), [nRows, -1]);
  return nNumbers === 0 ? told : tf.concat([numbers, told], 1);
}

function beside(branches: readonly Branch[], x: tf.Tensor2D, { own, random }: LayerContext): tf.Tensor2D {
  let at = 0;
  const outputs = branches.map(({ from, to, network }) => {
    let out = tf.slice(x, [0, from], [x.shape[0], to - from]);
    for (const layer of network) {
      const n = layerParameters(layer, '').length;
      out = runLayer(layer, out, { own: own.slice(at, at + n), random });
      at += n;
    }
    return out;
  });
  return tf.addN(outputs);
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
