import { candidateRow, chooseCandidates, forgetCandidates, orderByWorth } from './elastic-candidates';
import { addRow, ElasticPlan, ElasticScratch, padded, stepOf } from './elastic-plan';
import { keepLargest } from './selection';

// One item at a time as a sum of others by coordinate descent. Products and sums are never fused, so that every variant has the same digits.

/** The most that a weight moved in a pass, and the largest weight. */
let most: f64 = 0;
let largest: f64 = 0;

/** Regresses an item on the others. @returns how many weights the scratch holds now, items ascending. */
export function elasticItem(at: usize, scratchAt: usize, item: i32): i32 {
  const plan = changetype<ElasticPlan>(at);
  const scratch = changetype<ElasticScratch>(scratchAt);
  const n = chooseCandidates(plan, scratch, item);
  const bytes = (<usize>padded(n)) << 3;
  memory.fill(scratch.weights, 0, bytes);
  memory.fill(scratch.explained, 0, bytes);
  memory.fill(scratch.isFilled, 0, <usize>n);
  if (n & 1) store<f64>(scratch.products + ((<usize>n) << 3), 0);
  descend(plan, scratch, n);
  forgetCandidates(scratch, n);
  return keepWeights(plan, scratch, n);
}

/** Passes over the weights that are not zero alternate with passes over all, until nothing moves. */
function descend(plan: ElasticPlan, scratch: ElasticScratch, n: i32): void {
  const bytes = (<usize>padded(n)) << 3;
  for (let iteration = 0; iteration < plan.maxIterations;) {
    most = largest = 0;
    if (iteration == 0) passByWorth(plan, scratch, n);
    else passOverAll(plan, scratch, n);
    iteration++;
    if (most <= plan.tolerance * largest) break;
    iteration += settle(plan, scratch, n, plan.maxIterations - iteration);
    for (let place = 0; place < n; place++) {
      const step = load<f64>(scratch.moved + ((<usize>place) << 3));
      if (step != 0) addRow(scratch.explained, candidateRow(plan, scratch, n, place), step, bytes);
    }
  }
}

function passByWorth(plan: ElasticPlan, scratch: ElasticScratch, n: i32): void {
  orderByWorth(scratch, n);
  for (let i = 0; i < n; i++) move(plan, scratch, n, load<i32>(scratch.order + ((<usize>i) << 2)));
}

/** Two places at a time are passed by where neither has a weight, nor is to get one. */
function passOverAll(plan: ElasticPlan, scratch: ElasticScratch, n: i32): void {
  const limit = f64x2.splat(plan.l1);
  const zero = f64x2.splat(0);
  for (let place = 0; place < n; place += 2) {
    const at = (<usize>place) << 3;
    const left = f64x2.sub(v128.load(scratch.products + at), v128.load(scratch.explained + at));
    const size = plan.nonNegative ? left : f64x2.abs(left);
    const has = f64x2.ne(v128.load(scratch.weights + at), zero);
    if (!v128.any_true(v128.or(f64x2.gt(size, limit), has))) continue;
    move(plan, scratch, n, place);
    if (place + 1 < n) move(plan, scratch, n, place + 1);
  }
}

/** Moves the weight of a place to where it is best, all others as they are. */
function move(plan: ElasticPlan, scratch: ElasticScratch, n: i32, place: i32): void {
  const at = (<usize>place) << 3;
  const before = load<f64>(scratch.weights + at);
  const left = load<f64>(scratch.products + at) - load<f64>(scratch.explained + at);
  const step = stepOf(plan, left, before, load<f64>(scratch.squares + at));
  if (step != 0) {
    store<f64>(scratch.weights + at, before + step);
    addRow(scratch.explained, candidateRow(plan, scratch, n, place), step, (<usize>padded(n)) << 3);
  }
  most = max(most, abs(step));
  largest = max(largest, abs(before + step));
}

