import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { fitFunkSvd } from '../../src-main/engine/maths/recommend/funk-svd.ts';
import {
  expectedRating,
  fitRated,
  placeRater,
  type Rated,
  type RatedFit,
} from '../../src-main/engine/maths/recommend/rated.ts';
import { expectRatings, fitSlopeOne } from '../../src-main/engine/maths/recommend/slope-one.ts';
import type { Context } from '../../src-main/engine/steps/context.ts';
import type { SparseRows } from '../../src-main/engine/table/sparse.ts';
import { parseArguments, combinations } from './gowalla-rows.ts';

/**
 * How far expected ratings lie from the real ones on MovieLens-small: a random fifth is held out, five seeds.
 * `CLIENTELE_DATASETS=… node test/bench/movielens-ratings.ts <rated|funk-svd|slope-one> [--set name=a,b]…`; what is expected is cut to the scale from ½ to 5.
 */
const SEEDS = [1, 2, 3, 4, 5];

const neverAborted = { aborted: false, throwIfAborted: () => undefined };

interface Rating {
  readonly user: number;
  readonly item: number;
  readonly rating: number;
}

function readRatings(): Rating[] {
  const file = path.join(process.env.CLIENTELE_DATASETS ?? '', 'movielens-small', 'ratings.csv.gz');
  const lines = gunzipSync(readFileSync(file)).toString('latin1').trimEnd().split(/\r?\n/u).slice(1);
  const [users, items] = [new Map<string, number>(), new Map<string, number>()];
  const codeOf = (codes: Map<string, number>, id: string): number => {
    const known = codes.get(id);
    if (known !== undefined) return known;
    codes.set(id, codes.size);
    return codes.size - 1;
  };
  return lines.map((line) => {
    const [user = '', item = '', rating = ''] = line.split(',');
    return { user: codeOf(users, user), item: codeOf(items, item), rating: Number(rating) };
  });
}

function rowsOf(ratings: readonly Rating[], nRows: number, nColumns: number) {
  const sorted = ratings.toSorted((a, b) => a.user - b.user || a.item - b.item);
  const offsets = new Int32Array(nRows + 1);
  for (const { user } of sorted) offsets[user + 1]!++;
  for (let row = 0; row < nRows; row++) offsets[row + 1]! += offsets[row]!;
  return {
    nRows,
    nColumns,
    offsets,
    columns: Int32Array.from(sorted, ({ item }) => item),
    values: Float64Array.from(sorted, ({ rating }) => rating),
  };
}

type Tools = Pick<Context, 'pool' | 'signal' | 'random'>;

/** Expects the ratings of all items for what someone rated; NaN where nothing is known. */
type Expecting = (own: Rated) => (item: number) => number;

interface Method {
  readonly defaults: Readonly<Record<string, unknown>>;
  fit(train: SparseRows, options: never, tools: Tools): Expecting | Promise<Expecting>;
}

const byFactors =
  (fit: RatedFit): Expecting =>
  (own) => {
    const rater = placeRater(fit, own);
    return (item) => expectedRating(fit, rater, item);
  };

const methods: Readonly<Record<string, Method>> = {
  rated: {
    defaults: { factors: 16, iterations: 15, regularisation: 0.2, biasShrinkage: 5 },
    fit: async (train, options, tools) => byFactors(await fitRated(train, options, tools, () => undefined)),
  },
  'funk-svd': {
    defaults: { factors: 32, epochs: 30, learningRate: 0.01, regularisation: 0.1, biasShrinkage: 5 },
    fit: (train, options, tools) => byFactors(fitFunkSvd(train, options, tools, () => undefined)),
  },
  'slope-one': {
    defaults: { scheme: 'weighted', minRaters: 3, nNeighbours: 1000 },
    fit(train, options, { signal }) {
      const fit = fitSlopeOne(train, options, signal, () => undefined);
      const mean = train.values.reduce((sum, value) => sum + value, 0) / train.values.length;
      return (own) => {
        const expected = new Float64Array(fit.nItems);
        expectRatings(fit, own, expected, new Float64Array(fit.nItems));
        // Where no pair is known someone's own mean stands in.
        const fallback = own.ratings.length > 0 ? own.ratings.reduce((a, b) => a + b, 0) / own.ratings.length : mean;
        return (item) => (Number.isNaN(expected[item]) ? fallback : expected[item]!);
      };
    },
  },
};

const all = readRatings();
const nUsers = Math.max(...all.map(({ user }) => user)) + 1;
const nItems = Math.max(...all.map(({ item }) => item)) + 1;
const { name, settings, threads } = parseArguments(process.argv.slice(2));
const method = methods[name];
if (!method) throw new Error(`no method “${name}”; there are ${Object.keys(methods).join(', ')}`);
const pool = createPool(threads);
for (const changed of combinations(settings)) {
  const options = { ...method.defaults, ...changed };
  const errors: number[] = [];
  for (const seed of SEEDS) {
    const random = seededRandom(seed);
    const order = random.permutation(all.length);
    const cut = Math.round(all.length * 0.8);
    const part = (from: number, to: number) => Array.from(order.subarray(from, to), (at) => all[at]!);
    const train = rowsOf(part(0, cut), nUsers, nItems);
    const expecting = await method.fit(train, options as never, { pool, random, signal: neverAborted });
    const raters = Array.from({ length: nUsers }, (_, user) => {
      const [from, to] = [train.offsets[user]!, train.offsets[user + 1]!];
      return expecting({ items: train.columns.slice(from, to), ratings: train.values.slice(from, to) });
    });
    const held = part(cut, all.length);
    const squares = held.map(({ user, item, rating }) => {
      const expected = Math.min(5, Math.max(0.5, raters[user]!(item)));
      return (rating - expected) ** 2;
    });
    errors.push(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / held.length));
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  process.stdout.write(
    `| ${name} | ${JSON.stringify(options)} | ${mean.toFixed(4)} | ${errors.map((error) => error.toFixed(4)).join(', ')} |\n`,
  );
}
pool.close();
