import type { PairGroup } from './rank-pairs.ts';

// The loop of `assembly/pairwise-ranking.ts` in TypeScript: the same bytes as plain SIMD.

const { floor, fround } = Math;
const TRIES = 8;
const MOST = 40;
const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.90821492927058770002e-10;
const PER_LN2 = 1.442695040888963387;
const WORD = 2.3283064365386963e-10;

/** From the highest power down, as the polynomial is worked out. */
const COEFFICIENTS = [39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1].map((n) => 1 / n);

/** 2^−64 … 2^64 by doubling, which is exact. */
const POWERS = powersOfTwo(64);

function powersOfTwo(most: number): Float64Array {
  const powers = new Float64Array(2 * most + 1).fill(1);
  for (let k = 1; k <= most; k++) {
    powers[most + k] = powers[most + k - 1]! * 2;
    powers[most - k] = powers[most - k + 1]! / 2;
  }
  return powers;
}

function exponential(given: number): number {
  const x = given > MOST ? MOST : given < -MOST ? -MOST : given;
  if (Number.isNaN(x)) return NaN;
  const k = floor(x * PER_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = COEFFICIENTS[0]!;
  for (let i = 1; i < COEFFICIENTS.length; i++) sum = sum * r + COEFFICIENTS[i]!;
  return sum * POWERS[64 + k]!;
}

/** The next word of xoshiro128**. */
function nextWord(state: Uint32Array): number {
  const [a, b, c, d] = state as unknown as [number, number, number, number];
  const product = Math.imul(b, 5);
  const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
  const [third, fourth] = [c ^ a, d ^ b];
  state[0] = a ^ fourth;
  state[1] = b ^ third;
  state[2] = third ^ (b << 9);
  state[3] = (fourth << 11) | (fourth >>> 21);
  return word;
}

const chance = (state: Uint32Array): number => nextWord(state) * WORD;

function holds(list: Int32Array, from: number, to: number, wanted: number): boolean {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]!;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** An item that the user has not, or −1 where none was drawn. */
function drawOther({ shares, others, columns, offsets, firstItem, state }: PairGroup, user: number): number {
  for (let tries = 0; tries < TRIES; tries++) {
    const bucket = floor(chance(state) * shares.length);
    const drawn = chance(state) < shares[bucket]! ? bucket : others[bucket]!;
    if (!holds(columns, offsets[user]!, offsets[user + 1]!, drawn + firstItem)) return drawn;
  }
  return -1;
}

/** See the compiled loop. */
export function rankPairsPlain(work: PairGroup): number {
  const { entryUsers, entryItems, biases, rate, decay, state } = work;
  let right = 0;
  for (let left = entryUsers.length; left > 0; left--) {
    const entry = floor(chance(state) * entryUsers.length);
    const [user, item] = [entryUsers[entry]!, entryItems[entry]!];
    const other = drawOther(work, user);
    if (other < 0) continue;
    const lead = leadOf(work, user, item, other);
    if (lead > 0) right++;
    const z = fround(1 / (1 + exponential(lead)));
    pull(work, user, item, other, z);
    const [p, q] = [biases[item]!, biases[other]!];
    biases[item] = p + fround(rate * fround(z - fround(decay * p)));
    biases[other] = q - fround(rate * fround(z + fround(decay * q)));
  }
  return right;
}

/** How far the item is before the other for the user. */
function leadOf({ users, items, biases, width }: PairGroup, user: number, item: number, other: number): number {
  const sums = new Float32Array(4);
  for (let at = 0; at < width; at++) {
    const difference = fround(items[item * width + at]! - items[other * width + at]!);
    sums[at & 3]! += fround(users[user * width + at]! * difference);
  }
  const both = fround(fround(sums[0]! + sums[2]!) + fround(sums[1]! + sums[3]!));
  return fround(both + fround(biases[item]! - biases[other]!));
}

function pull(
  { users, items, width, rate, decay }: PairGroup,
  user: number,
  item: number,
  other: number,
  z: number,
): void {
  for (let at = 0, u = user * width, i = item * width, j = other * width; at < width; at++, u++, i++, j++) {
    const [x, p, q] = [users[u]!, items[i]!, items[j]!];
    const gained = fround(z * x);
    const towards = fround(fround(z * fround(p - q)) - fround(decay * x));
    users[u] = x + fround(rate * towards);
    items[i] = p + fround(rate * fround(gained - fround(decay * p)));
    items[j] = q - fround(rate * fround(gained + fround(decay * q)));
  }
}
