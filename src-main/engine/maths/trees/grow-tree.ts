import {
  splitsFound,
  writeWork,
  type ChildSplits,
  type NodeWork,
  type SplitFound,
  type TreeNodesShared,
} from '../../kernels/tree-nodes.ts';
import { joinParts, partsOf } from '../../kernels/tree-parts.ts';
import type { TreeTask } from '../../kernels/tree-team.ts';
import type { Context } from '../../steps/context.ts';
import { GROUP, MISSING_BIN, unfoldCategories, type Binning } from './bins.ts';
import type { GrowRules } from './growing.ts';
import type { TreeWriter } from './tree-set.ts';

/** Has all threads do tasks [0, n) of a kind, told some numbers about them; they are done on return. */
export type HandOut = (kind: TreeTask, n: number, ...about: number[]) => void;

/** What one tree starts from. */
export interface TreeStart {
  /** Rows to grow on are the first so many of the ground's `rows`. */
  readonly nRows: number;
  /** Whether those are all rows in order. */
  readonly all: boolean;
  /** Sums of what the ground's pairs hold for them, as whole numbers. */
  readonly gradients: number;
  readonly hessians: number;
  /** What the pairs were multiplied with. */
  readonly gScale: number;
  readonly hScale: number;
  /** What leaves' values are multiplied with. */
  readonly rate: number;
}

/** A grown leaf: its rows stand side by side in the ground's `rows`. */
export interface GrownLeaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** A leaf of the growing tree. */
interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** Where its histograms lie; −1 where it has none. */
  readonly slot: number;
  /** As `bestSplit` reads a node. */
  readonly stats: Float64Array;
  readonly split: SplitFound | null;
}

interface Growth {
  readonly ground: TreeNodesShared;
  readonly binning: Binning;
  readonly rules: GrowRules;
  readonly start: TreeStart;
  readonly writer: TreeWriter;
  readonly tools: Pick<Context, 'signal'> & { readonly handOut: HandOut };
  readonly freeSlots: number[];
}

/**
 * Grows one tree leaf by leaf, always the leaf that gains most, and adds it to the writer. Sums are whole numbers, so that neither
 * threads nor the order of rows change a split.
 *
 * Ke et al. (2017), LightGBM: a highly efficient gradient boosting decision tree.
 */
export function growTree(given: Omit<Growth, 'freeSlots'>, output: number): GrownLeaf[] {
  const { rules, start, writer, tools } = given;
  const growth = { ...given, freeSlots: Array.from({ length: rules.maxLeaves + 1 }, (_, slot) => slot) };
  writer.startTree(output);
  const open: Leaf[] = [];
  const done: Leaf[] = [];
  const place = (leaf: Leaf): void => {
    if (leaf.split) return void open.push(leaf);
    if (leaf.slot >= 0) growth.freeSlots.push(leaf.slot);
    done.push(leaf);
  };
  place(rootOf(growth));
  while (open.length > 0 && open.length + done.length < rules.maxLeaves) {
    tools.signal.throwIfAborted();
    const leaf = takeBest(open);
    const isLast = open.length + done.length + 2 >= rules.maxLeaves;
    for (const child of splitLeaf(growth, leaf, leaf.split!, isLast)) place(child);
  }
  return [...done, ...open].map(({ node, from, to, stats }) => ({ node, from, to, value: stats[3]! * start.rate }));
}

function rootOf(growth: Growth): Leaf {
  const { rules, start, writer, freeSlots } = growth;
  const { nRows, all } = start;
  const [g, h] = [start.gradients / start.gScale, start.hessians / start.hScale];
  const stats = statsOf(start, g, h, nRows, -g / (h + rules.l2 + 1e-15), [-Infinity, Infinity]);
  const node = writer.addLeaf([stats[3]! * start.rate], nRows);
  const slot = freeSlots.pop()!;
  const leaf = { node, from: 0, to: nRows, depth: 0, slot, stats };
  if (!mayEnter(rules, nRows, 0)) return { ...leaf, split: null };
  const work = { from: 0, to: nRows, all, smallSlot: slot, parentSlot: -1, small: stats, large: null };
  return { ...leaf, split: findSplits(growth, work).small };
}

const statsOf = (
  { gScale, hScale }: TreeStart,
  g: number,
  h: number,
  n: number,
  value: number,
  [lower, upper]: readonly [number, number],
): Float64Array => Float64Array.of(g, h, n, value, lower, upper, 1 / gScale, 1 / hScale);

const mayEnter = ({ leastRows, maxDepth }: GrowRules, n: number, depth: number): boolean =>
  n >= 2 * leastRows && (maxDepth === 0 || depth < maxDepth);

