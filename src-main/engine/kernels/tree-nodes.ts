import type { Address } from './exports.ts';
import { newKernels, type Kernels } from './instance.ts';
import { bestCategories } from './tree-categories.ts';
import {
  addToHistogramsPlain,
  bestSplitPlain,
  partingPlain,
  PLAIN_BIN,
  subtractHistogramsPlain,
} from './tree-nodes-plain.ts';
import type { Variant } from './variant.ts';

const BINS = 256;
const GROUP = 8;
/** Bytes of a bin in compiled loops. */
export const BIN_BYTES = 16;
/** Numbers of room for one feature's search. */
export const SCRATCH = 24;

/** What growing trees keeps, in one memory that all threads work on. */
export interface TreeNodesShared {
  /** Tells one fit from the next. */
  readonly fit: number;
  /** The memory that the arrays lie in and how its loops are compiled; null where the plain ones run. */
  readonly compiled: { readonly memory: WebAssembly.Memory; readonly variant: Exclude<Variant, 'plain'> } | null;
  readonly nRows: number;
  /** (nGroups, nRows, 8) bins. */
  readonly words: Uint8Array;
  /** (nRows, 2) gradient and hessian as whole numbers. */
  readonly pairs: Int32Array;
  /** (nRows) numbers of rows, those of a node side by side. */
  readonly rows: Int32Array;
  /** (nSlots, nGroups · 8, 256) bins: of 16 bytes where loops are compiled, of three numbers where not. */
  readonly histograms: Uint8Array | Float64Array;
  /** Bits of a packed bin below the number of rows. */
  readonly shift: number;
  /** (nGroups · 8) bins of each feature; 0 where it may not be used. */
  readonly nBins: Int32Array;
  /** (nGroups · 8) 1 for categories. */
  readonly isCategory: Uint8Array;
  /** (nGroups · 8) */
  readonly monotone: Int8Array;
  /** l2, least rows, least hessian, and what smooths the order of categories. */
  readonly rules: Float64Array;
  /** (nRows) and (256): room for parting a node's rows, and which bins go left. */
  readonly spare: Int32Array;
  readonly goesLeft: Uint8Array;
  /** (nGroups · 8, 24) room for one feature's search. */
  readonly scratch: Float64Array;
  /** What this call is about. */
  readonly work: NodeWork;
}

/** Two children whose splits are looked for; the larger one's histogram is the parent's less the smaller one's. */
export interface NodeWork {
  /** Places of the smaller child's rows; `all` where they are every row in order. */
  readonly from: number;
  readonly to: number;
  readonly all: boolean;
  readonly smallSlot: number;
  /** The parent's histogram, which becomes the larger child's; −1 at the root. */
  readonly parentSlot: number;
  /** What `bestSplit` reads of a node; null where it is not to be split. */
  readonly small: Float64Array | null;
  readonly large: Float64Array | null;
}

/** The best split of a node by one feature. */
export interface SplitFound {
  readonly feature: number;
  readonly gain: number;
  /** The last bin that goes left; of categories 0. */
  readonly bin: number;
  /** Whether a row at hand lacks a value. */
  readonly hasMissing: boolean;
  readonly missingLeft: boolean;
  /** Bins that go left, of categories alone. */
  readonly categories: readonly number[] | null;
  readonly leftGradients: number;
  readonly leftHessians: number;
  readonly leftRows: number;
  readonly left: number;
  readonly right: number;
}

/** The best split of both children among groups [start, end) of features. */
export interface ChildSplits {
  readonly small: SplitFound | null;
  readonly large: SplitFound | null;
}

/** One feature's histogram as numbers: (256, 3) gradients, hessians, rows. */
type ReadHistogram = (slot: number, feature: number) => Float64Array;

/** Forms histograms of groups [start, end) of eight features and finds the best splits in them. */
export function treeNodes(start: number, end: number, shared: TreeNodesShared): ChildSplits {
  const loops = shared.compiled ? compiledLoops(shared, shared.compiled) : plainLoops(shared);
  const { work } = shared;
  let [small, large]: (SplitFound | null)[] = [null, null];
  for (let group = start; group < end; group++) {
    loops.add(group);
    if (work.parentSlot >= 0 && work.large) loops.subtract(group);
    for (let feature = group * GROUP; feature < (group + 1) * GROUP; feature++) {
      if (!shared.nBins[feature]) continue;
      if (work.small) small = better(small, bestOf(feature, work.smallSlot, work.small, shared, loops));
      if (work.large) large = better(large, bestOf(feature, work.parentSlot, work.large, shared, loops));
    }
  }
  return { small: small ?? null, large: large ?? null };
}

/**
 * Moves a node's rows that go left, by the ground's `goesLeft`, before its others, both in their order.
 *
 * @returns how many go left.
 */
export function partRows(ground: Omit<TreeNodesShared, 'work'>, feature: number, from: number, to: number): number {
  const { words, nRows, rows, spare, goesLeft } = ground;
  const first = Math.floor(feature / GROUP) * nRows * GROUP + (feature % GROUP);
  if (ground.compiled)
    return kernelsFor(ground.fit, ground.compiled).exports.parting(
      addressOf(words, first),
      addressOf(rows, from),
      to - from,
      addressOf(goesLeft),
      addressOf(spare),
    );
  return partingPlain(words.subarray(first), rows.subarray(from, to), goesLeft, spare);
}

/** The one that gains more; of equal ones the first. */
export const better = (a: SplitFound | null | undefined, b: SplitFound | null): SplitFound | null =>
  !a || (b && b.gain > a.gain) ? b : a;

