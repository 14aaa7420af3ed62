import type { CancelSignal } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { columnMeans, columnVariances } from '../matrix.ts';

export interface BirchOptions {
  /** Rows are drawn together into groups of at most this radius; found by the number of groups where null. */
  readonly radius: number | null;
  /** A node has at most so many entries. */
  readonly branching: number;
  /** Where there would be more groups the radius grows and the tree is built anew from its groups. */
  readonly mostGroups: number;
}

/** Small round groups that rows were drawn together into. */
export interface SmallGroups {
  /** (nGroups, nFeatures), row-major. */
  readonly centres: Float64Array;
  readonly sizes: Int32Array;
  readonly radius: number;
}

/** What is kept of some rows: how many, their sum, and the sum of their squares. */
interface Entry {
  n: number;
  readonly sum: Float64Array;
  squares: number;
  child: Node | null;
}

interface Node {
  readonly isLeaf: boolean;
  entries: Entry[];
}

/** Where no radius is given it begins at this share of the rows' spread. */
const FIRST_SHARE = 0.05;
const GROWTH = 1.4;
const LOOK_EVERY = 256;

/**
 * The first phase of BIRCH: one pass over the rows builds a balanced tree whose leaves hold small groups.
 *
 * Zhang, Ramakrishnan & Livny (1996), doi:10.1145/233269.233324. As scikit-learn: a group takes a row where its radius stays
 * within the limit, and a full node is split at its two entries furthest apart. Rows are taken relative to their mean, or
 * the radius of groups far from zero would drown in rounding.
 *
 * @param x (nRows, nFeatures), finite. @throws cancelled
 */
export function drawTogether(
  x: Matrix,
  options: BirchOptions,
  signal: CancelSignal,
  watch: (share: number) => void = () => undefined,
): SmallGroups {
  const { nRows, nColumns: d, values } = x;
  const means = columnMeans(x);
  const spread = Math.sqrt(columnVariances(x, means).reduce((sum, variance) => sum + variance, 0));
  const tree = cfTree(d, options.radius ?? FIRST_SHARE * spread, options);
  const row = new Float64Array(d);
  for (let i = 0; i < nRows; i++) {
    if (i % LOOK_EVERY === 0) {
      signal.throwIfAborted();
      watch(i / nRows);
    }
    let squares = 0;
    for (let j = 0; j < d; j++) {
      const value = values[i * d + j]! - means[j]!;
      row[j] = value;
      squares += value * value;
    }
    tree.insert({ n: 1, sum: row.slice(), squares, child: null });
  }
  const leaves = tree.leaves();
  const centres = new Float64Array(leaves.length * d);
  leaves.forEach(({ n, sum }, i) => sum.forEach((value, j) => (centres[i * d + j] = means[j]! + value / n)));
  return { centres, sizes: Int32Array.from(leaves, ({ n }) => n), radius: tree.radius() };
}

function cfTree(d: number, firstRadius: number, { branching, mostGroups }: BirchOptions) {
  let root: Node = { isLeaf: true, entries: [] };
  let radius = firstRadius;
  let nGroups = 0;

  const between = (a: Entry, b: Entry): number => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (a.sum[j]! / a.n - b.sum[j]! / b.n) ** 2;
    return sum;
  };
  const add = (to: Entry, from: Entry): void => {
    to.n += from.n;
    to.squares += from.squares;
    for (let j = 0; j < d; j++) to.sum[j]! += from.sum[j]!;
  };
  const fits = (a: Entry, b: Entry): boolean => {
    const n = a.n + b.n;
    let squared = 0;
    for (let j = 0; j < d; j++) squared += ((a.sum[j]! + b.sum[j]!) / n) ** 2;
    return (a.squares + b.squares) / n - squared <= radius * radius;
  };

  function nearestOf(entries: readonly Entry[], entry: Entry): Entry {
    let [best, least] = [entries[0]!, Infinity];
    for (const known of entries) {
      const apart = between(known, entry);
      if (apart < least) [best, least] = [known, apart];
    }
    return best;
  }

  /** @returns whether the node has to be split. */
  function insertInto(node: Node, entry: Entry): boolean {
    if (node.entries.length === 0) {
      node.entries.push(entry);
      nGroups++;
      return false;
    }
    const nearest = nearestOf(node.entries, entry);
    if (nearest.child) {
      if (!insertInto(nearest.child, entry)) {
        add(nearest, entry);
        return false;
      }
      node.entries.splice(node.entries.indexOf(nearest), 1, ...split(nearest.child));
      return node.entries.length > branching;
    }
    if (fits(nearest, entry)) {
      add(nearest, entry);
      return false;
    }
    node.entries.push(entry);
    nGroups++;
    return node.entries.length > branching;
  }

  /** Two entries with a node each, around the two entries furthest apart. */
  function split({ isLeaf, entries }: Node): [Entry, Entry] {
    let [first, second, furthest] = [0, 0, -1];
    for (let a = 0; a < entries.length; a++) {
      for (let b = a + 1; b < entries.length; b++) {
        const apart = between(entries[a]!, entries[b]!);
        if (apart > furthest) [first, second, furthest] = [a, b, apart];
      }
    }
    const [one, other] = [entries[first]!, entries[second]!];
    const isNearer = entries.map((entry) => entry === one || between(entry, one) < between(entry, other));
    return [
      above({ isLeaf, entries: entries.filter((_, i) => isNearer[i]) }),
      above({ isLeaf, entries: entries.filter((_, i) => !isNearer[i]) }),
    ];
  }

  function above(child: Node): Entry {
    const entry: Entry = { n: 0, sum: new Float64Array(d), squares: 0, child };
    for (const own of child.entries) add(entry, own);
    return entry;
  }

  function insertAtRoot(entry: Entry): void {
    if (insertInto(root, entry)) root = { isLeaf: false, entries: split(root) };
  }

  function leaves(): Entry[] {
    const visit = (node: Node): Entry[] =>
      node.isLeaf ? node.entries : node.entries.flatMap(({ child }) => (child ? visit(child) : []));
    return visit(root);
  }

  return {
    radius: () => radius,
    leaves,
    insert(entry: Entry): void {
      insertAtRoot(entry);
      while (nGroups > mostGroups) {
        const groups = leaves();
        radius = radius > 0 ? radius * GROWTH : Math.sqrt(Number.EPSILON);
        root = { isLeaf: true, entries: [] };
        nGroups = 0;
        for (const group of groups) insertAtRoot(group);
      }
    },
  };
}
