import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { readGolden } from '../../steps/testing.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { denseForward } from './dense-forward.ts';
import { denseTrainee } from './dense-trainee.ts';
import type { Network, Weights } from './network.ts';
import { tabularObjective, type TabularLoss } from './tabular-loss.ts';
import { tensorTrainee, type Rows } from './tensor-trainee.ts';
import { testHooks } from './testing.ts';
import { train, type TrainingPlan } from './train.ts';
import type { Trainee } from './trainee.ts';

const golden = readGolden('predict.mlp');
const kept = readGolden('predict.mlp.weights');
const losses = readGolden('predict.mlp.losses');
const CASES: readonly (readonly [TabularLoss, number])[] = [
  ['logistic', 1],
  ['softmax', 3],
  ['squaredError', 1],
];

const columns = (names: readonly string[]): Rows => {
  const nRows = golden.x1!.length;
  const values = new Float32Array(nRows * names.length);
  names.forEach((name, j) => golden[name]!.forEach((value, row) => (values[row * names.length + j] = Number(value))));
  return { nRows, nColumns: names.length, values };
};
const rows = columns(['x1', 'x2', 'x3']);
const all = Int32Array.from({ length: rows.nRows }, (_, row) => row);

const networkOf = (nScores: number): Network => [
  { kind: 'dense', nIn: 3, nOut: 6, activation: 'relu' },
  { kind: 'dense', nIn: 6, nOut: 4, activation: 'relu' },
  { kind: 'dense', nIn: 4, nOut: nScores, activation: 'linear' },
];

/** The weights of scikit-learn's network, kernel and bias by turns. */
const weightsOf = (loss: TabularLoss, moment: 'before' | 'after'): Weights =>
  [0, 1, 2].flatMap((layer) =>
    ['kernel', 'bias'].map((part) =>
      Float32Array.from(
        kept.value!.filter(
          (_, i) =>
            kept.loss![i] === loss && kept.moment![i] === moment && kept.layer![i] === layer && kept.part![i] === part,
        ),
        Number,
      ),
    ),
  );

async function follow(loss: TabularLoss, trainee: Trainee): Promise<void> {
  for (const expected of losses[loss]!) {
    trainee.step(all, 0.05, seededRandom(1));
    expect((await trainee.losses()).loss).toBeCloseTo(Number(expected), 5);
  }
  const { weights } = await trainee.read();
  weightsOf(loss, 'after').forEach((expected, i) => {
    expect(expected.length).toBe(weights[i]!.length);
    expected.forEach((value, at) => expect(weights[i]![at]).toBeCloseTo(value, 4));
  });
  trainee.dispose();
}

const ADAM = { kind: 'adam', epsilon: 1e-12 } as const;

describe.each(CASES)('%s', (loss, nScores) => {
  const network = networkOf(nScores);
  const targets = columns([`${loss}_target`, 'weight']);

  it.each(['plain', 'simd', 'relaxed'] as const)('takes scikit-learn’s steps, rows weighted, on %s loops', (variant) =>
    follow(loss, denseTrainee(network, weightsOf(loss, 'before'), rows, targets, ADAM, rows.nRows, variant, loss)),
  );

  it.each(['js', 'wasm'] as const)('takes the same steps on tfjs: %s', async (backend) => {
    await loadBackend(backend, { forced: true, modulesFolder: null });
    await follow(loss, tensorTrainee(network, weightsOf(loss, 'before'), rows, targets, ADAM, tabularObjective(loss)));
  });
});

it('goes on from a checkpoint to the same network as without an interruption', async () => {
  const network: Network = [...networkOf(1).slice(0, 1), { kind: 'dropout', rate: 0.3 }, ...networkOf(1).slice(1)];
  const make = () =>
    denseTrainee(
      network,
      weightsOf('logistic', 'before'),
      rows,
      columns(['logistic_target', 'weight']),
      ADAM,
      rows.nRows,
      'plain',
      'logistic',
    );
  const plan: TrainingPlan = {
    nRows: rows.nRows,
    epochs: 5,
    batchSize: 25,
    schedule: { kind: 'cosine', rate: 0.05 },
    validationShare: 0.2,
    patience: 0,
    seed: 3,
  };
  const whole = await train(make(), plan, testHooks());
  const cut = testHooks(null, 14);
  await expect(train(make(), plan, cut, 0)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await train(make(), plan, testHooks(cut.saved.at(-1)))).toEqual(whole);
});

describe('the trained network', () => {
  it.each(CASES)('says what scikit-learn’s says: %s', (loss, nScores) => {
    const forward = denseForward(networkOf(nScores), weightsOf(loss, 'after'), rows, [2], rows.nRows, 'plain');
    const [scores] = forward(all) as [Float32Array];
    const shareOf = (row: number, score: number): number => {
      const own = scores.subarray(row * nScores, (row + 1) * nScores);
      if (loss === 'squaredError') return own[0]!;
      if (loss === 'logistic') return 1 / (1 + Math.exp(score === 1 ? -own[0]! : own[0]!));
      return Math.exp(own[score]!) / own.reduce((sum, each) => sum + Math.exp(each), 0);
    };
    for (let score = 0; golden[`${loss}_${score}`]; score++)
      all.forEach((row) => expect(shareOf(row, score)).toBeCloseTo(Number(golden[`${loss}_${score}`]![row]), 5));
  });
});
