import type { Random } from '../random.ts';
import { GROUP, MISSING_BIN, unfoldCategories } from './bins.ts';
import { addTo, leafValues, lossOf, placeOf, sumsWidth, weightOf, type Criterion } from './criterion.ts';
import type { TreeWriter } from './tree-set.ts';

/** What all trees of a forest read. */
export interface ForestShared {
  /** (nGroups, nRows, 8) bins. */
  readonly words: Uint8Array;
  readonly nRows: number;
  readonly nFeatures: number;
  readonly nBins: Int32Array;
  readonly nCategories: Int32Array;
  readonly thresholds: readonly Float64Array[];
  /** Numbers of classes, or numbers. */
  readonly target: Float64Array;
  /** 0 where a number is predicted. */
  readonly nClasses: number;
  readonly weights: Float64Array | null;
  readonly seed: number;
  readonly criterion: Criterion;
  /** Features looked at for a split. */
  readonly nTried: number;
  readonly leastRows: number;
  /** 0 for as deep as it goes. */
  readonly maxDepth: number;
  /** Whether each tree draws its rows with replacement. */
  readonly draws: boolean;
  /** Whether cuts are drawn too, as extra trees do, instead of sought. */
  readonly randomCuts: boolean;
}

/** How often each row was drawn for a tree: the same stream gives the same rows again. */
export function drawRows(nRows: number, random: Random): Uint8Array {
  const times = new Uint8Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const row = random.integer(nRows);
    if (times[row]! < 255) times[row]!++;
  }
  return times;
}

/** A split among bins. */
interface BinSplit {
  readonly feature: number;
  readonly bin: number;
  readonly categories: readonly number[] | null;
  readonly missing: 'none' | 'left' | 'right';
  readonly gain: number;
}

interface Room extends ForestShared {
  readonly rows: Int32Array;
  readonly spare: Int32Array;
  /** (nRows) weight times how often the row was drawn. */
  readonly own: Float64Array;
  readonly width: number;
  /** (256, width) and (256) of the feature at hand. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly order: Int32Array;
  readonly random: Random;
}

/** Grows one tree of a forest. Breiman (2001), Random forests; Geurts, Ernst & Wehenkel (2006), Extremely randomized trees. */
export function forestTree(shared: ForestShared, random: Random, writer: TreeWriter): void {
  const { nRows, draws, weights, nClasses, nFeatures } = shared;
  const times = draws ? drawRows(nRows, random) : null;
  const rows = new Int32Array(nRows);
  const own = new Float64Array(nRows);
  let n = 0;
  for (let row = 0; row < nRows; row++) {
    own[row] = (times ? times[row]! : 1) * (weights ? weights[row]! : 1);
    if (own[row]! > 0) rows[n++] = row;
  }
  const width = sumsWidth(nClasses);
  const room: Room = {
    ...shared,
    rows,
    spare: new Int32Array(n),
    own,
    width,
    sums: new Float64Array((MISSING_BIN + 1) * width),
    counts: new Int32Array(MISSING_BIN + 1),
    left: new Float64Array(width),
    right: new Float64Array(width),
    order: Int32Array.from({ length: nFeatures }, (_, j) => j),
    random,
  };
  writer.startTree(0);
  growNode(room, writer, 0, n, 0);
}

function growNode(room: Room, writer: TreeWriter, from: number, to: number, depth: number): number {
  const { nClasses, criterion, leastRows, maxDepth, rows, own, target, width } = room;
  const totals = new Float64Array(width);
  for (let i = from; i < to; i++) addTo(totals, 0, nClasses, target[rows[i]!]!, own[rows[i]!]!);
  const weight = weightOf(totals, 0, nClasses);
  const node = writer.addLeaf(leafValues(totals, 0, nClasses, new Float64Array(Math.max(1, nClasses))), weight);
  const loss = lossOf(totals, 0, nClasses, criterion);
  if (to - from < 2 * leastRows || (maxDepth > 0 && depth >= maxDepth) || loss <= 1e-12 * weight) return node;
  const split = bestSplit(room, from, to, totals, loss);
  if (!split) return node;
  const middle = part(room, from, to, split);
  const left = growNode(room, writer, from, middle, depth + 1);
  const right = growNode(room, writer, middle, to, depth + 1);
  const nCategories = room.nCategories[split.feature]!;
  writer.split(
    node,
    {
      feature: split.feature,
      threshold: split.categories ? 0 : (room.thresholds[split.feature]![split.bin] ?? Infinity),
      missingLeft: split.missing === 'none' ? middle - from > to - middle : split.missing === 'left',
      categories: split.categories && unfoldCategories(split.categories, nCategories),
      nCategories,
      gain: split.gain,
    },
    left,
    right,
  );
  return node;
}

const binsOf = ({ words, nRows }: Room, feature: number): Uint8Array =>
  words.subarray(Math.floor(feature / GROUP) * nRows * GROUP + (feature % GROUP));

function part(room: Room, from: number, to: number, { feature, bin, categories, missing }: BinSplit): number {
  const { rows, spare } = room;
  const goesLeft = new Uint8Array(MISSING_BIN + 1);
  if (categories) for (const category of categories) goesLeft[category] = 1;
  else goesLeft.fill(1, 0, bin + 1);
  goesLeft[MISSING_BIN] = missing === 'left' ? 1 : 0;
  const bins = binsOf(room, feature);
  let [left, right] = [from, 0];
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    if (goesLeft[bins[row * GROUP]!]) rows[left++] = row;
    else spare[right++] = row;
  }
  for (let i = 0; i < right; i++) rows[left + i] = spare[i]!;
  return left;
}

