import { countByCode } from '../../table/by-code.ts';
import { gather } from '../../table/code-order.ts';
import { pairCodes } from '../../table/pair-codes.ts';

/** What the order history of each customer comes to. */
export interface Histories {
  /** Orders after the first. */
  readonly repeats: Float64Array;
  /** From the first order to the last. */
  readonly lastAt: Float64Array;
  /** From the first order to now, in the same unit; at least {@link lastAt}. */
  readonly age: Float64Array;
}

/** Histories that many customers share, told once each. */
export interface GroupedHistories {
  readonly repeats: Int32Array;
  /** Places among {@link times}. */
  readonly lastAt: Int32Array;
  readonly age: Int32Array;
  /** The different times there are, ascending. */
  readonly times: Float64Array;
  /** How many customers share each history. */
  readonly counts: Float64Array;
  /** The history of each customer. */
  readonly groupOf: Int32Array;
}

/** Groups equal histories: a likelihood over them costs what the different ones cost, however many customers there are. O(n). */
export function groupHistories({ repeats, lastAt, age }: Histories): GroupedHistories {
  const times = distinct(lastAt, age);
  const place = new Map(Array.from(times, (time, i) => [time, i]));
  const codesOf = (list: Float64Array): Int32Array => {
    const codes = new Int32Array(list.length);
    for (let i = 0; i < codes.length; i++) codes[i] = place.get(list[i]!)!;
    return codes;
  };
  const [last, now] = [codesOf(lastAt), codesOf(age)];
  const counted = Int32Array.from(repeats);
  const most = counted.reduce((high, count) => Math.max(high, count), 0) + 1;
  const pairs = pairCodes({ codes: now, nCodes: times.length }, { codes: last, nCodes: times.length });
  const { codes, nCodes, firstRows } = pairCodes(pairs, { codes: counted, nCodes: most });
  return {
    repeats: gather(counted, firstRows),
    lastAt: gather(last, firstRows),
    age: gather(now, firstRows),
    times,
    counts: Float64Array.from(countByCode(codes, nCodes)),
    groupOf: codes,
  };
}

/** The different numbers of some lists, ascending. */
function distinct(...lists: readonly Float64Array[]): Float64Array {
  const seen = new Set<number>();
  for (const list of lists) for (const value of list) seen.add(value);
  return Float64Array.from(seen).sort();
}
