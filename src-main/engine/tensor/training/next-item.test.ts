import fs from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../kernels/variant.ts';
import { seededRandom } from '../../maths/random.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { missedGain, oneNegative, sampledSoftmax, wholeSoftmax } from './next-item-loss.ts';
import { nextItemTrainee, type NextItemRows } from './next-item.ts';
import { initialWeights, parametersOf, type Network } from './network.ts';
import { decodeSafetensors } from './safetensors.ts';
import { sequenceForward } from './sequence-forward.ts';
import { tensorNetwork, tensorTrainee } from './tensor-trainee.ts';
import { testHooks } from './testing.ts';
import { train, type TrainingPlan } from './train.ts';

/** A training that PyTorch did; see test/golden/make/sequence_layers.py. */
function readTraining(name: string) {
  const file = path.join(import.meta.dirname, '../../../../test/golden', `${name}.safetensors`);
  const { tensors, metadata } = decodeSafetensors(new Uint8Array(fs.readFileSync(file)));
  const find = (wanted: string) => tensors.find((tensor) => tensor.name === wanted) ?? expect.fail(wanted);
  const rows = (wanted: string) => {
    const { shape, values } = find(wanted);
    return { nRows: shape[0] ?? 0, nColumns: shape[1] ?? 0, values: values as Float32Array };
  };
  const network = JSON.parse(metadata.network ?? '') as Network;
  const weights = (moment: string) =>
    parametersOf(network).map((spec) => find(`${moment}.${spec.name}`).values as Float32Array);
  return {
    network,
    weights,
    x: rows('x'),
    targets: rows('targets'),
    losses: find('losses').values,
    batch: Number(metadata.batch),
  };
}

/** Printed by test/golden/make/sequence_layers.py. */
const CROSS_ENTROPY = {
  loss: 1.803197979927063,
  states: [0.3711718619, 0.0475881323, -0.0972265601, -0.0250862353, -0.4322520196, -0.4286977351],
  items: [
    -0.1916926801, 0.0410239771, -0.1406691819, -0.1854576916, -0.032687299, -0.2826993465, 0.3650491536, 0.4271330541,
  ],
} as const;

const values = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];

/** Histories in which three items follow one another in a ring, and some are longer than others. */
function ringRows(nRows: number): NextItemRows {
  const length = 5;
  const inputs = new Int32Array(nRows * length).fill(6);
  const targets = new Int32Array(nRows * length).fill(-1);
  for (let row = 0; row < nRows; row++) {
    const kind = (row % 2) * 3;
    for (let place = 0; place < 2 + (row % 4); place++) {
      inputs[row * length + place] = kind + ((row + place) % 3);
      targets[row * length + place] = kind + ((row + place + 1) % 3);
    }
  }
  return { nRows, length, nItems: 6, inputs, targets };
}

