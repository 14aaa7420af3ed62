import { keepLargest, lastWith } from './selection';

// One row at a time of the product of two sparse matrices, of which the largest values are kept: Gustavson (1978), doi:10.1145/355791.355796.
// Products and sums are never fused, so that every variant has the same digits.

/** What is multiplied and kept, as `kernels/product-memory.ts` lays it out. */
@unmanaged
class ProductPlan {
  /** A value is (product · factor) / (rowScales[i] · columnScales[j]). */
  factor: f64;
  /** A value that rests on a product p shrinks by p / (p + shrink). */
  shrink: f64;
  /** Both factors by rows: offsets and columns i32, values f64. */
  leftOffsets: usize;
  leftColumns: usize;
  leftValues: usize;
  rightOffsets: usize;
  rightColumns: usize;
  rightValues: usize;
  /** f64 */
  rowScales: usize;
  columnScales: usize;
  nColumns: i32;
  /** 0 a product as it is, 1 scaled, 2 Jaccard's share. */
  kind: i32;
  withSelf: i32;
  /** How many values above zero a row keeps; 0 for all that are not zero. */
  most: i32;
  /** How many values a row may have before the smallest are left out. */
  room: i32;
}

/** What one thread works in and writes. */
@unmanaged
class ProductScratch {
  /** One row of the product, f64, zero between calls. */
  product: usize;
  /** Columns that something was added to, i32, in the order in which that happened; room for twice as many as there are columns. */
  touched: usize;
  /** A bit a column, in whole numbers of eight bytes, zero between calls. */
  bits: usize;
  /** What is kept of the row: columns i32, values f64. */
  columns: usize;
  values: usize;
  /** Room for as many values. */
  spare: usize;
}

/** By how much a quotient may be larger than the product tells. */
const LEAST_SHARE: f64 = 1 - 1e-12;

/** Makes a row. @returns how many entries the scratch holds now, columns ascending. */
export function productRow(at: usize, scratchAt: usize, row: i32): i32 {
  const plan = changetype<ProductPlan>(at);
  const scratch = changetype<ProductScratch>(scratchAt);
  const end = multiplyRow(plan, scratch, row);
  if (!plan.withSelf) store<f64>(scratch.product + ((<usize>row) << 3), 0);
  const own = load<f64>(plan.rowScales + ((<usize>row) << 3));
  if (plan.most) keepSome(plan, scratch, own, end);
  else keepAll(plan, scratch, own, end);
  return putInOrder(plan, scratch);
}

/** Adds up one row. @returns where the list of touched columns ends: each that is not zero is there, some more than once. */
function multiplyRow(plan: ProductPlan, scratch: ProductScratch, row: i32): usize {
  const product = scratch.product;
  const full = scratch.touched + ((<usize>plan.nColumns) << 2);
  const bounds = plan.leftOffsets + ((<usize>row) << 2);
  const last = load<i32>(bounds, 4);
  let end = scratch.touched;
  for (let entry = load<i32>(bounds); entry < last; entry++) {
    const middle = plan.rightOffsets + ((<usize>load<i32>(plan.leftColumns + ((<usize>entry) << 2))) << 2);
    const weight = load<f64>(plan.leftValues + ((<usize>entry) << 3));
    if (weight == 0) continue;
    const first = <usize>load<i32>(middle);
    let value = plan.rightValues + (first << 3);
    const stop = plan.rightColumns + ((<usize>load<i32>(middle, 4)) << 2);
    for (let other = plan.rightColumns + (first << 2); other < stop; other += 4, value += 8) {
      const column = load<i32>(other);
      const to = product + ((<usize>column) << 3);
      const before = load<f64>(to);
      store<f64>(to, before + weight * load<f64>(value));
      // Written in any case and counted where it was zero: a branch would be guessed wrong half of the time.
      store<i32>(end, column);
      end += (<usize>(before == 0)) << 2;
    }
    if (end > full) end = listAnew(plan, scratch);
  }
  return end;
}

/** Lists what is not zero, once each: where zeros are added or sums cancel, a column may have been listed often. */
function listAnew(plan: ProductPlan, scratch: ProductScratch): usize {
  let end = scratch.touched;
  for (let column = 0; column < plan.nColumns; column++) {
    if (load<f64>(scratch.product + ((<usize>column) << 3)) == 0) continue;
    store<i32>(end, column);
    end += 4;
  }
  return end;
}

