import { ClienteleError } from '../../../contract/errors.ts';
import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { nearestCentres, seedCentres } from '../kmeans.ts';
import { sampleRows, takeMatrixRows } from '../matrix.ts';
import type { Random } from '../random.ts';

export interface MiniBatchOptions {
  readonly nClusters: number;
  readonly batchRows: number;
  readonly nRestarts: number;
  readonly maxPasses: number;
}

type Tools = Pick<Context, 'signal' | 'random' | 'pool'>;

/** Centres that were seen in less than this share of the busiest one's rows begin anew. */
const IDLE_SHARE = 0.01;
const LOOK_FOR_IDLE_EVERY = 10;
/** It ends once so many batches in a row have not lowered the smoothed inertia. */
const PATIENCE = 10;

/**
 * Mini-batch k-means: centres move with each small random batch, a step that shrinks with the rows a centre has seen, so that
 * time does not grow with the rows beyond what it takes to settle.
 *
 * Sculley (2010), doi:10.1145/1772690.1772862. As scikit-learn does it: starts compete on a sample, a centre that is hardly
 * seen begins anew at a row of the batch, and a smoothed inertia says when to stop.
 *
 * @param x (nRows, nFeatures), finite. @returns centres (nClusters, nFeatures), the largest cluster's first.
 * @throws too-few-rows if nRows < nClusters; cancelled
 */
export async function fitMiniBatch(
  x: Matrix,
  options: MiniBatchOptions,
  tools: Tools,
  watch: (share: number) => void = () => undefined,
): Promise<{ centres: Float64Array; nBatches: number }> {
  const { nClusters, batchRows, maxPasses } = options;
  if (x.nRows < nClusters)
    throw new ClienteleError('too-few-rows', { needed: nClusters, got: x.nRows, parameter: 'nClusters' });
  const centres = await bestStart(x, options, tools);
  const counts = new Float64Array(nClusters);
  const most = Math.max(1, Math.ceil((maxPasses * x.nRows) / batchRows));
  const smoothing = Math.min(1, (2 * batchRows) / (x.nRows + 1));
  let [smoothed, least, waited, nBatches] = [NaN, Infinity, 0, 0];
  while (nBatches < most && waited < PATIENCE) {
    tools.signal.throwIfAborted();
    watch(Math.max(nBatches / most, waited / PATIENCE / 2));
    const batch = takeMatrixRows(x, drawRows(x.nRows, batchRows, tools.random));
    const inertia = batchStep(batch, centres, counts) / batch.nRows;
    if (nBatches % LOOK_FOR_IDLE_EVERY === LOOK_FOR_IDLE_EVERY - 1) reviveIdle(batch, centres, counts, tools.random);
    smoothed = Number.isNaN(smoothed) ? inertia : smoothed * (1 - smoothing) + inertia * smoothing;
    waited = smoothed < least ? 0 : waited + 1;
    least = Math.min(least, smoothed);
    nBatches++;
  }
  return { centres: await largestFirst(x, centres, tools), nBatches };
}

const drawRows = (nRows: number, most: number, random: Random): Int32Array =>
  Int32Array.from({ length: Math.min(most, nRows) }, () => random.integer(nRows));

/** Seeds are drawn from, and judged by, a sample of three batches. */
async function bestStart(x: Matrix, { nClusters, batchRows, nRestarts }: MiniBatchOptions, tools: Tools) {
  const most = Math.max(3 * batchRows, 3 * nClusters);
  const sample = takeMatrixRows(x, sampleRows(x.nRows, most, tools.random));
  let best: { centres: Float64Array; inertia: number } = { centres: new Float64Array(0), inertia: Infinity };
  for (let start = 0; start < nRestarts; start++) {
    const centres = seedCentres(sample, nClusters, tools.random);
    const { inertia } = await nearestCentres(sample, centres, tools);
    if (best.centres.length === 0 || inertia < best.inertia) best = { centres, inertia };
  }
  return best.centres;
}

/**
 * Moves centres by one batch: each becomes the mean of all rows it has been given so far, this batch's among them.
 *
 * @param centres (nClusters, nFeatures) and counts (nClusters); both are changed. @returns the inertia before the move.
 */
export function batchStep(batch: Matrix, centres: Float64Array, counts: Float64Array): number {
  const { nRows, nColumns: d, values } = batch;
  const nClusters = counts.length;
  const sums = new Float64Array(centres.length);
  const own = new Int32Array(nClusters);
  let inertia = 0;
  for (let row = 0; row < nRows; row++) {
    let [nearest, least] = [0, Infinity];
    for (let k = 0; k < nClusters; k++) {
      let distance = 0;
      for (let j = 0; j < d; j++) distance += (values[row * d + j]! - centres[k * d + j]!) ** 2;
      if (distance < least) [nearest, least] = [k, distance];
    }
    own[nearest]!++;
    inertia += least;
    for (let j = 0; j < d; j++) sums[nearest * d + j]! += values[row * d + j]!;
  }
  for (let k = 0; k < nClusters; k++) {
    if (own[k] === 0) continue;
    const before = counts[k]!;
    counts[k] = before + own[k]!;
    for (let j = 0; j < d; j++) centres[k * d + j] = (centres[k * d + j]! * before + sums[k * d + j]!) / counts[k]!;
  }
  return inertia;
}

function reviveIdle(batch: Matrix, centres: Float64Array, counts: Float64Array, random: Random): void {
  const d = batch.nColumns;
  const busiest = Math.max(...counts);
  const idle = [...counts.keys()].filter((k) => counts[k]! < IDLE_SHARE * busiest);
  const least = counts.reduce((low, count, k) => (idle.includes(k) ? low : Math.min(low, count)), busiest);
  for (const k of idle) {
    const row = random.integer(batch.nRows);
    centres.set(batch.values.subarray(row * d, (row + 1) * d), k * d);
    counts[k] = least;
  }
}

async function largestFirst(x: Matrix, centres: Float64Array, tools: Tools): Promise<Float64Array> {
  const d = x.nColumns;
  const { counts } = await nearestCentres(x, centres, tools);
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const sorted = new Float64Array(centres.length);
  order.forEach((from, to) => sorted.set(centres.subarray(from * d, (from + 1) * d), to * d));
  return sorted;
}
