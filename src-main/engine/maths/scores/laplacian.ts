import type { CancelSignal } from '../../steps/context.ts';
import type { Matrix } from '../../table/table.ts';

/**
 * Laplacian score: how much a feature differs between near rows, relative to its spread. Low where the feature follows
 * the shape of the data, so that it needs no target (He, Cai & Niyogi 2005, NeurIPS 18).
 *
 * Neighbours are joined where either is among the nearest of the other; edges weigh exp(−d²/t) with t the mean squared
 * distance of joined rows.
 *
 * @param x (nRows, nFeatures) on one common scale, without missing values.
 * @returns 0 or more a feature, lower is better; NaN for a constant one. @throws cancelled
 */
export function laplacianScores(x: Matrix, neighbours: number, signal: CancelSignal): Float64Array {
  const { nRows, nColumns, values } = x;
  const edges = neighbourEdges(x, neighbours, signal);
  const heat = edges.distances.reduce((sum, distance) => sum + distance, 0) / Math.max(1, edges.distances.length) || 1;
  const weights = edges.distances.map((distance) => Math.exp(-distance / heat));
  const degrees = new Float64Array(nRows);
  weights.forEach((weight, e) => {
    degrees[edges.from[e]!]! += weight;
    degrees[edges.to[e]!]! += weight;
  });
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  return Float64Array.from({ length: nColumns }, (_, j) => {
    let centre = 0;
    for (let row = 0; row < nRows; row++) centre += (degrees[row]! * values[row * nColumns + j]!) / total;
    let spread = 0;
    for (let row = 0; row < nRows; row++) spread += degrees[row]! * (values[row * nColumns + j]! - centre) ** 2;
    let rough = 0;
    for (let e = 0; e < weights.length; e++) {
      const apart = values[edges.from[e]! * nColumns + j]! - values[edges.to[e]! * nColumns + j]!;
      rough += weights[e]! * apart * apart;
    }
    return spread > 0 ? rough / spread : NaN;
  });
}

interface Edges {
  readonly from: number[];
  readonly to: number[];
  /** Squared. */
  readonly distances: number[];
}

/** Pairs of which one is among the nearest of the other, each once. */
function neighbourEdges({ nRows, nColumns, values }: Matrix, neighbours: number, signal: CancelSignal): Edges {
  const found = new Map<number, number>();
  const distances = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) {
    signal.throwIfAborted();
    for (let other = 0; other < nRows; other++) {
      let sum = 0;
      for (let j = 0; j < nColumns; j++) sum += (values[row * nColumns + j]! - values[other * nColumns + j]!) ** 2;
      distances[other] = other === row ? Infinity : sum;
    }
    const most = Math.min(neighbours, nRows - 1);
    const furthest = distances.toSorted()[most - 1] ?? -1;
    let taken = 0;
    for (let other = 0; other < nRows && taken < most; other++) {
      if (distances[other]! > furthest) continue;
      taken++;
      found.set(Math.min(row, other) * nRows + Math.max(row, other), distances[other]!);
    }
  }
  const pairs = [...found.keys()];
  return {
    from: pairs.map((pair) => Math.floor(pair / nRows)),
    to: pairs.map((pair) => pair % nRows),
    distances: [...found.values()],
  };
}
