import { madd32 } from './lanes';
import { LloydPlan, LloydScratch } from './lloyd-plan';
import { packPanel, scaleLanes } from './narrowed';

/** Bytes of the numbers of a group of centres: as many as registers hold sums of for eight rows. */
const GROUP_BYTES: usize = 20;
const PANELS_AHEAD = 4;

/** Passes over rows start … end − 1 of f32. */
export function assignSingles(plan: LloydPlan, scratch: LloydScratch, start: i32, end: i32): void {
  assign<f32>(plan, scratch, start, end);
}

/** The same for rows of f64. */
export function assignDoubles(plan: LloydPlan, scratch: LloydScratch, start: i32, end: i32): void {
  assign<f64>(plan, scratch, start, end);
}

/** Squared distances of rows of f32 to their centres. @returns their sum */
export function measureSingles(plan: LloydPlan, scratch: LloydScratch, start: i32, end: i32): f64 {
  return measure<f32>(plan, scratch, start, end);
}

/** The same for rows of f64. */
export function measureDoubles(plan: LloydPlan, scratch: LloydScratch, start: i32, end: i32): f64 {
  return measure<f64>(plan, scratch, start, end);
}

/**
 * Finds the nearest centre of the rows whose gap may be used up. Distances are ‖c‖² − 2c·x, the part that depends on the
 * centre; where single precision cannot tell the nearest from the second, double precision decides.
 */
function assign<T>(plan: LloydPlan, scratch: LloydScratch, start: i32, end: i32): void {
  const nStale = staleRows(plan, scratch, start, end);
  const scale = scaleLanes<T>(plan.scale);
  const panelBytes: usize = (<usize>plan.nFeatures) << 5;
  for (let first = 0; first < nStale; first += 8 * PANELS_AHEAD) {
    const end = min(nStale, first + 8 * PANELS_AHEAD);
    // Several panels one after another, so that memory is read in longer stretches.
    let panel = scratch.panel;
    for (let i = first; i < end; i += 8) {
      packPanel<T>(plan.rows, scratch.stale + ((<usize>i) << 2), plan.nFeatures, plan.shift, scale, panel);
      panel += panelBytes;
    }
    panel = scratch.panel;
    for (let i = first; i < end; i += 8) {
      const places = scratch.stale + ((<usize>i) << 2);
      if (plan.isFirst) measurePanel(plan, panel, places);
      settlePanel<T>(plan, scratch, panel, places, min(8, end - i));
      panel += panelBytes;
    }
  }
}

/** Lists the rows whose gap may be used up, and the last of them again up to a multiple of eight. @returns how many they are */
function staleRows(plan: LloydPlan, scratch: LloydScratch, start: i32, end: i32): i32 {
  let n: usize = 0;
  const list = scratch.stale;
  const clusters = plan.clusters;
  const gaps = plan.gaps;
  const drift = plan.mostDrift;
  for (let row = start; row < end; row++) {
    const at: usize = (<usize>row) << 2;
    store<i32>(list + (n << 2), row);
    const cluster = load<i32>(clusters + at);
    // What is no number counts as used up.
    const isFresh = cluster >= 0 && load<f32>(gaps + at) > load<f32>(drift + ((<usize>cluster) << 2));
    n += isFresh ? 0 : 1;
  }
  if (n > 0) {
    const last = load<i32>(list + ((n - 1) << 2));
    for (let i: usize = 0; i < 8; i++) store<i32>(list + ((n + i) << 2), last);
  }
  return <i32>n;
}

/** Squared lengths of a panel's rows. */
function measurePanel(plan: LloydPlan, panel: usize, places: usize): void {
  for (let half: usize = 0; half < 32; half += 16) {
    let low = f64x2.splat(0);
    let high = low;
    const end = panel + ((<usize>plan.nFeatures) << 5);
    for (let at = panel + half; at < end; at += 32) {
      const x = v128.load(at);
      const a = f64x2.promote_low_f32x4(x);
      const b = f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 1));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    const at = places + half;
    store<f32>(plan.norms + ((<usize>load<i32>(at)) << 2), <f32>f64x2.extract_lane(low, 0));
    store<f32>(plan.norms + ((<usize>load<i32>(at, 4)) << 2), <f32>f64x2.extract_lane(low, 1));
    store<f32>(plan.norms + ((<usize>load<i32>(at, 8)) << 2), <f32>f64x2.extract_lane(high, 0));
    store<f32>(plan.norms + ((<usize>load<i32>(at, 12)) << 2), <f32>f64x2.extract_lane(high, 1));
  }
}

