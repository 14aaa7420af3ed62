import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createPool } from '../../src-main/engine/kernels/pool.ts';
import { seededRandom } from '../../src-main/engine/maths/random.ts';
import { expectedRating, fitRated, placeRater } from '../../src-main/engine/maths/recommend/rated.ts';
import { parseArguments, combinations } from './gowalla-rows.ts';

/**
 * How far ratings with biases and factors lie from the real ones on MovieLens-small: a random fifth is held out, five seeds.
 * `CLIENTELE_DATASETS=… node test/bench/movielens-ratings.ts rated [--set name=a,b]…`; what is expected is cut to the scale from ½ to 5.
 */
const SEEDS = [1, 2, 3, 4, 5];
const DEFAULTS = { factors: 16, iterations: 15, regularisation: 0.2, biasShrinkage: 5 };

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

const all = readRatings();
const nUsers = Math.max(...all.map(({ user }) => user)) + 1;
const nItems = Math.max(...all.map(({ item }) => item)) + 1;
const { settings, threads } = parseArguments(process.argv.slice(2));
const pool = createPool(threads);
for (const changed of combinations(settings)) {
  const options = { ...DEFAULTS, ...changed };
  const errors: number[] = [];
  for (const seed of SEEDS) {
    const random = seededRandom(seed);
    const order = random.permutation(all.length);
    const cut = Math.round(all.length * 0.8);
    const part = (from: number, to: number) => Array.from(order.subarray(from, to), (at) => all[at]!);
    const train = rowsOf(part(0, cut), nUsers, nItems);
    const fit = await fitRated(train, options, { pool, random, signal: neverAborted }, () => undefined);
    const raters = Array.from({ length: nUsers }, (_, user) => {
      const [from, to] = [train.offsets[user]!, train.offsets[user + 1]!];
      return placeRater(fit, { items: train.columns.slice(from, to), ratings: train.values.slice(from, to) });
    });
    const held = part(cut, all.length);
    const squares = held.map(({ user, item, rating }) => {
      const expected = Math.min(5, Math.max(0.5, expectedRating(fit, raters[user]!, item)));
      return (rating - expected) ** 2;
    });
    errors.push(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / held.length));
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  process.stdout.write(
    `| ${JSON.stringify(options)} | ${mean.toFixed(4)} | ${errors.map((error) => error.toFixed(4)).join(', ')} |\n`,
  );
}
pool.close();
