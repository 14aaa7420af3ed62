import type { BackendId } from '../../src-main/contract/backends.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { testContext } from '../../src-main/engine/steps/testing.ts';
import { shopLines } from '../checks/steps/fixtures.ts';
import { useSoftwareVulkan } from '../vulkan.ts';

/**
 * Time of one epoch of each neural recommender on each backend, with the step's defaults: 200 customers, 100 items, 6000 order lines.
 * `node test/bench/neural-epochs.ts [wasm,js,webgpu] [epochs]`, the shorter of two runs each; WebGPU is measured with the driver that needs no GPU, unless there is one.
 */
const FEW = 1;
const STEPS = ['sasrec', 'gru4rec', 'mult-vae', 'two-tower', 'neumf'].map((name) => `recommend.${name}`);
const backends = (process.argv[2] ?? 'wasm,js').split(',') as BackendId[];
if (backends.includes('webgpu')) await useSoftwareVulkan();
const many = Number(process.argv[3] ?? 9);
const shop = shopLines({ nRows: 6000, nCustomers: 200, nProducts: 100 });

/** Milliseconds of fitting and listing. */
async function timed(id: string, backend: BackendId, epochs: number): Promise<number> {
  const startedAt = performance.now();
  const context = testContext({ seed: 1, backend, variant: 'relaxed' });
  await runDefinition(requireStep(id), context, { interactions: [shop] }, { epochs, patience: 0, nReasons: 0 });
  return performance.now() - startedAt;
}

const shorter = async (id: string, backend: BackendId, epochs: number): Promise<number> =>
  Math.min(await timed(id, backend, epochs), await timed(id, backend, epochs));

for (const id of STEPS) {
  for (const backend of backends) {
    // The first run compiles.
    await timed(id, backend, FEW);
    const [few, all] = [await shorter(id, backend, FEW), await shorter(id, backend, many)];
    process.stdout.write(`| ${id} | ${backend} | ${((all - few) / (many - FEW)).toFixed(0)} ms |\n`);
  }
}
process.exit();
