import type { Context } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';
import { columnMeans, columnVariances } from '../matrix.ts';
import type { Random } from '../random.ts';

/** Waves through the space of some features. */
export interface RandomWaves {
  /** (nWaves, nFeatures), row-major: how quickly each wave turns along each feature. */
  readonly turns: Float64Array;
  /** Where each wave begins, from 0 to 2π. */
  readonly starts: Float64Array;
  /** Nearness is exp(−gamma · squared distance). */
  readonly gamma: number;
}

/**
 * Random waves whose products over two rows come near to how near the rows are, the nearer the more waves there are.
 *
 * Rahimi & Recht (2007), Random features for large-scale kernel machines, NeurIPS 20.
 *
 * @param x (nRows, nFeatures), finite. @param gamma 0: 1 over the sum of the features' variances.
 */
export function randomWaves(x: Matrix, nWaves: number, gamma: number, random: Random): RandomWaves {
  const spread = columnVariances(x, columnMeans(x)).reduce((sum, variance) => sum + variance, 0);
  const scale = gamma > 0 ? gamma : 1 / (spread || 1);
  const turn = Math.sqrt(2 * scale);
  return {
    turns: Float64Array.from({ length: nWaves * x.nColumns }, () => turn * random.normal()),
    starts: Float64Array.from({ length: nWaves }, () => 2 * Math.PI * random.next()),
    gamma: scale,
  };
}

/** Rows on the waves: √(2/nWaves) · cos(turns · x + start), (nRows, nWaves). @throws cancelled */
export function onWaves(
  { turns, starts }: RandomWaves,
  { nRows, nColumns, values }: Matrix,
  { signal }: Pick<Context, 'signal'>,
  watch: (share: number) => void,
): Matrix {
  const n = starts.length;
  const height = Math.sqrt(2 / n);
  const out = new Float64Array(nRows * n);
  for (let row = 0; row < nRows; row++) {
    if (row % LOOK_ROWS === 0) {
      signal.throwIfAborted();
      watch(row / nRows);
    }
    for (let wave = 0; wave < n; wave++) {
      let at = starts[wave]!;
      for (let j = 0, from = wave * nColumns; j < nColumns; j++, from++)
        at += turns[from]! * values[row * nColumns + j]!;
      out[row * n + wave] = height * Math.cos(at);
    }
  }
  return { nRows, nColumns: n, values: out };
}

const LOOK_ROWS = 512;