/** The best split by some features drawn by chance; further ones are drawn as long as all so far have one value alone. */
function bestSplit(room: Room, from: number, to: number, totals: Float64Array, loss: number): BinSplit | null {
  const { nFeatures, nTried, order, random, sums, counts, width } = room;
  let best: BinSplit | null = null;
  let tried = 0;
  for (let i = 0; i < nFeatures && tried < nTried; i++) {
    const j = i + random.integer(nFeatures - i);
    const feature = order[j]!;
    order[j] = order[i]!;
    order[i] = feature;
    const { lowest, highest } = count(room, feature, from, to);
    const isMissing = counts[MISSING_BIN]! > 0;
    if (lowest < highest || (isMissing && highest >= 0)) {
      tried++;
      const least: number = best?.gain ?? -Infinity;
      const found = cut(room, feature, lowest, highest, to - from, totals, loss, least);
      if (found) best = found;
    }
    // Only what was touched is cleared: most nodes are small.
    if (highest >= 0) {
      counts.fill(0, lowest, highest + 1);
      sums.fill(0, lowest * width, (highest + 1) * width);
    }
    counts[MISSING_BIN] = 0;
    sums.fill(0, MISSING_BIN * width);
  }
  return best;
}

/** Adds up the rows of a node by bin. @returns the lowest and the highest bin in use */
function count(room: Room, feature: number, from: number, to: number): { lowest: number; highest: number } {
  const { rows, own, target, nClasses, sums, counts, width } = room;
  const bins = binsOf(room, feature);
  let [lowest, highest] = [MISSING_BIN, -1];
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const bin = bins[row * GROUP]!;
    counts[bin]!++;
    if (nClasses > 0) sums[bin * width + target[row]!]! += own[row]!;
    else addTo(sums, bin * width, 0, target[row]!, own[row]!);
    if (bin === MISSING_BIN) continue;
    if (bin < lowest) lowest = bin;
    if (bin > highest) highest = bin;
  }
  return { lowest, highest };
}

