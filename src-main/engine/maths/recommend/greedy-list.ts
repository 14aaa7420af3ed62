import type { Random } from '../random.ts';

/** What weighs against plain relevance while a list is built. */
export interface ListTrade {
  /** How much being unlike what stands in the list already counts, from 0 to 1. */
  readonly diversity: number;
  /** How much showing groups in the shares of the customer's own tastes counts, from 0 to 1. */
  readonly calibration: number;
  /** How many of one group a list may hold; 0 for any number. */
  readonly mostPerGroup: number;
  /** The chance that a place goes to any candidate that is left, from 0 to 1. */
  readonly epsilon: number;
}

/** What is known of the candidates of one customer. */
export interface Candidates {
  /** The best first, by plain relevance. */
  readonly items: Int32Array;
  /** Relevance from 0 to 1. */
  readonly relevance: Float64Array;
  /** What else speaks for each, on the scale of relevance. */
  readonly bonus: Float64Array;
}

/** What a list is judged by beside relevance. */
export interface ListTools {
  /** How alike two items are, from 0 to 1. */
  likeness(a: number, b: number): number;
  /** The group of each item, −1 where unknown; null where there are no groups. */
  readonly groups: Int32Array | null;
  /** The customer's own share of each group, summing to 1; null where nothing is known. */
  readonly tastes: Float64Array | null;
  readonly random: Random;
}

/** A little of the tastes is mixed into what a list shows, so that a group that is not shown yet costs a finite amount. */
const SMOOTHING = 0.01;

/**
 * Builds a list place by place, each time taking the candidate with the most (1 − diversity)·(1 − calibration)·relevance + bonus −
 * diversity·(likeness to the most alike item of the list) − calibration·KL(tastes ‖ groups of the list). With one of the two at 0 this is
 * maximal marginal relevance, or calibrated recommendation; of equals the better one by relevance is taken. O(candidates · topK).
 *
 * Carbonell & Goldstein (1998), doi:10.1145/290941.291025; Steck (2018), Calibrated recommendations, doi:10.1145/3240323.3240372.
 *
 * @returns positions among the candidates, at most topK.
 */
export function greedyList(
  { items, relevance, bonus }: Candidates,
  topK: number,
  { diversity, calibration, mostPerGroup, epsilon }: ListTrade,
  { likeness, groups, tastes, random }: ListTools,
): Int32Array {
  const n = items.length;
  const weight = (1 - diversity) * (1 - calibration);
  const nearest = new Float64Array(n);
  const isTaken = new Uint8Array(n);
  const groupOf = (at: number): number => groups?.[items[at]!] ?? -1;
  const shown = new Map<number, number>();
  const isFull = (at: number): boolean =>
    mostPerGroup > 0 && groupOf(at) >= 0 && (shown.get(groupOf(at)) ?? 0) >= mostPerGroup;
  const chosen: number[] = [];
  while (chosen.length < Math.min(topK, n)) {
    let best = -1;
    if (epsilon > 0 && random.next() < epsilon) {
      const open = Array.from(items.keys()).filter((at) => !isTaken[at] && !isFull(at));
      best = open[random.integer(open.length)] ?? -1;
    } else {
      const misfit = calibration > 0 && tastes && groups ? misfitBy(tastes, shown, chosen.length + 1) : null;
      let most = -Infinity;
      for (let at = 0; at < n; at++) {
        if (isTaken[at] || isFull(at)) continue;
        let gain = weight * relevance[at]! + bonus[at]! - diversity * nearest[at]!;
        if (misfit) gain -= calibration * misfit(groupOf(at));
        if (gain > most) [most, best] = [gain, at];
      }
    }
    if (best < 0) break;
    isTaken[best] = 1;
    chosen.push(best);
    const group = groupOf(best);
    if (group >= 0) shown.set(group, (shown.get(group) ?? 0) + 1);
    if (diversity > 0)
      for (let at = 0; at < n; at++)
        if (!isTaken[at]) nearest[at] = Math.max(nearest[at]!, likeness(items[at]!, items[best]!));
  }
  return Int32Array.from(chosen);
}

/** The divergence of a list of n items from the tastes, by the group of the item that is added to what is shown. */
function misfitBy(tastes: Float64Array, shown: ReadonlyMap<number, number>, n: number): (group: number) => number {
  const term = (group: number, count: number): number => {
    const taste = tastes[group]!;
    return taste > 0 ? taste * Math.log(taste / ((1 - SMOOTHING) * (count / n) + SMOOTHING * taste)) : 0;
  };
  const without = Float64Array.from(tastes, (_, group) => term(group, shown.get(group) ?? 0));
  const sum = without.reduce((total, value) => total + value, 0);
  return (group) =>
    group >= 0 && group < tastes.length ? sum - without[group]! + term(group, (shown.get(group) ?? 0) + 1) : sum;
}

/**
 * Kullback and Leibler's divergence of what a list shows from a customer's tastes, smoothed as Steck (2018) does.
 *
 * @param groups the group of each item of the list, −1 where unknown. @returns NaN for an empty list.
 */
export function miscalibration(tastes: Float64Array, groups: Iterable<number>): number {
  const shown = new Map<number, number>();
  let n = 0;
  for (const group of groups) {
    n++;
    if (group >= 0) shown.set(group, (shown.get(group) ?? 0) + 1);
  }
  return n > 0 ? misfitBy(tastes, shown, n)(-1) : NaN;
}

/** The share of each group in a history; null where none of its items has one. */
export function tastesOf(history: Iterable<number>, groups: Int32Array, nGroups: number): Float64Array | null {
  const tastes = new Float64Array(nGroups);
  let n = 0;
  for (const item of history) {
    const group = groups[item]!;
    if (group < 0) continue;
    tastes[group]!++;
    n++;
  }
  return n > 0 ? tastes.map((count) => count / n) : null;
}
