import type { Context } from '../../steps/context.ts';
import { transpose, type SparseRows } from '../../table/sparse.ts';
import { sparseTimes } from '../product.ts';
import type { Random } from '../random.ts';
import { countsOfRows, shareRows, withValues } from './shared-rows.ts';

export interface GcnOptions {
  readonly factors: number;
  /** How many times vectors are handed on to their neighbours; 0 for plain factors. */
  readonly layers: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** How strongly the vectors of a batch are drawn to zero. */
  readonly regularisation: number;
}

/** A bipartite graph whose edges weigh 1 ÷ √(the two ends' numbers of edges), from users to items and back. */
export interface Graph {
  readonly toItems: SparseRows;
  readonly toUsers: SparseRows;
}

/** Where a training is at the end of an epoch. */
export interface GcnState {
  /** Vectors of users, then of items, before they are handed on, (nUsers + nItems, factors). */
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly nSteps: number;
  /** The mean loss of each epoch done. */
  readonly losses: readonly number[];
}

type Tools = Pick<Context, 'pool' | 'signal'>;

/** What the training is told by. */
interface Watch {
  /** The share that is done and the epoch that is being done. */
  progress(share: number, epoch: number): void;
  /** The state after an epoch; not to be kept as it is. */
  ended(state: GcnState): Promise<void> | void;
}

const FIRST_SIZE = 0.1;
const VALUES_A_BLOCK = 2 ** 16;
const MOST_DRAWS = 20;

/** The graph of who has what. @param userItems (nUsers, nItems); what is there counts, not how much. */
export function graphOf(userItems: SparseRows): Graph {
  const [ofUsers, ofItems] = [countsOfRows(userItems), countsOfRows(transpose(userItems))];
  const weighed = withValues(
    userItems,
    (entry, user) => 1 / Math.sqrt(ofUsers[user]! * ofItems[userItems.columns[entry]!]!),
  );
  return { toItems: shareRows(weighed), toUsers: shareRows(transpose(weighed)) };
}

const floats = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(n * 8));

/**
 * The sum of vectors after 0, 1, … `layers` passes over the graph; users come first. The graph's matrix is symmetric, so slopes go back
 * by the same sum.
 *
 * @param vectors (nUsers + nItems, width), in shared memory; not modified. @param into written: the sum. @throws cancelled
 */
export async function sumOfLayers(
  { toItems, toUsers }: Graph,
  vectors: Float64Array,
  into: Float64Array,
  layers: number,
  { pool, signal }: Tools,
): Promise<void> {
  const { nRows, nColumns } = toItems;
  const width = vectors.length / (nRows + nColumns);
  const split = nRows * width;
  into.set(vectors);
  let [users, items] = [vectors.subarray(0, split), vectors.subarray(split)];
  for (let layer = 0; layer < layers; layer++) {
    signal.throwIfAborted();
    [users, items] = [
      await sparseTimes(toItems, items, width, { pool }),
      await sparseTimes(toUsers, users, width, { pool }),
    ];
    for (let at = 0; at < split; at++) into[at]! += users[at]!;
    for (let at = 0; at < items.length; at++) into[split + at]! += items[at]!;
  }
}

/** What a training found, with vectors as means of layers. */
export interface GcnPoints {
  /** (nUsers, width): a user beside what they have. */
  readonly users: Float64Array;
  /** (nItems, width): an item as it is scored. */
  readonly items: Float64Array;
  /** (nItems, width): an item as a part of a user, who is the sum of these over the root of their number, and what they are beside. */
  readonly owned: Float64Array;
}

/** The vectors that scores are products of; users are parted into what they are and what each of their items adds. @throws cancelled */
export async function pointsOf(
  userItems: SparseRows,
  weights: Float64Array,
  layers: number,
  tools: Tools,
): Promise<GcnPoints> {
  const graph = graphOf(userItems);
  const split = (weights.length / (userItems.nRows + userItems.nColumns)) * userItems.nRows;
  const width = split / userItems.nRows;
  const [sum, before] = [floats(weights.length), floats(weights.length)];
  await sumOfLayers(graph, weights, sum, layers, tools);
  await sumOfLayers(graph, weights, before, layers - 1, tools);
  const share = 1 / (layers + 1);
  const counts = countsOfRows(graph.toUsers);
  const scaled = (values: Float64Array) => Float64Array.from(values, (value) => value * share);
  return {
    users: scaled(weights.subarray(0, split)),
    items: scaled(sum.subarray(split)),
    owned: scaled(before.subarray(split)).map((value, at) => value / Math.sqrt(counts[Math.floor(at / width)]!)),
  };
}

/** A training's first state. */
export function firstState(nVectors: number, factors: number, random: Random): GcnState {
  const size = nVectors * factors;
  const weights = floats(size);
  for (let at = 0; at < size; at++) weights[at] = FIRST_SIZE * random.normal();
  return { weights, means: floats(size), variances: floats(size), nSteps: 0, losses: [] };
}

/** A state in memory that threads share. */
export function sharedState(state: GcnState): GcnState {
  const [weights, means, variances] = [state.weights, state.means, state.variances].map((values) => {
    const own = floats(values.length);
    own.set(values);
    return own;
  }) as [Float64Array, Float64Array, Float64Array];
  return { ...state, weights, means, variances };
}

