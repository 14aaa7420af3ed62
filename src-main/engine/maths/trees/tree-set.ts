/** Rows to learn from or to predict: (nRows, nFeatures), row-major; NaN where missing, categories by number. */
export interface TreeRows {
  readonly nRows: number;
  readonly nColumns: number;
  readonly values: Float64Array;
}

/**
 * Fitted trees as flat arrays. Nodes of one tree follow each other, its root first; children have higher numbers than their parent.
 * A prediction is `base` plus what the leaves of all trees hold, times `scale`.
 */
export interface TreeSet {
  readonly nFeatures: number;
  readonly nOutputs: number;
  /** Values that a node holds. */
  readonly width: number;
  /** (nOutputs) */
  readonly base: Float64Array;
  readonly scale: number;
  /** (nTrees + 1) where each tree's nodes begin. */
  readonly starts: Int32Array;
  /** (nTrees) the first output that a tree adds to. */
  readonly output: Int32Array;
  /** The feature that a node asks about; −1 at a leaf. */
  readonly feature: Int32Array;
  /** Numbers up to it go left. */
  readonly threshold: Float64Array;
  /** Where in `goesLeft` the categories that go left begin; −1 where the node asks about a number. */
  readonly category: Int32Array;
  /** How many categories a node knows; others count as missing. */
  readonly nCategories: Int32Array;
  /** One bit a category. */
  readonly goesLeft: Uint32Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** (nNodes, width) */
  readonly value: Float64Array;
  /** Training rows, with their weights. */
  readonly cover: Float64Array;
  /** How much the node's split lowered the loss; 0 at a leaf. */
  readonly gain: Float64Array;
}

/** A split, as a grower found it. */
export interface NodeSplit {
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  /** Categories that go left; null where the node asks about a number. */
  readonly categories: readonly number[] | null;
  readonly nCategories: number;
  readonly gain: number;
}

/** Collects nodes while trees grow. */
export interface TreeWriter {
  readonly nTrees: number;
  startTree(output: number): void;
  /** @returns the number of the new leaf. */
  addLeaf(values: ArrayLike<number>, cover: number): number;
  split(node: number, split: NodeSplit, left: number, right: number): void;
  /** The nodes so far, to walk through. */
  readonly nodes: TreeShape & { readonly value: ArrayLike<number>; readonly starts: ArrayLike<number> };
  /** Drops all trees from a number on. */
  cutTo(nTrees: number): void;
  finish(base: Float64Array, scale: number): TreeSet;
}

/** An empty set of trees whose nodes hold `width` values. */
export function treeWriter(nFeatures: number, nOutputs: number, width: number): TreeWriter {
  const starts: number[] = [];
  const output: number[] = [];
  const feature: number[] = [];
  const threshold: number[] = [];
  const category: number[] = [];
  const nCategories: number[] = [];
  const goesLeft: number[] = [];
  const missingLeft: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const value: number[] = [];
  const cover: number[] = [];
  const gain: number[] = [];

  const nodeLists = [feature, threshold, category, nCategories, missingLeft, left, right, cover, gain];

  return {
    get nTrees() {
      return starts.length;
    },
    startTree(to) {
      starts.push(feature.length);
      output.push(to);
    },
    addLeaf(values, weight) {
      for (let j = 0; j < width; j++) value.push(values[j] ?? 0);
      feature.push(-1);
      threshold.push(0);
      category.push(-1);
      nCategories.push(0);
      missingLeft.push(0);
      left.push(-1);
      right.push(-1);
      cover.push(weight);
      gain.push(0);
      return feature.length - 1;
    },
    split(node, found, l, r) {
      feature[node] = found.feature;
      threshold[node] = found.threshold;
      missingLeft[node] = found.missingLeft ? 1 : 0;
      gain[node] = found.gain;
      left[node] = l;
      right[node] = r;
      if (!found.categories) return;
      category[node] = goesLeft.length;
      nCategories[node] = found.nCategories;
      const words = new Uint32Array(Math.ceil(found.nCategories / 32));
      for (const code of found.categories) words[code >> 5]! |= 1 << (code & 31);
      goesLeft.push(...words);
    },
    nodes: { feature, threshold, category, nCategories, goesLeft, missingLeft, left, right, value, starts },
    cutTo(nTrees) {
      const end = starts[nTrees] ?? feature.length;
      for (const list of nodeLists) list.length = end;
      value.length = end * width;
      starts.length = Math.min(starts.length, nTrees);
      output.length = starts.length;
    },
    finish: (base, scale) => ({
      nFeatures,
      nOutputs,
      width,
      base,
      scale,
      starts: Int32Array.from([...starts, feature.length]),
      output: Int32Array.from(output),
      feature: Int32Array.from(feature),
      threshold: Float64Array.from(threshold),
      category: Int32Array.from(category),
      nCategories: Int32Array.from(nCategories),
      goesLeft: Uint32Array.from(goesLeft),
      missingLeft: Uint8Array.from(missingLeft),
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      value: Float64Array.from(value),
      cover: Float64Array.from(cover),
      gain: Float64Array.from(gain),
    }),
  };
}

