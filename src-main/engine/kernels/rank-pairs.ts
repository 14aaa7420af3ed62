import type { Kernels } from './instance.ts';
import { rankPairsPlain } from './rank-pairs-plain.ts';

/**
 * Users and items in so many groups each, numbered group by group. Group g of the users meets group (g + turn) of the items, so that
 * groups that are worked on together never touch.
 */
export interface PairShared {
  readonly nGroups: number;
  readonly turn: number;
  /** Where the groups of users and of items begin, (nGroups + 1). */
  readonly userStarts: Int32Array;
  readonly itemStarts: Int32Array;
  /** Read and written, (n, width), row-major; the width is a multiple of four. */
  readonly users: Float32Array;
  readonly items: Float32Array;
  readonly biases: Float32Array;
  readonly width: number;
  /** Pairs of user and item by group of user, then of item: those of (g, h) begin at entryStarts[g · nGroups + h]. */
  readonly entryStarts: Int32Array;
  readonly entryUsers: Int32Array;
  readonly entryItems: Int32Array;
  /** What each user has: columns[offsets[u] … offsets[u + 1]), ascending. */
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  /** An alias table over each group of items, one after another; `others` count from the group's first. */
  readonly shares: Float64Array;
  readonly others: Int32Array;
  readonly rate: number;
  readonly decay: number;
  /** Four words of chance for each group. */
  readonly seeds: Uint32Array;
}

/** Groups [start, end) of the users take as many steps as there are pairs with the group of items they meet. @returns how many met pairs in order */
export function rankPairs(start: number, end: number, shared: PairShared, kernels: Kernels | null): number {
  let right = 0;
  for (let group = start; group < end; group++) right += oneGroup(group, shared, kernels);
  return right;
}

/** What one group reads and writes, numbered from its own first user and item. */
export interface PairGroup {
  readonly users: Float32Array;
  readonly items: Float32Array;
  readonly biases: Float32Array;
  readonly width: number;
  readonly entryUsers: Int32Array;
  readonly entryItems: Int32Array;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly firstItem: number;
  readonly shares: Float64Array;
  readonly others: Int32Array;
  readonly rate: number;
  readonly decay: number;
  readonly state: Uint32Array;
}

function oneGroup(group: number, shared: PairShared, kernels: Kernels | null): number {
  const { nGroups, turn, userStarts, itemStarts, width, entryStarts } = shared;
  const met = (group + turn) % nGroups;
  const [firstUser, lastUser] = [userStarts[group]!, userStarts[group + 1]!];
  const [firstItem, lastItem] = [itemStarts[met]!, itemStarts[met + 1]!];
  const cell = group * nGroups + met;
  const [from, to] = [entryStarts[cell]!, entryStarts[cell + 1]!];
  const firstEntry = shared.offsets[firstUser]!;
  const work: PairGroup = {
    users: shared.users.subarray(firstUser * width, lastUser * width),
    items: shared.items.subarray(firstItem * width, lastItem * width),
    biases: shared.biases.subarray(firstItem, lastItem),
    width,
    entryUsers: shared.entryUsers.slice(from, to).map((user) => user - firstUser),
    entryItems: shared.entryItems.slice(from, to).map((item) => item - firstItem),
    offsets: shared.offsets.slice(firstUser, lastUser + 1).map((offset) => offset - firstEntry),
    columns: shared.columns.subarray(firstEntry, shared.offsets[lastUser]),
    firstItem,
    shares: shared.shares.subarray(firstItem, lastItem),
    others: shared.others.subarray(firstItem, lastItem),
    rate: Math.fround(shared.rate),
    decay: Math.fround(shared.decay),
    state: shared.seeds.slice(group * 4, group * 4 + 4),
  };
  if (work.entryUsers.length === 0) return 0;
  return kernels ? compiled(work, kernels) : rankPairsPlain(work);
}

function compiled(work: PairGroup, kernels: Kernels): number {
  const { users, items, biases, width, entryUsers, firstItem, shares, rate, decay } = work;
  kernels.begin();
  const [usersAt, itemsAt, biasesAt] = [kernels.put(users), kernels.put(items), kernels.put(biases)];
  const right = kernels.exports.rankPairs(
    usersAt,
    itemsAt,
    biasesAt,
    width,
    kernels.put(entryUsers),
    kernels.put(work.entryItems),
    entryUsers.length,
    kernels.put(work.offsets),
    kernels.put(work.columns),
    firstItem,
    kernels.put(shares),
    kernels.put(work.others),
    shares.length,
    rate,
    decay,
    kernels.put(work.state),
  );
  users.set(kernels.view(Float32Array, usersAt, users.length));
  items.set(kernels.view(Float32Array, itemsAt, items.length));
  biases.set(kernels.view(Float32Array, biasesAt, biases.length));
  return right;
}
