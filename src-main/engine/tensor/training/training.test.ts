import fs from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../kernels/variant.ts';
import { seededRandom } from '../../maths/random.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { denseTrainee } from './dense-trainee.ts';
import { initialWeights, parametersOf, type Network, type Weights } from './network.ts';
import { decodeSafetensors } from './safetensors.ts';
import { squaredErrorObjective, tensorNetwork, tensorTrainee, type Rows } from './tensor-trainee.ts';
import { bentRows, testHooks } from './testing.ts';
import { train, type TrainingPlan } from './train.ts';
import type { OptimiserOptions, Trainee } from './trainee.ts';

/** A training that PyTorch did; see test/golden/make/training.py. */
function readTraining(name: string) {
  const file = path.join(import.meta.dirname, '../../../../test/golden', `${name}.safetensors`);
  const { tensors, metadata } = decodeSafetensors(new Uint8Array(fs.readFileSync(file)));
  const find = (wanted: string) => tensors.find((tensor) => tensor.name === wanted) ?? expect.fail(wanted);
  const values = (wanted: string) => find(wanted).values as Float32Array;
  const rowsOf = (wanted: string): Rows => {
    const [nRows = 0, nColumns = 0] = find(wanted).shape;
    return { nRows, nColumns, values: values(wanted) };
  };
  const network = JSON.parse(metadata.network ?? '') as Network;
  const weights = (moment: 'before' | 'after') => parametersOf(network).map((spec) => values(`${moment}.${spec.name}`));
  return {
    network,
    weights,
    x: rowsOf('x'),
    targets: rowsOf('targets'),
    losses: values('losses'),
    batch: Number(metadata.batch),
  };
}

type Golden = ReturnType<typeof readTraining>;

/** Takes the same steps on the same batches. */
async function follow({ x, losses, batch, weights }: Golden, trainee: Trainee, rate: number): Promise<void> {
  const rows = Int32Array.from({ length: x.nRows }, (_, i) => i);
  for (const [i, loss] of losses.entries()) {
    const start = (i * batch) % x.nRows;
    trainee.step(rows.subarray(start, start + batch), rate, seededRandom(1));
    expect((await trainee.losses()).loss).toBeCloseTo(loss, 4);
  }
  const { weights: own, nSteps } = await trainee.read();
  expect(nSteps).toBe(losses.length);
  weights('after').forEach((expected, i) => {
    expected.forEach((value, at) => expect(own[i]?.[at]).toBeCloseTo(value, 4));
  });
}

const dense = (nIn: number, nOut: number, activation: 'relu' | 'linear' | 'tanh') =>
  ({ kind: 'dense', nIn, nOut, activation }) as const;
const autoencoder: Network = [
  dense(10, 9, 'relu'),
  { kind: 'dropout', rate: 0.1 },
  dense(9, 3, 'linear'),
  dense(3, 9, 'relu'),
  dense(9, 10, 'linear'),
];
const everyLayer: Network = [
  { kind: 'embedding', nCodes: 6, size: 3 },
  { kind: 'batchNorm', n: 6 },
  dense(6, 5, 'tanh'),
  { kind: 'dropout', rate: 0.2 },
  { kind: 'layerNorm', n: 5 },
  dense(5, 2, 'linear'),
];
const codes: Rows = {
  nRows: 60,
  nColumns: 2,
  values: Float32Array.from({ length: 120 }, (_, i) => (i * 7 + (i >> 2)) % 6),
};
const answers: Rows = { nRows: 60, nColumns: 2, values: Float32Array.from(codes.values, (code) => Math.sin(code)) };

const ADAM: OptimiserOptions = { kind: 'adam', clipNorm: 1, l2: 1e-3 };
const plan: TrainingPlan = {
  nRows: 60,
  epochs: 6,
  batchSize: 16,
  schedule: { kind: 'cosine', rate: 0.01, warmUpEpochs: 1 },
  validationShare: 0.25,
  patience: 0,
  seed: 7,
};

type MakeTrainee = () => Trainee;