/** Four numbers at the places of a list. */
function gather(values: usize, places: usize): v128 {
  return f32x4(
    load<f32>(values + ((<usize>load<i32>(places)) << 2)),
    load<f32>(values + ((<usize>load<i32>(places, 4)) << 2)),
    load<f32>(values + ((<usize>load<i32>(places, 8)) << 2)),
    load<f32>(values + ((<usize>load<i32>(places, 12)) << 2)),
  );
}

/** Eight rows against all centres. @param n how many of the eight count */
function settlePanel<T>(plan: LloydPlan, scratch: LloydScratch, panel: usize, places: usize, n: i32): void {
  const end = panel + ((<usize>plan.nFeatures) << 5);
  const infinite = f32x4.splat(Infinity);
  const one = i32x4.splat(1);
  // Least distance, second least and nearest centre: rows 0 … 3 in those that end in A, 4 … 7 in those in B.
  let leastA = infinite;
  let leastB = infinite;
  let secondA = infinite;
  let secondB = infinite;
  let nearestA = i32x4.splat(0);
  let nearestB = nearestA;
  let k = nearestA;
  let centre = plan.narrowCentres;
  let norm = plan.centreNorms;
  const lastNorm = norm + <usize>plan.nGroups * GROUP_BYTES;
  for (; norm < lastNorm; norm += GROUP_BYTES) {
    let a0 = v128.load32_splat(norm);
    let a1 = v128.load32_splat(norm, 4);
    let a2 = v128.load32_splat(norm, 8);
    let a3 = v128.load32_splat(norm, 12);
    let a4 = v128.load32_splat(norm, 16);
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    let b4 = a4;
    for (let at = panel; at < end; at += 32) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      let c = v128.load32_splat(centre);
      a0 = madd32(c, a, a0);
      b0 = madd32(c, b, b0);
      c = v128.load32_splat(centre, 4);
      a1 = madd32(c, a, a1);
      b1 = madd32(c, b, b1);
      c = v128.load32_splat(centre, 8);
      a2 = madd32(c, a, a2);
      b2 = madd32(c, b, b2);
      c = v128.load32_splat(centre, 12);
      a3 = madd32(c, a, a3);
      b3 = madd32(c, b, b3);
      c = v128.load32_splat(centre, 16);
      a4 = madd32(c, a, a4);
      b4 = madd32(c, b, b4);
      centre += GROUP_BYTES;
    }
    nearestA = v128.bitselect(k, nearestA, f32x4.lt(a0, leastA));
    nearestB = v128.bitselect(k, nearestB, f32x4.lt(b0, leastB));
    secondA = f32x4.pmin(secondA, f32x4.pmax(a0, leastA));
    secondB = f32x4.pmin(secondB, f32x4.pmax(b0, leastB));
    leastA = f32x4.pmin(leastA, a0);
    leastB = f32x4.pmin(leastB, b0);
    k = i32x4.add(k, one);
    nearestA = v128.bitselect(k, nearestA, f32x4.lt(a1, leastA));
    nearestB = v128.bitselect(k, nearestB, f32x4.lt(b1, leastB));
    secondA = f32x4.pmin(secondA, f32x4.pmax(a1, leastA));
    secondB = f32x4.pmin(secondB, f32x4.pmax(b1, leastB));
    leastA = f32x4.pmin(leastA, a1);
    leastB = f32x4.pmin(leastB, b1);
    k = i32x4.add(k, one);
    nearestA = v128.bitselect(k, nearestA, f32x4.lt(a2, leastA));
    nearestB = v128.bitselect(k, nearestB, f32x4.lt(b2, leastB));
    secondA = f32x4.pmin(secondA, f32x4.pmax(a2, leastA));
    secondB = f32x4.pmin(secondB, f32x4.pmax(b2, leastB));
    leastA = f32x4.pmin(leastA, a2);
    leastB = f32x4.pmin(leastB, b2);
    k = i32x4.add(k, one);
    nearestA = v128.bitselect(k, nearestA, f32x4.lt(a3, leastA));
    nearestB = v128.bitselect(k, nearestB, f32x4.lt(b3, leastB));
    secondA = f32x4.pmin(secondA, f32x4.pmax(a3, leastA));
    secondB = f32x4.pmin(secondB, f32x4.pmax(b3, leastB));
    leastA = f32x4.pmin(leastA, a3);
    leastB = f32x4.pmin(leastB, b3);
    k = i32x4.add(k, one);
    nearestA = v128.bitselect(k, nearestA, f32x4.lt(a4, leastA));
    nearestB = v128.bitselect(k, nearestB, f32x4.lt(b4, leastB));
    secondA = f32x4.pmin(secondA, f32x4.pmax(a4, leastA));
    secondB = f32x4.pmin(secondB, f32x4.pmax(b4, leastB));
    leastA = f32x4.pmin(leastA, a4);
    leastB = f32x4.pmin(leastB, b4);
    k = i32x4.add(k, one);
  }
  finishHalf<T>(plan, scratch, places, min(4, n), nearestA, leastA, secondA);
  if (n > 4) finishHalf<T>(plan, scratch, places + 16, n - 4, nearestB, leastB, secondB);
}

