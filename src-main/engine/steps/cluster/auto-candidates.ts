import type { Chain } from '../../../contract/step.ts';

/** A clustering to try. */
export interface Candidate {
  readonly chain: Chain;
  /** Estimated seconds for all fits of one trial. */
  readonly seconds: number;
}

/** What one trial takes on few rows, and what grows: with rows, or with pairs of rows, of a sample. */
const ANY_TRIAL = 0.05;
const PER_ROW: Readonly<Record<string, number>> = {
  'cluster.kmeans': 3e-6,
  'cluster.gaussian-mixture': 6e-6,
};
const PER_PAIR: Readonly<Record<string, number>> = {
  'cluster.hierarchical': 1.7e-8,
  'cluster.kmedoids': 4e-8,
  'cluster.hdbscan': 1e-8,
  'cluster.leiden': 5.5e-8,
};

/** Estimated work, from what was measured on one core; of the same table always the same. */
function secondsOf(step: string, nRows: number, nFeatures: number, k: number): number {
  const perRow = (PER_ROW[step] ?? 0) * k * nFeatures;
  const perPair = (PER_PAIR[step] ?? 0) * nFeatures;
  return ANY_TRIAL + perRow * nRows + perPair * nRows * nRows;
}

const NUMBERS = [4, 3, 5, 6, 2, 8, 7, 10, 9, 12];
/** Methods that are told how many clusters to form, in the order in which they are tried. */
const COUNTED = ['cluster.kmeans', 'cluster.hierarchical', 'cluster.gaussian-mixture', 'cluster.kmedoids'];

/**
 * What to try on rows, the most telling first: every method once, then each with further numbers of clusters.
 *
 * @param features names of the columns that are compared.
 */
export function candidatesOf(features: readonly string[], nRows: number, kMax: number): Candidate[] {
  const candidate = (step: string, parameters: Record<string, unknown>, k = 1): Candidate => ({
    chain: { steps: [{ step, parameters: { ...parameters, features: [...features] } }] },
    seconds: secondsOf(step, nRows, features.length, k),
  });
  const numbers = NUMBERS.filter((k) => k <= kMax && k < nRows / 2);
  const free = [
    candidate('cluster.hdbscan', { minClusterSize: Math.max(5, Math.round(nRows / 50)) }),
    candidate('cluster.leiden', { resolution: 0.5 }),
    candidate('cluster.leiden', { resolution: 1 }),
  ];
  return numbers.flatMap((k, round) => [
    ...COUNTED.map((step) => candidate(step, { nClusters: k }, k)),
    ...(round === 0 ? free : []),
  ]);
}

/** As many candidates, from the first on, as fit into a time; always one. */
export function withinTime(candidates: readonly Candidate[], seconds: number): Candidate[] {
  let spent = 0;
  return candidates.filter((candidate, i) => {
    if (i > 0 && spent + candidate.seconds > seconds) return false;
    spent += candidate.seconds;
    return true;
  });
}