/** Measures what is not zero. */
function keepAll(plan: ProductPlan, scratch: ProductScratch, own: f64, end: usize): void {
  for (let at = scratch.touched; at < end; at += 4) {
    const column = load<i32>(at);
    const place = scratch.product + ((<usize>column) << 3);
    const both = load<f64>(place);
    if (both == 0 || isMarked(scratch, column)) continue;
    const value = valueOf(plan, both, own, load<f64>(plan.columnScales + ((<usize>column) << 3)));
    const isKept = value > -Infinity;
    store<f64>(place, isKept ? value : 0);
    if (isKept) mark(scratch, column);
  }
}

/** Leaves in the product the largest values above zero, measured. */
function keepSome(plan: ProductPlan, scratch: ProductScratch, own: f64, end: usize): void {
  const shift: f64 = plan.kind == 2 ? own : 0;
  const columns = scratch.columns;
  const values = scratch.values;
  // What is kept from now on is larger than the least, or as large and of an earlier column.
  let least: f64 = 0;
  let before: i32 = 0;
  let floor: f64 = 0;
  let size: i32 = 0;
  for (let at = scratch.touched; at < end; at += 4) {
    const column = load<i32>(at);
    const place = (<usize>column) << 3;
    const both = load<f64>(scratch.product + place);
    const scale = load<f64>(plan.columnScales + place);
    store<f64>(scratch.product + place, 0);
    if (!(both > floor * (shift + scale))) continue;
    const value = valueOf(plan, both, own, scale);
    if (!(value > least || (value == least && column < before))) continue;
    store<i32>(columns + ((<usize>size) << 2), column);
    store<f64>(values + ((<usize>size) << 3), value);
    size++;
    if (size < plan.room) continue;
    least = keepLargest(columns, values, size, plan.most, scratch.spare);
    size = plan.most;
    before = lastWith(least, columns, values, size);
    floor = floorOf(plan, least, own);
  }
  if (size > plan.most) {
    keepLargest(columns, values, size, plan.most, scratch.spare);
    size = plan.most;
  }
  for (let i: usize = 0; i < <usize>size; i++) {
    const column = load<i32>(columns + (i << 2));
    store<f64>(scratch.product + ((<usize>column) << 3), load<f64>(values + (i << 3)));
    mark(scratch, column);
  }
}

function valueOf(plan: ProductPlan, both: f64, own: f64, scale: f64): f64 {
  let value = both;
  if (plan.kind == 1) value = (both * plan.factor) / (own * scale);
  else if (plan.kind == 2) value = both / (own + scale - both);
  return plan.shrink == 0 ? value : (value * both) / (both + plan.shrink);
}

/** What a product must at least be, over its shift and scale, for its value to be large enough: it says so sooner than the quotient does. */
function floorOf(plan: ProductPlan, least: f64, own: f64): f64 {
  if (plan.kind == 2) return (least / (1 + least)) * LEAST_SHARE;
  return ((least * own) / plan.factor) * LEAST_SHARE;
}

function isMarked(scratch: ProductScratch, column: i32): bool {
  return ((load<u32>(scratch.bits + (((<usize>column) >> 5) << 2)) >> (column & 31)) & 1) != 0;
}

function mark(scratch: ProductScratch, column: i32): void {
  const word = scratch.bits + (((<usize>column) >> 5) << 2);
  store<u32>(word, load<u32>(word) | (1 << (column & 31)));
}

/** Moves what is marked from the product to what the scratch holds; product and marks are zero again. */
function putInOrder(plan: ProductPlan, scratch: ProductScratch): i32 {
  let size: usize = 0;
  for (let first = 0, at = scratch.bits; first < plan.nColumns; first += 64, at += 8) {
    let bits = load<u64>(at);
    if (bits == 0) continue;
    store<u64>(at, 0);
    for (; bits != 0; bits &= bits - 1) {
      const column = first + <i32>ctz(bits);
      const place = scratch.product + ((<usize>column) << 3);
      store<i32>(scratch.columns + (size << 2), column);
      store<f64>(scratch.values + (size << 3), load<f64>(place));
      store<f64>(place, 0);
      size++;
    }
  }
  return <i32>size;
}
