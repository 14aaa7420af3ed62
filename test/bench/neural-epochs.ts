import type { BackendId } from '../../src-main/contract/backends.ts';
import { requireStep, runDefinition } from '../../src-main/engine/steps/registry.ts';
import { testContext } from '../../src-main/engine/steps/testing.ts';
import { shopLines } from '../checks/steps/fixtures.ts';
import { useSoftwareVulkan } from '../vulkan.ts';
import { inProcessTensors } from './harness/in-process-tensors.ts';

/**
 * Processor time of an epoch of each neural recommender on a backend, with the step's defaults: 200 customers, 100 items, 6000 order
 * lines; and its validation loss after the epochs asked for.
 *
 * `node test/bench/neural-epochs.ts [wasm|js|webgpu] [epochs] [step,…]`: the shortest epoch but the first, which compiles. Training runs in this
 * process. WebGPU is measured with the driver that needs no GPU, unless there is one.
 */
const STEPS = ['sasrec', 'gru4rec', 'mult-vae', 'two-tower', 'neumf', 'attention'];
const backend = (process.argv[2] ?? 'wasm') as BackendId;
const epochs = Number(process.argv[3] ?? 4);
const names = process.argv[4]?.split(',') ?? STEPS;
if (backend === 'webgpu') await useSoftwareVulkan();
const shop = shopLines({ nRows: 6000, nCustomers: 200, nProducts: 100 });

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let ends: number[] = [];
const tensor = await inProcessTensors(backend, { ended: () => void ends.push(processorMs()) });
for (const name of names) {
  ends = [];
  const context = Object.defineProperty(testContext({ seed: 1, variant: 'relaxed' }), 'tensor', { value: tensor });
  const step = requireStep(`recommend.${name}`);
  const out = await runDefinition(step, context, { interactions: [shop] }, { epochs, patience: 0, nReasons: 0 });
  const took = ends.slice(1).map((end, i) => end - ends[i]!);
  const cells = [name, backend, `${Math.min(...took).toFixed(0)} ms`, Number(out.validationLoss).toFixed(4)];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
process.exit();
