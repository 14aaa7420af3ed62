import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { initialWeights, parametersOf, sizeOf } from './network.ts';
import { neumfNetwork, neumfScores, neumfTrainee } from './neumf.ts';

const network = neumfNetwork(3, 2, 4);
const bag = { codes: [0, 2], values: [0.5, 0.25] };

/*
 * numpy 2.4.6: w = [np.cos(i + np.arange(np.prod(s)) / 2).reshape(s) for i, s in enumerate(
 *   [(3, 2)] * 4 + [(4, 4), (4,), (4, 2), (2,), (4, 1), (1,)])]; b = np.array([.5, 0, .25])
 * h = np.hstack([np.tile(b @ w[2], (3, 1)), w[3]]); r = lambda x: np.maximum(x, 0)
 * (np.hstack([(b @ w[0]) * w[1], r(r(h @ w[4] + w[5]) @ w[6] + w[7])]) @ w[8] + w[9]).ravel()
 */
const NUMPY = [-2.391784208, -1.287367045, -0.861113021];

describe.each(['js', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(() => loadBackend(backend, { forced: true, modulesFolder: null }));

  it('scores as numpy does', async () => {
    const tensors = parametersOf(network).map(
      (spec, i) =>
      tf.tensor(Float32Array.from({ length: sizeOf(spec) }, (_, at) => Math.cos(i + at / 2)), [...spec.shape]), // prettier-ignore
    );
    const scores = await neumfScores(network, tensors, [bag], Int32Array.of(0, 1, 2)).data();
    NUMPY.forEach((value, item) => expect(scores[item]).toBeCloseTo(value, 4));
  });

  it('learns who has what', async () => {
    const task = {
      network: neumfNetwork(4, 4, 8),
      nItems: 4,
      histories: { offsets: Int32Array.of(0, 2, 4), items: Int32Array.of(0, 1, 2, 3) },
      pairs: { users: Int32Array.of(0, 0, 1, 1), items: Int32Array.of(0, 1, 2, 3) },
      ...{ length: 5, dropout: 0, nNegatives: 2 },
      optimiser: { kind: 'adam' } as const,
    };
    const trainee = neumfTrainee(task, initialWeights(task.network, seededRandom(2)));
    const all = Int32Array.of(0, 1, 2, 3);
    for (let step = 0; step < 60; step++) trainee.step(all, 0.03, seededRandom(step));
    await trainee.losses();
    trainee.assess(all);
    expect((await trainee.losses()).loss).toBeLessThan(0.1);
    trainee.dispose();
  });
});
