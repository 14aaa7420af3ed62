import { seededRandom } from '../maths/random.ts';
import { forestTree } from '../maths/trees/forest-tree.ts';
import { treeWriter, type TreeSet } from '../maths/trees/tree-set.ts';
import type { ForestShared } from '../maths/trees/forest-tree.ts';

/** Grows trees [start, end) after the first of a forest, each with chance of its own. */
export function treeForest(start: number, end: number, shared: ForestShared & { readonly firstTree: number }): TreeSet {
  const { nFeatures, nClasses, seed, firstTree } = shared;
  const width = nClasses > 0 ? nClasses : 1;
  const writer = treeWriter(nFeatures, width, width);
  for (let tree = start; tree < end; tree++) forestTree(shared, seededRandom(seed).fork(firstTree + tree), writer);
  return writer.finish(new Float64Array(width), 1);
}
