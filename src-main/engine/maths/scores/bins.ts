import { quantile, sortedFinite } from '../statistics.ts';
import type { Codes } from './contingency.ts';

/**
 * Numbers as bins that hold about equally many rows; equal numbers share a bin, so that there may be fewer.
 *
 * @param n bins at most. Missing numbers have code −1.
 */
export function equalFrequencyBins(values: Float64Array, n: number): Codes {
  const sorted = sortedFinite(values);
  const edges: number[] = [];
  for (let i = 1; i < n; i++) {
    const edge = quantile(sorted, i / n);
    // An edge at the smallest number would leave the first bin empty.
    if (edge > (edges.at(-1) ?? sorted[0] ?? NaN)) edges.push(edge);
  }
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : binOf(edges, value)));
  return { codes, n: edges.length + 1 };
}

/** How many edges lie at or below a value. */
function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]!) bin++;
  return bin;
}
