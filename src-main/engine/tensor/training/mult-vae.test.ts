import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { multVaeTrainee } from './mult-vae.ts';
import { parametersOf, type Network } from './network.ts';
import { decodeSafetensors } from './safetensors.ts';

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
      { network, nItems: 6, seen: own, wanted: own, dropout: 0, beta, optimiser: { kind: 'sgd', momentum: 0.9 } },
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
});
