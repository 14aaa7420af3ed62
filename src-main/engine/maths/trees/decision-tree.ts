import type { CancelSignal } from '../../steps/context.ts';
import { between } from './bins.ts';
import { addTo, leafValues, lossOf, placeOf, sumsWidth, weightOf, type Criterion } from './criterion.ts';
import { treeWriter, type TreeRows, type TreeSet, type TreeWriter } from './tree-set.ts';

/** How one tree grows. */
export interface DecisionTreeOptions {
  /** 0 where a number is predicted. */
  readonly nClasses: number;
  readonly criterion: Criterion;
  /** 0 for as deep as it goes. */
  readonly maxDepth: number;
  readonly leastRows: number;
}

/** Values that differ by less are one, as scikit-learn has it. */
const SAME = 1e-7;

interface Room extends DecisionTreeOptions {
  readonly x: TreeRows;
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  readonly nCategories: Int32Array;
  /** By feature, the rows of each node side by side in the order of their values, what is missing last. */
  readonly orders: readonly Int32Array[];
  readonly goesLeft: Uint8Array;
  readonly spare: Int32Array;
  readonly width: number;
  readonly signal: CancelSignal;
}

interface Cut {
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly hasMissing: boolean;
  readonly categories: readonly number[] | null;
  readonly gain: number;
}

/**
 * A classification or regression tree with exact thresholds: every place between two values is looked at.
 *
 * Breiman, Friedman, Olshen & Stone (1984), Classification and regression trees.
 *
 * @param x NaN where missing. @param target numbers of classes, or numbers. @param nCategories by feature, 0 for numbers.
 */
export function fitDecisionTree(
  x: TreeRows,
  target: Float64Array,
  weights: Float64Array | null,
  nCategories: Int32Array,
  options: DecisionTreeOptions,
  signal: CancelSignal,
): TreeSet {
  const outputs = Math.max(1, options.nClasses);
  const writer = treeWriter(x.nColumns, outputs, outputs);
  const orders = Array.from({ length: x.nColumns }, (_, j) => {
    signal.throwIfAborted();
    return orderBy(x, j);
  });
  const room: Room = {
    ...options, x, target, weights, nCategories, orders, signal,
    goesLeft: new Uint8Array(x.nRows),
    spare: new Int32Array(x.nRows),
    width: sumsWidth(options.nClasses),
  }; // prettier-ignore
  writer.startTree(0);
  growNode(room, writer, 0, x.nRows, 0);
  return writer.finish(new Float64Array(outputs), 1);
}

function orderBy({ nRows, nColumns, values }: TreeRows, feature: number): Int32Array {
  const own = new Float64Array(nRows);
  // What is missing comes last.
  for (let row = 0; row < nRows; row++) own[row] = values[row * nColumns + feature]!;
  return Int32Array.from({ length: nRows }, (_, row) => row).sort((a, b) => {
    const [v, w] = [own[a]!, own[b]!];
    if (v < w) return -1;
    if (v > w) return 1;
    return Number(v !== v) - Number(w !== w) || a - b;
  });
}

function growNode(room: Room, writer: TreeWriter, from: number, to: number, depth: number): number {
  room.signal.throwIfAborted();
  const { nClasses, criterion, leastRows, maxDepth, orders, width } = room;
  const totals = new Float64Array(width);
  for (let i = from; i < to; i++) addRow(room, totals, orders[0]![i]!);
  const weight = weightOf(totals, 0, nClasses);
  const node = writer.addLeaf(leafValues(totals, 0, nClasses, new Float64Array(Math.max(1, nClasses))), weight);
  const loss = lossOf(totals, 0, nClasses, criterion);
  if (to - from < 2 * leastRows || (maxDepth > 0 && depth >= maxDepth) || loss <= 1e-12 * weight) return node;
  const cut = bestCut(room, from, to, totals, loss);
  if (!cut) return node;
  const middle = part(room, from, to, cut);
  const left = growNode(room, writer, from, middle, depth + 1);
  const right = growNode(room, writer, middle, to, depth + 1);
  const missingLeft = cut.hasMissing ? cut.missingLeft : middle - from > to - middle;
  writer.split(node, { ...cut, missingLeft, nCategories: room.nCategories[cut.feature]! }, left, right);
  return node;
}

const addRow = ({ nClasses, target, weights }: Room, sums: Float64Array, row: number): void => {
  addTo(sums, 0, nClasses, target[row]!, weights ? weights[row]! : 1);
};

const valueOf = ({ x }: Room, row: number, feature: number): number => x.values[row * x.nColumns + feature]!;

