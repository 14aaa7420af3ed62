import { binFeature, featureThresholds } from '../maths/trees/bins.ts';
import type { TreeRows } from '../maths/trees/tree-set.ts';

/** What finding bins reads and writes. */
export interface TreeBinsShared {
  readonly x: TreeRows;
  /** By feature; 0 for numbers. */
  readonly nCategories: Int32Array;
  /** The rows among which thresholds are looked for; null for all. */
  readonly sampled: Int32Array | null;
  /** Thresholds that are known already; null to find them. */
  readonly known: readonly Float64Array[] | null;
  /** Written: (nGroups, nRows, 8) bytes. */
  readonly words: Uint8Array;
}

/** Finds the thresholds of features [start, end) and puts their values into bins. @returns the thresholds */
export function treeBins(start: number, end: number, shared: TreeBinsShared): Float64Array[] {
  const { x, nCategories, sampled, known, words } = shared;
  return Array.from({ length: end - start }, (_, i) => {
    const feature = start + i;
    const found = known?.[feature] ?? featureThresholds(x, feature, nCategories[feature]!, sampled);
    binFeature(x, feature, found, nCategories[feature]!, words);
    return found;
  });
}
