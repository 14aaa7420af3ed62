import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { scoreTask, type Measure } from '../../src-main/engine/steps/evaluate/score-chain.ts';
import { rankingTask } from '../../src-main/engine/steps/evaluate/ranking-task.ts';
import { testContext } from '../../src-main/engine/steps/testing.ts';
import { codedTextColumn, dateColumn } from '../../src-main/engine/table/column.ts';
import { Table } from '../../src-main/engine/table/table.ts';
import { combinations, parseArguments } from './gowalla-rows.ts';

/**
 * What each user of MovieLens-small rated next: the last rating of each is held out (of equal times one by chance), every film ranked
 * that is in the training part, films rated before left out. Ratings of films with fewer than twenty are left out first.
 *
 * `CLIENTELE_DATASETS=… node test/bench/movielens-next.ts <row>[,<row>…] [--seeds 1,2,3] [--set name=a,b]…` prints one line a seed, with every
 * user's NDCG@10 as JSON behind it where `--users` is given, for paired intervals.
 */
const K = 10;
const LEAST_RATINGS = 20;
const GB = 2 ** 30;
const measures: readonly Measure[] = [
  { metric: 'hit-rate', k: K },
  { metric: 'ndcg', k: K },
];

const SEQUENCE = {
  size: 32,
  length: 30,
  dropout: 0.2,
  batchSize: 64,
  patience: 3,
  learningRate: 0.004,
  validationShare: 1,
};
const rows: Readonly<
  Record<string, { readonly step: string; readonly parameters: Readonly<Record<string, unknown>> }>
> = {
  popular: { step: 'recommend.popular', parameters: {} },
  'item-knn': { step: 'recommend.item-knn', parameters: { similarity: 'tf-idf', nNeighbours: 100 } },
  ease: { step: 'recommend.ease', parameters: {} },
  'sasrec-all': { step: 'recommend.sasrec', parameters: { ...SEQUENCE, heads: 2, loss: 'all', epochs: 12 } },
  'sasrec-one': { step: 'recommend.sasrec', parameters: { ...SEQUENCE, heads: 2, loss: 'one-negative', epochs: 24 } },
  gru4rec: { step: 'recommend.gru4rec', parameters: { ...SEQUENCE, epochs: 12 } },
  attention: {
    step: 'recommend.attention',
    parameters: { ...SEQUENCE, epochs: 8, batchSize: 32, learningRate: 0.003, nCandidates: 64, validationShare: 0.5 },
  },
};

interface Rating {
  readonly user: string;
  readonly item: string;
  readonly time: number;
}

function readRatings(): Rating[] {
  const file = path.join(process.env.CLIENTELE_DATASETS ?? '', 'movielens-small', 'ratings.csv.gz');
  const lines = gunzipSync(readFileSync(file)).toString('latin1').trimEnd().split(/\r?\n/u).slice(1);
  const all = lines.map((line) => {
    const [user = '', item = '', , time = ''] = line.split(',');
    return { user, item, time: Number(time) * 1000 };
  });
  const counts = new Map<string, number>();
  for (const { item } of all) counts.set(item, (counts.get(item) ?? 0) + 1);
  return all.filter(({ item }) => counts.get(item)! >= LEAST_RATINGS);
}

function tableOf(ratings: readonly Rating[]): Table {
  const coded = (of: 'user' | 'item') => {
    const ids = [...new Set(ratings.map((rating) => rating[of]))].sort();
    const codes = new Map(ids.map((id, code) => [id, code]));
    return [Int32Array.from(ratings, (rating) => codes.get(rating[of])!), ids] as const;
  };
  const [users, items] = [coded('user'), coded('item')];
  return new Table(
    [
      codedTextColumn('user', ...users, { role: 'customerId' }),
      codedTextColumn('item', ...items, { role: 'itemId' }),
      dateColumn(
        'time',
        Float64Array.from(ratings, ({ time }) => time),
        { role: 'time' },
      ),
    ],
    { entity: 'none', name: 'movielens' },
  );
}

/** The last rating of each user, and all others. */
function parted(all: readonly Rating[], seed: number): { train: Rating[]; test: Rating[] } {
  const random = seededRandom(seed);
  const last = new Map<string, { rating: Rating; tie: number }>();
  for (const rating of all) {
    const tie = random.next();
    const known = last.get(rating.user);
    if (!known || rating.time > known.rating.time || (rating.time === known.rating.time && tie > known.tie))
      last.set(rating.user, { rating, tie });
  }
  const held = new Set([...last.values()].map(({ rating }) => rating));
  return { train: all.filter((rating) => !held.has(rating)), test: [...held] };
}

const words = process.argv.slice(2);
const { name: names, threads, settings } = parseArguments(words);
const seedsAt = words.indexOf('--seeds');
const seeds = seedsAt < 0 ? [1, 2, 3] : words[seedsAt + 1]!.split(',').map(Number);
const all = readRatings();
const pool = createPool(threads, 'relaxed');
for (const changed of combinations(settings)) {
  for (const seed of seeds) {
    const { train, test } = parted(all, seed);
    const [known, held] = [tableOf(train), tableOf(test)];
    const task = rankingTask({ cut: null, train: known, known, test: held }, { maskBought: true, countNewItems: true });
    for (const name of names.split(',')) {
      const row = rows[name];
      if (!row) throw new Error(`no row “${name}”; there are ${Object.keys(rows).join(', ')}`);
      const context = { ...testContext({ seed }), pool, budgetBytes: 8 * GB };
      const began = performance.now();
      const parameters = { ...row.parameters, ...changed };
      const fitted = await context.chains.fit({ steps: [{ step: row.step, parameters }] }, known, context);
      const seconds = (performance.now() - began) / 1000;
      const { values } = await scoreTask(fitted, task, measures, [K], context);
      const of = (measure: number) => values.filter((_, at) => at % measures.length === measure);
      const mean = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0) / list.length;
      const cells = [
        name,
        seed,
        JSON.stringify(changed),
        task.users.length,
        mean(of(0)).toFixed(4),
        mean(of(1)).toFixed(4),
      ];
      const users = words.includes('--users') ? ` ${JSON.stringify([...of(1)])}` : '';
      process.stdout.write(`| ${cells.join(' | ')} | ${seconds.toFixed(1)} s |${users}\n`);
    }
  }
}
pool.close();
// Idle tensor processes would wait for more.
process.exit();
