import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../maths/random.ts';
import { runLayer } from './layers.ts';
import { parametersOf, sizeOf, type Network, type Weights } from './network.ts';
import { createOptimiser } from './optimiser.ts';
import type { Losses, OptimiserOptions, Trainee } from './trainee.ts';

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
  const ownOf = (layer: number) => variables.filter((_, i) => specs[i]!.name.startsWith(`${layer}.`));
  const own = network.map((_, layer) => ownOf(layer));
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
  const specs = parametersOf(network);
  const on = tensorNetwork(network, weights);
  const trained = specs.flatMap((spec, i) => (spec.isTrained ? [i] : []));
  const variables = trained.map((i) => on.variables[i]!);
  const optimiser = createOptimiser(
    variables,
    trained.map((i) => specs[i]!),
    options,
  );
  const matrix = ({ nRows, nColumns, values }: Rows): tf.Tensor2D => tf.tensor2d(values, [nRows, nColumns]);
  const x = matrix(rows);
  const y = targets === rows ? x : matrix(targets);
  /** Sums of losses times rows, kept on the backend so that nothing waits for it within an epoch. */
  let sums: Record<string, tf.Scalar> = {};
  let nSeen = 0;

  /** The sum of a batch's losses, each noted. */
  function lossOf(batch: tf.Tensor1D, random: Random | null): tf.Scalar {
    const input = tf.gather(x, batch);
    const parts = objective(on.run(input, random), y === x ? input : tf.gather(y, batch));
    for (const [name, part] of Object.entries(parts)) {
      const sum = tf.mul<tf.Scalar>(part, batch.size);
      const before = sums[name];
      sums[name] = tf.keep(before ? tf.add<tf.Scalar>(before, sum) : sum);
      before?.dispose();
    }
    nSeen += batch.size;
    return Object.values(parts).reduce((sum, part) => tf.add<tf.Scalar>(sum, part));
  }

  return {
    step(batch, rate, random) {
      tf.tidy(() => {
        const positions = tf.tensor1d(batch, 'int32');
        const { grads } = tf.variableGrads(() => lossOf(positions, random), variables);
        optimiser.step(
          variables.map(({ name }) => grads[name]!),
          rate,
        );
      });
    },
    assess(batch) {
      tf.tidy(() => void lossOf(tf.tensor1d(batch, 'int32'), null));
    },
    async losses(): Promise<Losses> {
      const named = Object.entries(sums);
      const n = nSeen;
      sums = {};
      nSeen = 0;
      const values = await Promise.all(named.map(async ([, sum]) => (await sum.data())[0]! / n));
      tf.dispose(named.map(([, sum]) => sum));
      const loss = values.reduce((sum, value) => sum + value, 0);
      if (named.length === 1) return { loss };
      return { ...Object.fromEntries(named.map(([name], i) => [name, values[i]!])), loss };
    },
    async read() {
      const [own, moments] = await Promise.all([valuesOf(on.variables), valuesOf(optimiser.moments())]);
      const sizes = trained.map((i) => sizeOf(specs[i]!));
      return { weights: own, moments: moments.flatMap((vector) => cut(vector, sizes)), nSteps: optimiser.nSteps() };
    },
    write(state) {
      tf.tidy(() => {
        on.variables.forEach((variable, i) => variable.assign(tf.tensor(state.weights[i]!, variable.shape)));
        const n = trained.length;
        const kinds = Array.from({ length: state.moments.length / n }, (_, k) =>
          state.moments.slice(k * n, (k + 1) * n),
        );
        optimiser.restore(kinds.map(joined), state.nSteps);
      });
    },
    dispose() {
      on.dispose();
      optimiser.dispose();
      tf.dispose([x, y, ...Object.values(sums)]);
    },
  };
}

const valuesOf = (tensors: readonly tf.Tensor[]): Promise<Float32Array[]> =>
  Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));

function cut(vector: Float32Array, sizes: readonly number[]): Float32Array[] {
  let at = 0;
  return sizes.map((size) => vector.slice(at, (at += size)));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
