import { parseArgs } from 'node:util';
import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { firstState, pointsOf, trainGcn } from '../../src-main/engine/maths/recommend/light-gcn.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { recommendSummed } from '../../src-main/engine/steps/recommend/summed-points.ts';
import { testContext } from '../../src-main/engine/steps/testing.ts';
import { historiesOf, judgeBy, K } from './gowalla-lists.ts';
import { readPairs, splitPairs } from './gowalla-pairs.ts';

/**
 * The learning curve of LightGCN on its own Gowalla split: recall@20 and NDCG@20 over all items, training items masked, every few epochs.
 *
 * `CLIENTELE_DATASETS=… node test/bench/light-gcn-gowalla.ts [--minutes 15] [--every 10] [--batch 65536] [--rate 0.02] [--factors 64]
 * [--layers 3] [--decay 0.0001] [--threads 2] [--tune]` trains as the step does and goes on until the time is up; with `--tune` on four
 * fifths of the training pairs, scored on the rest, and the test part is not read.
 */
const SEED = 1;
const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    every: { type: 'string', default: '10' },
    batch: { type: 'string', default: '65536' },
    rate: { type: 'string', default: '0.02' },
    factors: { type: 'string', default: '64' },
    layers: { type: 'string', default: '3' },
    decay: { type: 'string', default: '0.0001' },
    threads: { type: 'string', default: '2' },
    tune: { type: 'boolean', default: false },
  },
});
const number = (name: Exclude<keyof typeof given, 'tune'>): number => Number(given[name]);

const all = readPairs('train');
const [train, held] = given.tune ? splitPairs(all, 0.2, seededRandom(SEED)) : [all, readPairs('test')];
const rows = historiesOf(train);
const judge = judgeBy(held);

const pool = createPool(number('threads'), 'relaxed');
const context = { ...testContext({ seed: SEED }), pool };
const options = {
  factors: number('factors'),
  layers: number('layers'),
  epochs: 1_000_000,
  batchSize: number('batch'),
  learningRate: number('rate'),
  regularisation: number('decay'),
};

/** Mean recall and NDCG of the users of whom something was held out. */
async function measure(weights: Float64Array): Promise<string> {
  const { users, items, owned } = await pointsOf(rows, weights, options.layers, context);
  const points = { width: options.factors, items, offsets: null, owned, traitPoints: users };
  const traits = {
    nRows: rows.nRows,
    nColumns: rows.nRows,
    offsets: Int32Array.from({ length: rows.nRows + 1 }, (_, user) => user),
    columns: Int32Array.from({ length: rows.nRows }, (_, user) => user),
    values: new Float64Array(rows.nRows).fill(1),
  };
  const request = { histories: { ...rows, traits }, topK: K, excludeSeen: true, eligible: null };
  const ranked = await recommendSummed(context, points, request);
  return judge(ranked);
}

const began = performance.now();
let measuring = 0;
const trainedMs = (): number => performance.now() - began - measuring;
process.stdout.write(`${JSON.stringify(options)}\n| epoch | minutes | loss | recall@20 | NDCG@20 |\n`);
const done = new Error('the time is up');
try {
  await trainGcn(
    rows,
    firstState(rows.nRows + rows.nColumns, options.factors, context.random.fork(0)),
    options,
    context,
    {
      progress: () => undefined,
      async ended({ weights, losses }) {
        const isLast = trainedMs() > number('minutes') * 60_000;
        if (losses.length % number('every') === 0 || isLast) {
          const from = performance.now();
          const found = await measure(weights);
          const minutes = (trainedMs() - (performance.now() - from)) / 60_000;
          measuring += performance.now() - from;
          process.stdout.write(
            `| ${losses.length} | ${minutes.toFixed(1)} | ${losses.at(-1)!.toFixed(4)} | ${found} |\n`,
          );
        }
        if (isLast) throw done;
      },
    },
  );
} catch (thrown) {
  if (thrown !== done) throw thrown;
} finally {
  pool.close();
}