interface Loops {
  add(group: number): void;
  subtract(group: number): void;
  split(slot: number, feature: number, node: Float64Array, best: Float64Array): boolean;
  read: ReadHistogram;
}

const best = new Float64Array(8);

function bestOf(
  feature: number,
  slot: number,
  node: Float64Array,
  shared: TreeNodesShared,
  loops: Loops,
): SplitFound | null {
  if (shared.isCategory[feature]) {
    const found = bestCategories(loops.read(slot, feature), shared.nBins[feature]!, node, shared.rules);
    return found && { feature, ...found };
  }
  if (!loops.split(slot, feature, node, best)) return null;
  return {
    feature,
    gain: best[0]!,
    bin: best[1]!,
    hasMissing: best[2] !== 0,
    missingLeft: best[2] === 2,
    categories: null,
    leftGradients: best[3]!,
    leftHessians: best[4]!,
    leftRows: best[5]!,
    left: best[6]!,
    right: best[7]!,
  };
}

/** The module over a fit's memory, kept while the fit goes on. */
let kept: { readonly fit: number; readonly kernels: WeakRef<Kernels> } | null = null;

function kernelsFor(fit: number, { memory, variant }: NonNullable<TreeNodesShared['compiled']>): Kernels {
  const known = kept?.fit === fit ? kept.kernels.deref() : undefined;
  if (known) return known;
  const kernels = newKernels(variant, memory);
  kept = { fit, kernels: new WeakRef(kernels) };
  return kernels;
}

const addressOf = (values: Uint8Array | Int32Array | Float64Array, index = 0): Address =>
  (values.byteOffset + index * values.BYTES_PER_ELEMENT) as Address;

function compiledLoops(shared: TreeNodesShared, compiled: NonNullable<TreeNodesShared['compiled']>): Loops {
  const { exports } = kernelsFor(shared.fit, compiled);
  const { nRows, words, pairs, rows, shift, nBins, monotone, rules, scratch, work } = shared;
  const histograms = shared.histograms as Uint8Array;
  const featureBytes = BINS * BIN_BYTES;
  const at = (slot: number, feature: number): Address =>
    addressOf(histograms, (slot * nBins.length + feature) * featureBytes);
  return {
    add(group) {
      const to = at(work.smallSlot, group * GROUP);
      const from = work.all ? 0 : addressOf(rows, work.from);
      const n = work.to - work.from;
      exports.fillHistograms(addressOf(words, group * nRows * GROUP), addressOf(pairs), from, n, shift, to);
    },
    subtract(group) {
      exports.subtractHistograms(at(work.parentSlot, group * GROUP), at(work.smallSlot, group * GROUP), GROUP * BINS);
    },
    split(slot, feature, node, found) {
      const room = feature * SCRATCH;
      scratch.set(node, room);
      scratch.set(rules, room + 8);
      const place = (i: number): Address => addressOf(scratch, room + i);
      const [nodeAt, rulesAt, out] = [place(0), place(8), place(12)];
      const histogram = at(slot, feature);
      if (!exports.bestSplit(histogram, nBins[feature]!, shift, nodeAt, rulesAt, monotone[feature]!, out)) return false;
      found.set(scratch.subarray(room + 12, room + 20));
      return true;
    },
    read(slot, feature) {
      const first = (slot * nBins.length + feature) * featureBytes;
      return unpacked(new Int32Array(histograms.buffer, histograms.byteOffset + first, BINS * 4), shift);
    },
  };
}

/** Bins of two 64-bit numbers as three numbers each. */
function unpacked(bins: Int32Array, shift: number): Float64Array {
  const high = shift - 32;
  const mask = 2 ** high - 1;
  const numbers = new Float64Array(BINS * PLAIN_BIN);
  for (let bin = 0; bin < BINS; bin++) {
    const at = bin * 4;
    numbers[bin * PLAIN_BIN] = bins[at + 1]! * 2 ** 32 + (bins[at]! >>> 0);
    numbers[bin * PLAIN_BIN + 1] = (bins[at + 3]! & mask) * 2 ** 32 + (bins[at + 2]! >>> 0);
    numbers[bin * PLAIN_BIN + 2] = bins[at + 3]! >>> high;
  }
  return numbers;
}

function plainLoops({ nRows, words, pairs, rows, nBins, monotone, rules, work, ...shared }: TreeNodesShared): Loops {
  const histograms = shared.histograms as Float64Array;
  const size = BINS * PLAIN_BIN;
  const of = (slot: number, feature: number, nFeatures: number): Float64Array => {
    const from = (slot * nBins.length + feature) * size;
    return histograms.subarray(from, from + nFeatures * size);
  };
  return {
    add(group) {
      const histogram = of(work.smallSlot, group * GROUP, GROUP).fill(0);
      const own = words.subarray(group * nRows * GROUP, (group + 1) * nRows * GROUP);
      const listed = work.all ? null : rows.subarray(work.from, work.to);
      addToHistogramsPlain(own, pairs, listed, work.to - work.from, histogram);
    },
    subtract(group) {
      subtractHistogramsPlain(of(work.parentSlot, group * GROUP, GROUP), of(work.smallSlot, group * GROUP, GROUP));
    },
    split(slot, feature, node, found) {
      return bestSplitPlain(of(slot, feature, 1), nBins[feature]!, node, rules, monotone[feature]!, found) === 1;
    },
    read: (slot, feature) => of(slot, feature, 1),
  };
}
