import { gather } from '../../table/code-order.ts';
import { byTime, type Durations } from './durations.ts';

/**
 * Of all pairs of rows of which one is known to have had the event first, the share in which that one has the higher score; equal scores
 * count half.
 *
 * Harrell, Lee & Mark (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4. O(n log n) by counts in a tree.
 *
 * @returns NaN where there is no such pair.
 */
export function concordance(durations: Durations, scores: Float64Array): number {
  const { times, events } = durations;
  const places = ranksOf(scores);
  const tree = new Float64Array(scores.length + 1);
  let [right, pairs, inTree] = [0, 0, 0];
  const order = byTime(durations).reverse();
  const sorted = gather(times, order);
  for (let at = 0; at < order.length;) {
    const time = sorted[at]!;
    const from = at;
    while (at < order.length && sorted[at] === time) at++;
    const rows = order.subarray(from, at);
    // A row censored at the time of an event was watched longer than that.
    const add = (isEvent: 0 | 1): void => {
      for (const row of rows) {
        if (events[row] !== isEvent) continue;
        for (let i = places[row]! + 1; i <= scores.length; i += i & -i) tree[i]!++;
        inTree++;
      }
    };
    add(0);
    for (const row of rows) {
      if (!events[row]) continue;
      const below = countTo(tree, places[row]!);
      const upTo = countTo(tree, places[row]! + 1);
      right += below + (upTo - below) / 2;
      pairs += inTree;
    }
    add(1);
  }
  return pairs === 0 ? NaN : right / pairs;
}

function countTo(tree: Float64Array, place: number): number {
  let count = 0;
  for (let i = place; i > 0; i -= i & -i) count += tree[i]!;
  return count;
}

/** Places of numbers in order; equal ones share one. */
function ranksOf(values: Float64Array): Int32Array {
  const order = Int32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Int32Array(values.length);
  let rank = -1;
  order.forEach((row, i) => {
    if (i === 0 || values[row] !== values[order[i - 1]!]) rank++;
    ranks[row] = rank;
  });
  return ranks;
}
