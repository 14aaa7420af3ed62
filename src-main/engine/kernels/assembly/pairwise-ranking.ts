import { madd32 } from './lanes';

// Stochastic steps that put what a user has before what the user has not: Bayesian personalised ranking. Factors are in single
// precision, their width a multiple of four.

/** Of the exponential: argument, ln 2 in two parts, its reciprocal. */
const MOST: f64 = 40;
const LN2_HIGH: f64 = 0.69314718036912381649;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const PER_LN2: f64 = 1.442695040888963387;

/** e^x by a polynomial, so that every variant has the same digits; x within ±40. */
function exponential(given: f64): f64 {
  const x = given > MOST ? MOST : given < -MOST ? -MOST : given;
  const k = floor(x * PER_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum: f64 = 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  sum = sum * r + 1.0 / 6.0;
  sum = sum * r + 0.5;
  sum = sum * r + 1.0;
  sum = sum * r + 1.0;
  return sum * reinterpret<f64>((<i64>k + 1023) << 52);
}

/** The next word of xoshiro128**, whose state are the four words at an address. */
function nextWord(state: usize): u32 {
  const a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  const word = rotl<u32>(b * 5, 7) * 9;
  const t = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  store<u32>(state, a ^ d);
  store<u32>(state, b, 4);
  store<u32>(state, c ^ t, 8);
  store<u32>(state, rotl<u32>(d, 11), 12);
  return word;
}

/** A number in [0, 1). */
function chance(state: usize): f64 {
  return <f64>nextWord(state) * 2.3283064365386963e-10;
}

/** Whether an ascending list holds a number. */
function holds(list: usize, n: i32, wanted: i32): bool {
  let low = 0;
  let high = n - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = load<i32>(list + ((<usize>middle) << 2));
    if (found == wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** How often another item is drawn where the user has the one that was drawn. */
const TRIES = 8;

/**
 * Takes nEntries steps, each from a pair of user and item drawn among the entries and an item drawn by the alias method.
 *
 * @returns how many steps met a pair that was in the right order already.
 * @param users, items factors, (n, width), read and written. @param biases of the items, read and written.
 * @param entryUsers, entryItems the pairs. @param offsets, columns what each user has, ascending, numbered as items + firstItem.
 * @param shares, others the alias table over the nItems. @param state four words of chance, read and written.
 */
export function rankPairs(
  users: usize,
  items: usize,
  biases: usize,
  width: i32,
  entryUsers: usize,
  entryItems: usize,
  nEntries: i32,
  offsets: usize,
  columns: usize,
  firstItem: i32,
  shares: usize,
  others: usize,
  nItems: i32,
  rate: f32,
  decay: f32,
  state: usize,
): i32 {
  const rowBytes: usize = (<usize>width) << 2;
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(decay);
  let right = 0;
  for (let step = 0; step < nEntries; step++) {
    const entry = (<usize>(<i32>floor(chance(state) * <f64>nEntries))) << 2;
    const user = load<i32>(entryUsers + entry);
    const item = load<i32>(entryItems + entry);
    const from = load<i32>(offsets + ((<usize>user) << 2));
    const nOwn = load<i32>(offsets + ((<usize>user) << 2), 4) - from;
    const own = columns + ((<usize>from) << 2);
    let other = -1;
    for (let tries = 0; tries < TRIES; tries++) {
      const bucket = <i32>floor(chance(state) * <f64>nItems);
      const kept = chance(state) < load<f64>(shares + ((<usize>bucket) << 3));
      const drawn = kept ? bucket : load<i32>(others + ((<usize>bucket) << 2));
      if (holds(own, nOwn, drawn + firstItem)) continue;
      other = drawn;
      break;
    }
    if (other < 0) continue;
    const u = users + <usize>user * rowBytes;
    const i = items + <usize>item * rowBytes;
    const j = items + <usize>other * rowBytes;
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 16)
      sum = madd32(v128.load(u + at), f32x4.sub(v128.load(i + at), v128.load(j + at)), sum);
    const iBias = biases + ((<usize>item) << 2);
    const jBias = biases + ((<usize>other) << 2);
    const lead: f32 =
      f32x4.extract_lane(sum, 0) +
      f32x4.extract_lane(sum, 2) +
      (f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3)) +
      (load<f32>(iBias) - load<f32>(jBias));
    if (lead > 0) right++;
    const z = <f32>(1.0 / (1.0 + exponential(<f64>lead)));
    const pull = f32x4.splat(z);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const x = v128.load(u + at);
      const p = v128.load(i + at);
      const q = v128.load(j + at);
      const gained = f32x4.mul(pull, x);
      const towards = f32x4.sub(f32x4.mul(pull, f32x4.sub(p, q)), f32x4.mul(decays, x));
      v128.store(u + at, f32x4.add(x, f32x4.mul(rates, towards)));
      v128.store(i + at, f32x4.add(p, f32x4.mul(rates, f32x4.sub(gained, f32x4.mul(decays, p)))));
      v128.store(j + at, f32x4.sub(q, f32x4.mul(rates, f32x4.add(gained, f32x4.mul(decays, q)))));
    }
    const p = load<f32>(iBias);
    const q = load<f32>(jBias);
    store<f32>(iBias, p + rate * (z - decay * p));
    store<f32>(jBias, q - rate * (z + decay * q));
  }
  return right;
}
