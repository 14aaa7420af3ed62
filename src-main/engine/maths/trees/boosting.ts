import { ROWS_A_BLOCK, type TreeGradientsShared } from '../../kernels/tree-gradients.ts';
import type { TreeNodesShared } from '../../kernels/tree-nodes.ts';
import { ORDER_NUMBERS, orderTasks } from '../../kernels/tree-team.ts';
import type { Context } from '../../steps/context.ts';
import { binRows, GROUP, type Binning } from './bins.ts';
import { bitsOf, growingGround, useBins, type GrowRules } from './growing.ts';
import { growTree, type HandOut, type TreeStart } from './grow-tree.ts';
import { baseOf, LARGEST, meanLoss, type LossName } from './losses.ts';
import { leafOf, sharedArray, treeWriter, type TreeRows, type TreeSet, type TreeWriter } from './tree-set.ts';

/** How boosting learns. */
export interface BoostingOptions extends GrowRules {
  readonly loss: LossName;
  /** Classes of the multinomial loss; 1 otherwise. */
  readonly nOutputs: number;
  readonly nRounds: number;
  readonly learningRate: number;
  /** Stops after so many rounds without a better loss on rows held out; 0 to go on to the end. */
  readonly patience: number;
  /** The share of rows that are held out where boosting may stop early. */
  readonly heldOut: number;
}

/** Fitted boosting with how its loss went. */
export interface Boosted {
  readonly trees: TreeSet;
  /** After each round, on the rows it learned from. */
  readonly trainingLoss: Float64Array;
  /** After each round, on the rows held out; empty where none were. */
  readonly heldOutLoss: Float64Array;
  /** Rounds kept: those up to the least loss on the rows held out. */
  readonly nRounds: number;
}

/** Rows × groups of eight features from which on other threads help. */
const WORTH_SHARING = 4096;
/** Of a gradient as a whole number. */
const MOST_BITS = 30;

/**
 * Histogram gradient boosting: each tree is grown on the gradients of the loss at what the trees before it say.
 *
 * Friedman (2001), Greedy function approximation; Ke et al. (2017), LightGBM. Departures: gradients are rounded to 30 bits of the
 * largest, so that their sums are exact.
 *
 * @param x in shared memory. @param target numbers, or classes numbered from 0. @param weights at least 0; null for equal ones.
 * @param nCategories by feature, 0 for numbers.
 */
export async function fitBoosting(
  x: TreeRows,
  target: Float64Array,
  weights: Float64Array | null,
  nCategories: Int32Array,
  options: BoostingOptions,
  context: Pick<Context, 'pool' | 'signal' | 'random' | 'progress'>,
): Promise<Boosted> {
  const { loss, nOutputs } = options;
  const { nRows, nColumns } = x;
  const ground = growingGround(nRows, nColumns, options, context.pool.variant);
  const binning = await binRows(x, nCategories, ground.words, context);
  useBins(ground, binning);
  const parts = splitOff(target, options, context);
  const base = baseOf(loss, target, weights, parts.learned, nOutputs);
  const rows = rowsToBoost(ground, target, weights, parts.isHeld, base, options);
  const order = sharedArray(new Int32Array(ORDER_NUMBERS));
  const nGroups = ground.nBins.length / GROUP;
  // Where there is little to do, telling other threads would take longer.
  const mostTasks = nRows * nGroups < WORTH_SHARING ? 1 : Math.max(nGroups, Math.ceil(nRows / ROWS_A_BLOCK));
  return context.pool.lead('treeTeam', mostTasks, { ground, rows, order }, (loop) => {
    const handOut: HandOut = (kind, n, ...about) => {
      orderTasks(order, kind, about);
      loop(n);
    };
    return boost({ x, ground, rows, binning, base, options, ...parts, handOut, ...context });
  });
}

