import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../maths/random.ts';
import { backendTrainee } from './backend-trainee.ts';
import { runLayer } from './layers.ts';
import { byLayer, parametersOf, type Network, type Weights } from './network.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** Rows as they are fed: (nRows, nColumns), row-major. */
export interface Rows {
  readonly nRows: number;
  readonly nColumns: number;
  readonly values: Float32Array;
}

/** A network whose parameters lie on the backend. */
export interface TensorNetwork {
  readonly variables: readonly tf.Variable[];
  /**
   * What each layer makes of a batch, in order.
   *
   * @param random set while training.
   */
  run(x: tf.Tensor2D, random: Random | null): tf.Tensor2D[];
  dispose(): void;
}

/** Puts a network on the backend. */
export function tensorNetwork(network: Network, weights: Weights): TensorNetwork {
  const specs = parametersOf(network);
  const variables = specs.map(({ shape, isTrained }, i) =>
    tf.tidy(() => tf.variable(tf.tensor(weights[i]!, [...shape]), isTrained)),
  );
  const own = byLayer(network, variables);
  return {
    variables,
    run(x, random) {
      const outputs: tf.Tensor2D[] = [];
      network.forEach((layer, i) => {
        outputs.push(runLayer(layer, outputs[i - 1] ?? x, { own: own[i]!, random }));
      });
      return outputs;
    },
    dispose: () => tf.dispose([...variables]),
  };
}

/** The named losses of a batch, each a mean over its rows; training lowers their sum. */
export type Objective = (outputs: readonly tf.Tensor2D[], targets: tf.Tensor2D) => Readonly<Record<string, tf.Scalar>>;

/** The mean squared difference from the targets, over rows and columns. */
export const squaredErrorObjective: Objective = (outputs, targets) => ({
  squaredError: tf.mean(tf.squaredDifference(outputs.at(-1)!, targets)),
});

/**
 * A network with its rows on tfjs's backend.
 *
 * @param targets what the last layer is to give, row by row; the rows themselves for an autoencoder.
 */
export function tensorTrainee(
  network: Network,
  weights: Weights,
  rows: Rows,
  targets: Rows,
  options: OptimiserOptions,
  objective: Objective = squaredErrorObjective,
): Trainee {
  const on = tensorNetwork(network, weights);
  const matrix = ({ nRows, nColumns, values }: Rows): tf.Tensor2D => tf.tensor2d(values, [nRows, nColumns]);
  const x = matrix(rows);
  const y = targets === rows ? x : matrix(targets);
  return backendTrainee(
    {
      specs: parametersOf(network),
      variables: on.variables,
      losses(batch, random) {
        const positions = tf.tensor1d(batch, 'int32');
        const input = tf.gather(x, positions);
        return {
          parts: objective(on.run(input, random), y === x ? input : tf.gather(y, positions)),
          n: batch.length,
        };
      },
      dispose() {
        on.dispose();
        tf.dispose([x, y]);
      },
    },
    options,
  );
}
