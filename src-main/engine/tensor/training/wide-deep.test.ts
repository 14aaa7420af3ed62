import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { initialWeights, parametersOf } from './network.ts';
import { tabularObjective } from './tabular-loss.ts';
import { tensorNetwork, tensorTrainee, type Rows } from './tensor-trainee.ts';
import { wideDeepForward, wideDeepNetwork } from './wide-deep.ts';

const small = wideDeepNetwork({
  nNumbers: 1,
  nDeepColumns: 1,
  nDeepCodes: 2,
  nWideColumns: 1,
  nWideCodes: 2,
  size: 1,
  hidden: [1],
  dropout: 0,
  nOut: 1,
});
const floats = (...values: number[]) => Float32Array.from(values);
/** Vectors, kernel and bias of the hidden unit, those of the score, weights of the codes. */
const smallWeights = [floats(3, -1), floats(1, 2), floats(0.5), floats(2), floats(-1), floats(0.25, -0.75)];

it('adds what remembers to what generalises, as on paper', () => {
  const forward = wideDeepForward(small, smallWeights, 4, 'plain');
  // relu(2·1 + 3·2 + 0.5)·2 − 1 + 0.25, and relu(2·1 − 1·2 + 0.5)·2 − 1 − 0.75.
  expect([...forward({ nRows: 2, nColumns: 3, values: floats(2, 0, 0, 2, 1, 1) })]).toEqual([16.25, -0.75]);
});

const mixed = wideDeepNetwork({
  nNumbers: 2,
  nDeepColumns: 2,
  nDeepCodes: 7,
  nWideColumns: 3,
  nWideCodes: 9,
  size: 3,
  hidden: [6, 4],
  dropout: 0.2,
  nOut: 3,
});
const random = seededRandom(4);
const N = 40;
const rows: Rows = {
  nRows: N,
  nColumns: 7,
  values: Float32Array.from({ length: N * 7 }, (_, at) => {
    const j = at % 7;
    return j < 2 ? random.normal() : j < 4 ? (j - 2) * 3 + random.integer(3) : (j - 4) * 3 + random.integer(3);
  }),
};
const weights = initialWeights(mixed, seededRandom(9)).map((values) =>
  values.map((value) => value + 0.3 * random.normal()),
);

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  it('gives the scores that the processor’s own loops give', async () => {
    await loadBackend(backend, { forced: true, modulesFolder: null });
    const on = tensorNetwork(mixed, weights);
    const expected = await on
      .run(tf.tensor2d(rows.values, [N, 7]), null)
      .at(-1)!
      .data();
    for (const variant of ['plain', 'simd', 'relaxed'] as const)
      wideDeepForward(
        mixed,
        weights,
        N,
        variant,
      )(rows).forEach((score, at) => expect(score).toBeCloseTo(expected[at]!, 4));
    on.dispose();
  });

  it('learns in all its parts', async () => {
    await loadBackend(backend, { forced: true, modulesFolder: null });
    const targets: Rows = {
      nRows: N,
      nColumns: 2,
      values: Float32Array.from({ length: N * 2 }, (_, at) => (at % 2 === 0 ? rows.values[(at / 2) * 7 + 2]! % 3 : 1)),
    };
    const trainee = tensorTrainee(mixed, weights, rows, targets, { kind: 'adam' }, tabularObjective('softmax'));
    const all = Int32Array.from({ length: N }, (_, row) => row);
    trainee.step(all, 0.05, seededRandom(1));
    const first = (await trainee.losses()).loss;
    for (let i = 0; i < 30; i++) trainee.step(all, 0.05, seededRandom(i + 2));
    await trainee.losses();
    trainee.assess(all);
    expect((await trainee.losses()).loss).toBeLessThan(first / 4);
    const { weights: learned } = await trainee.read();
    parametersOf(mixed).forEach(({ name }, i) => expect(learned[i], name).not.toEqual(weights[i]));
    trainee.dispose();
  });
});
