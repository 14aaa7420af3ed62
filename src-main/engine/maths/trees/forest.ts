import type { Context } from '../../steps/context.ts';
import { binRows, GROUP } from './bins.ts';
import type { ForestShared } from './forest-tree.ts';
import { joinTrees, sharedArray, type TreeRows, type TreeSet } from './tree-set.ts';

/** How a forest grows. */
export interface ForestOptions extends Pick<
  ForestShared,
  'nClasses' | 'criterion' | 'nTried' | 'leastRows' | 'maxDepth' | 'draws' | 'randomCuts'
> {
  readonly nTrees: number;
}

/** Trees that a thread grows before it says how far it is. */
const TREES_AT_ONCE = 8;

/**
 * A forest: trees on rows drawn with replacement, each split sought among some features, or with random cuts (extra trees). Trees have
 * chance of their own, so that threads change nothing.
 *
 * Breiman (2001), Random forests, doi:10.1023/A:1010933404324; Geurts, Ernst & Wehenkel (2006), doi:10.1007/s10994-006-6226-1.
 * Departure: thresholds lie between at most 255 bins of about as many rows each.
 *
 * @param x in shared memory. @param target numbers of classes, or numbers. @param nCategories by feature, 0 for numbers.
 * @returns trees whose base and scale make their prediction the mean over the trees, with the seed by which their rows were drawn.
 */
export async function fitForest(
  x: TreeRows,
  target: Float64Array,
  weights: Float64Array | null,
  nCategories: Int32Array,
  options: ForestOptions,
  context: Pick<Context, 'pool' | 'signal' | 'random' | 'progress'>,
): Promise<{ trees: TreeSet; seed: number }> {
  const { nRows, nColumns } = x;
  const words = new Uint8Array(new SharedArrayBuffer(Math.max(1, Math.ceil(nColumns / GROUP)) * GROUP * nRows));
  const binning = await binRows(x, nCategories, words, context);
  const seed = context.random.integer(2 ** 31);
  const shared: ForestShared = {
    ...options,
    ...binning,
    words,
    nRows,
    nFeatures: nColumns,
    target: sharedArray(target),
    weights: weights && sharedArray(weights),
    seed,
  };
  const grown: TreeSet[] = [];
  const step = TREES_AT_ONCE * context.pool.threads;
  for (let first = 0; first < options.nTrees; first += step) {
    context.signal.throwIfAborted();
    const n = Math.min(step, options.nTrees - first);
    grown.push(...(await context.pool.run('treeForest', n, 1, { ...shared, firstTree: first })));
    context.progress((first + n) / options.nTrees);
  }
  return { trees: joinTrees(grown, 1 / options.nTrees), seed };
}
