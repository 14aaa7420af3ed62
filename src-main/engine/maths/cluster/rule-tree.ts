/** What a tree may ask of rows. */
export type TreeFeature =
  | { readonly kind: 'number'; /** NaN where missing. */ readonly values: Float64Array }
  | { readonly kind: 'category'; /** −1 where missing. */ readonly codes: Int32Array; readonly size: number };

export interface TreeOptions {
  readonly maxDepth: number;
  readonly minRows: number;
}

/** What sends a row left; any other goes right, one without a value always. */
export type TreeTest =
  | {
      readonly feature: number;
      readonly kind: 'number';
      /** x ≤ low goes left; the next value seen is high. */ readonly low: number;
      readonly high: number;
    }
  | { readonly feature: number; readonly kind: 'category'; readonly code: number };

/** A node with the rows that reach it; a leaf where there is no test. */
export interface TreeNode {
  readonly rows: Int32Array;
  /** How many of its rows are in each class. */
  readonly counts: Float64Array;
  readonly split: { readonly test: TreeTest; readonly left: TreeNode; readonly right: TreeNode } | null;
}

/** Less impurity than this is rounding. */
const LEAST_GAIN = 1e-12;

/**
 * A classification tree by Gini impurity, as CART grows it: each split is the one that leaves least, numbers at a threshold, categories one
 * against the rest; of equal ones the first.
 *
 * Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees.
 *
 * @param classes of each row, from 0. @param look called at every node; what it throws ends the work.
 */
export function growTree(
  features: readonly TreeFeature[],
  classes: Int32Array,
  nClasses: number,
  options: TreeOptions,
  look: () => void = () => undefined,
): TreeNode {
  const orders = features.map((feature) => (feature.kind === 'number' ? sortedRows(feature.values) : null));
  const isHere = new Uint8Array(classes.length);

  function grow(rows: Int32Array, depth: number): TreeNode {
    look();
    const counts = new Float64Array(nClasses);
    for (const row of rows) counts[classes[row]!]!++;
    const isPure = counts.some((count) => count === rows.length);
    if (depth === options.maxDepth || rows.length < 2 * options.minRows || isPure) return { rows, counts, split: null };
    for (const row of rows) isHere[row] = 1;
    const test = bestTest(rows, counts);
    for (const row of rows) isHere[row] = 0;
    if (!test) return { rows, counts, split: null };
    const goesLeft = (row: number): boolean => meets(features[test.feature]!, test, row);
    const left = grow(rows.filter(goesLeft), depth + 1);
    return {
      rows,
      counts,
      split: {
        test,
        left,
        right: grow(
          rows.filter((row) => !goesLeft(row)),
          depth + 1,
        ),
      },
    };
  }

  /** The test that leaves least impurity, measured as Σ counts² / n of both sides, which is largest there. */
  function bestTest(rows: Int32Array, counts: Float64Array): TreeTest | null {
    let best: TreeTest | null = null;
    let most = squaresOf(counts) / rows.length + LEAST_GAIN * rows.length;
    features.forEach((feature, at) => {
      const order = orders[at];
      const found =
        feature.kind === 'number'
          ? bestThreshold(feature.values, order!, rows, counts)
          : bestCode(feature, rows, counts);
      if (!found || !(found.kept > most)) return;
      most = found.kept;
      best = { feature: at, ...found.test };
    });
    return best;
  }

  function bestThreshold(values: Float64Array, order: Int32Array, rows: Int32Array, counts: Float64Array) {
    const left = new Float64Array(nClasses);
    const right = counts.slice();
    let [inLeft, inRight] = [0, squaresOf(counts)];
    let [nLeft, before] = [0, NaN];
    let found: { kept: number; test: { kind: 'number'; low: number; high: number } } | null = null;
    for (const row of order) {
      if (!isHere[row]) continue;
      const value = values[row]!;
      const nRight = rows.length - nLeft;
      if (value > before && nLeft >= options.minRows && nRight >= options.minRows) {
        const kept = inLeft / nLeft + inRight / nRight;
        if (!found || kept > found.kept) found = { kept, test: { kind: 'number', low: before, high: value } };
      }
      const own = classes[row]!;
      inLeft += 2 * left[own]! + 1;
      inRight -= 2 * right[own]! - 1;
      left[own]!++;
      right[own]!--;
      nLeft++;
      before = value;
    }
    // Rows without a value against the others, where there are enough.
    const nRight = rows.length - nLeft;
    if (nLeft >= options.minRows && nRight >= options.minRows) {
      const kept = inLeft / nLeft + inRight / nRight;
      if (!found || kept > found.kept) found = { kept, test: { kind: 'number', low: before, high: Infinity } };
    }
    return found;
  }

  function bestCode(
    { codes, size }: Extract<TreeFeature, { kind: 'category' }>,
    rows: Int32Array,
    counts: Float64Array,
  ) {
    const byCode = new Float64Array(size * nClasses);
    const sizes = new Float64Array(size);
    for (const row of rows) {
      const code = codes[row]!;
      if (code < 0) continue;
      byCode[code * nClasses + classes[row]!]!++;
      sizes[code]!++;
    }
    let found: { kept: number; test: { kind: 'category'; code: number } } | null = null;
    for (let code = 0; code < size; code++) {
      const [nLeft, nRight] = [sizes[code]!, rows.length - sizes[code]!];
      if (nLeft < options.minRows || nRight < options.minRows) continue;
      const own = byCode.subarray(code * nClasses, (code + 1) * nClasses);
      const rest = counts.map((count, k) => count - own[k]!);
      const kept = squaresOf(own) / nLeft + squaresOf(rest) / nRight;
      if (!found || kept > found.kept) found = { kept, test: { kind: 'category', code } };
    }
    return found;
  }

  return grow(Int32Array.from(classes.keys()), 0);
}

