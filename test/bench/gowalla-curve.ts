import { parseArgs } from 'node:util';
import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { fitMultVae, recommendMultVae } from '../../src-main/engine/steps/recommend/mult-vae-model.ts';
import { multVae } from '../../src-main/engine/steps/recommend/mult-vae.ts';
import { twoTower } from '../../src-main/engine/steps/recommend/two-tower.ts';
import { fitTwoTower, recommendTwoTower } from '../../src-main/engine/steps/recommend/two-tower-model.ts';
import { parametersFor } from '../../src-main/engine/steps/recommend/fixtures.ts';
import { tableOf, testContext } from '../../src-main/engine/steps/testing.ts';
import { decodeTraining } from '../../src-main/engine/tensor/training/checkpoint.ts';
import type { Network } from '../../src-main/engine/tensor/training/network.ts';
import type { TwoTowerTask } from '../../src-main/engine/tensor/training/two-tower.ts';
import { encodeWeights } from '../../src-main/engine/tensor/training/weights-file.ts';
import { historiesOf, judgeBy, K } from './gowalla-lists.ts';
import { pairsOfFirst, readPairs, splitPairs } from './gowalla-pairs.ts';
import { combinations, parseArguments } from './gowalla-rows.ts';
import { inProcessTensors } from './harness/in-process-tensors.ts';

/**
 * The learning curve of a neural model on LightGCN's Gowalla split: recall@20 and NDCG@20 over all items, training items masked, every few
 * epochs, and the processor time of the training until then.
 *
 * `CLIENTELE_DATASETS=… node test/bench/gowalla-curve.ts mult-vae|two-tower [--minutes 60] [--every 1] [--tune] [--users n] [--threads n] [--set name=value]…`
 * trains on one thread until the time is up, on the first so many users; with `--tune` on four fifths of the training pairs, scored on the rest, and the test part is
 * not read.
 */
const SEED = 1;
const { name, threads, tune, settings } = parseArguments(process.argv.slice(2));
const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    every: { type: 'string', default: '1' },
    users: { type: 'string', default: '29858' },
  },
  strict: false,
});
const [minutes, every, nUsers] = [given.minutes, given.every, given.users].map(Number) as [number, number, number];

const all = pairsOfFirst(nUsers, readPairs('train'));
const [train, held] = tune ? splitPairs(all, 0.2, seededRandom(SEED)) : [all, pairsOfFirst(nUsers, readPairs('test'))];
const rows = historiesOf(train);
const judge = judgeBy(held);
const request = { histories: rows, topK: K, excludeSeen: true, eligible: null };
const named = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i));
const none = new Int32Array(0);
const interactions = {
  users: named(rows.nRows),
  items: named(rows.nColumns),
  itemNames: new Array<null>(rows.nColumns).fill(null),
  rows: { ...rows, traits: { nRows: rows.nRows, nColumns: 0, offsets: new Int32Array(rows.nRows + 1), columns: none, values: new Float64Array(0) } },
  skipped: { missing: 0, returned: 0, notProducts: 0, unknown: 0 },
}; // prettier-ignore
const tables = {
  interactions: tableOf({ user: { values: ['0'], role: 'customerId' }, item: { values: ['0'], role: 'itemId' } }),
  products: null,
  features: null,
};

const processorMinutes = (): number => process.cpuUsage().user / 60e6;
/** What was not spent on training. */
let measuring = 0;
const done = new Error('the time is up');
const pool = createPool(threads, 'relaxed');
const context = Object.defineProperty({ ...testContext({ seed: SEED }), pool }, 'tensor', {
  value: await inProcessTensors('wasm', { kept }),
});

/** Lists of the weights that the training has now. */
async function measure(task: { readonly network: Network }, state: Uint8Array): Promise<string> {
  const record = {
    weights: encodeWeights(task.network, decodeTraining(state).trainee.weights),
    losses: [],
    basis: { training: 0, validation: 0 },
    epoch: 0,
  };
  if (name === 'mult-vae') return judge(await recommendMultVae(context, { ...record, measure: 'sets' }, request));
  const { items, length, temperature } = task as TwoTowerTask;
  const model = { ...record, measure: 'candidates' as const, items, traits: null, length, temperature };
  return judge(await recommendTwoTower(context, model, { ...request, histories: interactions.rows }));
}

async function kept(state: Uint8Array, { payload }: { readonly payload: unknown }): Promise<void> {
  const { history } = decodeTraining(state);
  const trained = processorMinutes() - measuring;
  const isLast = trained > minutes;
  if (history.length % every === 0 || isLast) {
    const found = await measure(payload as { network: Network }, state);
    measuring = processorMinutes() - trained;
    process.stdout.write(
      `| ${history.length} | ${trained.toFixed(1)} | ${history.at(-1)!.training.loss.toFixed(4)} | ${found} |\n`,
    );
  }
  if (isLast) throw done;
}

const parameters = {
  ...parametersFor(`recommend.${name}`, combinations(settings)[0]),
  epochs: 10_000,
  validationShare: 0,
  patience: 0,
};
process.stdout.write(`${JSON.stringify(parameters)}\n| epoch | processor minutes | loss | recall@20 | NDCG@20 |\n`);
measuring = processorMinutes();
try {
  if (name === 'mult-vae') await fitMultVae(context, rows, multVae.parameters.parse(parameters));
  else if (name === 'two-tower') {
    const p = twoTower.parameters.parse(parameters);
    const candidates =
      p.loss === 'sampled'
        ? ({ kind: 'sampled', nNegatives: p.nNegatives, power: p.popularityPower } as const)
        : ({ kind: 'in-batch' } as const);
    await fitTwoTower(context, interactions, { ...p, candidates }, tables);
  } else throw new Error(`no curve of “${name}”: mult-vae or two-tower`);
} catch (thrown) {
  if (thrown !== done) throw thrown;
}
pool.close();
process.exit();
