import { binRowsOf, featureThresholds } from '../maths/trees/bins.ts';
import type { TreeRows } from '../maths/trees/tree-set.ts';

/** What finding bins reads. */
export interface TreeBinsShared {
  readonly x: TreeRows;
  /** By feature; 0 for numbers. */
  readonly nCategories: Int32Array;
  /** The rows among which thresholds are looked for; null for all. */
  readonly sampled: Int32Array | null;
}

/** Finds the thresholds of features [start, end). */
export const treeBins = (start: number, end: number, { x, nCategories, sampled }: TreeBinsShared): Float64Array[] =>
  featureThresholds(x, start, end, nCategories, sampled);

/** What putting rows into bins reads and writes. */
export interface TreeWordsShared extends Omit<TreeBinsShared, 'sampled'> {
  readonly thresholds: readonly Float64Array[];
  /** Written: (nGroups, nRows, 8) bytes. */
  readonly words: Uint8Array;
}

/** Puts rows [start, end) into bins. */
export function treeWords(start: number, end: number, { x, nCategories, thresholds, words }: TreeWordsShared): null {
  binRowsOf(x, start, end, thresholds, nCategories, words);
  return null;
}
