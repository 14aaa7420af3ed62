import { contingency, informationGain } from '../../maths/scores/contingency.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';
import type { RuleFeature } from './explain-rules.ts';

/** How one cluster differs from all others in one feature. */
export interface ClusterDifference {
  readonly feature: RuleFeature;
  readonly cluster: number;
  /** Means of a number, or shares of the category that differs most; NaN where nobody has a value. */
  readonly own: number;
  readonly others: number;
  /** In standard deviations of both sides pooled; 0 without spread. */
  readonly difference: number;
  /** Bits that the feature, a number in ten bins, says about who is in the cluster. */
  readonly gain: number;
}

const BINS = 10;

/** Differences of every cluster in every feature, the most telling of each cluster first. */
export function differencesOf(
  features: readonly RuleFeature[],
  clusters: Int32Array,
  nClusters: number,
  look: () => void,
): ClusterDifference[][] {
  const coded = features.map(codesOf);
  return Array.from({ length: nClusters }, (_, cluster) => {
    look();
    const inside = Int32Array.from(clusters, (own) => (own === cluster ? 1 : 0));
    return features
      .map((feature, i) => ({
        feature,
        cluster,
        ...sidesOf(feature, inside),
        gain: informationGain(contingency(coded[i]!, { codes: inside, n: 2 })),
      }))
      .sort((a, b) => b.gain - a.gain || (a.feature.name < b.feature.name ? -1 : 1));
  });
}

function codesOf({ tree }: RuleFeature): { codes: Int32Array; n: number } {
  if (tree.kind === 'category') return { codes: tree.codes, n: tree.size };
  const sorted = sortedFinite(tree.values);
  const edges = Float64Array.from({ length: BINS - 1 }, (_, i) => quantile(sorted, (i + 1) / BINS));
  const codes = Int32Array.from(tree.values, (value) => {
    if (Number.isNaN(value)) return -1;
    let bin = 0;
    while (bin < edges.length && value > edges[bin]!) bin++;
    return bin;
  });
  return { codes, n: BINS };
}

function sidesOf({ tree }: RuleFeature, inside: Int32Array): { own: number; others: number; difference: number } {
  if (tree.kind === 'number') return compare(tree.values, inside);
  // The category by which the two sides differ most.
  let best = { own: NaN, others: NaN, difference: 0 };
  for (let code = 0; code < tree.size; code++) {
    const has = Float64Array.from(tree.codes, (own) => (own === code ? 1 : 0));
    const found = compare(has, inside);
    if (Math.abs(found.difference) > Math.abs(best.difference) || Number.isNaN(best.own)) best = found;
  }
  return best;
}

function compare(values: Float64Array, inside: Int32Array): { own: number; others: number; difference: number } {
  const [counts, sums, squares] = [
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    const side = inside[row]!;
    counts[side]!++;
    sums[side]! += value;
  }
  const [others, own] = [sums[0]! / counts[0]!, sums[1]! / counts[1]!];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isFinite(value)) squares[inside[row]!]! += (value - (inside[row] === 1 ? own : others)) ** 2;
  }
  const spread = Math.sqrt((squares[0]! + squares[1]!) / Math.max(1, counts[0]! + counts[1]! - 2));
  const difference = spread > 0 ? (own - others) / spread : 0;
  return { own, others, difference: Number.isFinite(difference) ? difference : 0 };
}
