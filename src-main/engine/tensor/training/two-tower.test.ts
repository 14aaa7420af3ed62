import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { addBag, joinBags, sumBags } from './bags.ts';
import { correctedSoftmax, LEFT_OUT } from './corrected-softmax.ts';
import { initialWeights, type Network } from './network.ts';
import { testHooks } from './testing.ts';
import { train } from './train.ts';
import { twoTowerTrainee, type TwoTowerTask } from './two-tower.ts';

const network: Network = [
  { kind: 'embedding', nCodes: 4, size: 3 },
  { kind: 'dense', nIn: 3, nOut: 4, activation: 'relu' },
  { kind: 'dense', nIn: 4, nOut: 3, activation: 'linear' },
  { kind: 'embedding', nCodes: 4, size: 3 },
  { kind: 'dense', nIn: 3, nOut: 4, activation: 'relu' },
  { kind: 'dense', nIn: 4, nOut: 3, activation: 'linear' },
];
/** Two tastes: customers of the first have 0 and 1, of the second 2 and 3; the last one is asked for item 1. */
const task: TwoTowerTask = {
  network,
  histories: { offsets: Int32Array.of(0, 2, 4, 5), items: Int32Array.of(0, 1, 2, 3, 0) },
  traits: { offsets: new Int32Array(4), codes: new Int32Array(0), values: new Float32Array(0) },
  items: { offsets: Int32Array.of(0, 1, 2, 3, 4), codes: Int32Array.of(0, 1, 2, 3), values: new Float32Array(4).fill(1) },
  pairs: { users: Int32Array.of(0, 0, 1, 1, 2, 2), items: Int32Array.of(0, 1, 2, 3, 0, 1) },
  counts: Float64Array.of(2, 1, 1, 1),
  length: 5,
  dropout: 0,
  temperature: 0.2,
  candidates: { kind: 'in-batch' },
  correction: 1,
  plan: { nRows: 6, nAside: 1, epochs: 40, batchSize: 5, schedule: { kind: 'constant', rate: 0.05 }, validationShare: 0, patience: 0, seed: 3 },
  optimiser: { kind: 'adam' },
}; // prettier-ignore

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => loadBackend(backend, { forced: true, modulesFolder: null }));

  it('takes the logarithms of shares off the scores, worked on paper', async () => {
    /*
     * Scores 1 and 2 where items have the shares 3/4 and 1/4, right on the diagonal:
     * row 1: e^1 ÷ (3/4) against e^0 ÷ (1/4); row 2: e^2 ÷ (1/4) against e^0.5 ÷ (3/4).
     */
    const logs = [3 / 4, 1 / 4].map(Math.log);
    const right = tf.tensor1d([1, 2]);
    const others = tf.tensor2d([1, 0, 0.5, 2], [2, 2]);
    const otherLogs = Float32Array.of(-LEFT_OUT, logs[1]!, logs[0]!, -LEFT_OUT);
    const loss = correctedSoftmax(right, others, Float32Array.from(logs), otherLogs);
    const [a, b] = [Math.E / 0.75, 1 / 0.25];
    const [c, d] = [Math.E ** 2 / 0.25, Math.E ** 0.5 / 0.75];
    const expected = -(Math.log(a / (a + b)) + Math.log(c / (c + d))) / 2;
    expect((await loss.data())[0]).toBeCloseTo(expected, 5);
  });

  it.each([3, 300])('adds up bags, alike on the backend and on the processor (%i codes)', async (nCodes) => {
    const vectors = Float32Array.from({ length: nCodes * 2 }, (_, at) => at + 1);
    const bags = [
      joinBags({ codes: [0, 2], values: [1, 0.5] }, { codes: [1], values: [2] }),
      { codes: [], values: [] },
    ];
    const summed = await sumBags(tf.tensor2d(vectors, [nCodes, 2]), bags).data();
    expect([...summed]).toEqual([1 + 2.5 + 6, 2 + 3 + 8, 0, 0]);
    const own = new Float64Array(2);
    addBag(vectors, bags[0]!, own);
    expect([...own]).toEqual([9.5, 13]);
  });

  it.each([3, 300])('gives each code the slopes of its bags, as much as it counts there (%i codes)', async (nCodes) => {
    const vectors = tf.variable(tf.ones<tf.Rank.R2>([nCodes, 2]));
    const bags = [
      { codes: [0, 2], values: [1, 0.5] },
      { codes: [2], values: [3] },
    ];
    const weights = tf.tensor2d([1, 10, 100, 1000], [2, 2]);
    const loss = () => tf.sum<tf.Scalar>(tf.mul(sumBags(vectors as tf.Tensor as tf.Tensor2D, bags), weights));
    const slope = await tf.variableGrads(loss, [vectors]).grads[vectors.name]!.data();
    expect([...slope.slice(0, 6)]).toEqual([1, 10, 0, 0, 0.5 + 300, 5 + 3000]);
    expect(slope.slice(6).every((value) => value === 0)).toBe(true);
  });

  it.each([3, 300])('gives bags without a code nothing, and the vectors no slope (%i codes)', async (nCodes) => {
    const vectors = tf.variable(tf.ones<tf.Rank.R2>([nCodes, 2]));
    const none = { codes: [], values: [] };
    const sumOf = () => tf.sum<tf.Scalar>(sumBags(vectors as tf.Tensor as tf.Tensor2D, [none, none]));
    expect(await sumOf().data()).toEqual(Float32Array.of(0));
    const slope = await tf.variableGrads(sumOf, [vectors]).grads[vectors.name]!.data();
    expect(new Set(slope)).toEqual(new Set([0]));
  });

  it('goes down the slope that the loss has', async () => {
    const trainee = twoTowerTrainee({ ...task, optimiser: { kind: 'sgd' } }, initialWeights(network, seededRandom(1)));
    const batch = Int32Array.of(0, 2, 3);
    const lossOf = async (): Promise<number> => {
      const { weights, moments, nSteps } = await trainee.read();
      trainee.step(batch, 0, seededRandom(1));
      const { loss } = await trainee.losses();
      trainee.write({ weights, moments, nSteps });
      return loss;
    };
    const before = await trainee.read();
    const loss = await lossOf();
    trainee.step(batch, 0.0005, seededRandom(1));
    await trainee.losses();
    const after = await trainee.read();
    // The first order of what a small step gains is its length squared over the rate.
    const squares = after.weights.reduce(
      (sum, own, i) => sum + own.reduce((part, value, at) => part + (value - before.weights[i]![at]!) ** 2, 0),
      0,
    );
    expect((loss - (await lossOf())) / (squares / 0.0005)).toBeCloseTo(1, 1);
    trainee.dispose();
  });

  it.each([{ kind: 'in-batch' }, { kind: 'sampled', nNegatives: 6, power: 0.5 }] as const)(
    'learns who has what from candidates ($kind)',
    async (candidates) => {
      const trainee = twoTowerTrainee({ ...task, candidates }, initialWeights(network, seededRandom(3)));
      const { history } = await train(trainee, task.plan, testHooks());
      trainee.dispose();
      // Of four items one is right: whoever knows nothing has log 4, whoever knows the taste log 2.
      expect(Math.min(...history.map(({ validation }) => validation!.loss))).toBeLessThan(0.75);
    },
  );
});
