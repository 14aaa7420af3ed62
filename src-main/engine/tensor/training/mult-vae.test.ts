import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { multVaeTrainee } from './mult-vae.ts';
import { initialWeights, parametersOf, type Network } from './network.ts';
import { decodeSafetensors } from './safetensors.ts';
import { testHooks, type TestHooks } from './testing.ts';
import { train, type TrainingPlan } from './train.ts';

/** A training that PyTorch did; see test/golden/make/mult_vae.py. */
function readTraining() {
  const file = path.join(import.meta.dirname, '../../../../test/golden/training.mult-vae.safetensors');
  const { tensors, metadata } = decodeSafetensors(new Uint8Array(fs.readFileSync(file)));
  const find = (wanted: string) =>
    (tensors.find((tensor) => tensor.name === wanted) ?? expect.fail(wanted)).values as Float32Array;
  const network = JSON.parse(metadata.network ?? '') as Network;
  const sets = JSON.parse(metadata.sets ?? '') as number[][];
  const weights = (moment: string) => parametersOf(network).map(({ name }) => find(`${moment}.${name}`));
  return { network, sets, weights, losses: find('losses'), beta: Number(metadata.beta) };
}

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => loadBackend(backend, { forced: true, modulesFolder: null }));

  it('takes the steps that PyTorch takes', async () => {
    const { network, sets, weights, losses, beta } = readTraining();
    const offsets = Int32Array.of(0, ...sets.map((_, row) => sets.slice(0, row + 1).flat().length));
    const own = { offsets, items: Int32Array.from(sets.flat()) };
    let drawn = 0;
    const trainee = multVaeTrainee(
      { network, seen: own, wanted: own, dropout: 0, beta, optimiser: { kind: 'sgd', momentum: 0.9 } },
      weights('before'),
      () => Math.cos(drawn++),
    );
    for (const loss of losses) {
      trainee.step(Int32Array.from(sets.keys()), 0.5, seededRandom(1));
      expect((await trainee.losses()).loss).toBeCloseTo(loss, 4);
    }
    const after = await trainee.read();
    weights('after').forEach((expected, i) => {
      expected.forEach((value, at) => expect(after.weights[i]?.[at]).toBeCloseTo(value, 4));
    });
    trainee.dispose();
  });

  it('goes on after a cancel to the same weights as without one, what it drops and draws included', async () => {
    const network: Network = [
      { kind: 'dense', nIn: 6, nOut: 5, activation: 'tanh' },
      { kind: 'dense', nIn: 5, nOut: 6, activation: 'linear' },
      { kind: 'dense', nIn: 3, nOut: 5, activation: 'tanh' },
      { kind: 'dense', nIn: 5, nOut: 6, activation: 'linear' },
    ];
    const items = Array.from({ length: 20 }, (_, row) => [row % 6, (row + 1) % 6, (row * 5 + 2) % 6]);
    const sets = {
      offsets: Int32Array.from({ length: 21 }, (_, row) => 3 * row),
      items: Int32Array.from(items.flat()),
    };
    const plan: TrainingPlan = {
      nRows: 20,
      nAside: 4,
      epochs: 6,
      batchSize: 5,
      schedule: { kind: 'constant', rate: 0.03, warmUpEpochs: 1 },
      validationShare: 0,
      patience: 0,
      seed: 9,
    };
    const start = () =>
      multVaeTrainee(
        {
          network,
          seen: sets,
          wanted: sets,
          dropout: 0.3,
          beta: 0.2,
          optimiser: { kind: 'adam', clipNorm: 1 },
        },
        initialWeights(network, seededRandom(2)),
      );
    const run = async (hooks: TestHooks) => {
      const trainee = start();
      try {
        return await train(trainee, plan, hooks, 0);
      } finally {
        trainee.dispose();
      }
    };
    const whole = await run(testHooks());
    const cut = testHooks(null, 14);
    await expect(run(cut)).rejects.toMatchObject({ code: 'cancelled' });
    expect(cut.saved.length).toBeGreaterThan(0);
    expect(cut.saved.length).toBeLessThan(plan.epochs);
    const rest = await run(testHooks(cut.saved.at(-1)));
    expect(rest.weights).toEqual(whole.weights);
    expect(rest.history).toEqual(whole.history);
  });
});