/** Keeps the gaps of four rows, and counts those to another centre that changed theirs. */
function finishHalf<T>(
  plan: LloydPlan,
  scratch: LloydScratch,
  places: usize,
  n: i32,
  nearest: v128,
  least: v128,
  second: v128,
): void {
  const zero = f32x4.splat(0);
  const norms = gather(plan.norms, places);
  const gap = gapOf(least, second, norms, errorOf(norms, gatherAt(plan.centreNorms, nearest), plan));
  const kept = f32x4.mul(f32x4.add(gap, gatherAt(plan.leastDrift, nearest)), f32x4.splat(0.9999997));
  const isKnown = f32x4.gt(gap, zero);
  v128.store(scratch.lanes, v128.bitselect(kept, f32x4.splat(-Infinity), isKnown));
  const gaps = scratch.lanes;
  for (let lane: usize = 0; lane < (<usize>n) << 2; lane += 4)
    store<f32>(plan.gaps + ((<usize>load<i32>(places + lane)) << 2), load<f32>(gaps + lane));
  const differ = i32x4.ne(nearest, gather(plan.clusters, places));
  let other = i32x4.bitmask(v128.or(differ, v128.not(isKnown))) & ((1 << n) - 1);
  if (other == 0) return;
  const known = i32x4.bitmask(isKnown);
  v128.store(scratch.lanes, nearest);
  for (; other != 0; other &= other - 1) {
    const lane = ctz(other);
    const row = load<i32>(places + ((<usize>lane) << 2));
    const to = known & (1 << lane) ? load<i32>(scratch.lanes + ((<usize>lane) << 2)) : nearestOf<T>(plan, row);
    moveRow<T>(plan, scratch, row, to);
  }
}

function gatherAt(values: usize, lanes: v128): v128 {
  return f32x4(
    load<f32>(values + ((<usize>i32x4.extract_lane(lanes, 0)) << 2)),
    load<f32>(values + ((<usize>i32x4.extract_lane(lanes, 1)) << 2)),
    load<f32>(values + ((<usize>i32x4.extract_lane(lanes, 2)) << 2)),
    load<f32>(values + ((<usize>i32x4.extract_lane(lanes, 3)) << 2)),
  );
}

function errorOf(rowNorms: v128, centreNorms: v128, plan: LloydPlan): v128 {
  const ofRow = f32x4.mul(rowNorms, f32x4.splat(plan.rowError));
  return f32x4.add(f32x4.add(ofRow, f32x4.mul(centreNorms, f32x4.splat(plan.centreError))), f32x4.splat(1e-36));
}

