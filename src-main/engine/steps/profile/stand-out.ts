import { mean, quantile, sortedFinite, twoSidedNormal } from '../../maths/statistics.ts';
import type { MemberFeature } from './member-features.ts';

/** How the members of a cluster differ from all others in one feature. */
export interface Difference {
  readonly feature: MemberFeature;
  /** Members in the middle, and the others: the mean of a share, the median of all else where medians differ. */
  readonly value: number;
  readonly others: number;
  /**
   * Cliff's delta in [−1, 1]: how much more often a member has the larger value than one of the others does, over all
   * pairs. Cliff (1993), doi:10.1037/0033-2909.114.3.494.
   */
  readonly effect: number;
  /** The chance of so large a rank sum under no difference (Mann–Whitney, normal approximation with ties). */
  readonly p: number;
}

/** Ranks from 1, equal values sharing their mean rank; NaN for a missing value. */
export interface Ranked {
  readonly ranks: Float64Array;
  readonly n: number;
  /** Σ (t³ − t) over groups of t equal values. */
  readonly ties: number;
}

/** Ranks the finite numbers of an array. */
export function rankValues(values: Float64Array): Ranked {
  const order = Int32Array.from([...values.keys()].filter((i) => Number.isFinite(values[i]))).sort(
    (a, b) => values[a]! - values[b]!,
  );
  const ranks = new Float64Array(values.length).fill(NaN);
  let ties = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    const size = end - start;
    ties += size ** 3 - size;
    start = end;
  }
  return { ranks, n: order.length, ties };
}

/** The rank test of one group against the rest. @param inside 1 for the members. */
export function rankTest({ ranks, n, ties }: Ranked, inside: Uint8Array): { effect: number; p: number } {
  let [members, sum] = [0, 0];
  for (let i = 0; i < ranks.length; i++) {
    if (!inside[i] || Number.isNaN(ranks[i]!)) continue;
    members++;
    sum += ranks[i]!;
  }
  const rest = n - members;
  if (members === 0 || rest === 0) return { effect: 0, p: 1 };
  const u = sum - (members * (members + 1)) / 2;
  const spread = ((members * rest) / 12) * (n + 1 - ties / (n * (n - 1)));
  const effect = (2 * u) / (members * rest) - 1;
  return { effect, p: spread > 0 ? twoSidedNormal((u - (members * rest) / 2) / Math.sqrt(spread)) : 1 };
}

function middles({ unit, values }: MemberFeature, inside: Uint8Array): { value: number; others: number } {
  const part = (wanted: number): Float64Array => values.filter((_, i) => inside[i] === wanted);
  const [own, rest] = [part(1), part(0)];
  const medians = [own, rest].map((part) => quantile(sortedFinite(part), 0.5));
  if (unit !== 'share' && medians[0] !== medians[1]) return { value: medians[0]!, others: medians[1]! };
  return { value: mean(own), others: mean(rest) };
}

/** Spearman's rank correlation over the rows where both are known. */
export function rankCorrelation(a: Float64Array, b: Float64Array): number {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return spread > 0 ? (sab - (sa * sb) / n) / spread : 0;
}

export interface StandOutOptions {
  /** The least size of Cliff's delta that is worth a sentence. */
  readonly minEffect: number;
  /** The chance of any false sentence, over all clusters and features together (Bonferroni). */
  readonly significance: number;
  readonly most: number;
}

/** Features that say the same as one that was chosen already are left out. */
const SAME = 0.8;
/** Of parts of one whole (weekdays, categories) at most so many. */
const MOST_OF_A_KIND = 2;
const kindOf = (name: string): string => /^(weekday|hour|category|channel)_/.exec(name)?.[1] ?? name;

/**
 * What sets each cluster apart, the strongest first.
 *
 * @param clusterOf for each customer the position of their cluster.
 * @returns for each cluster the differences that pass the test and the least effect, without near-duplicates.
 */
export function standOut(
  features: readonly MemberFeature[],
  clusterOf: Int32Array,
  nClusters: number,
  options: StandOutOptions,
  pulse: (share: number) => void = () => undefined,
): Difference[][] {
  const ranked = features.map(({ values }, i) => {
    pulse((0.5 * i) / features.length);
    return rankValues(values);
  });
  const nTests = features.length * nClusters;
  return Array.from({ length: nClusters }, (_, cluster) => {
    pulse(0.5 + (0.5 * cluster) / nClusters);
    const inside = Uint8Array.from(clusterOf, (own) => (own === cluster ? 1 : 0));
    const tested = features
      .map((feature, i) => ({ feature, i, ...rankTest(ranked[i]!, inside) }))
      .filter(({ effect, p }) => Math.abs(effect) >= options.minEffect && p * nTests <= options.significance)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || a.i - b.i);
    const chosen: typeof tested = [];
    for (const candidate of tested) {
      if (chosen.length === options.most) break;
      const alike = chosen.filter(({ feature }) => kindOf(feature.name) === kindOf(candidate.feature.name));
      const repeats = chosen.some(
        ({ i }) => Math.abs(rankCorrelation(ranked[i]!.ranks, ranked[candidate.i]!.ranks)) > SAME,
      );
      if (alike.length < MOST_OF_A_KIND && !repeats) chosen.push(candidate);
    }
    return chosen.map(({ feature, effect, p }) => ({ feature, effect, p, ...middles(feature, inside) }));
  });
}
