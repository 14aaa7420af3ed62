import { afterAll, describe, expect, it } from 'vitest';
import type { BackendId } from '../../../src-main/contract/backends.ts';
import { requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, testContext } from '../../../src-main/engine/steps/testing.ts';
import { purchases } from '../../../src-main/engine/steps/recommend/fixtures.ts';
import type { Table } from '../../../src-main/engine/table/table.ts';
import { useSoftwareVulkan } from '../../vulkan.ts';

const whyNoVulkan = await useSoftwareVulkan();

/** Relative difference from WebAssembly that a backend may show, of the validation loss; and of lists, the share of equal places. */
const LOSS_TOLERANCE = 0.01;
const EQUAL_PLACES = 0.98;

const RING = 'abcdefghij';
const shop = purchases(
  Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [
      `u${i}`,
      Array.from({ length: 4 }, (__, at) => RING[(i + at) % 10]).join(''),
    ]),
  ),
);
// Few steps: a driver without a GPU takes about half a second for each.
const QUICK = { size: 8, epochs: 2, patience: 0, dropout: 0, learningRate: 0.03, topK: 3 };
const parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'recommend.sasrec': { ...QUICK, length: 3 },
  'recommend.gru4rec': { ...QUICK, length: 3 },
  'recommend.two-tower': { ...QUICK, hiddenSize: 12, validationShare: 0.3 },
  'recommend.neumf': { ...QUICK, hiddenSize: 12, validationShare: 0.3 },
  'recommend.attention': { ...QUICK, length: 3, batchSize: 64, validationShare: 0.3 },
  'recommend.mult-vae': { ...QUICK, hiddenSize: 12, validationShare: 0.3 },
};

/** Trains on a backend: the validation loss, and all lists in one row. */
async function measureOn(backend: BackendId, id: string) {
  const out = await runDefinition(
    requireStep(id),
    testContext({ backend }),
    { interactions: [shop] },
    parameters[id] ?? {},
  );
  return { loss: Number(out.validationLoss), items: cells(out.recommendations as Table, 'item_id') };
}

afterAll(() => {
  closeTestPools();
});

/** A driver without a GPU compiles every kernel for the processor first. */
const PATIENCE_MS = 180_000;

describe.each(Object.keys(parameters))('%s is as good on every backend', (id) => {
  const others = (['js', 'webgpu'] as const).filter((backend) => backend === 'js' || whyNoVulkan === null);
  it.each(others)(
    'on %s',
    async (backend) => {
      const [own, found] = [await measureOn('wasm', id), await measureOn(backend, id)];
      expect(Math.abs(found.loss / own.loss - 1)).toBeLessThan(LOSS_TOLERANCE);
      const equal = own.items.filter((item, i) => item === found.items[i]).length;
      expect(equal / own.items.length).toBeGreaterThan(EQUAL_PLACES);
    },
    PATIENCE_MS,
  );
});