function cut(
  room: Room,
  feature: number,
  lowest: number,
  highest: number,
  n: number,
  totals: Float64Array,
  loss: number,
  least: number,
): BinSplit | null {
  const { counts, nCategories } = room;
  const nMissing = counts[MISSING_BIN]!;
  const present: number[] = [];
  for (let bin = lowest; bin <= highest; bin++) if (counts[bin]! > 0) present.push(bin);
  if (nCategories[feature]! > 0) return cutCategories(room, feature, present, n, totals, loss, least);
  let best: BinSplit | null = null;
  const sides = nMissing > 0 ? (['right', 'left'] as const) : (['none'] as const);
  for (const missing of sides) {
    const first = missing === 'left' ? [MISSING_BIN] : [];
    const drawn = room.randomCuts ? drawCut(room, feature, lowest, highest) : null;
    const found = sweep(room, present, first, n, totals, loss, Math.max(least, best?.gain ?? -Infinity), drawn);
    if (found) best = { feature, bin: found.last, categories: null, missing, gain: found.gain };
  }
  return best;
}

/** A cut at random between the lowest and the highest value, at the next end of a bin. */
function drawCut({ thresholds, random, counts }: Room, feature: number, lowest: number, highest: number): number {
  const cuts = thresholds[feature]!;
  if (highest <= lowest) return lowest;
  const [low, high] = [cuts[lowest]!, cuts[highest - 1]!];
  const wanted = low + random.next() * (high - low);
  let [bin, last] = [lowest, lowest];
  // The last bin in use up to the cut: the rows are parted alike.
  for (; bin < highest && (bin === lowest || cuts[bin - 1]! < wanted); bin++) if (counts[bin]! > 0) last = bin;
  return last;
}

function cutCategories(
  room: Room,
  feature: number,
  present: number[],
  n: number,
  totals: Float64Array,
  loss: number,
  least: number,
): BinSplit | null {
  const { sums, counts, nClasses, width, random, randomCuts } = room;
  const hasMissing = counts[MISSING_BIN]! > 0;
  const order = hasMissing ? [...present, MISSING_BIN] : present;
  if (randomCuts) {
    const places = order.map(() => random.next());
    order.sort((a, b) => places[order.indexOf(a)]! - places[order.indexOf(b)]!);
  } else {
    const places = new Map(order.map((bin) => [bin, placeOf(sums, bin * width, nClasses, totals)]));
    order.sort((a, b) => places.get(a)! - places.get(b)! || a - b);
  }
  const drawn = randomCuts && order.length > 1 ? order[random.integer(order.length - 1)]! : null;
  const found = sweep(room, order, [], n, totals, loss, least, drawn);
  if (!found) return null;
  const goLeft = order.slice(0, order.indexOf(found.last) + 1);
  return {
    feature,
    bin: 0,
    categories: goLeft.filter((bin) => bin !== MISSING_BIN),
    missing: hasMissing ? (goLeft.includes(MISSING_BIN) ? 'left' : 'right') : 'none',
    gain: found.gain,
  };
}

/** The best place to cut bins in an order; with `drawn` only after that one. @param first goes left in any case. */
function sweep(
  room: Room,
  order: readonly number[],
  first: readonly number[],
  n: number,
  totals: Float64Array,
  loss: number,
  least: number,
  drawn: number | null,
): { last: number; gain: number } | null {
  const { sums, counts, width, left, right, nClasses, criterion, leastRows } = room;
  left.fill(0);
  let [nLeft, last, most] = [0, -1, least];
  const take = (bin: number): void => {
    for (let k = 0, at = bin * width; k < width; k++) left[k]! += sums[at + k]!;
    nLeft += counts[bin]!;
  };
  for (const bin of first) take(bin);
  for (const bin of order) {
    take(bin);
    if (nLeft < leastRows) continue;
    if (n - nLeft < leastRows) break;
    if (drawn !== null && !(bin === drawn)) continue;
    for (let k = 0; k < width; k++) right[k] = totals[k]! - left[k]!;
    const gain = loss - lossOf(left, 0, nClasses, criterion) - lossOf(right, 0, nClasses, criterion);
    if (!(gain > most)) continue;
    most = gain;
    last = bin;
  }
  return last < 0 ? null : { last, gain: most };
}