/** The cut that lowers the loss most; of equal ones the first feature's lowest. */
function bestCut(room: Room, from: number, to: number, totals: Float64Array, loss: number): Cut | null {
  let best: Cut | null = null;
  for (let feature = 0; feature < room.x.nColumns; feature++) {
    const order = room.orders[feature]!;
    let known = to;
    while (known > from && Number.isNaN(valueOf(room, order[known - 1]!, feature))) known--;
    const cuts = room.nCategories[feature]! > 0 ? cutCategories : cutNumbers;
    const found = cuts(room, feature, from, known, to, totals, loss, best?.gain ?? -Infinity);
    if (found) best = found;
  }
  return best;
}

/** What is lost when the rows so far go left. */
function gainOf({ nClasses, criterion }: Room, totals: Float64Array, left: Float64Array, loss: number): number {
  const right = totals.map((total, k) => total - left[k]!);
  return loss - lossOf(left, 0, nClasses, criterion) - lossOf(right, 0, nClasses, criterion);
}

function cutNumbers(
  room: Room,
  feature: number,
  from: number,
  known: number,
  to: number,
  totals: Float64Array,
  loss: number,
  least: number,
): Cut | null {
  const { orders, leastRows, width } = room;
  const order = orders[feature]!;
  const nMissing = to - known;
  let best: Cut | null = null;
  let most = least;
  for (const missingLeft of nMissing > 0 ? [false, true] : [false]) {
    const left = new Float64Array(width);
    let nLeft = 0;
    if (missingLeft) for (let i = known; i < to; i++, nLeft++) addRow(room, left, order[i]!);
    for (let i = from; i < known; i++) {
      addRow(room, left, order[i]!);
      nLeft++;
      const value = valueOf(room, order[i]!, feature);
      const next = i + 1 < known ? valueOf(room, order[i + 1]!, feature) : Infinity;
      // Past the last value only what is missing could go right.
      if (i + 1 === known ? nMissing === 0 || missingLeft : next - value <= SAME) continue;
      if (nLeft < leastRows || to - from - nLeft < leastRows) continue;
      const gain = gainOf(room, totals, left, loss);
      if (!(gain > most)) continue;
      most = gain;
      const threshold = i + 1 === known ? Infinity : between(value, next);
      best = { feature, threshold, missingLeft, hasMissing: nMissing > 0, categories: null, gain };
    }
  }
  return best;
}

/** Categories in the order of what they say, cut where that helps most; what is missing is one more. */
function cutCategories(
  room: Room,
  feature: number,
  from: number,
  known: number,
  to: number,
  totals: Float64Array,
  loss: number,
  least: number,
): Cut | null {
  const { orders, leastRows, width, nClasses } = room;
  const order = orders[feature]!;
  const MISSING = -1;
  const groups = new Map<number, { sums: Float64Array; n: number }>();
  for (let i = from; i < to; i++) {
    const code = i < known ? valueOf(room, order[i]!, feature) : MISSING;
    let group = groups.get(code);
    if (!group) groups.set(code, (group = { sums: new Float64Array(width), n: 0 }));
    addRow(room, group.sums, order[i]!);
    group.n++;
  }
  const placed = [...groups].map(([code, group]) => ({
    code,
    ...group,
    place: placeOf(group.sums, 0, nClasses, totals),
  }));
  placed.sort((a, b) => a.place - b.place || a.code - b.code);
  const left = new Float64Array(width);
  let [nLeft, most, last] = [0, least, -1];
  placed.slice(0, -1).forEach(({ sums, n }, i) => {
    sums.forEach((sum, k) => (left[k]! += sum));
    nLeft += n;
    if (nLeft < leastRows || to - from - nLeft < leastRows) return;
    const gain = gainOf(room, totals, left, loss);
    if (gain > most) [most, last] = [gain, i];
  });
  if (last < 0) return null;
  const codes = placed.slice(0, last + 1).map(({ code }) => code);
  return {
    feature,
    threshold: 0,
    missingLeft: codes.includes(MISSING),
    hasMissing: known < to,
    categories: codes.filter((code) => code !== MISSING),
    gain: most,
  };
}

/** Moves the rows that go left before the others, in every feature's order. @returns where the others begin */
function part(room: Room, from: number, to: number, { feature, threshold, missingLeft, categories }: Cut): number {
  const { orders, goesLeft, spare } = room;
  const own = categories && new Set(categories);
  for (let i = from; i < to; i++) {
    const row = orders[feature]![i]!;
    const value = valueOf(room, row, feature);
    goesLeft[row] = (Number.isNaN(value) ? missingLeft : own ? own.has(value) : value <= threshold) ? 1 : 0;
  }
  let middle = from;
  for (const order of orders) {
    let [left, right] = [from, 0];
    for (let i = from; i < to; i++) {
      const row = order[i]!;
      if (goesLeft[row]) order[left++] = row;
      else spare[right++] = row;
    }
    order.set(spare.subarray(0, right), left);
    middle = left;
  }
  return middle;
}