/** NaN compares as false, and so gives 0. */
function gapOf(least: v128, second: v128, norm: v128, error: v128): v128 {
  const zero = f32x4.splat(0);
  const far = f32x4.sqrt(f32x4.pmax(zero, f32x4.sub(f32x4.add(second, norm), error)));
  const near = f32x4.sqrt(f32x4.add(f32x4.pmax(zero, f32x4.add(least, norm)), error));
  const gap = f32x4.sub(f32x4.mul(far, f32x4.splat(0.999999)), near);
  return v128.and(gap, v128.and(f32x4.gt(f32x4.sub(second, least), error), f32x4.gt(gap, zero)));
}

/** The first of the nearest centres of a row, as double precision has it. */
function nearestOf<T>(plan: LloydPlan, row: i32): i32 {
  const nFeatures = <usize>plan.nFeatures;
  const x = plan.rows + <usize>row * nFeatures * sizeof<T>();
  let centre = plan.centres;
  let nearest = 0;
  let least: f64 = Infinity;
  for (let k = 0; k < plan.nClusters; k++) {
    let distance: f64 = 0;
    for (let j: usize = 0; j < nFeatures; j++) {
      const difference = <f64>load<T>(x + j * sizeof<T>()) - load<f64>(centre);
      distance += difference * difference;
      centre += 8;
    }
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}

/** Counts a row to another centre than before. */
function moveRow<T>(plan: LloydPlan, scratch: LloydScratch, row: i32, to: i32): void {
  const cluster = plan.clusters + ((<usize>row) << 2);
  const from = load<i32>(cluster);
  if (from == to) return;
  store<i32>(cluster, to);
  const nFeatures = <usize>plan.nFeatures;
  const x = plan.rows + <usize>row * nFeatures * sizeof<T>();
  count(scratch.counts, to, 1);
  const gained = scratch.sums + ((<usize>to * nFeatures) << 3);
  let j: usize = 0;
  for (; j + 2 <= nFeatures; j += 2) {
    const at = gained + (j << 3);
    v128.store(at, f64x2.add(v128.load(at), pairOf<T>(x, j)));
  }
  if (j < nFeatures) {
    const at = gained + (j << 3);
    store<f64>(at, load<f64>(at) + <f64>load<T>(x + j * sizeof<T>()));
  }
  if (from < 0) return;
  count(scratch.counts, from, -1);
  const lost = scratch.sums + ((<usize>from * nFeatures) << 3);
  for (j = 0; j + 2 <= nFeatures; j += 2) {
    const at = lost + (j << 3);
    v128.store(at, f64x2.sub(v128.load(at), pairOf<T>(x, j)));
  }
  if (j < nFeatures) {
    const at = lost + (j << 3);
    store<f64>(at, load<f64>(at) - <f64>load<T>(x + j * sizeof<T>()));
  }
}

function count(counts: usize, cluster: i32, by: i32): void {
  const at = counts + ((<usize>cluster) << 2);
  store<i32>(at, load<i32>(at) + by);
}

/** Two features of a row in double precision. */
function pairOf<T>(row: usize, j: usize): v128 {
  if (sizeof<T>() == 4) return f64x2.promote_low_f32x4(v128.load64_zero(row + (j << 2)));
  return v128.load(row + (j << 3));
}

/** Even and odd features are summed apart, since each addition waits for the one before. */
function measure<T>(plan: LloydPlan, scratch: LloydScratch, start: i32, end: i32): f64 {
  const nFeatures = <usize>plan.nFeatures;
  let sum: f64 = 0;
  let out = scratch.distances;
  for (let row = start; row < end; row++) {
    const x = plan.rows + <usize>row * nFeatures * sizeof<T>();
    const centre = plan.centres + ((<usize>load<i32>(plan.clusters + ((<usize>row) << 2)) * nFeatures) << 3);
    let sums = f64x2.splat(0);
    let j: usize = 0;
    for (; j + 2 <= nFeatures; j += 2) {
      const difference = f64x2.sub(pairOf<T>(x, j), v128.load(centre + (j << 3)));
      sums = f64x2.add(sums, f64x2.mul(difference, difference));
    }
    let distance = f64x2.extract_lane(sums, 0);
    if (j < nFeatures) {
      const difference = <f64>load<T>(x + j * sizeof<T>()) - load<f64>(centre + (j << 3));
      distance += difference * difference;
    }
    distance += f64x2.extract_lane(sums, 1);
    store<f64>(out, distance);
    out += 8;
    sum += distance;
  }
  return sum;
}
