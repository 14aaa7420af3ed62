import { measureRfm, type RfmValues } from '../features/rfm-scores.ts';
import { hasAmounts } from '../features/purchases.ts';
import { dayAfterLastOrder } from '../order-lines.ts';
import type { Pace } from '../pace.ts';
import { textsOf } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import type { Finding } from './leak-findings.ts';
import { leakText as text } from './leak-text.ts';

const MEASURES = ['recency', 'frequency', 'monetary'] as const;

/** Fewer rows than this on which the two times differ tell nothing. */
const LEAST_ROWS = 10;

/**
 * Looks for numbers that count orders after the cut-off: those that equal a measure as of the end of the data, on the rows where it
 * differs from that as of the cut-off.
 *
 * @param table customers, each with a key. @param cutoffs of each row; NaN where unknown.
 */
export function findAfterwards(
  table: Table,
  columns: readonly string[],
  cutoffs: Float64Array,
  orders: Table,
  pace: Pace,
): Finding[] {
  const key = table.findRole('customerId');
  const known = [...new Set(cutoffs)].filter((cutoff) => !Number.isNaN(cutoff));
  if (key?.type !== 'text' || known.length === 0 || !hasAmounts(orders)) return [];
  const keys = textsOf(key);
  const at = new Map(
    known.map((cutoff, i) => [cutoff, byKey(measureRfm(orders, cutoff, () => pace(i / (known.length + 1))))]),
  );
  const end = byKey(measureRfm(orders, dayAfterLastOrder(orders), () => pace(known.length / (known.length + 1))));
  return columns.flatMap((name) => {
    const column = table.number(name);
    const matched = MEASURES.find((measure) => {
      let [differing, likeEnd] = [0, 0];
      keys.forEach((customer, row) => {
        const own = customer === null ? undefined : at.get(cutoffs[row]!)?.get(customer)?.[measure];
        const later = customer === null ? undefined : end.get(customer)?.[measure];
        if (own === undefined || later === undefined || isNear(own, later)) return;
        differing++;
        if (isNear(numberAt(column, row), later)) likeEnd++;
      });
      return differing >= LEAST_ROWS && likeEnd >= 0.9 * differing;
    });
    if (!matched) return [];
    const sentence = text.message('afterwards', { column: name, measure: text.source.messages[matched] });
    return [{ column: name, finding: 'afterwards' as const, value: 1, sentence }];
  });
}

type Measured = Readonly<Record<(typeof MEASURES)[number], number>>;

function byKey({ keys, recency, frequency, monetary }: RfmValues): ReadonlyMap<string, Measured> {
  return new Map(
    keys.map((key, i) => [key, { recency: recency[i]!, frequency: frequency[i]!, monetary: monetary[i]! }]),
  );
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * (1 + Math.abs(b));
