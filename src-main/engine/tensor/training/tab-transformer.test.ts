import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { readGolden } from '../../steps/testing.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { parametersOf, sizeOf } from './network.ts';
import { tabTransformerForward, tabTransformerNetwork } from './tab-transformer.ts';
import { tabularObjective } from './tabular-loss.ts';
import { tensorNetwork, tensorTrainee, type Rows } from './tensor-trainee.ts';

const golden = readGolden('predict.tab-transformer');
const network = tabTransformerNetwork({
  nNumbers: 2,
  nCodeColumns: 2,
  nCodes: 5,
  size: 8,
  blocks: 2,
  heads: 2,
  hiddenSize: 8,
  dropout: 0.1,
  nOut: 2,
});
/** As `test/golden/make/networks.py` makes them. */
const weights = parametersOf(network).map((spec, part) =>
  Float32Array.from({ length: sizeOf(spec) }, (_, i) => Math.sin(1.7 * i * i + part) / 2),
);
const columns = ['x0', 'x1', 'x2', 'x3'];
const nRows = golden.x0!.length;
const rows: Rows = {
  nRows,
  nColumns: 4,
  values: Float32Array.from({ length: nRows * 4 }, (_, at) => Number(golden[columns[at % 4]!]![Math.floor(at / 4)])),
};
const expected = (at: number): number => Number(golden[`s${at % 2}`]![Math.floor(at / 2)]);

it.each(['plain', 'simd', 'relaxed'] as const)(
  'gives the scores that its formulas give in numpy, on %s loops',
  (variant) => {
    const scores = tabTransformerForward(network, weights, variant)(rows);
    expect(scores.length).toBe(nRows * 2);
    scores.forEach((score, at) => expect(score).toBeCloseTo(expected(at), 4));
  },
);

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  it('gives the same scores, and learns in all its parts', async () => {
    await loadBackend(backend, { forced: true, modulesFolder: null });
    const on = tensorNetwork(network, weights);
    const scores = await on
      .run(tf.tensor2d(rows.values, [nRows, 4]), null)
      .at(-1)!
      .data();
    scores.forEach((score, at) => expect(score).toBeCloseTo(expected(at), 4));
    on.dispose();
    const targets = { nRows, nColumns: 2, values: Float32Array.from({ length: nRows * 2 }, (_, at) => (at % 2 ? 1 : at < nRows ? 0 : 1)) }; // prettier-ignore
    const trainee = tensorTrainee(network, weights, rows, targets, { kind: 'adam' }, tabularObjective('softmax'));
    const all = Int32Array.from({ length: nRows }, (_, row) => row);
    trainee.assess(all);
    const first = (await trainee.losses()).loss;
    for (let i = 0; i < 15; i++) trainee.step(all, 0.03, seededRandom(i));
    await trainee.losses();
    trainee.assess(all);
    expect((await trainee.losses()).loss).toBeLessThan(first / 2);
    const { weights: learned } = await trainee.read();
    parametersOf(network).forEach(({ name }, i) => expect(learned[i], name).not.toEqual(weights[i]));
    trainee.dispose();
  });
});
