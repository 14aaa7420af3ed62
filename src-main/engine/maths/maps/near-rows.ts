import type { NearShared } from '../../kernels/leaf-rows.ts';
import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { takeMatrixRows } from '../matrix.ts';
import { nearestRows, type Neighbours } from '../neighbours.ts';
import { growForest, sharedBytes, sharedInts, sharedNumbers } from './forest.ts';

/** Up to so many rows the exact search takes little time. */
const EXACT_ROWS = 32_768;

const TREES = 6;
const LEAF_ROWS = 48;
/** Lists that are looked around are no shorter, since short ones lead astray, and no longer, since time grows with their square. */
const LEAST_LIST = 15;
const MOST_LIST = 24;
const MOST_ROUNDS = 6;
/** Looking around ends once a round brings so small a share of all entries. */
const SETTLED = 0.03;
const BLOCK_ROWS = 2048;

/**
 * The k nearest other rows of each row: exact up to 32,768 rows; beyond, about 94 of 100 are found, by trees of random
 * planes and then among the neighbours of neighbours.
 *
 * Dong, Moses & Li (2011), doi:10.1145/1963405.1963487; Tang et al. (2016), arXiv:1602.00370. Departure from the papers: a round
 * reads the lists of the one before, so that the result is the same on any number of threads.
 *
 * @param x (nRows, nFeatures), finite. @param k at most nRows − 1 are given. @param mostExact rows up to which the search is exact.
 * @throws cancelled
 */
export async function nearRows(
  x: Matrix,
  k: number,
  { pool, random }: Pick<Context, 'pool' | 'random'>,
  watch: (share: number) => void,
  mostExact = EXACT_ROWS,
): Promise<Neighbours> {
  if (x.nRows <= mostExact) return nearestRows(x, k, pool, watch);
  const { nRows, nColumns: nFeatures } = x;
  const width = Math.max(LEAST_LIST, Math.min(MOST_LIST, k));
  // Rows in the order of a tree: what is near then lies near in memory too.
  const { orders } = await growForest(x, 1, LEAF_ROWS, random, pool);
  const ordered = takeMatrixRows(x, orders);
  const { values } = ordered;
  const forest = await growForest(ordered, TREES, LEAF_ROWS, random, pool);
  watch(0.15);
  let lists = nearLists(nRows, width);
  await pool.run('leafRows', nRows, BLOCK_ROWS, { forest, out: lists });
  watch(0.3);
  const explore = async (out: NearShared, everything: boolean): Promise<number> => {
    const shared = { x: values, nFeatures, nRows, lists, reverse: reverseLists(lists, nRows), everything, out };
    const found = await pool.run('exploreRows', nRows, BLOCK_ROWS, shared);
    return found.reduce((sum, each) => sum + each, 0);
  };
  for (let round = 1, spare = nearLists(nRows, width); round <= MOST_ROUNDS; round++) {
    const found = await explore(spare, false);
    [lists, spare] = [spare, lists];
    watch(0.3 + (0.6 * round) / MOST_ROUNDS);
    if (found < SETTLED * nRows * width) break;
  }
  if (k > width) {
    const long = nearLists(nRows, k);
    await explore(long, true);
    lists = long;
  }
  watch(1);
  return numberedBack(lists, orders, Math.min(k, nRows - 1));
}

const nearLists = (nRows: number, k: number): NearShared => ({
  k,
  rows: sharedInts(nRows * k),
  squared: sharedNumbers(nRows * k),
  fresh: sharedBytes(nRows * k),
});

/** Who has each row in their list: those who have it furthest in front, by number where that is the same. */
function reverseLists({ k, rows, fresh }: NearShared, nRows: number) {
  const reverse = { width: k, rows: sharedInts(nRows * k).fill(-1), fresh: sharedBytes(nRows * k) };
  const counts = new Int32Array(nRows);
  for (let i = 0; i < k; i++) {
    for (let row = 0; row < nRows; row++) {
      const other = rows[row * k + i]!;
      if (other < 0 || counts[other] === k) continue;
      const to = other * k + counts[other]!++;
      reverse.rows[to] = row;
      reverse.fresh[to] = fresh[row * k + i]!;
    }
  }
  return reverse;
}

/** The first k of each list, rows numbered as before they were ordered. */
function numberedBack(lists: NearShared, order: Int32Array, k: number): Neighbours {
  const [rows, squared] = [sharedInts(order.length * k), sharedNumbers(order.length * k)];
  order.forEach((row, at) => {
    for (let i = 0, from = at * lists.k, to = row * k; i < k; i++, from++, to++) {
      rows[to] = order[lists.rows[from]!]!;
      squared[to] = lists.squared[from]!;
    }
  });
  return { k, rows, squared };
}
