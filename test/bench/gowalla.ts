import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { scoreTask, type Measure } from '../../src-main/engine/steps/evaluate/score-chain.ts';
import type { RankingTask } from '../../src-main/engine/steps/evaluate/ranking-task.ts';
import { testContext } from '../../src-main/engine/steps/testing.ts';
import { codedTextColumn } from '../../src-main/engine/table/column.ts';
import { Table } from '../../src-main/engine/table/table.ts';
import { combinations, parseArguments, rows } from './gowalla-rows.ts';
import { readPairs, splitPairs, type Pairs } from './gowalla-pairs.ts';

/**
 * Recommenders on the Gowalla split of LightGCN: every item ranked for every user, training items masked.
 *
 * `CLIENTELE_DATASETS=… node test/bench/gowalla.ts <row>` fits a row of the table on the whole training part and scores it on the test part;
 * with `--tune` it is fitted on four fifths of each user's training pairs and scored on the rest, once for each combination of what
 * `--set name=a,b,c` gives. The test part is not read then.
 */
const SEED = 1;
const K = 20;
const GB = 2 ** 30;
const measures: readonly Measure[] = [
  { metric: 'recall', k: K },
  { metric: 'ndcg', k: K },
];

function tableOf({ nUsers, nItems, users, items }: Pairs): Table {
  const ids = (n: number) => Array.from({ length: n }, (_, id) => String(id));
  return new Table(
    [
      codedTextColumn('user', users, ids(nUsers), { role: 'customerId' }),
      codedTextColumn('item', items, ids(nItems), { role: 'itemId' }),
    ],
    { entity: 'none', name: 'gowalla' },
  );
}

function taskOf(train: Pairs, held: Pairs): RankingTask {
  const relevant = Array.from({ length: held.nUsers }, (): number[] => []);
  held.users.forEach((user, at) => relevant[user]?.push(held.items[at]!));
  const users = relevant.flatMap((items, user) => (items.length > 0 ? [user] : []));
  const table = tableOf(train);
  return {
    train: table,
    known: table,
    users: users.map(String),
    catalogue: Array.from({ length: train.nItems }, (_, item) => String(item)),
    relevant: users.map((user) => Int32Array.from(relevant[user] ?? [])),
    nRelevant: Int32Array.from(users, (user) => relevant[user]?.length ?? 0),
    nKnown: new Int32Array(users.length),
    knownItems: users.map(() => new Int32Array(0)),
    trainRows: {
      nRows: 0,
      nColumns: train.nItems,
      offsets: new Int32Array(1),
      columns: new Int32Array(0),
      values: new Float64Array(0),
    },
    maskBought: true,
    nWithoutTarget: 0,
    nNewItems: 0,
  };
}

const { name, threads, tune, settings } = parseArguments(process.argv.slice(2));
const row = rows[name];
if (!row) throw new Error(`no row “${name}”; there are ${Object.keys(rows).join(', ')}`);
const all = readPairs('train');
const [train, held] = tune ? splitPairs(all, 0.2, seededRandom(SEED)) : [all, readPairs('test')];
const task = taskOf(train, held);
const pool = createPool(threads);
for (const changed of combinations(settings)) {
  const context = { ...testContext({ seed: SEED }), pool, budgetBytes: 16 * GB };
  const began = performance.now();
  const fitted = await context.chains.fit(
    { steps: [{ step: row.step, parameters: { ...row.parameters, ...changed } }] },
    task.train,
    context,
  );
  const fittedAt = performance.now();
  const { values } = await scoreTask(fitted, task, measures, [K], context);
  const rankedAt = performance.now();
  const mean = (of: number) =>
    values.reduce((sum, value, at) => sum + (at % measures.length === of ? value : 0), 0) / task.users.length;
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  process.stdout.write(
    `| ${name} | ${JSON.stringify({ ...row.parameters, ...changed })} | ${mean(0).toFixed(4)} | ${mean(1).toFixed(4)} | ${seconds(began, fittedAt)} | ${seconds(fittedAt, rankedAt)} |\n`,
  );
}
pool.close();