interface Boosting extends Pick<Context, 'signal' | 'progress'>, Learned {
  readonly x: TreeRows;
  readonly ground: TreeNodesShared;
  readonly rows: TreeGradientsShared;
  readonly binning: Binning;
  readonly base: Float64Array;
  readonly options: BoostingOptions;
  readonly handOut: HandOut;
}

/** Grows trees round after round. */
function boost(all: Boosting): Boosted {
  const { x, rows, base, options, learned, held, progress } = all;
  const { nOutputs, nRounds, patience } = options;
  const writer = treeWriter(x.nColumns, nOutputs, 1);
  const losses = { training: [] as number[], heldOut: [] as number[] };
  let best = { loss: Infinity, rounds: 0 };
  for (let round = 1; round <= nRounds; round++) {
    growRound(all, writer);
    progress(round / nRounds);
    if (held.length === 0) continue;
    addTrees(rows.raw, writer, x, held, (round - 1) * nOutputs, nOutputs);
    all.handOut('losses', nBlocksOf(x.nRows));
    losses.training.push(meanLoss(rows.losses, rows.weights, learned));
    const now = meanLoss(rows.losses, rows.weights, held);
    losses.heldOut.push(now);
    if (now < best.loss) best = { loss: now, rounds: round };
    if (round - best.rounds >= patience) break;
  }
  const kept = held.length === 0 ? nRounds : best.rounds;
  writer.cutTo(kept * nOutputs);
  return {
    trees: writer.finish(base, 1),
    trainingLoss: Float64Array.from(losses.training),
    heldOutLoss: Float64Array.from(losses.heldOut),
    nRounds: kept,
  };
}

/** Grows a tree for each output on the gradients as they are, then adds what all of them say. */
function growRound(
  { ground, rows, binning, options, learned, held, handOut, signal }: Boosting,
  writer: TreeWriter,
): void {
  const { nOutputs, learningRate: rate } = options;
  let nLeaves = 0;
  for (let output = 0; output < nOutputs; output++) {
    ground.rows.set(learned);
    const start = {
      nRows: learned.length,
      all: held.length === 0,
      ...gradientsOf(rows, output, ground.shift, handOut),
      rate,
    };
    const leaves = growTree({ ground, binning, rules: options, start, writer, tools: { handOut, signal } }, output);
    const place = output * ground.nRows;
    if (nOutputs > 1) rows.places.set(ground.rows.subarray(0, learned.length), place);
    for (const { from, to, value } of leaves) {
      rows.leaves.set([place + from, place + to, output], nLeaves * 3);
      rows.leafValues[nLeaves++] = value;
    }
  }
  handOut('leaves', nLeaves);
}

/** Which rows are learned from and which are held out, ascending, and 1 for each of the latter; null where all are learned from. */
interface Learned {
  readonly learned: Int32Array;
  readonly held: Int32Array;
  readonly isHeld: Uint8Array | null;
}

/** Rows to learn from and rows held out, of each class alike; ascending. */
function splitOff(
  target: Float64Array,
  { loss, patience, heldOut }: BoostingOptions,
  { random }: Pick<Context, 'random'>,
): Learned {
  const nRows = target.length;
  const isHeld = new Uint8Array(nRows);
  if (patience > 0) {
    const order = random.permutation(nRows);
    const isClass = loss === 'binary' || loss === 'multinomial';
    const counts = new Map<number, number>();
    for (const y of target) counts.set(isClass ? y : 0, (counts.get(isClass ? y : 0) ?? 0) + 1);
    const wanted = new Map([...counts].map(([y, count]) => [y, Math.min(count - 1, Math.round(count * heldOut))]));
    for (const row of order) {
      const y = isClass ? target[row]! : 0;
      if (wanted.get(y)! <= 0) continue;
      wanted.set(y, wanted.get(y)! - 1);
      isHeld[row] = 1;
    }
  }
  const rows = Int32Array.from({ length: nRows }, (_, row) => row);
  const held = rows.filter((row) => isHeld[row]);
  return { learned: rows.filter((row) => !isHeld[row]), held, isHeld: held.length > 0 ? isHeld : null };
}

