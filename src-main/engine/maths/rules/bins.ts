import { countBelow, countUpTo } from '../sorted.ts';
import { shortestBetween } from './shortest.ts';

/** A feature that a rule may test: numbers (NaN where missing), or choices as codes (−1 where missing). */
export type RuleFeature =
  | { readonly name: string; readonly kind: 'number' | 'date'; readonly values: Float64Array }
  | { readonly name: string; readonly kind: 'choice'; readonly codes: Int32Array; readonly nChoices: number };

/** A feature in at most {@link MOST_BINS} bins; of a choice each code is a bin. */
export interface BinnedFeature {
  readonly feature: RuleFeature;
  /** The bin of each row; {@link MISSING} where there is no value. */
  readonly bins: Uint8Array;
  readonly nBins: number;
  /** Of numbers, for the edge below bin i + 1: what is above it is at least `atLeast[i]`, what is below at most `atMost[i]`. */
  readonly atLeast: readonly number[];
  readonly atMost: readonly number[];
}

export const MOST_BINS = 64;
export const MISSING = 255;
const DAY_MS = 86_400_000;

/**
 * Sorts a feature's values into bins of about equal count, the edges at round numbers.
 *
 * @returns null where a rule could not tell rows apart: no value, one value, or more choices than bins.
 */
export function binFeature(feature: RuleFeature): BinnedFeature | null {
  if (feature.kind === 'choice') {
    const { codes, nChoices } = feature;
    if (nChoices < 2 || nChoices > MOST_BINS) return null;
    const bins = Uint8Array.from(codes, (code) => (code < 0 ? MISSING : code));
    return { feature, bins, nBins: nChoices, atLeast: [], atMost: [] };
  }
  const sorted = feature.values.filter(Number.isFinite).sort();
  const edges = edgesOf(sorted);
  if (edges.length === 0) return null;
  const round = feature.kind === 'date' ? dayBetween : shortestBetween;
  const bins = new Uint8Array(feature.values.length);
  const aboves = Float64Array.from(edges, ({ above }) => above);
  for (let row = 0; row < bins.length; row++) {
    const value = feature.values[row]!;
    bins[row] = Number.isNaN(value) ? MISSING : countUpTo(aboves, value);
  }
  return {
    feature,
    bins,
    nBins: edges.length + 1,
    atLeast: edges.map(({ below, above }) => round(below, above, false)),
    atMost: edges.map(({ below, above }) => round(below, above, true)),
  };
}

/** Between two neighbouring values lies an edge. */
interface Edge {
  readonly below: number;
  readonly above: number;
}

function edgesOf(sorted: Float64Array): Edge[] {
  const edges: Edge[] = [];
  let last = sorted[0];
  for (let i = 1; i < MOST_BINS; i++) {
    const above = sorted[Math.floor((i * sorted.length) / MOST_BINS)];
    if (above === undefined || above === last) continue;
    edges.push({ below: sorted[countBelow(sorted, above) - 1]!, above });
    last = above;
  }
  const most = sorted[sorted.length - 1];
  // What few rows have at the top end can still be what sets a group apart.
  if (most !== undefined && most !== last) edges.push({ below: sorted[countBelow(sorted, most) - 1]!, above: most });
  return edges;
}

/** Of dates: the start of a day above `below` and up to `above`, or the last millisecond of one where `open`; else the value that was seen. */
function dayBetween(below: number, above: number, open: boolean): number {
  if (!open) {
    const day = Math.floor(above / DAY_MS) * DAY_MS;
    return day > below ? day : above;
  }
  const dayEnd = Math.ceil((below + 1) / DAY_MS) * DAY_MS - 1;
  return dayEnd < above ? dayEnd : below;
}
