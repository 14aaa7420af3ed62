import type { Text } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { groupByKey } from '../entity-groups.ts';
import type { Pace } from '../pace.ts';
import { amountsOf, dayOf, orderCodes } from '../order-lines.ts';

/** Recency, frequency and monetary of each customer, in key order. */
export interface RfmValues {
  readonly keys: readonly string[];
  /** Whole days from the last order's day to the reference date. */
  readonly recency: Float64Array;
  /** Distinct orders. */
  readonly frequency: Float64Array;
  /** The sum of all lines. */
  readonly monetary: Float64Array;
}

/** Upper edges between scores: a value above edge s has a score above s + 1. */
export interface RfmEdges {
  readonly nScores: number;
  readonly recency: readonly RankEdge[];
  readonly frequency: readonly RankEdge[];
  readonly monetary: readonly RankEdge[];
}

/** The last member of a quantile: its value and, because ties are broken by id, its customer. */
export interface RankEdge {
  readonly value: number;
  readonly key: string;
}

/**
 * Measures every customer; lines without a customer or a time, and those at or after the reference date, count for nobody.
 *
 * @param referenceDate the start of the day from which recency is counted, in epoch milliseconds.
 * @param pace makes what is told of each customer done.
 */
export function measureRfm(orders: Table, referenceDate: number, pace?: (nCustomers: number) => Pace): RfmValues {
  const times = orders.dateRole('time').values;
  const amounts = amountsOf(orders);
  const codes = orderCodes(orders);
  const groups = groupByKey(orders.textRole('customerId'));
  const nOrders = codes.reduce((most, code) => Math.max(most, code), -1) + 1;
  const seen = new Int32Array(nOrders).fill(-1);
  const keys: string[] = [];
  const [recency, frequency, monetary] = [[], [], []] as [number[], number[], number[]];
  const onward = pace?.(groups.keys.length);
  groups.keys.forEach((key, group) => {
    onward?.(group);
    let last = -Infinity;
    let orderCount = 0;
    let paid = 0;
    for (let i = groups.offsets[group]!; i < groups.offsets[group + 1]!; i++) {
      const row = groups.rows[i]!;
      const time = times[row]!;
      if (!(time < referenceDate)) continue;
      if (time > last) last = time;
      const code = codes[row]!;
      if (code >= 0 && seen[code] !== group) {
        seen[code] = group;
        orderCount++;
      }
      const amount = amounts[row]!;
      if (!Number.isNaN(amount)) paid += amount;
    }
    if (last === -Infinity) return;
    keys.push(key);
    recency.push(dayOf(referenceDate) - dayOf(last));
    frequency.push(orderCount);
    monetary.push(paid);
  });
  return {
    keys,
    recency: Float64Array.from(recency),
    frequency: Float64Array.from(frequency),
    monetary: Float64Array.from(monetary),
  };
}

const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Customers from the worst to the best of a measure, ties by customer id. */
function rankOrder(values: Float64Array, keys: readonly string[], smallIsGood: boolean): number[] {
  const sign = smallIsGood ? -1 : 1;
  return [...keys.keys()].sort((a, b) => sign * (values[a]! - values[b]!) || byKey(keys[a]!, keys[b]!));
}

/** Quantile edges of ranks: with n customers, rank r (from 0) has score floor(r · nScores / n) + 1. */
function edgesOf(values: Float64Array, keys: readonly string[], nScores: number, smallIsGood: boolean): RankEdge[] {
  const order = rankOrder(values, keys, smallIsGood);
  return Array.from({ length: nScores - 1 }, (_, s) => {
    const last = order[Math.max(0, Math.ceil(((s + 1) * order.length) / nScores) - 1)] ?? 0;
    return { value: values[last] ?? 0, key: keys[last] ?? '' };
  });
}

/** The edges by which these customers, and later ones, are scored. */
export function freezeEdges({ keys, recency, frequency, monetary }: RfmValues, nScores: number): RfmEdges {
  return {
    nScores,
    recency: edgesOf(recency, keys, nScores, true),
    frequency: edgesOf(frequency, keys, nScores, false),
    monetary: edgesOf(monetary, keys, nScores, false),
  };
}

/** Scores from 1 (worst) to nScores (best); a small recency is good. */
export function scoreBy(
  values: RfmValues,
  edges: RfmEdges,
): { recency: Int32Array; frequency: Int32Array; monetary: Int32Array; nScores: number } {
  const score = (measure: Float64Array, own: readonly RankEdge[], smallIsGood: boolean): Int32Array =>
    Int32Array.from(measure, (value, i) => {
      const key = values.keys[i]!;
      const beyond = (edge: RankEdge): boolean => {
        const better = smallIsGood ? edge.value - value : value - edge.value;
        return better > 0 || (better === 0 && byKey(key, edge.key) > 0);
      };
      return 1 + own.filter(beyond).length;
    });
  return {
    recency: score(values.recency, edges.recency, true),
    frequency: score(values.frequency, edges.frequency, false),
    monetary: score(values.monetary, edges.monetary, false),
    nScores: edges.nScores,
  };
}

/** The eight groups of the 2 × 2 × 2 convention, by the code that tables hold. */
export const groupNames = {
  champions: { en: 'Champions', zh: '重要价值顾客' },
  rising: { en: 'Big spenders to grow', zh: '重要发展顾客' },
  win_back: { en: 'Loyal, to win back', zh: '重要保持顾客' },
  rescue: { en: 'Big spenders to rescue', zh: '重要挽留顾客' },
  regulars: { en: 'Frequent small buyers', zh: '一般价值顾客' },
  newcomers: { en: 'New or occasional', zh: '一般发展顾客' },
  fading: { en: 'Once frequent, fading', zh: '一般保持顾客' },
  lost: { en: 'Lost', zh: '一般挽留顾客' },
} satisfies Record<string, Text>;

export type GroupName = keyof typeof groupNames;

/** The group of a customer by which half they are in: recent, frequent, high paying. */
export function groupOf(recent: boolean, frequent: boolean, highPaying: boolean): GroupName {
  if (highPaying) return recent ? (frequent ? 'champions' : 'rising') : frequent ? 'win_back' : 'rescue';
  return recent ? (frequent ? 'regulars' : 'newcomers') : frequent ? 'fading' : 'lost';
}
