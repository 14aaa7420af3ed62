import { treeWriter, type TreeSet } from './tree-set.ts';

/** How far a node can be pruned: leaves below it, and by how much their splits lowered the loss in all. */
interface Branch {
  readonly nLeaves: number;
  readonly gain: number;
}

/**
 * Cuts off branches whose splits are worth less than they cost, weakest first: minimal cost-complexity pruning.
 *
 * Breiman et al. (1984). @param trees a single tree. @param alpha the least that a further leaf must lower the impurity of all rows.
 */
export function pruneTree(trees: TreeSet, alpha: number): TreeSet {
  if (alpha <= 0) return trees;
  const isCut = new Uint8Array(trees.feature.length);
  const total = trees.cover[0]!;
  for (;;) {
    const weakest = weakestOf(trees, isCut);
    if (!weakest || weakest.strength / total > alpha) break;
    isCut[weakest.node] = 1;
  }
  return without(trees, isCut);
}

function weakestOf(trees: TreeSet, isCut: Uint8Array): { node: number; strength: number } | null {
  let weakest: { node: number; strength: number } | null = null;
  const visit = (node: number): Branch => {
    if (trees.feature[node]! < 0 || isCut[node]) return { nLeaves: 1, gain: 0 };
    const [left, right] = [visit(trees.left[node]!), visit(trees.right[node]!)];
    const branch = { nLeaves: left.nLeaves + right.nLeaves, gain: left.gain + right.gain + trees.gain[node]! };
    const strength = branch.gain / (branch.nLeaves - 1);
    if (!weakest || strength < weakest.strength) weakest = { node, strength };
    return branch;
  };
  visit(0);
  return weakest;
}

/** The tree without what lies below the nodes that were cut. */
function without(trees: TreeSet, isCut: Uint8Array): TreeSet {
  const { width, nFeatures, nOutputs, value, cover, feature, left, right } = trees;
  const writer = treeWriter(nFeatures, nOutputs, width);
  writer.startTree(0);
  const copy = (node: number): number => {
    const fresh = writer.addLeaf(value.subarray(node * width, (node + 1) * width), cover[node]!);
    if (feature[node]! < 0 || isCut[node]) return fresh;
    const [l, r] = [copy(left[node]!), copy(right[node]!)];
    const start = trees.category[node]!;
    const nCategories = trees.nCategories[node]!;
    const codes = Array.from({ length: start < 0 ? 0 : nCategories }, (_, code) => code);
    writer.split(
      fresh,
      {
        feature: feature[node]!,
        threshold: trees.threshold[node]!,
        missingLeft: trees.missingLeft[node] === 1,
        categories:
          start < 0 ? null : codes.filter((code) => (trees.goesLeft[start + (code >> 5)]! >>> (code & 31)) & 1),
        nCategories,
        gain: trees.gain[node]!,
      },
      l,
      r,
    );
    return fresh;
  };
  copy(0);
  return writer.finish(trees.base, trees.scale);
}
