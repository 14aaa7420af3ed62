import { countsToOffsets, positions, stableOrder } from '../../table/code-order.ts';
import { numberWords, radixSort } from '../../table/radix.ts';

/** Everybody's events one after the other, each one's in the order of time. */
export interface EventSequences {
  /** Where each one's events begin; one more entry than there are people. */
  readonly offsets: Int32Array;
  readonly kinds: Int32Array;
  readonly times: Float64Array;
}

/**
 * @param people whose each event is, −1 for none. @param kinds of each event, −1 for none. @param times NaN for none.
 * @param collapse whether events of one kind right behind each other count as the first of them.
 */
export function sequencesOf(
  people: Int32Array,
  nPeople: number,
  kinds: Int32Array,
  times: Float64Array,
  collapse: boolean,
): EventSequences {
  const own = people.map((person, row) => (kinds[row]! >= 0 && times[row] === times[row] ? person : -1));
  const byTime = radixSort(numberWords(times), positions(times.length));
  const starts = countsToOffsets(own, nPeople);
  const order = stableOrder(own, nPeople, byTime, starts);
  const offsets = new Int32Array(nPeople + 1);
  const [keptKinds, keptTimes] = [new Int32Array(order.length), new Float64Array(order.length)];
  let n = 0;
  for (let person = 0; person < nPeople; person++) {
    for (let i = starts[person]!; i < starts[person + 1]!; i++) {
      const row = order[i]!;
      if (collapse && n > offsets[person]! && keptKinds[n - 1] === kinds[row]) continue;
      keptKinds[n] = kinds[row]!;
      keptTimes[n++] = times[row]!;
    }
    offsets[person + 1] = n;
  }
  return { offsets, kinds: keptKinds.subarray(0, n), times: keptTimes.subarray(0, n) };
}

/** Calls back with every step from an event to the next, no longer apart than some milliseconds. */
export function eachStep(
  { offsets, kinds, times }: EventSequences,
  longest: number,
  visit: (person: number, from: number, to: number) => void,
): void {
  for (let person = 0; person + 1 < offsets.length; person++)
    for (let i = offsets[person]! + 1; i < offsets[person + 1]!; i++)
      if (times[i]! - times[i - 1]! <= longest) visit(person, kinds[i - 1]!, kinds[i]!);
}

/** One step from a kind of event to another. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of all steps that begin alike. */
  readonly share: number;
  /** How many times as often as the second follows any. */
  readonly lift: number;
}

/** Steps with how often they were taken, the most frequent first; of equally frequent ones by their kinds. */
export function countSteps(sequences: EventSequences, nKinds: number, longest: number): Step[] {
  const counts = new Map<number, number>();
  const [begun, ended] = [new Float64Array(nKinds), new Float64Array(nKinds)];
  let total = 0;
  eachStep(sequences, longest, (_, from, to) => {
    const key = from * nKinds + to;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    begun[from]!++;
    ended[to]!++;
    total++;
  });
  const keys = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  return keys.map((key) => {
    const [from, to, count] = [Math.floor(key / nKinds), key % nKinds, counts.get(key)!];
    const share = count / begun[from]!;
    return { from, to, count, share, lift: share / (ended[to]! / total) };
  });
}
