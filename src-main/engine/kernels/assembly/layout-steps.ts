// Stochastic steps that lay rows out on a map: uniform manifold approximation and projection. Places are in single precision, x and y
// side by side. Products and sums are never fused, so that every variant has the same digits.

const GOLDEN: u32 = 0x9e3779b9;
const MOST: f32 = 4;
const LEAST_SQUARE: f32 = 1e-12;
const NOT_ZERO: f32 = 0.001;

/** a · b + c, rounded twice. */
function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** log2 of four numbers above 0, to about six digits. */
function log2Lanes(x: v128): v128 {
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127)));
  const mantissa = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000));
  const t = f32x4.sub(mantissa, f32x4.splat(1));
  const t2 = f32x4.mul(t, t);
  let sum = madd(f32x4.splat(0.02049034647643566), t, f32x4.splat(-0.09606625139713287));
  sum = madd(sum, t2, madd(f32x4.splat(0.2155885398387909), t, f32x4.splat(-0.33924776315689087)));
  sum = madd(sum, t2, madd(f32x4.splat(0.4777059257030487), t, f32x4.splat(-0.721162736415863)));
  sum = madd(sum, t, f32x4.splat(1.4426932334899902));
  return f32x4.add(exponent, f32x4.mul(sum, t));
}

/** 2^y of four numbers within ±126, to about seven digits. */
function exp2Lanes(y: v128): v128 {
  const whole = f32x4.floor(y);
  const t = f32x4.sub(y, whole);
  const t2 = f32x4.mul(t, t);
  let sum = madd(f32x4.splat(0.0018951073288917542), t, f32x4.splat(0.00894621480256319));
  sum = madd(sum, t2, madd(f32x4.splat(0.055863283574581146), t, f32x4.splat(0.24014076590538025)));
  sum = madd(sum, t2, madd(f32x4.splat(0.6931546330451965), t, f32x4.splat(0.9999998807907104)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return f32x4.mul(sum, power);
}

/** Four words of chance from four counters (SplitMix32). */
function words(counters: v128): v128 {
  let z = v128.xor(counters, i32x4.shr_u(counters, 16));
  z = i32x4.mul(z, i32x4.splat(0x21f0aaad));
  z = v128.xor(z, i32x4.shr_u(z, 15));
  z = i32x4.mul(z, i32x4.splat(0x735a2d97));
  return v128.xor(z, i32x4.shr_u(z, 15));
}

/** The address of the place that a word of chance falls on. */
function drawn(places: usize, word: i32, nOthers: i32): usize {
  return places + ((<usize>((<u64>(<u32>word) * <u64>nOthers) >> 32)) << 3);
}

/** The sum of four lanes. */
function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3));
}

/**
 * One epoch over the pairs of some rows: each pair is met as often as its weight says, draws its rows together, and pushes the first
 * from rows drawn by chance, all measured from where it was before.
 *
 * @returns the counter of chance after it.
 * @param places (n, 2), read and written. @param firstRow the place of the first of the rows.
 * @param offsets where each row's pairs begin, (nRows + 1).
 * @param tails, weights the pairs; a weight of 1 is met every epoch.
 * @param nOthers rows 0 … nOthers − 1 are drawn. @param moves 1 where the second row of a pair moves too and chance goes on from row to
 * row; 0 where only the first does, with the same chance for every row.
 */
