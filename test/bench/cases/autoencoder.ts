import { chosenVariant } from '../../../src-main/engine/kernels/variant.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { shuffledBatches } from '../../../src-main/engine/tensor/training/batches.ts';
import { denseTrainee } from '../../../src-main/engine/tensor/training/dense-trainee.ts';
import {
  initialWeights,
  parametersOf,
  sizeOf,
  type Network,
} from '../../../src-main/engine/tensor/training/network.ts';
import { bentRows, testHooks } from '../../../src-main/engine/tensor/training/testing.ts';
import { train } from '../../../src-main/engine/tensor/training/train.ts';
import type { Trainee } from '../../../src-main/engine/tensor/training/trainee.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';

const SEED = 17;
const RATE = 1e-3;

/** What the reference builds too: wide, code, wide, out. */
function networkOf(columns: number, wide: number, code: number): Network {
  return [
    { kind: 'dense', nIn: columns, nOut: wide, activation: 'relu' },
    { kind: 'dense', nIn: wide, nOut: code, activation: 'linear' },
    { kind: 'dense', nIn: code, nOut: wide, activation: 'relu' },
    { kind: 'dense', nIn: wide, nOut: columns, activation: 'linear' },
  ];
}

export const autoencoder = defineCase({
  name: 'autoencoder',
  script: 'autoencoder',
  title: 'autoencoder epoch, 100,000 × 32, batch 256, 32–64–8–64–32, Adam',
  reference: 'PyTorch CPU',
  bar: 2,
  aim: 1,
  barAt: 'one-thread',
  shape: { rows: 100_000, columns: 32, wide: 64, code: 8, batch: 256, rate: RATE },
  tolerance: 1e-3,
  // Both begin with the same weights and take the same rows in the same order.
  make({ rows, columns, wide, code, batch }, folder) {
    writeArray(folder, 'x', Float32Array.from(bentRows(rows, columns, SEED).values));
    const weights = initialWeights(networkOf(columns, wide, code), seededRandom(SEED));
    writeArray(folder, 'weights', Float32Array.from(weights.flatMap((values) => [...values])));
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    const batches = [...shuffledBatches(all, batch, seededRandom(SEED).fork(1))];
    writeArray(folder, 'order', Int32Array.from(batches.flatMap((taken) => [...taken])));
  },
  prepare({ shape: { rows, columns, wide, code, batch, rate }, folder }) {
    const network = networkOf(columns, wide, code);
    const data = { nRows: rows, nColumns: columns, values: Float32Array.from(readArray(folder, 'x', 'f32')) };
    const stored = readArray(folder, 'weights', 'f32');
    let at = 0;
    const weights = parametersOf(network).map((spec) => stored.slice(at, (at += sizeOf(spec))));
    const plan = {
      nRows: rows,
      epochs: 1,
      batchSize: batch,
      schedule: { kind: 'constant', rate } as const,
      validationShare: 0,
      patience: 0,
      seed: SEED,
    };
    let trainee: Trainee | null = null;
    return prepared({
      before() {
        trainee?.dispose();
        trainee = denseTrainee(network, weights, data, data, { kind: 'adam' }, batch, chosenVariant());
      },
      run: () => train(trainee!, plan, testHooks()),
      check: ({ history }) => ({ loss: history[0]?.training.loss ?? NaN }),
    });
  },
});
