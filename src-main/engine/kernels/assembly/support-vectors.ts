import { exponentials } from './exponentials';
import { madd64 } from './lanes';

// Loops of support vector machines. Rows lie side by side in panels of sixteen, (nPanels, nColumns, 16). `kernels/svm-loops-plain.ts`
// has the same in plain.

const PANEL_BYTES: usize = 128;
const RBF = 1;
const POLYNOMIAL = 2;
const SIGMOID = 3;

/**
 * How alike one row is to those of a panel.
 *
 * @param point (n) the row. @param square its squared length. @param squares (16) those of the panel's rows.
 * @param out (16) f64, written.
 */
function likenPanel(
  panel: usize,
  n: i32,
  point: usize,
  square: f64,
  squares: usize,
  kind: i32,
  gamma: f64,
  offset: f64,
  degree: i32,
  out: usize,
): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let a6 = a0;
  let a7 = a0;
  for (let end = point + ((<usize>n) << 3); point < end; point += 8, panel += PANEL_BYTES) {
    const x = v128.load64_splat(point);
    a0 = madd64(x, v128.load(panel), a0);
    a1 = madd64(x, v128.load(panel, 16), a1);
    a2 = madd64(x, v128.load(panel, 32), a2);
    a3 = madd64(x, v128.load(panel, 48), a3);
    a4 = madd64(x, v128.load(panel, 64), a4);
    a5 = madd64(x, v128.load(panel, 80), a5);
    a6 = madd64(x, v128.load(panel, 96), a6);
    a7 = madd64(x, v128.load(panel, 112), a7);
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out, a2, 32);
  v128.store(out, a3, 48);
  v128.store(out, a4, 64);
  v128.store(out, a5, 80);
  v128.store(out, a6, 96);
  v128.store(out, a7, 112);
  if (kind == RBF) {
    for (let at: usize = 0; at < PANEL_BYTES; at += 16)
      v128.store(out + at, bell(v128.load(out + at), square, v128.load(squares + at), gamma));
  } else if (kind == POLYNOMIAL) {
    for (let at: usize = 0; at < PANEL_BYTES; at += 16)
      v128.store(out + at, power(v128.load(out + at), gamma, offset, degree));
  } else if (kind == SIGMOID) {
    for (let at: usize = 0; at < PANEL_BYTES; at += 16)
      v128.store(out + at, tangent(v128.load(out + at), gamma, offset));
  }
}

function bell(product: v128, square: f64, squares: v128, gamma: f64): v128 {
  const apart = f64x2.sub(f64x2.add(f64x2.splat(square), squares), f64x2.add(product, product));
  return exponentials(f64x2.mul(f64x2.splat(-gamma), f64x2.max(f64x2.splat(0), apart)));
}

function power(product: v128, gamma: f64, offset: f64, degree: i32): v128 {
  const base = madd64(f64x2.splat(gamma), product, f64x2.splat(offset));
  let raised = base;
  for (let i = 1; i < degree; i++) raised = f64x2.mul(raised, base);
  return raised;
}

function tangent(product: v128, gamma: f64, offset: f64): v128 {
  const z = madd64(f64x2.splat(gamma), product, f64x2.splat(offset));
  const small = exponentials(f64x2.mul(f64x2.splat(-2), f64x2.abs(z)));
  const ones = f64x2.splat(1);
  const size = f64x2.div(f64x2.sub(ones, small), f64x2.add(ones, small));
  return v128.bitselect(f64x2.neg(size), size, f64x2.lt(z, f64x2.splat(0)));
}

/** How alike one row is to all, in single precision. @param room (16) f64. @param out (nPanels, 16) f32, written. */
export function svmLiken(
  panels: usize,
  nPanels: i32,
  n: i32,
  point: usize,
  square: f64,
  squares: usize,
  kind: i32,
  gamma: f64,
  offset: f64,
  degree: i32,
  room: usize,
  out: usize,
): void {
  const panelBytes = <usize>n * PANEL_BYTES;
  for (let panel = 0; panel < nPanels; panel++) {
    likenPanel(panels, n, point, square, squares, kind, gamma, offset, degree, room);
    for (let at: usize = 0; at < PANEL_BYTES; at += 32) {
      const low = f32x4.demote_f64x2_zero(v128.load(room + at));
      const high = f32x4.demote_f64x2_zero(v128.load(room + at, 16));
      v128.store(out, v128.shuffle<i64>(low, high, 0, 2));
      out += 16;
    }
    panels += panelBytes;
    squares += PANEL_BYTES;
  }
}

