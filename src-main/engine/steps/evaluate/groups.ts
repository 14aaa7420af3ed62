import type { RankingTask } from './ranking-task.ts';
import type { TaskScores } from './score-chain.ts';

/** The quality of a model for a part of the customers, or of what they bought. */
export interface GroupQuality {
  readonly by: 'history' | 'popularity';
  readonly group: number;
  /** The least and the most items known of a customer, or customers of an item. */
  readonly from: number;
  readonly to: number;
  /** Customers, or purchases to be predicted. */
  readonly n: number;
  readonly value: number;
}

const GROUPS = 3;

/** A measure's mean over customers by how many items they are known to have, in three groups of about one size. */
export function byHistory(
  { nKnown }: RankingTask,
  values: Float64Array,
  nMeasures: number,
  main: number,
): GroupQuality[] {
  return groupsOf(nKnown).map((members, group) => ({
    by: 'history',
    group: group + 1,
    ...boundsOf(members, nKnown),
    n: members.length,
    value: members.reduce((sum, user) => sum + values[user * nMeasures + main]!, 0) / members.length,
  }));
}

/** The share of purchases to be predicted that are in the first k, by how many training customers the item has, in three groups. */
export function byPopularity(task: RankingTask, { lists, topK }: TaskScores, k: number): GroupQuality[] {
  const counts = new Int32Array(task.catalogue.length);
  for (const item of task.trainRows.columns) counts[item]!++;
  const [popularity, found]: [number[], number[]] = [[], []];
  task.relevant.forEach((items, user) => {
    const shown = new Set(lists.subarray(user * topK, user * topK + k));
    for (const item of items) {
      popularity.push(counts[item]!);
      found.push(shown.has(item) ? 1 : 0);
    }
  });
  const sizes = Int32Array.from(popularity);
  return groupsOf(sizes).map((members, group) => ({
    by: 'popularity',
    group: group + 1,
    ...boundsOf(members, sizes),
    n: members.length,
    value: members.reduce((sum, at) => sum + found[at]!, 0) / members.length,
  }));
}

/** Places by size, parted into groups of about one size; equal sizes stay together, so that there may be fewer groups. */
function groupsOf(sizes: Int32Array): number[][] {
  const order = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  const groups: number[][] = [];
  let last = -1;
  order.forEach((at, rank) => {
    const own = Math.floor((rank * GROUPS) / order.length);
    const isNew = own !== last && (rank === 0 || sizes[at] !== sizes[order[rank - 1]!]);
    if (isNew) {
      groups.push([]);
      last = own;
    }
    groups.at(-1)!.push(at);
  });
  return groups;
}

function boundsOf(members: readonly number[], sizes: Int32Array): { from: number; to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const at of members) {
    from = Math.min(from, sizes[at]!);
    to = Math.max(to, sizes[at]!);
  }
  return { from, to };
}
