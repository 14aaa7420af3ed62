import { foldIn, fitAls } from '../../../src-main/engine/maths/als.ts';
import { fitBpr } from '../../../src-main/engine/maths/bpr.ts';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { GOWALLA, gowallaRows, neverStops, readRows, writeRows } from './gowalla-data.ts';

const SEED = 25;
const ignore = (): void => undefined;

const als = { factors: 64, iterations: 15, regularisation: 1, alpha: 10 };

export const alsGowalla = defineCase({
  name: 'als',
  script: 'als',
  title: 'implicit ALS, Gowalla, 64 factors, 15 iterations of 3 conjugate gradients',
  reference: 'implicit',
  bar: 0.9,
  aim: 0.7,
  shape: als,
  needs: GOWALLA,
  // Both start at random, and fit about as well.
  tolerance: 0.01,
  make: (_, folder) => {
    writeRows(folder, gowallaRows());
  },
  prepare({ shape, folder, pool }) {
    const rows = readRows(folder);
    const tools = { pool, signal: neverStops };
    return prepared({
      run: () => {
        const random = seededRandom(SEED);
        return fitAls(rows, { ...shape, solver: 'conjugate-gradient' }, { ...tools, random }, ignore);
      },
      async check(items) {
        const users = await foldIn(rows, items, shape, tools);
        return { loss: lossOf(rows, users.values, items.values, items.width, shape.alpha) };
      },
    });
  },
});

/** What the fit lowers, without the ridge: (1 + alpha)·(1 − s)² over what is there and s² over what is not. */
function lossOf(
  { nRows, offsets, columns }: ReturnType<typeof readRows>,
  users: Float64Array,
  items: Float64Array,
  width: number,
  alpha: number,
): number {
  const gram = (rows: Float64Array): Float64Array => {
    const sums = new Float64Array(width * width);
    for (let from = 0; from < rows.length; from += width)
      for (let i = 0; i < width; i++)
        for (let j = 0; j < width; j++) sums[i * width + j]! += rows[from + i]! * rows[from + j]!;
    return sums;
  };
  const [ofUsers, ofItems] = [gram(users), gram(items)];
  let loss = ofUsers.reduce((sum, value, at) => sum + value * ofItems[at]!, 0);
  for (let user = 0; user < nRows; user++)
    for (let at = offsets[user]!; at < offsets[user + 1]!; at++) {
      let score = 0;
      for (let j = 0; j < width; j++) score += users[user * width + j]! * items[columns[at]! * width + j]!;
      loss += (1 + alpha) * (1 - score) ** 2 - score ** 2;
    }
  return loss;
}

export const bprGowalla = defineCase({
  name: 'bpr',
  script: 'bpr',
  title: 'BPR, Gowalla, 64 factors, 10 epochs',
  reference: 'implicit',
  bar: 1,
  aim: 0.7,
  shape: { factors: 64, epochs: 10, learningRate: 0.05, regularisation: 0.01, popularityPower: 1 },
  needs: GOWALLA,
  // How often a pair is in order, seen while learning on one side and drawn afterwards on the other.
  tolerance: 0.02,
  make: (_, folder) => {
    writeRows(folder, gowallaRows());
  },
  prepare({ shape, folder, pool }) {
    const rows = readRows(folder);
    return prepared({
      run: () => fitBpr(rows, shape, { pool, signal: neverStops, random: seededRandom(SEED) }, ignore),
      check: ({ ordered }) => ({ ordered: ordered.at(-1) ?? NaN }),
    });
  },
});