/** Whether a row goes left. */
export function meets(feature: TreeFeature, test: TreeTest, row: number): boolean {
  if (test.kind === 'number') return feature.kind === 'number' && feature.values[row]! <= test.low;
  return feature.kind === 'category' && feature.codes[row] === test.code;
}

function squaresOf(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += count * count;
  return sum;
}

/** Rows that have a value, by it. */
function sortedRows(values: Float64Array): Int32Array {
  const known = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]!));
  return known.sort((a, b) => values[a]! - values[b]! || a - b);
}

/** A leaf with the way to it. */
export interface TreeLeaf {
  readonly node: TreeNode;
  /** Each test, and whether the way goes left there. */
  readonly way: readonly { readonly test: TreeTest; readonly left: boolean }[];
}

/** The leaves of a tree, from left to right. */
export function leavesOf(node: TreeNode, way: TreeLeaf['way'] = []): TreeLeaf[] {
  if (!node.split) return [{ node, way }];
  const { test, left, right } = node.split;
  return [...leavesOf(left, [...way, { test, left: true }]), ...leavesOf(right, [...way, { test, left: false }])];
}

/**
 * The leaves that together tell one class best: the purest first, as long as the harmonic mean of precision and recall grows.
 *
 * @param wanted the class. @param most how many leaves. @returns none where the class has no rows.
 */
export function leavesFor(root: TreeNode, wanted: number, most: number): TreeLeaf[] {
  const all = root.counts[wanted]!;
  const share = ({ node }: TreeLeaf): number => node.counts[wanted]! / node.rows.length;
  const sorted = leavesOf(root)
    .filter(({ node }) => node.counts[wanted]! > 0)
    .sort((a, b) => share(b) - share(a) || b.node.rows.length - a.node.rows.length);
  const kept: TreeLeaf[] = [];
  let [hits, rows, best] = [0, 0, 0];
  for (const leaf of sorted.slice(0, most)) {
    const [h, r] = [hits + leaf.node.counts[wanted]!, rows + leaf.node.rows.length];
    const f = (2 * h) / (r + all);
    if (f <= best) break;
    [hits, rows, best] = [h, r, f];
    kept.push(leaf);
  }
  return kept;
}
