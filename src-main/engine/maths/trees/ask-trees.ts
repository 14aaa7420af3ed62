import type { Context } from '../../steps/context.ts';
import { drawRows } from './forest-tree.ts';
import { seededRandom } from '../random.ts';
import { sharedArray, sharedTrees, type TreeRows, type TreeSet } from './tree-set.ts';

type Tools = Pick<Context, 'pool' | 'signal'>;

const ROWS_A_BLOCK = 1024;

/** What trees say to rows: (nRows, nOutputs). */
export async function valuesOf(trees: TreeSet, x: TreeRows, { pool }: Tools): Promise<Float64Array> {
  const out = new Float64Array(new SharedArrayBuffer(x.nRows * trees.nOutputs * 8));
  const shared = {
    trees: sharedTrees(trees),
    x: { ...x, values: sharedArray(x.values) },
    out,
    speaks: null,
    nSpoke: null,
  };
  await pool.run('treeValues', x.nRows, ROWS_A_BLOCK, shared);
  return out;
}

/**
 * What the trees of a forest that did not learn from a row say to it: (nRows, nOutputs); `nSpoke` is 0 where every tree did.
 *
 * @param x the rows it grew on, in shared memory. @param seed by which they were drawn.
 */
export async function outOfBag(
  trees: TreeSet,
  x: TreeRows,
  seed: number,
  { pool, signal }: Tools,
): Promise<{ values: Float64Array; nSpoke: Int32Array }> {
  const { nRows } = x;
  const nTrees = trees.output.length;
  const rowBytes = Math.ceil(nRows / 8);
  const speaks = new Uint8Array(new SharedArrayBuffer(nTrees * rowBytes));
  for (let tree = 0; tree < nTrees; tree++) {
    signal.throwIfAborted();
    const times = drawRows(nRows, seededRandom(seed).fork(tree));
    for (let row = 0; row < nRows; row++) if (times[row] === 0) speaks[tree * rowBytes + (row >> 3)]! |= 1 << (row & 7);
  }
  const values = new Float64Array(new SharedArrayBuffer(nRows * trees.nOutputs * 8));
  const nSpoke = new Int32Array(new SharedArrayBuffer(nRows * 4));
  const shared = { trees: sharedTrees(trees), x, out: values, speaks, nSpoke };
  await pool.run('treeValues', nRows, ROWS_A_BLOCK, shared);
  return { values, nSpoke };
}

/**
 * What each feature adds to the predictions of rows, beside what is expected of any: (nRows, nFeatures), exact Shapley values by the
 * trees' own shares of rows. A row's values and the expected one sum up to its prediction.
 *
 * Lundberg et al. (2020), arXiv:1802.03888.
 */
export async function shapValues(
  trees: TreeSet,
  x: TreeRows,
  output: number,
  { pool }: Tools,
): Promise<{ phi: Float64Array; expected: number }> {
  const phi = new Float64Array(new SharedArrayBuffer(x.nRows * x.nColumns * 8));
  await pool.run('treeShap', x.nRows, ROWS_A_BLOCK, {
    trees: sharedTrees(trees),
    x: { ...x, values: sharedArray(x.values) },
    output,
    phi,
  });
  return { phi, expected: expectedValue(trees, output) };
}

/** The mean of what trees say to the rows they learned from. */
function expectedValue(trees: TreeSet, output: number): number {
  const { starts, output: firsts, width, value, cover, feature, base, scale } = trees;
  let sum = 0;
  for (let tree = 0; tree < firsts.length; tree++) {
    const own = output - firsts[tree]!;
    if (own < 0 || own >= width) continue;
    const [from, to] = [starts[tree]!, starts[tree + 1]!];
    let total = 0;
    for (let node = from; node < to; node++) if (feature[node]! < 0) total += cover[node]! * value[node * width + own]!;
    sum += total / cover[from]!;
  }
  return base[output]! + scale * sum;
}

/** How much each feature's splits lowered the loss, over all trees: (nFeatures). */
export function splitImportance({ nFeatures, feature, gain }: TreeSet): Float64Array {
  const sums = new Float64Array(nFeatures);
  for (let node = 0; node < feature.length; node++) if (feature[node]! >= 0) sums[feature[node]!]! += gain[node]!;
  return sums;
}