/** The sum of how alike one row is to each, times that one's weight (nPanels, 16). @param room (16) f64. */
export function svmSum(
  panels: usize,
  nPanels: i32,
  n: i32,
  point: usize,
  square: f64,
  squares: usize,
  kind: i32,
  gamma: f64,
  offset: f64,
  degree: i32,
  room: usize,
  weights: usize,
): f64 {
  const panelBytes = <usize>n * PANEL_BYTES;
  let even = f64x2.splat(0);
  let odd = even;
  for (let panel = 0; panel < nPanels; panel++) {
    likenPanel(panels, n, point, square, squares, kind, gamma, offset, degree, room);
    for (let at: usize = 0; at < PANEL_BYTES; at += 32) {
      even = madd64(v128.load(room + at), v128.load(weights + at), even);
      odd = madd64(v128.load(room + at, 16), v128.load(weights + at, 16), odd);
    }
    panels += panelBytes;
    squares += PANEL_BYTES;
    weights += PANEL_BYTES;
  }
  const sum = f64x2.add(even, odd);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Two single numbers in double precision. */
function wide(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/**
 * Moves all pulls by what two rows changed, and finds the strongest of those that may rise.
 *
 * @param n a multiple of four. @param pulls (n) f64, read and written. @param a, b (n) f32 how alike the two are to each.
 * @param rise (n) f64: 0 where a row may rise, −∞ where not. @param strongest f64, written. @returns its place, −1 where none may.
 */
export function svmSlide(
  n: i32,
  pulls: usize,
  a: usize,
  byA: f64,
  b: usize,
  byB: f64,
  rise: usize,
  strongest: usize,
): i32 {
  const da = f64x2.splat(byA);
  const db = f64x2.splat(byB);
  const four = i64x2.splat(4);
  let most = f64x2.splat(-Infinity);
  let most2 = most;
  let place = i64x2.splat(-1);
  let place2 = place;
  let now = i64x2(0, 1);
  let now2 = i64x2(2, 3);
  for (let t = 0; t < n; t += 4) {
    const pull = f64x2.sub(v128.load(pulls), madd64(da, wide(a), f64x2.mul(db, wide(b))));
    const pull2 = f64x2.sub(v128.load(pulls, 16), madd64(da, wide(a + 8), f64x2.mul(db, wide(b + 8))));
    v128.store(pulls, pull);
    v128.store(pulls, pull2, 16);
    const value = f64x2.add(pull, v128.load(rise));
    const value2 = f64x2.add(pull2, v128.load(rise, 16));
    const isMore = f64x2.gt(value, most);
    const isMore2 = f64x2.gt(value2, most2);
    most = v128.bitselect(value, most, isMore);
    most2 = v128.bitselect(value2, most2, isMore2);
    place = v128.bitselect(now, place, isMore);
    place2 = v128.bitselect(now2, place2, isMore2);
    now = i64x2.add(now, four);
    now2 = i64x2.add(now2, four);
    pulls += 32;
    a += 16;
    b += 16;
    rise += 32;
  }
  return firstOf(most, place, most2, place2, strongest);
}

/** The largest of four numbers, of equal ones the first by place. @param out f64, written. @returns its place */
function firstOf(a: v128, placeA: v128, b: v128, placeB: v128, out: usize): i32 {
  let most = f64x2.extract_lane(a, 0);
  let place = <i32>i64x2.extract_lane(placeA, 0);
  let value = f64x2.extract_lane(a, 1);
  let own = <i32>i64x2.extract_lane(placeA, 1);
  if (value > most || (value == most && own < place)) {
    most = value;
    place = own;
  }
  value = f64x2.extract_lane(b, 0);
  own = <i32>i64x2.extract_lane(placeB, 0);
  if (value > most || (value == most && own < place)) {
    most = value;
    place = own;
  }
  value = f64x2.extract_lane(b, 1);
  own = <i32>i64x2.extract_lane(placeB, 1);
  if (value > most || (value == most && own < place)) {
    most = value;
    place = own;
  }
  store<f64>(out, most);
  return place;
}

/**
 * The row that lowers the objective most together with one that rises, by second-order information.
 *
 * @param n a multiple of four. @param pulls (n) f64. @param fall (n) f64: 0 where a row may fall, ∞ where not.
 * @param diagonal (n) f64 how alike rows are to themselves. @param own (n) f32 how alike the rising row is to each.
 * @param strongest its pull. @param found f64 (2), written: what is gained, and the weakest pull of those that may fall.
 * @returns the place, −1 where nothing is gained.
 */
export function svmPartner(
  n: i32,
  pulls: usize,
  fall: usize,
  diagonal: usize,
  own: usize,
  ownDiagonal: f64,
  strongest: f64,
  found: usize,
): i32 {
  const top = f64x2.splat(strongest);
  const corner = f64x2.splat(ownDiagonal);
  const zero = f64x2.splat(0);
  const four = i64x2.splat(4);
  let least = f64x2.splat(Infinity);
  let most = zero;
  let most2 = zero;
  let place = i64x2.splat(-1);
  let place2 = place;
  let now = i64x2(0, 1);
  let now2 = i64x2(2, 3);
  for (let t = 0; t < n; t += 4) {
    const value = f64x2.add(v128.load(pulls), v128.load(fall));
    const value2 = f64x2.add(v128.load(pulls, 16), v128.load(fall, 16));
    least = f64x2.pmin(f64x2.pmin(least, value), value2);
    const gain = gainOf(f64x2.sub(top, value), corner, v128.load(diagonal), wide(own));
    const gain2 = gainOf(f64x2.sub(top, value2), corner, v128.load(diagonal, 16), wide(own + 8));
    const isMore = f64x2.gt(gain, most);
    const isMore2 = f64x2.gt(gain2, most2);
    most = v128.bitselect(gain, most, isMore);
    most2 = v128.bitselect(gain2, most2, isMore2);
    place = v128.bitselect(now, place, isMore);
    place2 = v128.bitselect(now2, place2, isMore2);
    now = i64x2.add(now, four);
    now2 = i64x2.add(now2, four);
    pulls += 32;
    fall += 32;
    diagonal += 32;
    own += 16;
  }
  const low = f64x2.extract_lane(least, 0);
  const high = f64x2.extract_lane(least, 1);
  store<f64>(found, high < low ? high : low, 8);
  return firstOf(most, place, most2, place2, found);
}

/** What a pair gains that is so far apart; 0 where it is not. */
function gainOf(apart: v128, corner: v128, diagonal: v128, likeness: v128): v128 {
  const far = f64x2.pmax(f64x2.splat(0), apart);
  const curve = f64x2.sub(f64x2.add(corner, diagonal), f64x2.add(likeness, likeness));
  return f64x2.div(f64x2.mul(far, far), f64x2.pmax(f64x2.splat(1e-12), curve));
}