/** Rows as all threads see them, with what is said before the first tree. */
function rowsToBoost(
  ground: TreeNodesShared,
  target: Float64Array,
  weights: Float64Array | null,
  isHeld: Uint8Array | null,
  base: Float64Array,
  { loss, nOutputs, maxLeaves }: BoostingOptions,
): TreeGradientsShared {
  const { nRows, pairs } = ground;
  const raw = sharedArray(new Float64Array(nRows * nOutputs));
  for (let at = 0; at < raw.length; at++) raw[at] = base[at % nOutputs]!;
  return {
    loss,
    nOutputs,
    raw,
    target: sharedArray(target),
    weights: weights && sharedArray(weights),
    isHeld: isHeld && sharedArray(isHeld),
    pairs,
    scales: sharedArray(new Float64Array(2)),
    totals: sharedArray(new Float64Array(nBlocksOf(nRows) * 2)),
    losses: sharedArray(new Float64Array(isHeld ? nRows : 0)),
    places: nOutputs > 1 ? sharedArray(new Int32Array(nOutputs * nRows)) : ground.rows,
    leaves: sharedArray(new Int32Array(nOutputs * maxLeaves * 3)),
    leafValues: sharedArray(new Float64Array(nOutputs * maxLeaves)),
  };
}

const nBlocksOf = (nRows: number): number => Math.ceil(nRows / ROWS_A_BLOCK);

/** Writes gradients and hessians as whole numbers. @returns their sums over the rows learned from, and their scales */
function gradientsOf(
  rows: TreeGradientsShared,
  output: number,
  shift: number,
  handOut: HandOut,
): Pick<TreeStart, 'gradients' | 'hessians' | 'gScale' | 'hScale'> {
  const { scales, totals, target } = rows;
  const nBlocks = nBlocksOf(target.length);
  const largest = largestOf(rows, () => handOut('measure', nBlocks, output));
  const bits = bitsOf(target.length);
  scales[0] = scaleTo(largest.gradient, Math.min(MOST_BITS, 52 - bits));
  scales[1] = scaleTo(largest.hessian, Math.min(MOST_BITS, shift - bits));
  handOut('gradients', nBlocks, output);
  let [gradients, hessians] = [0, 0];
  for (let at = 0; at < totals.length; at += 2)
    [gradients, hessians] = [gradients + totals[at]!, hessians + totals[at + 1]!];
  return { gradients, hessians, gScale: scales[0], hScale: scales[1] };
}

/** How large gradients and hessians are at most: known beforehand, or measured. */
function largestOf(
  { loss, weights, totals }: TreeGradientsShared,
  measure: () => void,
): { readonly gradient: number; readonly hessian: number } {
  const known = LARGEST[loss];
  if (known && !weights) return known;
  measure();
  const most = (first: 0 | 1): number =>
    totals.reduce((all, total, at) => (at % 2 === first ? Math.max(all, total) : all), 0);
  return { gradient: most(0), hessian: most(1) };
}

/** The largest power of two that takes a number to less than so many bits; 1 where that cannot be said. */
function scaleTo(largest: number, bits: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 1;
  const power = bits - 1 - Math.ceil(Math.log2(largest));
  return 2 ** Math.max(-1000, Math.min(1000, power));
}

/** Adds what the last trees say to rows that they did not learn from. */
function addTrees(
  raw: Float64Array,
  { nodes }: TreeWriter,
  x: TreeRows,
  rows: Int32Array,
  firstTree: number,
  nOutputs: number,
): void {
  for (const row of rows) {
    for (let output = 0; output < nOutputs; output++) {
      const leaf = leafOf(nodes, nodes.starts[firstTree + output]!, x.values, row * x.nColumns);
      raw[row * nOutputs + output]! += nodes.value[leaf]!;
    }
  }
}