/**
 * Trains vectors so that, handed on over the graph, they put what a user has before what the user has not. Goes on from a state to the
 * same vectors as without an interruption. O(epochs · entries ÷ batchSize · layers · entries · factors).
 *
 * He et al. (2020), LightGCN: simplifying and powering graph convolution network for recommendation, arXiv:2002.02126.
 *
 * @param userItems (nUsers, nItems), columns ascending. @param state changed in place. @returns the last state. @throws cancelled
 */
export async function trainGcn(
  userItems: SparseRows,
  state: GcnState,
  options: GcnOptions,
  tools: Tools & Pick<Context, 'random'>,
  watch: Watch,
): Promise<GcnState> {
  const { pool, signal, random } = tools;
  const { weights, means, variances } = state;
  const { layers, epochs, batchSize, learningRate: rate, regularisation } = options;
  const graph = graphOf(userItems);
  const users = usersOfEntries(userItems);
  const nSteps = Math.ceil(users.length / batchSize);
  const [final, slopes, back] = [floats(weights.length), floats(weights.length), floats(weights.length)];
  let now = state;
  for (let epoch = state.losses.length; epoch < epochs && nSteps > 0; epoch++) {
    const own = random.fork(epoch);
    const order = own.permutation(users.length);
    let [loss, step] = [0, now.nSteps];
    for (let from = 0; from < order.length; from += batchSize) {
      signal.throwIfAborted();
      watch.progress((epoch + from / order.length) / epochs, epoch + 1);
      const pairs = drawPairs(userItems, users, order.subarray(from, from + batchSize), own);
      await sumOfLayers(graph, weights, final, layers, tools);
      slopes.fill(0);
      loss += addSlopes(pairs, final, slopes, { width: options.factors, layers });
      await sumOfLayers(graph, slopes, back, layers, tools);
      drawToZero(pairs, weights, back, { width: options.factors, by: regularisation });
      step++;
      await pool.run('adamRows', weights.length, VALUES_A_BLOCK, {
        weights,
        slopes: back,
        means,
        variances,
        rate,
        step,
      });
    }
    now = { ...now, nSteps: step, losses: [...now.losses, loss / order.length] };
    await watch.ended(now);
  }
  return now;
}

/** Each a user, an item that the user has and one that the user has not, as places among the vectors. */
export interface Pairs {
  readonly users: Int32Array;
  readonly wanted: Int32Array;
  readonly others: Int32Array;
}

function usersOfEntries({ nRows, offsets, columns }: SparseRows): Int32Array {
  const users = new Int32Array(columns.length);
  for (let user = 0; user < nRows; user++) users.fill(user, offsets[user], offsets[user + 1]);
  return users;
}

/** Entries with an item that their user has not; users who have nearly all items are left out where none is drawn. */
function drawPairs(
  { nRows, nColumns, offsets, columns }: SparseRows,
  users: Int32Array,
  entries: Int32Array,
  random: Random,
): Pairs {
  const found: [user: number, wanted: number, other: number][] = [];
  for (const entry of entries) {
    const user = users[entry]!;
    for (let draw = 0; draw < MOST_DRAWS; draw++) {
      const other = random.integer(nColumns);
      if (holds(columns, offsets[user]!, offsets[user + 1]!, other)) continue;
      found.push([user, nRows + columns[entry]!, nRows + other]);
      break;
    }
  }
  const part = (at: 0 | 1 | 2) => Int32Array.from(found, (pair) => pair[at]);
  return { users: part(0), wanted: part(1), others: part(2) };
}

function holds(sorted: Int32Array, from: number, to: number, wanted: number): boolean {
  let [low, high] = [from, to - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] === wanted) return true;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/**
 * Adds the slopes of the mean of −log σ(score of what is wanted − score of the other), where a vector is the mean of its layers.
 *
 * @param final sums of layers. @param slopes by the vectors before they are handed on, less one pass back. @returns the sum of losses.
 */
export function addSlopes(
  { users, wanted, others }: Pairs,
  final: Float64Array,
  slopes: Float64Array,
  { width, layers }: { width: number; layers: number },
): number {
  const share = 1 / (layers + 1);
  let loss = 0;
  users.forEach((user, pair) => {
    const [u, i, j] = [user * width, wanted[pair]! * width, others[pair]! * width];
    let lead = 0;
    for (let k = 0; k < width; k++) lead += final[u + k]! * (final[i + k]! - final[j + k]!);
    lead *= share * share;
    loss += lead > 0 ? Math.log1p(Math.exp(-lead)) : Math.log1p(Math.exp(lead)) - lead;
    // A mean of layers twice: once in the score's other side, once in what a vector hands on.
    const pull = (share * share) / (1 + Math.exp(lead)) / users.length;
    for (let k = 0; k < width; k++) {
      const [x, p, q] = [final[u + k]!, final[i + k]!, final[j + k]!];
      slopes[u + k]! -= pull * (p - q);
      slopes[i + k]! -= pull * x;
      slopes[j + k]! += pull * x;
    }
  });
  return loss;
}

/** Adds the slopes of regularisation ÷ 2 times the mean over pairs of the squares of their three vectors. */
function drawToZero(
  pairs: Pairs,
  weights: Float64Array,
  slopes: Float64Array,
  { width, by }: { width: number; by: number },
): void {
  const share = by / Math.max(1, pairs.users.length);
  if (share === 0) return;
  for (const places of [pairs.users, pairs.wanted, pairs.others])
    for (const place of places)
      for (let at = place * width; at < (place + 1) * width; at++) slopes[at]! += share * weights[at]!;
}