export function layoutSteps(
  places: usize,
  firstRow: i32,
  nRows: i32,
  offsets: usize,
  tails: usize,
  weights: usize,
  epoch: i32,
  a: f32,
  b: f32,
  repulsion: f32,
  rate: f32,
  nNegatives: i32,
  nOthers: i32,
  moves: i32,
  given: u32,
): u32 {
  const as = f32x4.splat(a);
  const bs = f32x4.splat(b);
  const ones = f32x4.splat(1);
  const attract = f32x4.splat(-2 * a * b);
  const repel = f32x4.splat(2 * repulsion * b);
  const firstLane = i32x4(-1, 0, 0, 0);
  const laneNumbers = i32x4(0, 1, 2, 3);
  const strides = i32x4.mul(i32x4.splat(GOLDEN), i32x4(1, 2, 3, 4));
  const base = load<i32>(offsets);
  const now = <f64>epoch;
  let counter = given;
  for (let row = 0; row < nRows; row++) {
    if (!moves) counter = given;
    const own = places + ((<usize>(firstRow + row)) << 3);
    const end = load<i32>(offsets + ((<usize>row) << 2), 4) - base;
    for (let at = load<i32>(offsets + ((<usize>row) << 2)) - base; at < end; at++) {
      const weight = <f64>load<f32>(weights + ((<usize>at) << 2));
      if (floor((now + 1) * weight) == floor(now * weight)) continue;
      const tail = places + ((<usize>load<i32>(tails + ((<usize>at) << 2))) << 3);
      const x = v128.load32_splat(own);
      const y = v128.load32_splat(own, 4);
      let sumX = f32x4.splat(0);
      let sumY = f32x4.splat(0);
      let tailX: f32 = 0;
      let tailY: f32 = 0;
      for (let pair = 0; pair <= nNegatives; pair += 4) {
        const counters = i32x4.add(i32x4.splat(counter), strides);
        counter += 4 * GOLDEN;
        const word = words(counters);
        const p0 = pair == 0 ? tail : drawn(places, i32x4.extract_lane(word, 0), nOthers);
        const p1 = drawn(places, i32x4.extract_lane(word, 1), nOthers);
        const p2 = drawn(places, i32x4.extract_lane(word, 2), nOthers);
        const p3 = drawn(places, i32x4.extract_lane(word, 3), nOthers);
        const front = v128.load_lane<u64>(p1, v128.load_zero<u64>(p0), 1);
        const back = v128.load_lane<u64>(p3, v128.load_zero<u64>(p2), 1);
        const apartX = f32x4.sub(x, v128.shuffle<f32>(front, back, 0, 2, 4, 6));
        const apartY = f32x4.sub(y, v128.shuffle<f32>(front, back, 1, 3, 5, 7));
        const square = f32x4.add(f32x4.mul(apartX, apartX), f32x4.mul(apartY, apartY));
        const above = f32x4.max(square, f32x4.splat(LEAST_SQUARE));
        const power = exp2Lanes(f32x4.mul(bs, log2Lanes(above)));
        const under = f32x4.add(ones, f32x4.mul(as, power));
        const isFirst = pair == 0 ? firstLane : i32x4.splat(0);
        const over = v128.bitselect(f32x4.mul(attract, power), repel, isFirst);
        const near = v128.bitselect(above, f32x4.add(f32x4.splat(NOT_ZERO), square), isFirst);
        const pull = f32x4.div(over, f32x4.mul(near, under));
        const isThere = i32x4.le_s(i32x4.add(laneNumbers, i32x4.splat(pair)), i32x4.splat(nNegatives));
        const pulledX = v128.and(isThere, clip(f32x4.mul(pull, apartX)));
        const pulledY = v128.and(isThere, clip(f32x4.mul(pull, apartY)));
        sumX = f32x4.add(sumX, pulledX);
        sumY = f32x4.add(sumY, pulledY);
        if (pair == 0) {
          tailX = f32x4.extract_lane(pulledX, 0);
          tailY = f32x4.extract_lane(pulledY, 0);
        }
      }
      if (moves) {
        store<f32>(tail, load<f32>(tail) - rate * tailX);
        store<f32>(tail, load<f32>(tail, 4) - rate * tailY, 4);
      }
      store<f32>(own, load<f32>(own) + rate * sumLanes(sumX));
      store<f32>(own, load<f32>(own, 4) + rate * sumLanes(sumY), 4);
    }
  }
  return counter;
}

/** No step is longer along an axis. */
function clip(v: v128): v128 {
  return f32x4.max(f32x4.min(v, f32x4.splat(MOST)), f32x4.splat(-MOST));
}