type ShapePart = 'feature' | 'threshold' | 'category' | 'nCategories' | 'goesLeft' | 'missingLeft' | 'left' | 'right';

/** What a row's way through a tree needs. */
export type TreeShape = Readonly<Record<ShapePart, ArrayLike<number>>>;

/** Whether a value goes left at a node. */
export function isLeft(trees: TreeShape, node: number, value: number): boolean {
  if (value !== value) return trees.missingLeft[node] === 1;
  const start = trees.category[node]!;
  if (start < 0) return value <= trees.threshold[node]!;
  if (value < 0 || value >= trees.nCategories[node]!) return trees.missingLeft[node] === 1;
  return ((trees.goesLeft[start + (value >> 5)]! >>> (value & 31)) & 1) === 1;
}

/** The leaf that a row falls into. @param at where the row begins in the values. */
export function leafOf(trees: TreeShape, root: number, values: Float64Array, at: number): number {
  let node = root;
  for (let feature = trees.feature[node]!; feature >= 0; feature = trees.feature[node]!)
    node = isLeft(trees, node, values[at + feature]!) ? trees.left[node]! : trees.right[node]!;
  return node;
}

/** An array in shared memory; the same one where it lies there already. */
export function sharedArray<A extends Float64Array | Int32Array | Uint32Array | Uint8Array>(values: A): A {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new (values.constructor as new (buffer: SharedArrayBuffer) => A)(
    new SharedArrayBuffer(values.byteLength),
  );
  copy.set(values);
  return copy;
}

/** The same trees in shared memory, so that threads need no copies. */
export function sharedTrees(trees: TreeSet): TreeSet {
  return Object.fromEntries(
    Object.entries(trees).map(([name, part]) => [
      name,
      typeof part === 'number' ? part : sharedArray(part as Int32Array),
    ]),
  ) as unknown as TreeSet;
}

/** Trees of several sets as one. @param scale what the sum of their leaves is multiplied with. */
export function joinTrees(sets: readonly TreeSet[], scale: number): TreeSet {
  const [first] = sets as [TreeSet];
  const nodes = sets.reduce((sum, { feature }) => sum + feature.length, 0);
  const trees = sets.reduce((sum, { output }) => sum + output.length, 0);
  const words = sets.reduce((sum, { goesLeft }) => sum + goesLeft.length, 0);
  const joined: TreeSet = {
    ...first,
    scale,
    starts: new Int32Array(trees + 1),
    output: new Int32Array(trees),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    category: new Int32Array(nodes),
    nCategories: new Int32Array(nodes),
    goesLeft: new Uint32Array(words),
    missingLeft: new Uint8Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    value: new Float64Array(nodes * first.width),
    cover: new Float64Array(nodes),
    gain: new Float64Array(nodes),
  };
  let [node, tree, word] = [0, 0, 0];
  for (const set of sets) {
    const moved = (values: Int32Array, by: number): Int32Array =>
      values.map((value) => (value < 0 ? value : value + by));
    joined.starts.set(moved(set.starts, node), tree);
    joined.output.set(set.output, tree);
    joined.category.set(moved(set.category, word), node);
    joined.left.set(moved(set.left, node), node);
    joined.right.set(moved(set.right, node), node);
    joined.goesLeft.set(set.goesLeft, word);
    joined.value.set(set.value, node * first.width);
    joined.feature.set(set.feature, node);
    joined.threshold.set(set.threshold, node);
    joined.nCategories.set(set.nCategories, node);
    joined.missingLeft.set(set.missingLeft, node);
    joined.cover.set(set.cover, node);
    joined.gain.set(set.gain, node);
    node += set.feature.length;
    tree += set.output.length;
    word += set.goesLeft.length;
  }
  return joined;
}
