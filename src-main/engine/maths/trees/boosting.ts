import type { GradientTotals, TreeGradientsShared } from '../../kernels/tree-gradients.ts';
import type { Context } from '../../steps/context.ts';
import { binRows } from './bins.ts';
import { bitsOf, growingGround, useBins, type GrowRules } from './growing.ts';
import { growTree, type GrownLeaf } from './grow-tree.ts';
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

const ROWS_A_BLOCK = 16_384;
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
  const { loss, nOutputs, nRounds, patience } = options;
  const { nRows, nColumns } = x;
  const ground = growingGround(nRows, nColumns, options, context.pool.variant);
  const binning = await binRows(x, nCategories, ground.words, context);
  useBins(ground, binning);
  const { learned, held } = splitOff(target, options, context);
  const base = baseOf(loss, target, weights, learned, nOutputs);
  const shared = {
    loss, nOutputs, ...gradientRoom(nRows, nOutputs, target, weights, base),
  }; // prettier-ignore
  const all = held.length === 0;
  const writer = treeWriter(nColumns, nOutputs, 1);
  const losses = { training: [] as number[], heldOut: [] as number[] };
  let best = { loss: Infinity, rounds: 0 };
  for (let round = 1; round <= nRounds; round++) {
    const grown: GrownLeaf[][] = [];
    const places: Int32Array[] = [];
    for (let output = 0; output < nOutputs; output++) {
      ground.rows.set(learned);
      const scales = await writeGradients({ ...shared, output }, ground.pairs, learned, all, ground.shift, context);
      const start = { nRows: learned.length, all, ...scales, rate: options.learningRate };
      const leaves = await growTree({ ground, binning, rules: options, start, writer, tools: context }, output);
      grown.push(leaves);
      places.push(nOutputs > 1 ? ground.rows.slice(0, learned.length) : ground.rows);
    }
    grown.forEach((leaves, output) => {
      addLeaves(shared.raw, leaves, places[output]!, nOutputs, output);
    });
    context.progress(round / nRounds);
    if (all) continue;
    addTrees(shared.raw, writer, x, held, (round - 1) * nOutputs, nOutputs);
    losses.training.push(meanLoss(loss, shared.raw, target, weights, learned, nOutputs));
    const now = meanLoss(loss, shared.raw, target, weights, held, nOutputs);
    losses.heldOut.push(now);
    if (now < best.loss) best = { loss: now, rounds: round };
    if (round - best.rounds >= patience) break;
  }
  const kept = all ? nRounds : best.rounds;
  writer.cutTo(kept * nOutputs);
  return {
    trees: writer.finish(base, 1),
    trainingLoss: Float64Array.from(losses.training),
    heldOutLoss: Float64Array.from(losses.heldOut),
    nRounds: kept,
  };
}

/** Rows to learn from and rows held out, of each class alike; ascending. */
function splitOff(
  target: Float64Array,
  { loss, patience, heldOut }: BoostingOptions,
  { random }: Pick<Context, 'random'>,
): { learned: Int32Array; held: Int32Array } {
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
  return { learned: rows.filter((row) => !isHeld[row]), held: rows.filter((row) => isHeld[row]) };
}

/** Room that block threads share: what the trees say so far, and what is to be said. */
function gradientRoom(
  nRows: number,
  nOutputs: number,
  target: Float64Array,
  weights: Float64Array | null,
  base: Float64Array,
): Pick<TreeGradientsShared, 'raw' | 'target' | 'weights'> {
  const raw = new Float64Array(new SharedArrayBuffer(nRows * nOutputs * 8));
  for (let at = 0; at < raw.length; at++) raw[at] = base[at % nOutputs]!;
  return { raw, target: sharedArray(target), weights: weights && sharedArray(weights) };
}

type Scales = Pick<TreeGradientsShared, 'gScale' | 'hScale'>;
type Written = Scales & { readonly gradients: number; readonly hessians: number };

/** Writes gradients and hessians as whole numbers. @returns their sums over the rows learned from, and their scales. */
async function writeGradients(
  shared: Omit<TreeGradientsShared, keyof Scales | 'pairs'>,
  pairs: Int32Array,
  learned: Int32Array,
  all: boolean,
  shift: number,
  { pool }: Pick<Context, 'pool'>,
): Promise<Written> {
  const nRows = shared.target.length;
  const run = (given: Scales, to: Int32Array | null) =>
    pool.run('treeGradients', nRows, ROWS_A_BLOCK, { ...shared, ...given, pairs: to });
  const scales = await scalesOf(shared, shift, nRows, () => run({ gScale: 1, hScale: 1 }, null));
  const parts = await run(scales, pairs);
  let [gradients, hessians] = [0, 0];
  if (all) for (const part of parts) [gradients, hessians] = [gradients + part.gradients, hessians + part.hessians];
  else for (const row of learned) [gradients, hessians] = [gradients + pairs[row * 2]!, hessians + pairs[row * 2 + 1]!];
  return { ...scales, gradients, hessians };
}

/** Powers of two by which gradients become whole numbers whose sums stay exact. */
async function scalesOf(
  { loss, weights }: Pick<TreeGradientsShared, 'loss' | 'weights'>,
  shift: number,
  nRows: number,
  measure: () => Promise<readonly GradientTotals[]>,
): Promise<Scales> {
  const known = LARGEST[loss];
  let [gradient, hessian] = [0, 0];
  if (known && !weights) ({ gradient, hessian } = known);
  else
    for (const part of await measure()) {
      gradient = Math.max(gradient, part.largest);
      hessian = Math.max(hessian, part.largestHessian);
    }
  const bits = bitsOf(nRows);
  return {
    gScale: scaleTo(gradient, Math.min(MOST_BITS, 52 - bits)),
    hScale: scaleTo(hessian, Math.min(MOST_BITS, shift - bits)),
  };
}

/** The largest power of two that takes a number to less than so many bits; 1 where that cannot be said. */
function scaleTo(largest: number, bits: number): number {
  if (!(largest > 0) || !Number.isFinite(largest)) return 1;
  const power = bits - 1 - Math.ceil(Math.log2(largest));
  return 2 ** Math.max(-1000, Math.min(1000, power));
}

/** Adds what leaves say to their rows. @param rows where the leaves' places point to. */
function addLeaves(
  raw: Float64Array,
  leaves: readonly GrownLeaf[],
  rows: Int32Array,
  nOutputs: number,
  output: number,
): void {
  for (const { from, to, value } of leaves) for (let i = from; i < to; i++) raw[rows[i]! * nOutputs + output]! += value;
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
