import { leafOf, type TreeRows, type TreeSet } from '../maths/trees/tree-set.ts';

/** What predicting by trees reads and writes. */
export interface TreeValuesShared {
  readonly trees: TreeSet;
  readonly x: TreeRows;
  /** Written: (nRows, nOutputs) sums of leaves, scaled, on the base. */
  readonly out: Float64Array;
  /** (nTrees, nRows) whether a tree is to speak on a row, bit by bit from the lowest; null where all do. */
  readonly speaks: Uint8Array | null;
  /** Written where trees are asked one by one: (nRows) how many spoke. */
  readonly nSpoke: Int32Array | null;
}

/** Adds up what the leaves say to rows [start, end), tree after tree. */
export function treeValues(start: number, end: number, shared: TreeValuesShared): null {
  const { trees, x, out, speaks, nSpoke } = shared;
  const { nOutputs, width, base, scale, starts, output, value } = trees;
  const nTrees = output.length;
  const rowBytes = Math.ceil(x.nRows / 8);
  // Trees outside, so that one tree's nodes stay near.
  for (let tree = 0; tree < nTrees; tree++) {
    const [root, first] = [starts[tree]!, output[tree]!];
    for (let row = start; row < end; row++) {
      if (speaks && !((speaks[tree * rowBytes + (row >> 3)]! >> (row & 7)) & 1)) continue;
      const leaf = leafOf(trees, root, x.values, row * x.nColumns);
      for (let k = 0; k < width; k++) out[row * nOutputs + first + k]! += value[leaf * width + k]!;
      if (nSpoke) nSpoke[row]!++;
    }
  }
  for (let row = start; row < end; row++) {
    const times = nSpoke ? 1 / Math.max(1, nSpoke[row]!) : scale;
    for (let k = 0, at = row * nOutputs; k < nOutputs; k++, at++) out[at] = base[k]! + times * out[at]!;
  }
  return null;
}
