import { newKernels, type Kernels } from './instance.ts';
import { layoutStepsPlain } from './layout-steps-plain.ts';
import type { Variant } from './variant.ts';

/** How pairs pull and how rows push; see the compiled loop. */
export interface LayoutForces {
  readonly a: number;
  readonly b: number;
  readonly repulsion: number;
  readonly nNegatives: number;
}

/** The pairs of a run of rows, and the places that they move. */
export interface LayoutWork extends LayoutForces {
  /** (n, 2), read and written. */
  readonly places: Float32Array;
  readonly firstRow: number;
  readonly nRows: number;
  /** (nRows + 1); tails and weights begin with the pair offsets[0]. */
  readonly offsets: Int32Array;
  readonly tails: Int32Array;
  /** At most 1. */
  readonly weights: Float32Array;
  /** Rows 0 … nOthers − 1 push. */
  readonly nOthers: number;
  /** Whether the second row of a pair moves too. */
  readonly moves: boolean;
}

/** A map that is laid out epoch by epoch. */
export interface Layout {
  /** Takes an epoch's steps. @param rate their length, from 1 down to 0 */
  step(epoch: number, rate: number): void;
  /** The places as they are now, (n, 2); a view that the next epoch replaces. */
  places(): Float32Array;
}

/** Pairs that are in a module's memory at a time. */
const MOST_PAIRS = 6_000_000;

/** Takes the steps in a module's memory where loops are compiled. @param work its places are copied. @param seed of chance */
export function newLayout(work: LayoutWork, seed: number, variant: Variant): Layout {
  const places = work.places.slice();
  let counter = seed | 0;
  if (variant === 'plain') {
    const own = { ...work, places };
    return {
      step: (epoch, rate) => void (counter = layoutStepsPlain(own, epoch, rate, counter)),
      places: () => places,
    };
  }
  const kernels = newKernels(variant);
  const runs = runsOf(work);
  const placesAt = kernels.put(places);
  const offsetsAt = kernels.put(work.offsets);
  const most = Math.max(...runs.map(({ from, to }) => to - from));
  const [tailsAt, weightsAt] = [kernels.room(most * 4), kernels.room(most * 4)];
  const load = ({ from, to }: Run): void => {
    kernels.view(Int32Array, tailsAt, to - from).set(work.tails.subarray(from, to));
    kernels.view(Float32Array, weightsAt, to - from).set(work.weights.subarray(from, to));
  };
  if (runs.length === 1) load(runs[0]!);
  return {
    step(epoch, rate) {
      for (const run of runs) {
        if (runs.length > 1) load(run);
        counter = kernels.exports.layoutSteps(
          placesAt,
          work.firstRow + run.row,
          run.nRows,
          (offsetsAt + 4 * run.row) as typeof offsetsAt,
          tailsAt,
          weightsAt,
          epoch,
          work.a,
          work.b,
          work.repulsion,
          rate,
          work.nNegatives,
          work.nOthers,
          work.moves ? 1 : 0,
          counter,
        );
      }
    },
    places: () => kernels.view(Float32Array, placesAt, places.length),
  };
}

interface Run {
  readonly row: number;
  readonly nRows: number;
  readonly from: number;
  readonly to: number;
}

/** Rows in runs whose pairs fit a module's memory together. */
function runsOf({ offsets, nRows }: LayoutWork): Run[] {
  const runs: Run[] = [];
  const base = offsets[0] ?? 0;
  for (let row = 0; row < nRows || runs.length === 0;) {
    let end = Math.min(row + 1, nRows);
    while (end < nRows && offsets[end + 1]! - offsets[row]! <= MOST_PAIRS) end++;
    runs.push({ row, nRows: end - row, from: (offsets[row] ?? 0) - base, to: (offsets[end] ?? 0) - base });
    row = Math.max(end, row + 1);
  }
  return runs;
}

/** New rows among rows that stay where they are, whose places come first. */
export interface PlaceShared extends LayoutForces {
  /** (nOthers, 2). */
  readonly others: Float32Array;
  /** (nRows, 2), read and written: new rows. */
  readonly places: Float32Array;
  /** (nRows, k): the rows among the others that pull each new one, and how surely it is near to them; at most 1. */
  readonly k: number;
  readonly tails: Int32Array;
  readonly weights: Float32Array;
  readonly epochs: number;
  /** The length of the first steps; the last are nearly 0. */
  readonly rate: number;
  readonly seed: number;
}

/** Lets the others pull and push new rows [start, end), each by itself. */
export function placeRows(start: number, end: number, shared: PlaceShared, kernels: Kernels | null): null {
  const { others, places, k, tails, weights, epochs, rate, seed } = shared;
  const nOthers = others.length / 2;
  const nRows = end - start;
  const work: LayoutWork = {
    ...shared,
    places: new Float32Array(others.length + 2 * nRows),
    firstRow: nOthers,
    nRows,
    offsets: Int32Array.from({ length: nRows + 1 }, (_, row) => row * k),
    tails: tails.subarray(start * k, end * k),
    weights: weights.subarray(start * k, end * k),
    nOthers,
    moves: false,
  };
  work.places.set(others);
  work.places.set(places.subarray(2 * start, 2 * end), others.length);
  const counterOf = (epoch: number): number => (seed + Math.imul(epoch + 1, 0x85ebca6b)) | 0;
  const rateOf = (epoch: number): number => rate * (1 - epoch / epochs);
  if (kernels) compiled(work, kernels, epochs, rateOf, counterOf);
  else for (let epoch = 0; epoch < epochs; epoch++) layoutStepsPlain(work, epoch, rateOf(epoch), counterOf(epoch));
  places.set(work.places.subarray(others.length), 2 * start);
  return null;
}

function compiled(
  work: LayoutWork,
  kernels: Kernels,
  epochs: number,
  rateOf: (epoch: number) => number,
  counterOf: (epoch: number) => number,
): void {
  kernels.begin();
  const placesAt = kernels.put(work.places);
  const [offsetsAt, tailsAt, weightsAt] = [
    kernels.put(work.offsets),
    kernels.put(work.tails),
    kernels.put(work.weights),
  ];
  const { firstRow, nRows, a, b, repulsion, nNegatives, nOthers } = work;
  for (let epoch = 0; epoch < epochs; epoch++)
    kernels.exports.layoutSteps(
      placesAt, firstRow, nRows, offsetsAt, tailsAt, weightsAt, epoch, a, b, repulsion, rateOf(epoch), nNegatives, nOthers, 0,
      counterOf(epoch),
    ); // prettier-ignore
  work.places.set(kernels.view(Float32Array, placesAt, work.places.length));
}