/** Trains to the end, and again with an interruption after some batches; both must give the same weights. */
async function interrupted(make: MakeTrainee, after: number): Promise<void> {
  const trainees = [make(), make(), make()] as const;
  const whole = await train(trainees[0], plan, testHooks());
  const hooks = testHooks(null, after);
  await expect(train(trainees[1], plan, hooks, 0)).rejects.toMatchObject({ code: 'cancelled' });
  const last = hooks.saved.at(-1) ?? expect.fail('a checkpoint was saved');
  const resumed = testHooks(last);
  const rest = await train(trainees[2], plan, resumed);
  expect(rest).toEqual(whole);
  expect(resumed.logged.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]); // the curve is whole again
  const states = await Promise.all([trainees[0].read(), trainees[2].read()]);
  expect(states[1]).toEqual(states[0]);
  for (const trainee of trainees) trainee.dispose();
}

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => loadBackend(backend, { forced: true, modulesFolder: null }));

  const onTensors = (network = autoencoder, rows = bentRows(60, 10), targets = rows, options = ADAM): Trainee =>
    tensorTrainee(network, initialWeights(network, seededRandom(2)), rows, targets, options);

  it('takes the steps that PyTorch takes with Adam, clipping and L2', async () => {
    const golden = readTraining('training.adam');
    const options: OptimiserOptions = { kind: 'adam', clipNorm: 0.5, l2: 0.02 };
    const trainee = tensorTrainee(golden.network, golden.weights('before'), golden.x, golden.targets, options);
    await follow(golden, trainee, 0.01);
    trainee.dispose();
  });

  it('takes the steps that PyTorch takes through embeddings and both norms, with momentum', async () => {
    const golden = readTraining('training.sgd');
    const options: OptimiserOptions = { kind: 'sgd', momentum: 0.9 };
    const trainee = tensorTrainee(golden.network, golden.weights('before'), golden.x, golden.targets, options);
    await follow(golden, trainee, 0.1);
    trainee.dispose();
  });

  it('goes on from a checkpoint to the weights of a training without interruption', async () => {
    await interrupted(() => onTensors(), 9);
    await interrupted(() => onTensors(everyLayer, codes, answers, { kind: 'sgd', momentum: 0.5 }), 14);
  });

  it('leaves no tensor behind, at its end and when cancelled', async () => {
    const before = tf.memory().numTensors;
    for (const cancelAfter of [3, Infinity]) {
      const trainee = onTensors(everyLayer, codes, answers);
      const training = train(trainee, plan, testHooks(null, cancelAfter), 0);
      if (cancelAfter === Infinity) await training;
      else await expect(training).rejects.toMatchObject({ code: 'cancelled' });
      trainee.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it('names each part of a mixed loss', async () => {
    const rows = bentRows(60, 10);
    const trainee = tensorTrainee(
      autoencoder,
      initialWeights(autoencoder, seededRandom(2)),
      rows,
      rows,
      ADAM,
      (outputs, targets) => ({
        ...squaredErrorObjective(outputs, targets),
        codeSize: tf.mul(tf.mean(tf.square(outputs[2]!)), 0.1),
      }),
    );
    const hooks = testHooks();
    await train(trainee, plan, hooks);
    for (const { loss, squaredError, codeSize, ...rest } of hooks.logged) {
      expect(loss).toBeCloseTo((squaredError ?? NaN) + (codeSize ?? NaN), 6);
      expect(rest['validation.loss']).toBeCloseTo(
        (rest['validation.squaredError'] ?? NaN) + (rest['validation.codeSize'] ?? NaN),
        6,
      );
    }
    expect(hooks.logged.at(-1)?.loss).toBeLessThan(hooks.logged[0]?.loss ?? 0);
    trainee.dispose();
  });

  it('computes alike with the same weights, whichever backend they were trained on', async () => {
    const trainee = onTensors(everyLayer, codes, answers);
    const { weights } = await train(trainee, plan, testHooks());
    trainee.dispose();
    const outputs = (values: Weights): Promise<Float32Array> => {
      const network = tensorNetwork(everyLayer, values);
      const out = tf.tidy(() => network.run(tf.tensor2d(codes.values, [60, 2]), null).at(-1)!);
      network.dispose();
      return out.data() as Promise<Float32Array>;
    };
    const own = await outputs(weights);
    await loadBackend(backend === 'js' ? 'wasm' : 'js', { forced: true, modulesFolder: null });
    const other = await outputs(weights);
    own.forEach((value, i) => expect(other[i]).toBeCloseTo(value, 5));
    await loadBackend(backend, { forced: true, modulesFolder: null });
  });

  it('goes on from a checkpoint with the engine’s own loops, where a device was lost', async () => {
    const whole = await train(onLoops('simd')(), plan, testHooks());
    const trainee = onTensors();
    const hooks = testHooks(null, 12);
    await expect(train(trainee, plan, hooks, 0)).rejects.toMatchObject({ code: 'cancelled' });
    trainee.dispose();
    const rest = await train(
      onLoops('simd')(),
      plan,
      testHooks(hooks.saved.at(-1) ?? expect.fail('a checkpoint was saved')),
    );
    expect(rest.history.length).toBe(whole.history.length);
    rest.history.forEach(({ training }, i) =>
      expect(training.loss).toBeCloseTo(whole.history[i]?.training.loss ?? NaN, 4),
    );
  });

  it('agrees with the engine’s own loops', async () => {
    const trainees = [onTensors(), onLoops('simd')()];
    const [tensors, loops] = await Promise.all(trainees.map((trainee) => train(trainee, plan, testHooks())));
    loops?.history.forEach(({ training, validation }, i) => {
      expect(training.loss).toBeCloseTo(tensors?.history[i]?.training.loss ?? NaN, 4);
      expect(validation?.loss).toBeCloseTo(tensors?.history[i]?.validation?.loss ?? NaN, 4);
    });
    trainees[0]?.dispose();
  });
});

function onLoops(variant: (typeof variants)[number]): MakeTrainee {
  return () => {
    const rows = bentRows(60, 10);
    return denseTrainee(autoencoder, initialWeights(autoencoder, seededRandom(2)), rows, rows, ADAM, 64, variant);
  };
}

describe.each(variants)('on the %s loops', (variant) => {
  it('takes the steps that PyTorch takes', async () => {
    const golden = readTraining('training.adam');
    const options: OptimiserOptions = { kind: 'adam', clipNorm: 0.5, l2: 0.02 };
    await follow(
      golden,
      denseTrainee(golden.network, golden.weights('before'), golden.x, golden.targets, options, 8, variant),
      0.01,
    );
  });

  it('goes on from a checkpoint to the weights of a training without interruption', () =>
    interrupted(onLoops(variant), 9));
});

it('says in which epoch a loss was no number any more', async () => {
  const rows = bentRows(60, 10);
  rows.values[500] = Infinity;
  const trainee = denseTrainee(
    autoencoder,
    initialWeights(autoencoder, seededRandom(2)),
    rows,
    rows,
    ADAM,
    64,
    'plain',
  );
  await expect(train(trainee, { ...plan, validationShare: 0 }, testHooks())).rejects.toMatchObject({
    code: 'diverged',
    values: { epoch: 1 },
  });
});

it('gives the same bytes with plain SIMD as without', async () => {
  const [simd, plain] = await Promise.all(
    [onLoops('simd')(), onLoops('plain')()].map((trainee) => train(trainee, plan, testHooks())),
  );
  expect(simd).toEqual(plain);
});
