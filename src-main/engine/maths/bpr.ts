import type { PairShared } from '../kernels/rank-pairs.ts';
import { STRIP, stripsOf } from '../kernels/strips.ts';
import type { Context } from '../steps/context.ts';
import type { SparseRows } from '../table/sparse.ts';
import { aliasTable } from './alias.ts';
import type { Random } from './random.ts';

export interface BprOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly regularisation: number;
  /** Items that are not the user's are drawn by how many users they have to this power: 0 draws all alike. */
  readonly popularityPower: number;
}

/** What was learned of the items, in double precision, and how often pairs stood in the right order, epoch by epoch. */
export interface BprFit {
  readonly width: number;
  /** (nItems, width), row-major; what pads a row is zero. */
  readonly items: Float64Array;
  readonly biases: Float64Array;
  readonly ordered: Float64Array;
}

/** Users and items are parted into so many groups at most, however many threads there are; each group of items is this large at least. */
const MOST_GROUPS = 8;
const LEAST_ITEMS = 32;
/** What the factors of a group of users may take of a thread's memory. */
const GROUP_BYTES = 16 * 2 ** 20;

const FIRST_SIZE = 0.1;

/**
 * Bayesian personalised ranking: steps along the slope of how surely what a user has stands before what the user has not.
 *
 * Rendle et al. (2009), arXiv:1205.2618; groups that never touch at once as in Gemulla et al. (2011), doi:10.1145/2020408.2020426.
 * Departure from the papers: the item that the user has not is drawn from the same group of items, which are new groups each epoch.
 *
 * @param userItems (nUsers, nItems), columns ascending; what is there counts, not how much; not modified.
 * @param watch told the share that is done, the epoch, and how often pairs stood in the right order in the one before. @throws cancelled
 */
export async function fitBpr(
  userItems: SparseRows,
  options: BprOptions,
  { pool, signal, random }: Pick<Context, 'pool' | 'signal' | 'random'>,
  watch: (share: number, epoch: number, ordered: number) => void,
): Promise<BprFit> {
  const { nRows, nColumns, columns } = userItems;
  const width = stripsOf(options.factors) * STRIP;
  const users = randomFloats(nRows, options.factors, width, random);
  const items = randomFloats(nColumns, options.factors, width, random);
  const biases = floats(nColumns);
  const ordered = new Float64Array(options.epochs);
  const nGroups = Math.max(
    Math.min(MOST_GROUPS, Math.floor(nColumns / LEAST_ITEMS), nRows),
    Math.ceil((nRows * width * 4) / GROUP_BYTES),
    1,
  );
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const parts = partition(userItems, nGroups, options.popularityPower, random.fork(epoch));
    const placed = { users: gather(users, parts.userOrder, width), items: gather(items, parts.itemOrder, width) };
    const placedBiases = gather(biases, parts.itemOrder, 1);
    let right = 0;
    for (let turn = 0; turn < nGroups; turn++) {
      signal.throwIfAborted();
      watch((epoch + turn / nGroups) / options.epochs, epoch + 1, ordered[epoch - 1] ?? NaN);
      const seeds = Uint32Array.from({ length: nGroups * 4 }, () => random.integer(2 ** 32));
      const shared: PairShared = {
        ...parts.shared,
        turn,
        ...placed,
        biases: placedBiases,
        width,
        rate: options.learningRate,
        decay: options.regularisation,
        seeds,
      };
      for (const found of await pool.run('rankPairs', nGroups, 1, shared)) right += found;
    }
    scatter(placed.users, parts.userOrder, width, users);
    scatter(placed.items, parts.itemOrder, width, items);
    scatter(placedBiases, parts.itemOrder, 1, biases);
    ordered[epoch] = columns.length > 0 ? right / columns.length : 0;
  }
  return { width, items: Float64Array.from(items), biases: Float64Array.from(biases), ordered };
}

const floats = (n: number): Float32Array => new Float32Array(new SharedArrayBuffer(n * 4));

function randomFloats(n: number, factors: number, width: number, random: Random): Float32Array {
  const made = floats(n * width);
  for (let row = 0; row < n; row++)
    for (let j = 0; j < factors; j++) made[row * width + j] = (FIRST_SIZE * random.normal()) / Math.sqrt(factors);
  return made;
}

