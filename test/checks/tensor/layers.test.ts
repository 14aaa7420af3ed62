import { beforeAll, describe, expect, it } from 'vitest';
import type { BackendId } from '../../../src-main/contract/backends.ts';
import { useSoftwareVulkan } from '../../vulkan.ts';
import { testTensors } from './harness.ts';

const whyNoVulkan = await useSoftwareVulkan();

/** The types of layer that the product trains; layer-tasks.ts has each of them, which only a tensor process may import. */
const LAYERS = [
  'dense',
  'embedding',
  'batchNorm',
  'layerNorm',
  'dropout',
  'attention',
  'gru',
  'convolution',
  'softmaxLoss',
];

/** How far losses may lie apart, as a share: single precision, added up in another order over a few steps. */
const TOLERANCE = 1e-3;

const losses = async (backend: BackendId, layer: string): Promise<number[]> =>
  (await testTensors({ entry: 'layers-process.ts', forced: backend }).run<number[]>('trainLayer', { layer })).result;

const plain = new Map<string, number[]>();

beforeAll(async () => {
  for (const layer of LAYERS) plain.set(layer, await losses('js', layer));
});

it.each(LAYERS)('trains a layer in plain JavaScript: the loss falls (%s)', (layer) => {
  const [first = NaN, ...rest] = plain.get(layer) ?? [];
  expect(rest.at(-1)).toBeLessThan(first);
});

describe.each(['wasm', 'webgpu'] as const)('on %s', (backend) => {
  const why = backend === 'webgpu' ? whyNoVulkan : null;
  it.skipIf(why !== null).each(LAYERS)(
    `trains a layer to the same losses${why ? ` (not here: ${why})` : ''} (%s)`,
    async (layer) => {
      const known = plain.get(layer) ?? [];
      const got = await losses(backend, layer);
      expect(got).toHaveLength(known.length);
      for (const [step, loss] of got.entries())
        expect(Math.abs(loss - known[step]!), `step ${step}`).toBeLessThan(TOLERANCE * Math.abs(known[step]!));
    },
  );
});
