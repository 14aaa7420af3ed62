import { beforeAll, expect, it } from 'vitest';
import '../gradients.ts';
import { loadBackend } from '../backends/load.ts';
import { refineClusters, type RefineTask } from './refine-clusters.ts';
import { sharpened, strongest, studentShares } from './student-shares.ts';
import { testHooks } from './testing.ts';

// PyTorch 2.15.0 in double precision: three epochs of one batch each, Adam with rate 0.05, of KL(P‖Q) with q by (1 + ‖x·W + b − centre‖²)⁻¹ and
// P = Q² / column sums, both of sum 1 a row; P is taken anew before each epoch.
const x = [-0.22, 0.15, 0.67, -0.51, -1.59, -0.75, 0.65, 0.91, 0.15, -0.81, 1.59, -0.35, 0.55, 1.15, -0.12, 0.55, -0.46, 1.06, -2.22, -0.47, -0.35, -0.77, -0.7, -1.91, -0.38, 0.91, -0.42, -1.19, 0.54, 0.79, -0.91, -1.1, 1.21, 0.4, -0.91, 0.62]; // prettier-ignore
const losses = [0.009732922136535156, 0.015437005931665105, 0.021670720285495076];
const after = [
  [-0.05439989, -1.29173733, -1.06380612, 1.23995696, -0.35073709, 0.84397519],
  [-0.54405757, 0.69032066],
  [0.46436941, 0.82986149, 0.55522352, -0.11928199],
];
const task: RefineTask = {
  encoder: [{ kind: 'dense', nIn: 3, nOut: 2, activation: 'linear' }],
  weights: [Float32Array.of(-0.06, -1.44, -1.21, 1.09, -0.5, 0.76), Float32Array.of(-0.68, 0.84)],
  rows: { nRows: 12, nColumns: 3, values: Float32Array.from(x) },
  centres: Float32Array.of(0.61, 0.68, 0.41, 0.03),
  plan: { epochs: 3, batchSize: 12, rate: 0.05, seed: 1, settled: 0 },
  optimiser: { kind: 'adam' },
};
const hooksOf = (checkpoint: Uint8Array | null = null, cancelAfter = Infinity) => ({
  ...testHooks(checkpoint, cancelAfter),
  backend: 'js' as const,
  signal: { aborted: false, throwIfAborted: () => undefined },
});

beforeAll(() => loadBackend('js', { forced: true, modulesFolder: null }));

it('moves encoder and centres as PyTorch does', async () => {
  const { history, weights, centres } = await refineClusters({ ...task, plan: { ...task.plan, settled: -1 } }, hooksOf()); // prettier-ignore
  history.forEach(({ loss }, i) => expect(loss).toBeCloseTo(losses[i]!, 5));
  [...weights, centres].forEach((values, i) =>
    values.forEach((value, j) => expect(value).toBeCloseTo(after[i]![j]!, 4)),
  );
});

it('goes on from what it kept to the same end, and ends once rows stay', async () => {
  const plan = { ...task.plan, epochs: 6, batchSize: 5, settled: -1 };
  const whole = await refineClusters({ ...task, plan }, hooksOf());
  const hooks = hooksOf(null, 12);
  await expect(refineClusters({ ...task, plan }, hooks)).rejects.toMatchObject({ code: 'cancelled' });
  const rest = await refineClusters({ ...task, plan }, hooksOf(hooks.saved.at(-1)));
  expect(rest).toEqual(whole);
  const settled = await refineClusters({ ...task, plan: { ...plan, settled: 1 } }, hooksOf());
  expect(settled.history).toHaveLength(1);
});

it('shares by hand', () => {
  // Distances² 0 and 3 of one row: 1 : 1/4; the other is nearer to the second.
  const shares = studentShares(Float64Array.of(0, 1), Float64Array.of(0, Math.sqrt(3)), 1);
  expect(shares[0]).toBeCloseTo(0.8, 12);
  expect([...strongest(shares, 2)]).toEqual([0, 1]);
  const [p] = sharpened(Float64Array.of(0.8, 0.2, 0.4, 0.6), 2);
  // 0.64 / 1.2 against 0.04 / 0.8.
  expect(p).toBeCloseTo(0.64 / 1.2 / (0.64 / 1.2 + 0.05), 6);
});
