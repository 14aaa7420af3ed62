import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../maths/random.ts';
import { sizeOf, type ParameterSpec } from './network.ts';
import { createOptimiser } from './optimiser.ts';
import type { Losses, OptimiserOptions, Trainee } from './trainee.ts';

/** The named losses of a batch, each a mean over `n` examples; training lowers their sum. */
export interface BatchLosses {
  readonly parts: Readonly<Record<string, tf.Scalar>>;
  readonly n: number;
}

/** What is trained on tfjs's backend. */
interface BackendWork {
  readonly specs: readonly ParameterSpec[];
  /** One a spec. */
  readonly variables: readonly tf.Variable[];
  /** @param random set while training. */
  losses(batch: Int32Array, random: Random | null): BatchLosses;
  dispose(): void;
}

/** Trains variables by what a batch loses; whatever they are the weights of. */
export function backendTrainee(
  { specs, variables: all, losses, dispose }: BackendWork,
  options: OptimiserOptions,
): Trainee {
  const trained = specs.flatMap((spec, i) => (spec.isTrained ? [i] : []));
  const variables = trained.map((i) => all[i]!);
  const optimiser = createOptimiser(
    variables,
    trained.map((i) => specs[i]!),
    options,
  );
  /** Sums of losses times examples, kept on the backend so that nothing waits for it within an epoch. */
  let sums: Record<string, tf.Scalar> = {};
  let nSeen = 0;

  /** The sum of a batch's losses, each noted. */
  function lossOf(batch: Int32Array, random: Random | null): tf.Scalar {
    const { parts, n } = losses(batch, random);
    for (const [name, part] of Object.entries(parts)) {
      const sum = tf.mul<tf.Scalar>(part, n);
      const before = sums[name];
      sums[name] = tf.keep(before ? tf.add<tf.Scalar>(before, sum) : sum);
      before?.dispose();
    }
    nSeen += n;
    return Object.values(parts).reduce((sum, part) => tf.add<tf.Scalar>(sum, part));
  }

  return {
    step(batch, rate, random) {
      tf.tidy(() => {
        const { grads } = tf.variableGrads(() => lossOf(batch, random), variables);
        optimiser.step(
          variables.map(({ name }) => grads[name]!),
          rate,
        );
      });
    },
    assess(batch) {
      tf.tidy(() => void lossOf(batch, null));
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
      const [own, moments] = await Promise.all([valuesOf(all), valuesOf(optimiser.moments())]);
      const sizes = trained.map((i) => sizeOf(specs[i]!));
      return { weights: own, moments: moments.flatMap((vector) => cut(vector, sizes)), nSteps: optimiser.nSteps() };
    },
    write(state) {
      tf.tidy(() => {
        all.forEach((variable, i) => variable.assign(tf.tensor(state.weights[i]!, variable.shape)));
        const n = trained.length;
        const kinds = Array.from({ length: state.moments.length / n }, (_, k) =>
          state.moments.slice(k * n, (k + 1) * n),
        );
        optimiser.restore(kinds.map(joined), state.nSteps);
      });
    },
    dispose() {
      dispose();
      optimiser.dispose();
      tf.dispose(Object.values(sums));
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
