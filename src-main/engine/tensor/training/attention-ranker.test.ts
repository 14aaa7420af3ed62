import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { readGolden } from '../../steps/testing.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { attentionScorer } from './attention-forward.ts';
import { attentionNetwork } from './attention-network.ts';
import { attentionTrainee, type AttentionTask } from './attention-ranker.ts';
import { attentionScores, type ReadRow } from './attention-scores.ts';
import { bagOf, type Bags } from './bags.ts';
import { initialWeights, parametersOf, sizeOf } from './network.ts';
import { tensorNetwork } from './tensor-trainee.ts';
import { testHooks } from './testing.ts';
import { train } from './train.ts';

const items: Bags = {
  offsets: Int32Array.of(0, 2, 3, 5, 6),
  codes: Int32Array.of(0, 4, 1, 2, 4, 3),
  values: Float32Array.of(1, 0.5, 1, 1, 0.25, 1),
};
const traits: Bags = { offsets: Int32Array.of(0, 2, 2), codes: Int32Array.of(0, 1), values: Float32Array.of(1, -2) };
const network = attentionNetwork({ nItemCodes: 5, nTraitCodes: 2, length: 3, size: 8, blocks: 2, heads: 2 });
/** As `test/golden/make/networks.py` makes them. */
const weights = parametersOf(network).map((spec, part) =>
  Float32Array.from({ length: sizeOf(spec) }, (_, i) => Math.sin(1.7 * i * i + part) / 2),
);
/** What each customer has read, oldest first. */
const read = [Int32Array.of(3, 0), new Int32Array(0)];
const rows: ReadRow[] = [
  { user: 0, read: read[0]!, targets: Int32Array.of(1, 2) },
  { user: 1, read: read[1]!, targets: Int32Array.of(0) },
];
const golden = readGolden('recommend.attention');
const expected = (user: number, item: number): number => Number(golden[`u${user}`]![item]);

it.each(['plain', 'simd', 'relaxed'] as const)('scores as its formulas do in numpy, on %s loops', (variant) => {
  const scorer = attentionScorer(network, weights, items, 3, variant);
  const profiles = read.map((own, user) => scorer.profile(own, bagOf(traits, user)));
  const scores = scorer.scores(
    [...profiles.flatMap((profile) => [profile, profile, profile, profile])],
    [0, 1, 2, 3, 0, 1, 2, 3],
  );
  scores.forEach((score, at) => expect(score).toBeCloseTo(expected(Math.floor(at / 4), at % 4), 4));
});

/** Two tastes: customers of the first have 0 and 1, of the second 2 and 3; the last one is asked for item 1. */
const task: AttentionTask = {
  network: attentionNetwork({ nItemCodes: 4, nTraitCodes: 0, length: 3, size: 8, blocks: 1, heads: 1 }),
  histories: { offsets: Int32Array.of(0, 2, 4, 6, 8, 9), items: Int32Array.of(0, 1, 2, 3, 1, 0, 3, 2, 0) },
  traits: { offsets: new Int32Array(6), codes: new Int32Array(0), values: new Float32Array(0) },
  items: { offsets: Int32Array.of(0, 1, 2, 3, 4), codes: Int32Array.of(0, 1, 2, 3), values: new Float32Array(4).fill(1) },
  rows: { users: Int32Array.of(0, 1, 2, 3, 4), from: Int32Array.of(0, 0, 0, 0, 1), asked: Int32Array.of(-1, -1, -1, -1, 1) },
  nTargets: 2,
  counts: Float64Array.of(3, 2, 2, 2),
  length: 3,
  dropout: 0,
  nCandidates: 4,
  power: 0.5,
  plan: { nRows: 5, nAside: 1, epochs: 60, batchSize: 4, schedule: { kind: 'constant', rate: 0.02 }, validationShare: 0, patience: 0, seed: 3 },
  optimiser: { kind: 'adam' },
}; // prettier-ignore

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  it('gives the same scores, of what is asked for and of candidates', async () => {
    await loadBackend(backend, { forced: true, modulesFolder: null });
    const on = tensorNetwork(network, weights);
    const { asked, others } = attentionScores({ network, items, traits, length: 3 }, on.variables, rows, Int32Array.of(3, 1)); // prettier-ignore
    [expected(0, 1), expected(0, 2), expected(1, 0)].forEach((score, at) =>
      expect(asked.dataSync()[at]).toBeCloseTo(score, 4),
    );
    [expected(0, 3), expected(0, 1), expected(1, 3), expected(1, 1)].forEach((score, at) =>
      expect(others.dataSync()[at]).toBeCloseTo(score, 4),
    );
    on.dispose();
    tf.dispose([asked, others]);
  });

  it('goes down the slope that the loss has', async () => {
    const trainee = attentionTrainee({ ...task, optimiser: { kind: 'sgd' } }, initialWeights(task.network, seededRandom(1))); // prettier-ignore
    const batch = Int32Array.of(0, 1, 2);
    const lossOf = async (): Promise<number> => {
      const state = await trainee.read();
      trainee.step(batch, 0, seededRandom(1));
      const { loss } = await trainee.losses();
      trainee.write(state);
      return loss;
    };
    const before = await trainee.read();
    const loss = await lossOf();
    trainee.step(batch, 0.00005, seededRandom(1));
    await trainee.losses();
    const after = await trainee.read();
    // The first order of what a small step gains is its length squared over the rate.
    const squares = after.weights.reduce(
      (sum, own, i) => sum + own.reduce((part, value, at) => part + (value - before.weights[i]![at]!) ** 2, 0),
      0,
    );
    expect((loss - (await lossOf())) / (squares / 0.00005)).toBeCloseTo(1, 1);
    trainee.dispose();
  });
});

it.each([4, 3])('learns who takes what of %i candidates, all or drawn', async (nCandidates) => {
  await loadBackend('wasm', { forced: true, modulesFolder: null });
  const trainee = attentionTrainee({ ...task, nCandidates }, initialWeights(task.network, seededRandom(3)));
  const { history } = await train(trainee, task.plan, testHooks());
  trainee.dispose();
  // Of four items one is had already: whoever knows nothing of the rest has log 3.
  expect(Math.min(...history.map(({ validation }) => validation!.loss))).toBeLessThan(0.5);
});
