import * as tf from '@tensorflow/tfjs-core';
import { sizeOf, type ParameterSpec } from './network.ts';
import { optimiserDefaults, type OptimiserOptions } from './trainee.ts';

/** Lowers a loss by changing variables. */
export interface Optimiser {
  /** Changes the variables by one step. @param slopes of the trained ones, in their order; they are disposed. */
  step(slopes: readonly tf.Tensor[], rate: number): void;
  /** Adam's means and variances or the momentum, each a vector over all trained parameters; the caller must not dispose them. */
  readonly moments: () => readonly tf.Tensor1D[];
  restore(moments: readonly Float32Array[], nSteps: number): void;
  readonly nSteps: () => number;
  dispose(): void;
}

/**
 * Adam or plain descent. All trained parameters are handled as one vector: a backend spends more on a call than on a few
 * thousand values. What is no longer needed is let go at once: of a large network each vector takes a tenth of the memory there is.
 *
 * @param specs of the variables, which are all trained.
 */
export function createOptimiser(
  variables: readonly tf.Variable[],
  specs: readonly ParameterSpec[],
  given: OptimiserOptions,
): Optimiser {
  const { kind, beta1, beta2, epsilon, momentum, clipNorm, l2 } = { ...optimiserDefaults, ...given };
  const sizes = specs.map(sizeOf);
  const size = sizes.reduce((sum, n) => sum + n, 0);
  const nMoments = kind === 'adam' ? 2 : 1;
  let moments = Array.from({ length: nMoments }, () => tf.keep(tf.zeros<tf.Rank.R1>([size])));
  const decays = l2 > 0 ? tf.keep(decayVector(specs, sizes, l2)) : null;
  let nSteps = 0;

  const replace = (next: readonly tf.Tensor1D[]): void => {
    tf.dispose(moments);
    moments = next.map((moment) => tf.keep(moment));
  };

  /** Keeps a share of a moment and adds to it. */
  const followed = (index: number, share: number, added: () => tf.Tensor1D): tf.Tensor1D => {
    const next = tf.keep(tf.tidy(() => tf.add<tf.Tensor1D>(tf.mul(moments[index]!, share), added())));
    moments[index]!.dispose();
    return (moments[index] = next);
  };

  /** What the weights move by; the moments follow the slope. */
  function move(slope: tf.Tensor1D, rate: number): tf.Tensor1D {
    if (kind === 'sgd')
      return tf.mul(
        followed(0, momentum, () => slope),
        rate,
      );
    const mean = followed(0, beta1, () => tf.mul(slope, 1 - beta1));
    const variance = followed(1, beta2, () => tf.mul(tf.square(slope), 1 - beta2));
    slope.dispose();
    const divisor = tf.tidy(() => tf.add(tf.div(tf.sqrt(variance), Math.sqrt(1 - beta2 ** nSteps)), epsilon));
    return tf.div(tf.mul(mean, rate / (1 - beta1 ** nSteps)), divisor);
  }

  /** Slopes as one vector, as long as they may be and with what draws weights to zero. */
  function joined(slopes: readonly tf.Tensor[]): tf.Tensor1D {
    const whole = tf.concat1d(slopes.map((each) => tf.reshape<tf.Rank.R1>(each, [-1])));
    tf.dispose(slopes as tf.Tensor[]);
    const clipped =
      clipNorm > 0 ? tf.tidy(() => tf.mul<tf.Tensor1D>(whole, clipFactor(tf.sum(tf.square(whole)), clipNorm))) : whole;
    if (clipped !== whole) whole.dispose();
    if (!decays) return clipped;
    const weights = tf.concat1d(variables.map((each) => tf.reshape<tf.Rank.R1>(each as tf.Tensor, [-1])));
    return tf.add<tf.Tensor1D>(clipped, tf.mul(weights, decays));
  }

  return {
    step(slopes, rate) {
      nSteps++;
      tf.tidy(() => {
        const parts = tf.split(move(joined(slopes), rate), sizes);
        variables.forEach((variable, i) =>
          variable.assign(tf.tidy(() => tf.sub(variable, tf.reshape(parts[i]!, variable.shape)))),
        );
      });
    },
    moments: () => moments,
    nSteps: () => nSteps,
    restore(values, steps) {
      nSteps = steps;
      replace(values.map((vector) => tf.tensor1d(vector)));
    },
    dispose() {
      tf.dispose(moments);
      decays?.dispose();
    },
  };
}

/** What slopes with this sum of squares are multiplied by. */
const clipFactor = (squares: tf.Tensor, clipNorm: number): tf.Tensor =>
  tf.minimum(tf.div(clipNorm, tf.add(tf.sqrt(squares), 1e-6)), 1);

function decayVector(specs: readonly ParameterSpec[], sizes: readonly number[], l2: number): tf.Tensor1D {
  const values = new Float32Array(sizes.reduce((sum, n) => sum + n, 0));
  let at = 0;
  specs.forEach(({ decays }, i) => {
    values.fill(decays ? l2 : 0, at, (at += sizes[i]!));
  });
  return tf.tensor1d(values);
}
