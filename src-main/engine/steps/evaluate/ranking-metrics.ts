/**
 * Quality of one ranked list against the items that turned out to matter. `hits[i]` is 1 where the item at rank i + 1 is relevant; a
 * list may be shorter than k, its missing places are no hits. Every value lies in [0, 1], and `nRelevant` is at least 1.
 */
export type Hits = ArrayLike<number>;

export const rankingMetrics = ['recall', 'capped-recall', 'precision', 'ndcg', 'map', 'hit-rate', 'mrr'] as const;

/** A quality of ranked lists that is a mean over customers. */
export type RankingMetric = (typeof rankingMetrics)[number];

/** How many of the first k are hits. */
function countHits(hits: Hits, k: number): number {
  let count = 0;
  for (let i = 0; i < k && i < hits.length; i++) count += hits[i] as number;
  return count;
}

/** The share of all relevant items found among the first k: hits / nRelevant. With more than k relevant items it cannot reach 1. */
export function recallAt(hits: Hits, nRelevant: number, k: number): number {
  return countHits(hits, k) / nRelevant;
}

/** The share of the relevant items that fit into k places which were found: hits / min(k, nRelevant). */
export function cappedRecallAt(hits: Hits, nRelevant: number, k: number): number {
  return countHits(hits, k) / Math.min(k, nRelevant);
}

/** The share of the k places that are hits: hits / k, also where the list is shorter. */
export function precisionAt(hits: Hits, _nRelevant: number, k: number): number {
  return countHits(hits, k) / k;
}

/** Discounted gain of the first k, Σ hit / log₂(rank + 1), over that of a perfect list of min(k, nRelevant) hits. */
export function ndcgAt(hits: Hits, nRelevant: number, k: number): number {
  let gain = 0;
  let ideal = 0;
  for (let i = 0; i < k; i++) {
    const discount = 1 / Math.log2(i + 2);
    if (hits[i]) gain += discount;
    if (i < nRelevant) ideal += discount;
  }
  return gain / ideal;
}

/** Average precision of the first k: the precision at each hit, summed, over min(k, nRelevant). Its mean over customers is MAP. */
export function averagePrecisionAt(hits: Hits, nRelevant: number, k: number): number {
  let sum = 0;
  let found = 0;
  for (let i = 0; i < k && i < hits.length; i++) {
    if (!hits[i]) continue;
    found++;
    sum += found / (i + 1);
  }
  return sum / Math.min(k, nRelevant);
}

/** 1 where any of the first k is a hit. */
export function hitAt(hits: Hits, _nRelevant: number, k: number): number {
  return countHits(hits, k) > 0 ? 1 : 0;
}

/** 1 / rank of the first hit among the first k, 0 where there is none. */
export function reciprocalRankAt(hits: Hits, _nRelevant: number, k: number): number {
  for (let i = 0; i < k && i < hits.length; i++) if (hits[i]) return 1 / (i + 1);
  return 0;
}

/** The function of each metric. */
export const metricFunctions: Readonly<Record<RankingMetric, (hits: Hits, nRelevant: number, k: number) => number>> = {
  recall: recallAt,
  'capped-recall': cappedRecallAt,
  precision: precisionAt,
  ndcg: ndcgAt,
  map: averagePrecisionAt,
  'hit-rate': hitAt,
  mrr: reciprocalRankAt,
};
