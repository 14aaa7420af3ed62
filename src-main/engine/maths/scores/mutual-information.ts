import { digamma } from '../digamma.ts';
import type { Random } from '../random.ts';
import { firstWhere } from '../sorted.ts';
import type { Codes } from './contingency.ts';

/** Noise of this size, relative to the spread, tells equal numbers apart, as the method asks. */
const NOISE = 1e-10;

/** Numbers over their spread, with a noise far below any difference that matters (scikit-learn does the same). */
function jittered(values: Float64Array, random: Random): Float64Array {
  const n = values.length;
  const centre = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / n) || 1;
  const scaled = values.map((value) => value / spread);
  const size = NOISE * Math.max(1, scaled.reduce((sum, value) => sum + Math.abs(value), 0) / n);
  return scaled.map((value) => value + size * random.normal());
}

/**
 * How many sorted numbers are nearer to a value than a distance; at least one, the value itself. Differences are compared,
 * as they were when the distance was taken: adding it to the value would round.
 */
function countNearer(sorted: Float64Array, value: number, distance: number): number {
  const from = firstWhere(sorted, (other) => value - other < distance);
  const to = firstWhere(sorted, (other) => other - value >= distance);
  return Math.max(1, to - from);
}

/** Distance from the number at a place to its k-th nearest neighbour in a sorted array. */
function neighbourDistance(sorted: Float64Array, at: number, k: number): number {
  let [left, right] = [at, at];
  const value = sorted[at]!;
  let distance = 0;
  for (let i = 0; i < k; i++) {
    const below = left > 0 ? value - sorted[left - 1]! : Infinity;
    const above = right < sorted.length - 1 ? sorted[right + 1]! - value : Infinity;
    if (below <= above) {
      left--;
      distance = below;
    } else {
      right++;
      distance = above;
    }
  }
  return distance;
}

/**
 * Mutual information of a number and a category, in nats (Ross 2014, doi:10.1371/journal.pone.0087357).
 *
 * @param neighbours nearest neighbours looked at, 3 as usual; more are smoother.
 * @returns 0 or more; 0 where no category has two rows.
 */
export function mutualInformationOfClass(
  given: Float64Array,
  target: Codes,
  neighbours: number,
  random: Random,
): number {
  const sizes = new Int32Array(target.n);
  const rows = Int32Array.from(given.keys()).filter((row) => Number.isFinite(given[row]) && target.codes[row]! >= 0);
  for (const row of rows) sizes[target.codes[row]!]!++;
  const used = rows.filter((row) => sizes[target.codes[row]!]! > 1);
  if (used.length === 0) return 0;
  const x = jittered(
    Float64Array.from(used, (row) => given[row]!),
    random,
  );
  const all = x.toSorted();
  let [ofNeighbours, ofSizes, ofRange] = [0, 0, 0];
  for (let code = 0; code < target.n; code++) {
    if (sizes[code]! < 2) continue;
    const own = x.filter((_, i) => target.codes[used[i]!] === code).sort();
    const k = Math.min(neighbours, own.length - 1);
    ofNeighbours += own.length * digamma(k);
    ofSizes += own.length * digamma(own.length);
    for (let at = 0; at < own.length; at++)
      ofRange += digamma(countNearer(all, own[at]!, neighbourDistance(own, at, k)));
  }
  const n = used.length;
  return Math.max(0, digamma(n) + (ofNeighbours - ofSizes - ofRange) / n);
}

/**
 * Mutual information of two numbers, in nats (Kraskov, Stögbauer & Grassberger 2004, algorithm 1, doi:10.1103/PhysRevE.69.066138).
 *
 * @returns 0 or more; 0 with too few rows.
 */
export function mutualInformationOfNumbers(
  givenX: Float64Array,
  givenY: Float64Array,
  neighbours: number,
  random: Random,
): number {
  const both = Int32Array.from(givenX.keys()).filter((row) => Number.isFinite(givenX[row]! + givenY[row]!));
  const n = both.length;
  if (n <= neighbours) return 0;
  const x = jittered(
    Float64Array.from(both, (row) => givenX[row]!),
    random,
  );
  const y = jittered(
    Float64Array.from(both, (row) => givenY[row]!),
    random,
  );
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!);
  const [byX, yByX] = [Float64Array.from(order, (row) => x[row]!), Float64Array.from(order, (row) => y[row]!)];
  const sortedY = y.toSorted();
  const nearest = new Float64Array(neighbours);
  let sum = 0;
  for (let at = 0; at < n; at++) {
    const radius = jointDistance(byX, yByX, at, nearest);
    sum += digamma(countNearer(byX, byX[at]!, radius)) + digamma(countNearer(sortedY, yByX[at]!, radius));
  }
  return Math.max(0, digamma(n) + digamma(neighbours) - sum / n);
}

/**
 * The largest-coordinate distance from a row to its k-th nearest: outwards along x, on each side until x alone is further.
 *
 * @param x ascending; y in the same order. @param nearest room for k distances.
 */
function jointDistance(x: Float64Array, y: Float64Array, at: number, nearest: Float64Array): number {
  const last = nearest.length - 1;
  const [ownX, ownY] = [x[at]!, y[at]!];
  nearest.fill(Infinity);
  let furthest = Infinity;
  for (let left = at - 1, right = at + 1; ;) {
    const below = left >= 0 ? ownX - x[left]! : Infinity;
    const above = right < x.length ? x[right]! - ownX : Infinity;
    const alongX = Math.min(below, above);
    if (!(alongX < furthest)) return furthest;
    const alongY = Math.abs(y[below <= above ? left-- : right++]! - ownY);
    if (alongY >= furthest) continue;
    let place = last;
    const distance = Math.max(alongX, alongY);
    for (; place > 0 && nearest[place - 1]! > distance; place--) nearest[place] = nearest[place - 1]!;
    nearest[place] = distance;
    furthest = nearest[last]!;
  }
}