function takeBest(open: Leaf[]): Leaf {
  let best = 0;
  for (let i = 1; i < open.length; i++) if (open[i]!.split!.gain > open[best]!.split!.gain) best = i;
  return open.splice(best, 1)[0]!;
}

/** The two children, with the splits that they may take next. */
function splitLeaf(growth: Growth, leaf: Leaf, split: SplitFound, isLast: boolean): Leaf[] {
  const { ground, rules, start, freeSlots } = growth;
  const { from, to, stats } = leaf;
  const middle = partition(growth, leaf, split);
  const bounds = boundsOf(stats, split, ground.monotone[split.feature]!);
  const sizes = [middle - from, to - middle] as const;
  const left = statsOf(start, split.leftGradients, split.leftHessians, sizes[0], split.left, bounds[0]);
  const right = statsOf(
    start,
    stats[0]! - split.leftGradients,
    stats[1]! - split.leftHessians,
    sizes[1],
    split.right,
    bounds[1],
  );
  const nodes = writeSplit(growth, leaf.node, split, [left, right]);
  const depth = leaf.depth + 1;
  const leftIsSmall = sizes[0] <= sizes[1];
  const wanted = (child: Float64Array): Float64Array | null =>
    !isLast && mayEnter(rules, child[2]!, depth) ? child : null;
  const [small, large] = leftIsSmall ? [wanted(left), wanted(right)] : [wanted(right), wanted(left)];
  let found: ChildSplits = { small: null, large: null };
  let smallSlot = -1;
  if (small ?? large) {
    smallSlot = freeSlots.pop()!;
    const [first, end] = leftIsSmall ? [from, middle] : [middle, to];
    found = findSplits(growth, {
      from: first,
      to: end,
      all: false,
      smallSlot,
      parentSlot: leaf.slot,
      small,
      large,
    });
  }
  const child = (isLeft: boolean): Leaf => ({
    node: nodes[isLeft ? 0 : 1],
    from: isLeft ? from : middle,
    to: isLeft ? middle : to,
    depth,
    slot: isLeft === leftIsSmall ? smallSlot : leaf.slot,
    stats: isLeft ? left : right,
    split: isLeft === leftIsSmall ? found.small : found.large,
  });
  return [child(true), child(false)];
}

/** Between which values children may lie, so that what is above a split never says less (or more) than what is below. */
function boundsOf(
  stats: Float64Array,
  { left, right }: SplitFound,
  monotone: number,
): readonly [readonly [number, number], readonly [number, number]] {
  const [lower, upper] = [stats[4]!, stats[5]!];
  if (monotone === 0) return [[lower, upper], [lower, upper]]; // prettier-ignore
  const middle = (left + right) / 2;
  return monotone > 0 ? [[lower, middle], [middle, upper]] : [[middle, upper], [lower, middle]]; // prettier-ignore
}

function writeSplit(
  { binning, start, writer }: Growth,
  node: number,
  split: SplitFound,
  children: readonly [Float64Array, Float64Array],
): [number, number] {
  const [left, right] = children.map((stats) => writer.addLeaf([stats[3]! * start.rate], stats[2]!)) as [
    number,
    number,
  ];
  const nCategories = binning.nCategories[split.feature]!;
  const thresholds = binning.thresholds[split.feature]!;
  writer.split(
    node,
    {
      feature: split.feature,
      // Where only what is missing goes right, every number goes left.
      threshold: split.categories ? 0 : (thresholds[split.bin] ?? Infinity),
      // What no row at hand lacks goes the way of most rows.
      missingLeft: split.hasMissing ? split.missingLeft : children[0][2]! > children[1][2]!,
      categories: split.categories && unfoldCategories(split.categories, nCategories),
      nCategories,
      gain: split.gain,
    },
    left,
    right,
  );
  return [left, right];
}

/** Moves the rows that go left before the others. @returns where the others begin */
function partition({ ground, tools }: Growth, { from, to }: Leaf, split: SplitFound): number {
  const { feature, bin, categories, missingLeft } = split;
  const { goesLeft } = ground;
  goesLeft.fill(0);
  if (categories) for (const category of categories) goesLeft[category] = 1;
  else goesLeft.fill(1, 0, bin + 1);
  goesLeft[MISSING_BIN] = missingLeft ? 1 : 0;
  const parts = partsOf(feature, from, to);
  tools.handOut('parts', parts.nParts, feature, from, to, parts.size);
  return joinParts(parts, ground);
}

function findSplits({ ground, tools }: Growth, work: NodeWork): ChildSplits {
  writeWork(ground, work);
  tools.handOut('nodes', ground.nBins.length / GROUP);
  return splitsFound(ground);
}
