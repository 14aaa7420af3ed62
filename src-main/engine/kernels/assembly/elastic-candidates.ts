import { ElasticPlan, ElasticScratch, padded } from './elastic-plan';
import { keepLargest } from './selection';

/** By how much a quotient may be larger than the product tells. */
const LEAST_SHARE: f64 = 1 - 1e-12;

/**
 * Chooses the items that could have a weight for another, those that explain most alone, ascending, and marks their places.
 *
 * @returns how many they are
 */
export function chooseCandidates(plan: ElasticPlan, scratch: ElasticScratch, item: i32): i32 {
  const most = plan.nCandidates;
  const end = load<i32>(plan.offsets + ((<usize>item) << 2), 4);
  let least: f64 = 0;
  let floor: f64 = 0;
  let size: i32 = 0;
  for (let entry = load<i32>(plan.offsets + ((<usize>item) << 2)); entry < end; entry++) {
    const product = load<f64>(plan.values + ((<usize>entry) << 3));
    if (!((plan.nonNegative ? product : abs(product)) > plan.l1)) continue;
    const other = load<i32>(plan.columns + ((<usize>entry) << 2));
    const square = load<f64>(plan.diagonal + ((<usize>other) << 3));
    // The quotient is needed only where the product does not say enough.
    if (other == item || product * product < floor * square) continue;
    const worth = (product * product) / square;
    if (!(worth > least)) continue;
    store<i32>(scratch.entries + ((<usize>size) << 2), entry);
    store<f64>(scratch.worth + ((<usize>size) << 3), worth);
    size++;
    if (size < plan.room) continue;
    least = keepLargest(scratch.entries, scratch.worth, size, most, scratch.spare);
    floor = least * LEAST_SHARE;
    size = most;
  }
  if (size > most) {
    keepLargest(scratch.entries, scratch.worth, size, most, scratch.spare);
    size = most;
  }
  for (let place: usize = 0; place < <usize>size; place++) {
    const entry = <usize>load<i32>(scratch.entries + (place << 2));
    const other = load<i32>(plan.columns + (entry << 2));
    store<i32>(scratch.items + (place << 2), other);
    store<f64>(scratch.products + (place << 3), load<f64>(plan.values + (entry << 3)));
    store<f64>(scratch.squares + (place << 3), load<f64>(plan.diagonal + ((<usize>other) << 3)));
    store<i32>(scratch.places + ((<usize>other) << 2), <i32>place + 1);
  }
  return size;
}

export function forgetCandidates(scratch: ElasticScratch, n: i32): void {
  for (let at: usize = 0; at < <usize>n; at++)
    store<i32>(scratch.places + ((<usize>load<i32>(scratch.items + (at << 2))) << 2), 0);
}

/** Writes the places of candidates, those that explain most alone first: what they explain leaves less for others. */
export function orderByWorth(scratch: ElasticScratch, n: i32): void {
  const order = scratch.order;
  for (let place: usize = 0; place < <usize>n; place++) store<i32>(order + (place << 2), <i32>place);
  let gap = 1;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3)
    for (let i = gap; i < n; i++) {
      const place = load<i32>(order + ((<usize>i) << 2));
      let to = i;
      for (; to >= gap; to -= gap) {
        const other = load<i32>(order + ((<usize>(to - gap)) << 2));
        if (!isBefore(scratch.worth, place, other)) break;
        store<i32>(order + ((<usize>to) << 2), other);
      }
      store<i32>(order + ((<usize>to) << 2), place);
    }
}

function isBefore(worth: usize, a: i32, b: i32): bool {
  const own = load<f64>(worth + ((<usize>a) << 3));
  const others = load<f64>(worth + ((<usize>b) << 3));
  return own > others || (own == others && a < b);
}

/** A candidate's products with all candidates, gathered when they are first asked for. */
export function candidateRow(plan: ElasticPlan, scratch: ElasticScratch, n: i32, place: i32): usize {
  // What is no candidate is written before the row, which costs less than telling it apart.
  const bytes: usize = (<usize>padded(n)) << 3;
  const row = scratch.rows + <usize>place * (bytes + 16) + 16;
  if (load<u8>(scratch.isFilled + <usize>place)) return row;
  store<u8>(scratch.isFilled + <usize>place, 1);
  const item = (<usize>load<i32>(scratch.items + ((<usize>place) << 2))) << 2;
  const index = load<usize>(plan.indexes + item);
  if (index) lookUpRow(plan, scratch, n, row, index);
  else walkRow(plan, scratch, row, bytes, load<i32>(plan.offsets + item), load<i32>(plan.offsets + item, 4));
  if (n & 1) store<f64>(row + bytes - 8, 0);
  return row;
}

function walkRow(plan: ElasticPlan, scratch: ElasticScratch, row: usize, bytes: usize, from: i32, to: i32): void {
  memory.fill(row, 0, bytes);
  const places = scratch.places;
  const end = plan.columns + ((<usize>to) << 2);
  let value = plan.values + ((<usize>from) << 3);
  for (let at = plan.columns + ((<usize>from) << 2); at < end; at += 4, value += 8) {
    const place = <usize>load<i32>(places + ((<usize>load<i32>(at)) << 2));
    store<f64>(row - 8 + (place << 3), load<f64>(value));
  }
}

/** Where a row is long its index tells whether a column is there, and as which entry: how many are before. */
function lookUpRow(plan: ElasticPlan, scratch: ElasticScratch, n: i32, row: usize, index: usize): void {
  for (let place: usize = 0; place < <usize>n; place++) {
    const column = load<i32>(scratch.items + (place << 2));
    const word = load<u64>(index + ((<usize>(column >> 5)) << 3));
    const bits = <u32>word;
    const bit: u32 = 1 << (column & 31);
    const entry = <usize>(word >> 32) + <usize>popcnt(bits & (bit - 1));
    store<f64>(row + (place << 3), select<f64>(load<f64>(plan.values + (entry << 3)), 0, (bits & bit) != 0));
  }
}
