import type { Address } from './exports.ts';
import { kernelsOn } from './instance.ts';
import { bestCategories } from './tree-categories.ts';
import { addToHistogramsPlain, bestSplitPlain, PLAIN_BIN, subtractHistogramsPlain } from './tree-nodes-plain.ts';
import type { Variant } from './variant.ts';

const BINS = 256;
export const GROUP = 8;
/** Bytes of a bin in compiled loops. */
export const BIN_BYTES = 16;
/** Numbers that say what the best split by one feature is. */
export const FOUND = 8;
/** Numbers that `bestSplit` reads of a node. */
export const STATS = 8;

/** What growing trees keeps, in one memory that all threads work on. */
export interface TreeNodesShared {
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
  /** Written: how many rows of each part of a node go left. */
  readonly nLeft: Int32Array;
  /** Which two children are looked at, see `writeWork`. */
  readonly work: Int32Array;
  /** (2, 8) what `bestSplit` reads of the smaller and of the larger child. */
  readonly stats: Float64Array;
  /** Written: (2, nGroups · 8, 8) the best split of either child by each feature, as `bestSplit` has it; a gain of 0 where there is none. */
  readonly found: Float64Array;
  /** Written: (2, nGroups · 8, 256) 1 for the categories that go left. */
  readonly foundLeft: Uint8Array;
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

/** Where in `work` stands what. */
const WORK = { from: 0, to: 1, all: 2, smallSlot: 3, parentSlot: 4, small: 5, large: 6 } as const;
/** Numbers of `work`. */
export const WORK_NUMBERS = 7;

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

/** The best split of both children. */
export interface ChildSplits {
  readonly small: SplitFound | null;
  readonly large: SplitFound | null;
}

/** One feature's histogram as numbers: (256, 3) gradients, hessians, rows. */
type ReadHistogram = (slot: number, feature: number) => Float64Array;

/** Says which children `treeNodes` looks at next. */
export function writeWork({ work, stats }: TreeNodesShared, given: NodeWork): void {
  const { small, large } = given;
  const numbers = { ...given, all: given.all ? 1 : 0, small: small ? 1 : 0, large: large ? 1 : 0 };
  for (const [name, at] of Object.entries(WORK)) work[at] = numbers[name as keyof typeof WORK];
  if (small) stats.set(small);
  if (large) stats.set(large, STATS);
}

/** Forms histograms of groups [start, end) of eight features and finds the best splits in them. */
export function treeNodes(start: number, end: number, shared: TreeNodesShared): void {
  const { work } = shared;
  const loops = shared.compiled ? compiledLoops(shared, shared.compiled) : plainLoops(shared);
  const [smallSlot, parentSlot] = [work[WORK.smallSlot]!, work[WORK.parentSlot]!];
  for (let group = start; group < end; group++) {
    loops.add(group);
    if (parentSlot >= 0 && work[WORK.large]) loops.subtract(group);
    for (let feature = group * GROUP; feature < (group + 1) * GROUP; feature++) {
      if (!shared.nBins[feature]) continue;
      if (work[WORK.small]) findBest(0, feature, smallSlot, shared, loops);
      if (work[WORK.large]) findBest(1, feature, parentSlot, shared, loops);
    }
  }
}

/** The best of what `treeNodes` found by all features; of equal ones that by the first. */
export const splitsFound = (shared: TreeNodesShared): ChildSplits => ({
  small: shared.work[WORK.small] ? bestFound(0, shared) : null,
  large: shared.work[WORK.large] ? bestFound(1, shared) : null,
});

function bestFound(child: 0 | 1, { nBins, isCategory, found, foundLeft }: TreeNodesShared): SplitFound | null {
  const first = child * nBins.length;
  let [most, feature] = [0, -1];
  for (let j = 0; j < nBins.length; j++) {
    const gain = nBins[j] ? found[(first + j) * FOUND]! : 0;
    if (gain > most) [most, feature] = [gain, j];
  }
  if (feature < 0) return null;
  const at = (first + feature) * FOUND;
  const goesLeft = foundLeft.subarray((first + feature) * BINS, (first + feature + 1) * BINS);
  return {
    feature,
    gain: most,
    bin: found[at + 1]!,
    hasMissing: found[at + 2] !== 0,
    missingLeft: found[at + 2] === 2,
    categories: isCategory[feature] ? [...goesLeft.keys()].filter((bin) => goesLeft[bin]) : null,
    leftGradients: found[at + 3]!,
    leftHessians: found[at + 4]!,
    leftRows: found[at + 5]!,
    left: found[at + 6]!,
    right: found[at + 7]!,
  };
}

interface Loops {
  add(group: number): void;
  subtract(group: number): void;
  /** Writes the best split of a child by one feature to a place of what is found. @returns whether there is one */
  split(slot: number, feature: number, child: 0 | 1, place: number): boolean;
  read: ReadHistogram;
}

function findBest(child: 0 | 1, feature: number, slot: number, shared: TreeNodesShared, loops: Loops): void {
  const { nBins, isCategory, stats, rules, found, foundLeft } = shared;
  const place = child * nBins.length + feature;
  const at = place * FOUND;
  if (!isCategory[feature]) {
    if (!loops.split(slot, feature, child, place)) found[at] = 0;
    return;
  }
  const node = stats.subarray(child * STATS, (child + 1) * STATS);
  const best = bestCategories(loops.read(slot, feature), nBins[feature]!, node, rules);
  found[at] = 0;
  if (!best) return;
  const { gain, bin, leftGradients, leftHessians, leftRows, left, right } = best;
  const missing = best.hasMissing ? (best.missingLeft ? 2 : 1) : 0;
  found.set([gain, bin, missing, leftGradients, leftHessians, leftRows, left, right], at);
  const goesLeft = foundLeft.subarray(place * BINS, (place + 1) * BINS).fill(0);
  for (const category of best.categories) goesLeft[category] = 1;
}

/** Where in the compiled loops' memory a number of an array lies. */
export const addressOf = (values: Uint8Array | Int32Array | Float64Array, index = 0): Address =>
  (values.byteOffset + index * values.BYTES_PER_ELEMENT) as Address;

function compiledLoops(shared: TreeNodesShared, compiled: NonNullable<TreeNodesShared['compiled']>): Loops {
  const { exports } = kernelsOn(compiled.memory, compiled.variant);
  const { nRows, words, pairs, rows, shift, nBins, monotone, rules, work, stats, found } = shared;
  const histograms = shared.histograms as Uint8Array;
  const featureBytes = BINS * BIN_BYTES;
  const at = (slot: number, feature: number): Address =>
    addressOf(histograms, (slot * nBins.length + feature) * featureBytes);
  return {
    add(group) {
      const to = at(work[WORK.smallSlot]!, group * GROUP);
      const from = work[WORK.all] ? 0 : addressOf(rows, work[WORK.from]);
      const n = work[WORK.to]! - work[WORK.from]!;
      exports.fillHistograms(addressOf(words, group * nRows * GROUP), addressOf(pairs), from, n, shift, to);
    },
    subtract(group) {
      const [from, taken] = [at(work[WORK.parentSlot]!, group * GROUP), at(work[WORK.smallSlot]!, group * GROUP)];
      exports.subtractHistograms(from, taken, GROUP * BINS);
    },
    split(slot, feature, child, place) {
      const [node, out] = [addressOf(stats, child * STATS), addressOf(found, place * FOUND)];
      const bins = nBins[feature]!;
      return exports.bestSplit(at(slot, feature), bins, shift, node, addressOf(rules), monotone[feature]!, out) === 1;
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

function plainLoops(shared: TreeNodesShared): Loops {
  const { nRows, words, pairs, rows, nBins, monotone, rules, work, stats, found } = shared;
  const histograms = shared.histograms as Float64Array;
  const size = BINS * PLAIN_BIN;
  const of = (slot: number, feature: number, nFeatures: number): Float64Array => {
    const from = (slot * nBins.length + feature) * size;
    return histograms.subarray(from, from + nFeatures * size);
  };
  return {
    add(group) {
      const histogram = of(work[WORK.smallSlot]!, group * GROUP, GROUP).fill(0);
      const own = words.subarray(group * nRows * GROUP, (group + 1) * nRows * GROUP);
      const [from, to] = [work[WORK.from]!, work[WORK.to]!];
      addToHistogramsPlain(own, pairs, work[WORK.all] ? null : rows.subarray(from, to), to - from, histogram);
    },
    subtract(group) {
      const [from, taken] = [work[WORK.parentSlot]!, work[WORK.smallSlot]!];
      subtractHistogramsPlain(of(from, group * GROUP, GROUP), of(taken, group * GROUP, GROUP));
    },
    split(slot, feature, child, place) {
      const node = stats.subarray(child * STATS, (child + 1) * STATS);
      const out = found.subarray(place * FOUND, (place + 1) * FOUND);
      return bestSplitPlain(of(slot, feature, 1), nBins[feature]!, node, rules, monotone[feature]!, out) === 1;
    },
    read: (slot, feature) => of(slot, feature, 1),
  };
}
