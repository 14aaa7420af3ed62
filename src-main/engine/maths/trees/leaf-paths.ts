import type { TreeSet } from './tree-set.ts';

/** What a row must fulfil to come to a leaf, by feature: each feature once, however often the way asks about it. */
export interface LeafPath {
  readonly leaf: number;
  readonly features: Int32Array;
  /** Numbers above lower and up to upper. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where a missing value comes through. */
  readonly missing: Uint8Array;
  /** By feature: which categories come through; null for numbers. */
  readonly categories: readonly (Uint8Array | null)[];
  /** The share of training rows that go this way wherever the feature is asked about. */
  readonly zero: Float64Array;
}

interface Condition {
  lower: number;
  upper: number;
  missing: boolean;
  categories: Uint8Array | null;
  zero: number;
}

/** The ways to the leaves of the tree at a root. */
export function leafPaths(trees: TreeSet, root: number): LeafPath[] {
  const paths: LeafPath[] = [];
  walk(trees, root, new Map(), paths);
  return paths;
}

function walk(trees: TreeSet, node: number, way: ReadonlyMap<number, Condition>, paths: LeafPath[]): void {
  const feature = trees.feature[node]!;
  if (feature < 0) {
    paths.push(pathOf(node, way));
    return;
  }
  for (const isLeft of [true, false]) {
    const child = isLeft ? trees.left[node]! : trees.right[node]!;
    const before = way.get(feature) ?? { lower: -Infinity, upper: Infinity, missing: true, categories: null, zero: 1 };
    const cover = trees.cover[node]!;
    const share = cover > 0 ? trees.cover[child]! / cover : 0.5;
    walk(trees, child, new Map(way).set(feature, narrowed(trees, node, isLeft, before, share)), paths);
  }
}

function narrowed(trees: TreeSet, node: number, isLeft: boolean, before: Condition, share: number): Condition {
  const missing = before.missing && (trees.missingLeft[node] === 1) === isLeft;
  const zero = before.zero * share;
  const start = trees.category[node]!;
  if (start < 0) {
    const threshold = trees.threshold[node]!;
    return {
      lower: isLeft ? before.lower : Math.max(before.lower, threshold),
      upper: isLeft ? Math.min(before.upper, threshold) : before.upper,
      missing,
      categories: null,
      zero,
    };
  }
  const categories = Uint8Array.from({ length: trees.nCategories[node]! }, (_, code) => {
    const goesLeft = ((trees.goesLeft[start + (code >> 5)]! >>> (code & 31)) & 1) === 1;
    return goesLeft === isLeft && (before.categories?.[code] ?? 1) === 1 ? 1 : 0;
  });
  return { ...before, missing, categories, zero };
}

function pathOf(leaf: number, way: ReadonlyMap<number, Condition>): LeafPath {
  const conditions = [...way.values()];
  return {
    leaf,
    features: Int32Array.from(way.keys()),
    lower: Float64Array.from(conditions, ({ lower }) => lower),
    upper: Float64Array.from(conditions, ({ upper }) => upper),
    missing: Uint8Array.from(conditions, ({ missing }) => (missing ? 1 : 0)),
    categories: conditions.map(({ categories }) => categories),
    zero: Float64Array.from(conditions, ({ zero }) => zero),
  };
}
