import { afterAll, describe, expect, it } from 'vitest';
import type { BackendId } from '../../../src-main/contract/backends.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../../../src-main/engine/steps/testing.ts';
import type { Table } from '../../../src-main/engine/table/table.ts';
import { useSoftwareVulkan } from '../../vulkan.ts';

const whyNoVulkan = await useSoftwareVulkan();

/** Relative difference from WebAssembly that a backend may show, of the validation loss; and the share of customers told alike. */
const LOSS_TOLERANCE = 0.01;
const EQUAL_CLASSES = 0.98;

const random = seededRandom(11);
const rows = Array.from({ length: 96 }, (_, i) => {
  const [visits, spend] = [random.normal(), random.normal()];
  const plan = ['monthly', 'yearly', null][i % 3]!;
  return { visits, spend, plan, leaves: visits + (plan === 'yearly' ? -1 : 1) * spend > 0 };
});
const customers = tableOf({
  visits: rows.map(({ visits }) => visits),
  spend: rows.map(({ spend }) => spend),
  plan: rows.map(({ plan }) => plan),
  leaves: rows.map(({ leaves }) => leaves),
});

// Few steps: a driver without a GPU takes about half a second for each.
const QUICK = { target: 'leaves', epochs: 2, patience: 0, batchSize: 32, validationShare: 0.25, learningRate: 0.01 };
const parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'predict.mlp': QUICK,
  'predict.wide-deep': QUICK,
  'predict.tab-transformer': { ...QUICK, size: 8, blocks: 1 },
};

/** Trains on a backend: the validation loss, and what is said of every customer. */
async function measureOn(backend: BackendId, id: string) {
  const out = await runDefinition(
    requireStep(id),
    testContext({ backend }),
    { table: [customers] },
    { ...parameters[id], dropout: 0 },
  );
  return { loss: Number(out.validationLoss), classes: cells(out.predictions as Table, 'predicted') };
}

afterAll(() => {
  closeTestPools();
});

describe.each(Object.keys(parameters))('%s is as good on every backend', (id) => {
  const others = (['js', 'webgpu'] as const).filter((backend) => backend === 'js' || whyNoVulkan === null);
  it.each(others)('on %s', async (backend) => {
    const [own, found] = [await measureOn('wasm', id), await measureOn(backend, id)];
    expect(Math.abs(found.loss / own.loss - 1)).toBeLessThan(LOSS_TOLERANCE);
    const equal = own.classes.filter((name, i) => name === found.classes[i]).length;
    expect(equal / own.classes.length).toBeGreaterThan(EQUAL_CLASSES);
  });
});
