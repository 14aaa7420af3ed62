import {
  factorModel,
  recommendByFactors,
  type FactorModel,
} from '../../../src-main/engine/steps/recommend/factor-model.ts';
import { rankUsers } from '../../../src-main/engine/steps/recommend/rank-users.ts';
import type { RecommendRequest } from '../../../src-main/engine/steps/recommend/recommender.ts';
import { createPool } from '../../../src-main/engine/kernels/pool.ts';
import { fitAls, foldIn } from '../../../src-main/engine/maths/als.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import type { SparseRows } from '../../../src-main/engine/table/sparse.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';
import { GOWALLA, gowallaRows, neverStops, readRows, writeRows } from './gowalla-data.ts';

const SEED = 26;
const ignore = (): void => undefined;

const shape = { factors: 64, iterations: 10, regularisation: 1, alpha: 10, topK: 20 };

/** Fits factors and writes them beside the rows that they were fitted on. */
async function make(options: typeof shape, folder: string): Promise<void> {
  const rows = gowallaRows();
  const pool = createPool(1);
  const tools = { pool, signal: neverStops, random: seededRandom(SEED) };
  const items = await fitAls(rows, { ...options, solver: 'conjugate-gradient' }, tools, ignore);
  const users = await foldIn(rows, items, options, tools);
  pool.close();
  writeRows(folder, rows);
  writeArray(folder, 'users', Float64Array.from(users.values));
  writeArray(folder, 'items', Float64Array.from(items.values));
}

const asked = (rows: SparseRows, topK: number): RecommendRequest => ({
  histories: {
    ...rows,
    occasions: new Int32Array(rows.columns.length).fill(1),
    first: new Float64Array(rows.columns.length).fill(NaN),
    last: new Float64Array(rows.columns.length).fill(NaN),
    asOf: NaN,
  },
  topK,
  excludeSeen: true,
  eligible: null,
});

export const topItemsGowalla = defineCase({
  name: 'top-items',
  script: 'top_items',
  title: 'top 20 for every user of Gowalla by 64 factors',
  reference: 'implicit',
  bar: 1,
  aim: 0.7,
  shape,
  needs: GOWALLA,
  // The reference computes in single precision.
  tolerance: 1e-4,
  make,
  prepare({ shape: { factors, topK }, folder, pool }) {
    const rows = readRows(folder);
    const users = readArray(folder, 'users', 'f64');
    const points = {
      width: factors,
      items: readArray(folder, 'items', 'f64'),
      nItems: rows.nColumns,
      usersOf: (first: number, n: number) => users.subarray(first * factors, (first + n) * factors),
      offsets: null,
      weights: null,
      above: -Infinity,
    };
    const tools = { pool, signal: neverStops, progress: ignore };
    return prepared({
      run: () => rankUsers(tools, points, asked(rows, topK)),
      check: ({ scores }) => ({
        sum: scores.reduce((sum, score) => sum + score, 0),
        last: scores.reduce((sum, score, at) => sum + (at % topK === topK - 1 ? score : 0), 0),
      }),
    });
  },
});

/** How long one person waits for a list. */
const ONE_LIST_MS = 20;

export const oneUserGowalla = defineCase({
  name: 'one-user',
  script: 'top_items',
  title: 'top 20 for one user of Gowalla by 64 factors, placed by the history',
  reference: null,
  bar: null,
  aim: null,
  limitMs: ONE_LIST_MS,
  shape,
  needs: GOWALLA,
  tolerance: 0,
  make,
  async prepare({ shape: { factors, topK, alpha, regularisation }, folder, pool }) {
    const rows = readRows(folder);
    const items = readArray(folder, 'items', 'f64');
    const options = { regularisation, alpha };
    const model: FactorModel = await factorModel({ width: factors, items, biases: null }, options, { pool });
    const tools = { pool, signal: neverStops, progress: ignore };
    let user = 0;
    return prepared({
      run: () => {
        user = (user + 1) % rows.nRows;
        const [from, to] = [rows.offsets[user]!, rows.offsets[user + 1]!];
        const columns = rows.columns.slice(from, to);
        const values = new Float64Array(columns.length).fill(1);
        const own = { nRows: 1, nColumns: rows.nColumns, offsets: Int32Array.of(0, columns.length), columns, values };
        return recommendByFactors(tools, model, asked(own, topK));
      },
      check: ({ items: shown }) => ({ shown: shown.filter((item) => item >= 0).length }),
    });
  },
});