/** Moves the weights that are not zero until they settle, minding only what they explain of each other. @returns how many passes that took */
function settle(plan: ElasticPlan, scratch: ElasticScratch, n: i32, mostPasses: i32): i32 {
  const m = gatherActive(plan, scratch, n);
  const rowBytes = (<usize>padded(m)) << 3;
  const weights = scratch.activeWeights;
  const left = scratch.activeLeft;
  let passes = 0;
  for (let isMoving = true; isMoving && passes < mostPasses; passes++) {
    let moved: f64 = 0;
    let size: f64 = 0;
    let row = scratch.activeRows;
    for (let at: usize = 0, end = (<usize>m) << 3; at < end; at += 8, row += rowBytes) {
      const before = load<f64>(weights + at);
      // What fell to zero stays out until all are looked at again.
      if (before == 0) continue;
      const step = stepOf(plan, load<f64>(left + at), before, load<f64>(scratch.activeSquares + at));
      if (step != 0) {
        store<f64>(weights + at, before + step);
        addRow(left, row, -step, rowBytes);
      }
      moved = max(moved, abs(step));
      size = max(size, abs(before + step));
    }
    isMoving = moved > plan.tolerance * size;
  }
  memory.fill(scratch.moved, 0, (<usize>n) << 3);
  for (let a: usize = 0; a < <usize>m; a++) {
    const at = (<usize>load<i32>(scratch.active + (a << 2))) << 3;
    const weight = load<f64>(weights + (a << 3));
    store<f64>(scratch.moved + at, weight - load<f64>(scratch.weights + at));
    store<f64>(scratch.weights + at, weight);
  }
  return passes;
}

/** Lays side by side what belongs to weights that are not zero. @returns how many they are */
function gatherActive(plan: ElasticPlan, scratch: ElasticScratch, n: i32): i32 {
  const active = scratch.active;
  let m: usize = 0;
  for (let place = 0; place < n; place++) {
    const at = (<usize>place) << 3;
    const weight = load<f64>(scratch.weights + at);
    if (weight == 0) continue;
    store<i32>(active + (m << 2), place);
    store<f64>(scratch.activeLeft + (m << 3), load<f64>(scratch.products + at) - load<f64>(scratch.explained + at));
    store<f64>(scratch.activeSquares + (m << 3), load<f64>(scratch.squares + at));
    store<f64>(scratch.activeWeights + (m << 3), weight);
    m++;
  }
  let to = scratch.activeRows;
  for (let a: usize = 0; a < m; a++) {
    const row = candidateRow(plan, scratch, n, load<i32>(active + (a << 2)));
    for (let b: usize = 0; b < m; b++, to += 8)
      store<f64>(to, load<f64>(row + ((<usize>load<i32>(active + (b << 2))) << 3)));
    if (m & 1) {
      store<f64>(to, 0);
      to += 8;
    }
  }
  return <i32>m;
}

/** Leaves of the weights those of largest size, of equal ones those of the first items. */
function keepWeights(plan: ElasticPlan, scratch: ElasticScratch, n: i32): i32 {
  let size = 0;
  for (let place = 0; place < n; place++) {
    const weight = load<f64>(scratch.weights + ((<usize>place) << 3));
    if (weight == 0) continue;
    store<i32>(scratch.entries + ((<usize>size) << 2), place);
    store<f64>(scratch.worth + ((<usize>size) << 3), abs(weight));
    size++;
  }
  if (size > plan.nWeights) {
    keepLargest(scratch.entries, scratch.worth, size, plan.nWeights, scratch.spare);
    size = plan.nWeights;
  }
  for (let i: usize = 0; i < <usize>size; i++) {
    const place = <usize>load<i32>(scratch.entries + (i << 2));
    store<i32>(scratch.entries + (i << 2), load<i32>(scratch.items + (place << 2)));
    store<f64>(scratch.worth + (i << 3), load<f64>(scratch.weights + (place << 3)));
  }
  return size;
}
