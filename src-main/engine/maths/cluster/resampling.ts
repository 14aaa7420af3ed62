import type { Matrix } from '../../table/table.ts';
import type { Random } from '../random.ts';

/**
 * How well a clustering of other rows foretells these: of the pairs within each cluster the share that the other clustering puts
 * together too, and of these shares the smallest. A cluster of fewer than two rows says nothing.
 *
 * Tibshirani & Walther (2005), doi:10.1198/106186005X59243.
 *
 * @param own each row's cluster by a clustering of these rows; `other` by one of other rows, both below nClusters.
 * @returns from 0 to 1.
 */
export function predictionStrength(own: Int32Array, other: Int32Array, nClusters: number): number {
  const both = new Float64Array(nClusters * nClusters);
  const sizes = new Float64Array(nClusters);
  for (let row = 0; row < own.length; row++) {
    both[own[row]! * nClusters + other[row]!]!++;
    sizes[own[row]!]!++;
  }
  let least = 1;
  for (let k = 0; k < nClusters; k++) {
    const size = sizes[k]!;
    if (size < 2) continue;
    let together = 0;
    for (let j = 0; j < nClusters; j++) together += both[k * nClusters + j]! * (both[k * nClusters + j]! - 1);
    least = Math.min(least, together / (size * (size - 1)));
  }
  return least;
}

/** As many rows, strewn evenly over the box that rows lie in (the reference of the gap statistic). */
export function strewnRows({ nRows, nColumns, values }: Matrix, random: Random): Matrix {
  const lows = new Float64Array(nColumns).fill(Infinity);
  const highs = new Float64Array(nColumns).fill(-Infinity);
  for (let at = 0; at < values.length; at++) {
    const j = at % nColumns;
    lows[j] = Math.min(lows[j]!, values[at]!);
    highs[j] = Math.max(highs[j]!, values[at]!);
  }
  const strewn = new Float64Array(new SharedArrayBuffer(values.length * 8));
  for (let at = 0; at < values.length; at++) {
    const j = at % nColumns;
    strewn[at] = lows[j]! + (highs[j]! - lows[j]!) * random.next();
  }
  return { nRows, nColumns, values: strewn };
}

/** A number of clusters with its gap. */
export interface Gap {
  readonly k: number;
  /** How much smaller the logarithm of inertia is than of strewn rows, on average. */
  readonly gap: number;
  /** The error of that average, widened for the number of references. */
  readonly error: number;
}

/** @param reference inertias of strewn rows in as many clusters; all above 0, as is `inertia`. */
export function gapOf(k: number, inertia: number, reference: readonly number[]): Gap {
  const logs = reference.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
  return { k, gap: mean - Math.log(inertia), error: spread * Math.sqrt(1 + 1 / logs.length) };
}

/**
 * The smallest number of clusters whose gap is not below the next one's less its error.
 *
 * Tibshirani, Walther & Hastie (2001), doi:10.1111/1467-9868.00293.
 *
 * @param gaps by rising k. @returns the last number where all fall short; null where there is none.
 */
export function chooseByGap(gaps: readonly Gap[]): number | null {
  const found = gaps.find(({ gap }, i) => {
    const next = gaps[i + 1];
    return next !== undefined && gap >= next.gap - next.error;
  });
  return (found ?? gaps.at(-1))?.k ?? null;
}

/**
 * Dunn's index: the least distance between rows of two clusters over the largest within one; higher is better. Time grows with the
 * square of the rows.
 *
 * Dunn (1974), doi:10.1080/01969727408546059.
 *
 * @returns NaN for fewer than two clusters, or where rows of each lie on each other.
 */
export function dunnIndex(
  { nRows, nColumns: d, values }: Matrix,
  clusters: Int32Array,
  look: () => void = () => undefined,
): number {
  let [between, within] = [Infinity, 0];
  for (let a = 0; a < nRows; a++) {
    if (a % 256 === 0) look();
    for (let b = a + 1; b < nRows; b++) {
      let squared = 0;
      for (let j = 0; j < d; j++) squared += (values[a * d + j]! - values[b * d + j]!) ** 2;
      if (clusters[a] === clusters[b]) {
        if (squared > within) within = squared;
      } else if (squared < between) between = squared;
    }
  }
  return between === Infinity || within === 0 ? NaN : Math.sqrt(between / within);
}

/** How often pairs of rows were clustered together, of the times both were drawn. */
export interface Consensus {
  /** Notes one clustering. @param clusters of each row; −1 where it was not drawn. */
  add(clusters: Int32Array): void;
  /** (nRows, nRows): shares from 0 to 1; 0 for a pair never drawn together. */
  shares(): Float64Array;
}

/** Monti et al. (2003), doi:10.1023/A:1023949509487. */
export function consensus(nRows: number): Consensus {
  const together = new Uint16Array(nRows * nRows);
  const drawn = new Uint16Array(nRows * nRows);
  return {
    add(clusters) {
      for (let a = 0; a < nRows; a++) {
        if (clusters[a]! < 0) continue;
        for (let b = 0; b < nRows; b++) {
          if (clusters[b]! < 0) continue;
          drawn[a * nRows + b]!++;
          if (clusters[a] === clusters[b]) together[a * nRows + b]!++;
        }
      }
    },
    shares: () => Float64Array.from(together, (count, at) => (drawn[at]! > 0 ? count / drawn[at]! : 0)),
  };
}
