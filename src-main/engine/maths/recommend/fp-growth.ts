/** Baskets as rows of items: basket b holds items[offsets[b] … offsets[b + 1]), each once. */
export interface Baskets {
  readonly nItems: number;
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Items that stand together in so many baskets. */
export interface Itemset {
  /** Ascending. */
  readonly items: readonly number[];
  readonly count: number;
}

export interface ItemsetOptions {
  /** Sets in fewer baskets are left out; at least 1. */
  readonly minCount: number;
  /** Items a set has at most; at least 1. */
  readonly maxSize: number;
  /** Called now and then, and for each set found; what it throws ends the work. */
  readonly look: (nFound: number) => void;
  /** Told the share that is done. */
  readonly watch: (share: number) => void;
}

/** Baskets that are added between two looks. */
const BASKETS_A_LOOK = 1024;

/** A prefix tree of baskets whose items are sorted by frequency, most frequent first; node 0 is the root. */
class PrefixTree {
  readonly item = [-1];
  readonly count = [0];
  readonly parent = [-1];
  readonly #child = [-1];
  readonly #sibling = [-1];
  /** The next node of the same item. */
  readonly next = [-1];
  /** The newest node of each item, and in how many baskets it is. */
  readonly first = new Map<number, number>();
  readonly total = new Map<number, number>();

  /** Adds a path of items, so many times. */
  add(path: readonly number[], times: number): void {
    let node = 0;
    for (const item of path) {
      let child = this.#child[node]!;
      while (child >= 0 && this.item[child] !== item) child = this.#sibling[child]!;
      if (child < 0) child = this.#grow(node, item);
      this.count[child]! += times;
      this.total.set(item, (this.total.get(item) ?? 0) + times);
      node = child;
    }
  }

  #grow(parent: number, item: number): number {
    const node = this.item.length;
    this.item.push(item);
    this.count.push(0);
    this.parent.push(parent);
    this.#child.push(-1);
    this.#sibling.push(this.#child[parent]!);
    this.#child[parent] = node;
    this.next.push(this.first.get(item) ?? -1);
    this.first.set(item, node);
    return node;
  }
}

/**
 * Every set of items that stands together in enough baskets, found without candidates.
 *
 * Han, Pei & Yin (2000), Mining frequent patterns without candidate generation, doi:10.1145/342009.335372.
 *
 * @returns by size, then by items.
 */
export function frequentItemsets(baskets: Baskets, options: ItemsetOptions): Itemset[] {
  const { minCount, look, watch } = options;
  const { nItems, offsets, items } = baskets;
  const counts = new Float64Array(nItems);
  for (const item of items) counts[item]!++;
  const order = Int32Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const rank = new Int32Array(nItems);
  order.forEach((item, at) => (rank[item] = at));
  const tree = new PrefixTree();
  for (let basket = 0; basket + 1 < offsets.length; basket++) {
    if (basket % BASKETS_A_LOOK === 0) look(0);
    const own = items.subarray(offsets[basket], offsets[basket + 1]);
    // Ranks stand for items within the tree, so that paths sort as numbers.
    const path = Array.from(own, (item) => rank[item]!).filter((at) => counts[order[at]!]! >= minCount);
    tree.add(
      path.sort((a, b) => a - b),
      1,
    );
  }
  const found: Itemset[] = [];
  const emit = (ranks: readonly number[], count: number): void => {
    found.push({ items: ranks.map((at) => order[at]!).sort((a, b) => a - b), count });
    look(found.length);
  };
  const nFirst = tree.total.size;
  let nDone = 0;
  mine(tree, [], options, emit, () => {
    watch(++nDone / nFirst);
  });
  return found.sort((a, b) => a.items.length - b.items.length || compareItems(a.items, b.items));
}

function compareItems(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((item, i) => item !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

function mine(
  tree: PrefixTree,
  suffix: readonly number[],
  options: ItemsetOptions,
  emit: (ranks: readonly number[], count: number) => void,
  done: () => void = () => undefined,
): void {
  for (const [item, count] of tree.total) {
    done();
    if (count < options.minCount) continue;
    const set = [...suffix, item];
    emit(set, count);
    if (set.length < options.maxSize) mine(conditional(tree, item, options.minCount), set, options, emit);
  }
}

/** The baskets that hold an item, as paths of what is more frequent than it. */
function conditional(tree: PrefixTree, item: number, minCount: number): PrefixTree {
  const counts = new Map<number, number>();
  const visitPath = (node: number, call: (other: number) => void): void => {
    for (let up = tree.parent[node]!; up > 0; up = tree.parent[up]!) call(tree.item[up]!);
  };
  const nodes: number[] = [];
  for (let node = tree.first.get(item) ?? -1; node >= 0; node = tree.next[node]!) {
    nodes.push(node);
    visitPath(node, (other) => counts.set(other, (counts.get(other) ?? 0) + tree.count[node]!));
  }
  const smaller = new PrefixTree();
  for (const node of nodes) {
    const path: number[] = [];
    visitPath(node, (other) => {
      if (counts.get(other)! >= minCount) path.push(other);
    });
    smaller.add(path.reverse(), tree.count[node]!);
  }
  return smaller;
}
