import { firstWhere } from '../maths/sorted.ts';
import { quantile } from '../maths/statistics.ts';

/** Counts between edges; `edges` has one more entry than `counts`. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

const BINS = 24;
/** Further than so many interquartile ranges from the middle half lies the far tail. */
const TAIL_RANGES = 3;

/**
 * How values are spread, in equal bins. What lies in the far tails is counted in the outermost bins: one order of 80,995
 * pieces would otherwise press all others into one bar. Whole numbers get bins of whole width around them.
 *
 * @param sorted ascending, at least one value.
 */
export function histogramOf(sorted: Float64Array): Histogram {
  const [q25, q75] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const spread = (q75 - q25) * TAIL_RANGES;
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
  if (least === most) return { edges: [least, most], counts: [sorted.length] };
  const low = spread > 0 ? Math.max(least, q25 - spread) : least;
  const high = spread > 0 ? Math.min(most, q75 + spread) : most;
  const areWhole = sorted.every(Number.isInteger);
  if (!areWhole) return countBins(sorted, low, (high - low) / BINS, BINS);
  const width = Math.max(1, Math.ceil((high - low + 1) / BINS));
  const start = Math.floor(low) - 0.5;
  return countBins(sorted, start, width, Math.ceil((Math.ceil(high) + 0.5 - start) / width));
}

function countBins(sorted: Float64Array, start: number, width: number, nBins: number): Histogram {
  const counts = new Array<number>(nBins).fill(0);
  let from = 0;
  for (let bin = 0; bin < nBins; bin++) {
    const to =
      bin === nBins - 1 ? sorted.length : firstWhere(sorted, (value) => (value - start) / width >= bin + 1, from);
    counts[bin] = to - from;
    from = to;
  }
  return { edges: Array.from({ length: nBins + 1 }, (_, i) => start + width * i), counts };
}