/** Rows in another order: row i of what is returned is row order[i]. */
function gather(rows: Float32Array, order: Int32Array, width: number): Float32Array {
  const out = floats(rows.length);
  order.forEach((from, to) => {
    out.set(rows.subarray(from * width, (from + 1) * width), to * width);
  });
  return out;
}

/** Undoes {@link gather}. */
function scatter(rows: Float32Array, order: Int32Array, width: number, out: Float32Array): void {
  order.forEach((to, from) => {
    out.set(rows.subarray(from * width, (from + 1) * width), to * width);
  });
}

/** Users and items in random groups of about one size, with pairs by group. */
function partition(userItems: SparseRows, nGroups: number, power: number, random: Random) {
  const { nRows, nColumns } = userItems;
  const userOrder = random.permutation(nRows);
  const itemOrder = random.permutation(nColumns);
  const bounds = (n: number) => Int32Array.from({ length: nGroups + 1 }, (_, g) => Math.floor((g * n) / nGroups));
  const [userStarts, itemStarts] = [bounds(nRows), bounds(nColumns)];
  const { offsets, columns } = renumbered(userItems, userOrder, placesOf(itemOrder));
  const shares = new Float64Array(nColumns);
  const others = new Int32Array(nColumns);
  const counts = new Float64Array(nColumns);
  for (const item of columns) counts[item]!++;
  for (let g = 0; g < nGroups; g++) {
    const [from, to] = [itemStarts[g]!, itemStarts[g + 1]!];
    const table = aliasTable(counts.slice(from, to).map((count) => count ** power));
    shares.set(table.shares, from);
    others.set(table.others, from);
  }
  return {
    userOrder,
    itemOrder,
    shared: {
      nGroups,
      userStarts,
      itemStarts,
      offsets,
      columns,
      shares,
      others,
      ...pairsByGroup(offsets, columns, userStarts, itemStarts),
    },
  };
}

function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((from, to) => (places[from] = to));
  return places;
}

/** What each user has, users and items renumbered, items ascending. In shared memory. */
function renumbered({ offsets, columns }: SparseRows, userOrder: Int32Array, itemPlaces: Int32Array) {
  const fresh = ints(offsets.length);
  const out = ints(columns.length);
  let size = 0;
  userOrder.forEach((user, to) => {
    const own = out.subarray(size, size + offsets[user + 1]! - offsets[user]!);
    for (let i = 0; i < own.length; i++) own[i] = itemPlaces[columns[offsets[user]! + i]!]!;
    own.sort();
    fresh[to + 1] = size += own.length;
  });
  return { offsets: fresh, columns: out };
}

const ints = (n: number): Int32Array => new Int32Array(new SharedArrayBuffer(n * 4));

/** All pairs, sorted by the user's group and then the item's. */
function pairsByGroup(offsets: Int32Array, columns: Int32Array, userStarts: Int32Array, itemStarts: Int32Array) {
  const nGroups = userStarts.length - 1;
  const groupOf = new Int32Array(itemStarts[nGroups]!);
  for (let g = 0; g < nGroups; g++) groupOf.fill(g, itemStarts[g], itemStarts[g + 1]);
  const entryStarts = new Int32Array(nGroups * nGroups + 1);
  const visit = (call: (cell: number, user: number, item: number) => void): void => {
    for (let g = 0; g < nGroups; g++)
      for (let user = userStarts[g]!; user < userStarts[g + 1]!; user++)
        for (let at = offsets[user]!; at < offsets[user + 1]!; at++)
          call(g * nGroups + groupOf[columns[at]!]!, user, columns[at]!);
  };
  visit((cell) => entryStarts[cell + 1]!++);
  for (let cell = 0; cell < entryStarts.length - 1; cell++) entryStarts[cell + 1]! += entryStarts[cell]!;
  const [entryUsers, entryItems] = [ints(columns.length), ints(columns.length)];
  const next = entryStarts.slice();
  visit((cell, user, item) => {
    const at = next[cell]!++;
    entryUsers[at] = user;
    entryItems[at] = item;
  });
  return { entryStarts, entryUsers, entryItems };
}
