import type { Random } from '../../maths/random.ts';

/** Rows to train on, and rows that only judge. */
export interface RowSplit {
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

/** Sets aside a share of the rows at random, each part in rising order; at least one row is left to train on. */
export function splitRows(nRows: number, validationShare: number, random: Random): RowSplit {
  const nValidation = Math.min(Math.max(0, nRows - 1), Math.round(nRows * validationShare));
  const order = random.permutation(nRows);
  return { training: order.subarray(nValidation).toSorted(), validation: order.subarray(0, nValidation).toSorted() };
}

/** Rows in random order, in batches of equal size; the last one may be smaller. */
export function* shuffledBatches(rows: Int32Array, batchSize: number, random: Random): Generator<Int32Array> {
  const order = random.permutation(rows.length);
  for (let i = 0; i < order.length; i++) order[i] = rows[order[i]!]!;
  yield* batchesOf(order, batchSize);
}

/** Rows in the order given, in batches; the last one may be smaller. */
export function* batchesOf(rows: Int32Array, batchSize: number): Generator<Int32Array> {
  for (let from = 0; from < rows.length; from += batchSize) yield rows.subarray(from, from + batchSize);
}