const transformer: Network = [
  { kind: 'embedding', nCodes: 7, size: 8 },
  { kind: 'places', length: 5, size: 8 },
  { kind: 'dropout', rate: 0.1 },
  { kind: 'transformer', length: 5, size: 8, nHeads: 2, nHidden: 12, dropout: 0.1 },
  { kind: 'layerNorm', n: 8 },
];
const gru: Network = [
  { kind: 'embedding', nCodes: 7, size: 8 },
  { kind: 'gru', length: 5, nIn: 8, nOut: 8 },
  { kind: 'layerNorm', n: 8 },
];
const ring = ringRows(40);
const plan: TrainingPlan = {
  nRows: 40,
  nAside: 8,
  epochs: 8,
  batchSize: 16,
  schedule: { kind: 'constant', rate: 0.05, warmUpEpochs: 1 },
  validationShare: 0,
  patience: 0,
  seed: 5,
};
const ADAM = { kind: 'adam', clipNorm: 1 } as const;
const trainee = (network = transformer, loss: Parameters<typeof nextItemTrainee>[3] = { kind: 'all' }) =>
  nextItemTrainee(network, initialWeights(network, seededRandom(3)), ring, loss, ADAM);

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => loadBackend(backend, { forced: true, modulesFolder: null }));

  it.each(['training.transformer', 'training.gru'])('takes the steps that PyTorch takes: %s', async (name) => {
    const { network, weights, x, targets, losses, batch } = readTraining(name);
    const own = tensorTrainee(network, weights('before'), x, targets, { kind: 'sgd', momentum: 0.9 });
    const rows = Int32Array.from({ length: x.nRows }, (_, i) => i);
    for (const [i, loss] of [...losses].entries()) {
      const start = (i * batch) % x.nRows;
      own.step(rows.subarray(start, start + batch), 0.1, seededRandom(1));
      expect((await own.losses()).loss).toBeCloseTo(loss, 4);
    }
    const after = await own.read();
    weights('after').forEach((expected, i) => {
      expected.forEach((value, at) => expect(after.weights[i]?.[at]).toBeCloseTo(value, 4));
    });
    own.dispose();
  });

  it('measures the loss over all items, and its slopes, as PyTorch does', () => {
    tf.tidy(() => {
      const states = tf.variable(
        tf.tensor2d(
          Array.from({ length: 6 }, (_, i) => Math.sin(i)),
          [3, 2],
        ),
      );
      const items = tf.variable(
        tf.tensor2d(
          Array.from({ length: 8 }, (_, i) => Math.cos(i)),
          [4, 2],
        ),
      );
      const { value, grads } = tf.variableGrads(() =>
        wholeSoftmax(states as tf.Tensor as tf.Tensor2D, items as tf.Tensor as tf.Tensor2D, Int32Array.of(2, 0, 3)),
      );
      expect(value.dataSync()[0]).toBeCloseTo(CROSS_ENTROPY.loss, 5);
      values(grads[states.name]!).forEach((slope, i) => expect(slope).toBeCloseTo(CROSS_ENTROPY.states[i]!, 5));
      values(grads[items.name]!).forEach((slope, i) => expect(slope).toBeCloseTo(CROSS_ENTROPY.items[i]!, 5));
      tf.dispose([states, items]);
    });
  });

  it('measures drawn items and missed gains as on paper', () => {
    tf.tidy(() => {
      const states = tf.tensor2d([1, 0, 0, 2], [2, 2]);
      const items = tf.tensor2d([3, 0, 1, 1, 0, -1], [3, 2]);
      const targets = Int32Array.of(1, 1); // scores 3, 1, 0 and 0, 2, −2
      const pairs = oneNegative(states, items, targets, Int32Array.of(0, 2));
      const softplus = (x: number) => Math.log1p(Math.exp(x));
      const [first, second] = [softplus(-1) + softplus(3), softplus(-2) + softplus(-2)];
      expect(pairs.dataSync()[0]).toBeCloseTo((first + second) / 2, 5);
      // Ranks 2 and 1.
      expect(missedGain(states, items, targets).dataSync()[0]).toBeCloseTo((1 - 1 / Math.log2(3)) / 2, 5);
      // As many draws as items, seen through the same stream.
      const drawn = Array.from(
        { length: 3 },
        (
          (random) => () =>
            random.integer(3)
        )(seededRandom(9)),
      );
      const scores = [
        [3, 1, 0],
        [0, 2, -2],
      ];
      const expected = scores.map((own) => {
        const others = drawn
          .filter((item) => item !== 1)
          .reduce((sum, item) => sum + (Math.exp(own[item]!) * 2) / 3, 0);
        return Math.log(Math.exp(own[1]!) + others) - own[1]!;
      });
      const loss = sampledSoftmax(states, items, targets, 3, seededRandom(9)).dataSync()[0];
      expect(loss).toBeCloseTo((expected[0]! + expected[1]!) / 2, 5);
    });
  });

  it.runIf(backend === 'wasm')(
    'learns what follows, whatever it is compared with, and leaves no tensor behind',
    async () => {
      const before = tf.memory().numTensors;
      for (const loss of [{ kind: 'all' }, { kind: 'sampled', nNegatives: 4 }, { kind: 'one-negative' }] as const) {
        const own = trainee(transformer, loss);
        const { history } = await train(own, plan, testHooks());
        own.dispose();
        expect(history.at(-1)?.validation?.loss).toBeLessThan((history[0]?.validation?.loss ?? 0) * 0.85);
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it.runIf(backend === 'wasm')(
    'goes on from a checkpoint to the weights of a training without interruption',
    async () => {
      const [whole, broken, rest] = [trainee(), trainee(), trainee()];
      const expected = await train(whole, plan, testHooks());
      const hooks = testHooks(null, 17);
      await expect(train(broken, plan, hooks, 0)).rejects.toMatchObject({ code: 'cancelled' });
      const resumed = await train(rest, plan, testHooks(hooks.saved.at(-1) ?? expect.fail('a checkpoint was saved')));
      expect(resumed).toEqual(expected);
      for (const each of [whole, broken, rest]) each.dispose();
    },
  );

  it.each([{ network: transformer }, { network: gru }])('computes the same without tensors', async ({ network }) => {
    const own = trainee(network);
    const { weights } = await train(own, { ...plan, epochs: 1 }, testHooks());
    own.dispose();
    const on = tensorNetwork(network, weights);
    const row = 3;
    const codes = ring.inputs.slice(row * 5, row * 5 + 5);
    const out = tf.tidy(() => values(on.run(tf.tensor2d(codes, [1, 5], 'int32'), null).at(-1)!));
    on.dispose();
    for (const variant of variants) {
      const forward = sequenceForward(network, weights, variant);
      const [, states] = forward([Int32Array.of(2), codes.filter((code) => code < 6), Int32Array.of(1, 0)]);
      expect(states?.length).toBe(8 * codes.filter((code) => code < 6).length);
      states?.forEach((value, at) => expect(value).toBeCloseTo(out[at]!, 4));
    }
    const simd = [...variants].filter((variant) => variant !== 'relaxed');
    const [one, two] = simd.map((variant) => sequenceForward(network, weights, variant)([codes]));
    expect(one).toEqual(two);
  });
});
