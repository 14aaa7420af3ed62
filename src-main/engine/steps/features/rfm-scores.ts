import type { Text } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { countByCode, mostByCode, sumByCode } from '../../table/by-code.ts';
import { gather, positions } from '../../table/code-order.ts';
import { pairCodes } from '../../table/pair-codes.ts';
import { numberWords, radixSort } from '../../table/radix.ts';
import { rankKeys } from '../../table/ranked-keys.ts';
import { amountsOf, dayOf, orderCodes } from '../order-lines.ts';
import type { Pace } from '../pace.ts';
import { measuredOnce } from './measured-once.ts';

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
 * @param pace told of each stage.
 */
export const measureRfm = measuredOnce((orders: Table, referenceDate: number, pace: Pace): RfmValues => {
  const times = orders.dateRole('time').values;
  const amounts = amountsOf(orders);
  const { codes, keys } = rankKeys(orders.textRole('customerId'));
  pace(0.3);
  for (let row = 0; row < codes.length; row++) if (!(times[row]! < referenceDate)) codes[row] = -1;
  const last = mostByCode(codes, keys.length, times);
  const monetary = sumByCode(codes, keys.length, amounts);
  pace(0.5);
  const pairs = pairCodes(
    { codes, nCodes: keys.length },
    orderCodes(orders, () => pace(0.6)),
    () => pace(0.7),
  );
  const frequency = countByCode(gather(codes, pairs.firstRows), keys.length);
  pace(1);
  const known = positions(keys.length).filter((customer) => !Number.isNaN(last[customer]!));
  const today = dayOf(referenceDate);
  return {
    keys: Array.from(known, (customer) => keys[customer]!),
    recency: gather(last, known).map((time) => today - dayOf(time)),
    frequency: new Float64Array(gather(frequency, known)),
    monetary: gather(monetary, known),
  };
});

const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Customers from the worst to the best of a measure, ties in key order. */
function rankOrder(values: Float64Array, smallIsGood: boolean): Int32Array {
  const worstFirst = smallIsGood ? values.map((value) => -value) : values;
  return radixSort(numberWords(worstFirst), positions(values.length));
}

/** Quantile edges of ranks: with n customers, rank r (from 0) has score floor(r · nScores / n) + 1. */
function edgesOf(values: Float64Array, keys: readonly string[], nScores: number, smallIsGood: boolean): RankEdge[] {
  const order = rankOrder(values, smallIsGood);
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
  const score = (measure: Float64Array, own: readonly RankEdge[], smallIsGood: boolean): Int32Array => {
    const sign = smallIsGood ? -1 : 1;
    const scores = new Int32Array(measure.length);
    for (let i = 0; i < scores.length; i++) {
      let score = 1;
      for (const edge of own) {
        const better = sign * (measure[i]! - edge.value);
        if (better > 0 || (better === 0 && byKey(values.keys[i]!, edge.key) > 0)) score++;
      }
      scores[i] = score;
    }
    return scores;
  };
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
