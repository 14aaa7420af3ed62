import { nthLargest } from '../maths/selection.ts';
import type { SparseRows } from '../table/sparse.ts';
import { kernelsOn } from './instance.ts';
import type { ProductMemory } from './product-memory.ts';
import { takePlace } from './scratches.ts';

/** How a product of two sparse rows becomes what is kept: (product · factor) / (rows[i] · columns[j]), or Jaccard's share of both. */
export type ProductMeasure =
  | { readonly kind: 'product' }
  | {
      readonly kind: 'scaled';
      readonly factor: number;
      readonly rows: Float64Array;
      readonly columns: Float64Array;
    }
  | { readonly kind: 'jaccard'; readonly rows: Float64Array; readonly columns: Float64Array };

/** The product of two sparse matrices, of whose rows the largest values are kept. */
export interface ProductShared {
  /** The row that counts as the first. */
  readonly first: number;
  /** (nRows, nMiddle) and (nMiddle, nColumns). */
  readonly left: SparseRows;
  readonly right: SparseRows;
  readonly measure: ProductMeasure;
  /** A value that rests on a product p shrinks by p / (p + shrink); 0 leaves all as they are. */
  readonly shrink: number;
  /** Whether row i may hold column i. */
  readonly withSelf: boolean;
  /** How many values above zero a row keeps; null for all that are not zero. */
  readonly most: number | null;
  /** Where compiled loops find all that; null where the plain ones are to run. */
  readonly resident: ProductMemory | null;
}

/** Rows that a block made: how many entries each has, and the entries, columns ascending. */
export interface MadeRows {
  readonly counts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Rows [first + start, first + end) of left·right, measured, with their largest values. */
export function productRows(start: number, end: number, shared: ProductShared): MadeRows {
  const { first, resident } = shared;
  return resident ? compiled(first + start, first + end, shared, resident) : plain(first + start, first + end, shared);
}

function compiled(from: number, to: number, { most, right }: ProductShared, resident: ProductMemory): MadeRows {
  const { memory, variant, plan, scratches, taken } = resident;
  const { exports, view } = kernelsOn(memory, variant);
  const { place, giveBack } = takePlace(memory, taken, scratches.length);
  const { at, columns, values } = scratches[place]!;
  const made = new RowMaker(to - from, (to - from) * (most ?? FIRST_ROOM));
  const room = Math.min(right.nColumns, most ?? Infinity);
  const [ownColumns, ownValues] = [view(Int32Array, columns, room), view(Float64Array, values, room)];
  for (let row = from; row < to; row++) {
    made.append(ownColumns, ownValues, exports.productRow(plan, at, row));
    made.endRow();
  }
  giveBack();
  return made.finish();
}

function plain(from: number, to: number, shared: ProductShared): MadeRows {
  const { left, right, withSelf, most } = shared;
  const product = new Float64Array(right.nColumns);
  const touched = new Int32Array((right.nColumns + 31) >> 5);
  const found = new Found(right.nColumns, most);
  const made = new RowMaker(to - from, (to - from) * (most ?? FIRST_ROOM));
  for (let row = from; row < to; row++) {
    multiplyRow(left, right, row, product, touched);
    if (!withSelf) product[row] = 0;
    found.clear();
    collect(product, touched, row, shared, found);
    found.finish();
    made.append(found.columns, found.values, found.size);
    made.endRow();
  }
  return made.finish();
}

/** Entries a row to begin with where all are kept. */
const FIRST_ROOM = 64;

/** Adds up one row of the product, and sets a bit for each column that something was added to. */
function multiplyRow(
  left: SparseRows,
  right: SparseRows,
  row: number,
  product: Float64Array,
  touched: Int32Array,
): void {
  const { offsets, columns, values } = right;
  for (let entry = left.offsets[row]!, end = left.offsets[row + 1]!; entry < end; entry++) {
    const middle = left.columns[entry]!;
    const weight = left.values[entry]!;
    if (weight === 0) continue;
    for (let at = offsets[middle]!, stop = offsets[middle + 1]!; at < stop; at++) {
      const column = columns[at]!;
      product[column]! += weight * values[at]!;
      touched[column >> 5]! |= 1 << (column & 31);
    }
  }
}

/** Offers what is not zero, measured, columns ascending; the product and the bits are zero again. */
function collect(
  product: Float64Array,
  touched: Int32Array,
  row: number,
  { measure, shrink }: ProductShared,
  found: Found,
): void {
  const { kind } = measure;
  const own = kind === 'product' ? 1 : measure.rows[row]!;
  const scales = kind === 'product' ? product : measure.columns;
  const factor = kind === 'scaled' ? measure.factor : 1;
  // Most values are too small to be kept, which a product says sooner than the quotient does.
  const floorOf = () => ((found.least * own) / factor) * (1 - ROUNDING);
  let floor = floorOf();
  for (let word = 0; word < touched.length; word++) {
    let bits = touched[word]!;
    if (bits === 0) continue;
    touched[word] = 0;
    for (; bits !== 0; bits &= bits - 1) {
      const column = (word << 5) + 31 - Math.clz32(bits & -bits);
      const both = product[column]!;
      if (both === 0) continue;
      product[column] = 0;
      if (kind === 'scaled' && both < floor * scales[column]!) continue;
      let value = both;
      if (kind === 'scaled') value = (both * factor) / (own * scales[column]!);
      else if (kind === 'jaccard') value = both / (own + scales[column]! - both);
      if (shrink !== 0) value = (value * both) / (both + shrink);
      if (value > found.least && found.add(column, value)) floor = floorOf();
    }
  }
}

/** The largest values above zero that a row was offered, columns ascending, of equal ones those of the first columns; or all there are. */
class Found {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly #sizes: Float64Array;
  readonly #most: number;
  /** Values at or below this need not be offered: so many lie above that this one would be left out. */
  least = 0;
  size = 0;

  /** @param most how many are kept; null for all, negative ones too. */
  constructor(nColumns: number, most: number | null) {
    this.#most = most ?? Infinity;
    const room = Math.min(nColumns, most === null ? nColumns : ROOM * most);
    this.columns = new Int32Array(room);
    this.values = new Float64Array(room);
    this.#sizes = new Float64Array(room);
  }

  clear(): void {
    this.size = 0;
    this.least = this.#most === Infinity ? -Infinity : 0;
  }

  /** @returns whether values must be larger from now on. */
  add(column: number, value: number): boolean {
    const isFull = this.size === this.values.length;
    if (isFull) {
      this.finish();
      if (!(value > this.least)) return true;
    }
    this.columns[this.size] = column;
    this.values[this.size++] = value;
    return isFull;
  }

  /** Leaves out what is beyond the number that is kept. */
  finish(): void {
    const { columns, values, size } = this;
    if (size <= this.#most) return;
    const sizes = this.#sizes.subarray(0, size);
    sizes.set(values.subarray(0, size));
    const least = nthLargest(sizes, this.#most);
    let ties = this.#most;
    for (let i = 0; i < size; i++) if (values[i]! > least) ties--;
    let to = 0;
    for (let i = 0; i < size; i++) {
      const value = values[i]!;
      if (value < least || (value === least && ties-- <= 0)) continue;
      columns[to] = columns[i]!;
      values[to++] = value;
    }
    this.size = to;
    this.least = least;
  }
}

/** By how much a quotient may be larger than the product tells. */
const ROUNDING = 1e-12;

/** How many times as many values as are kept wait until the smallest are left out. */
export const ROOM = 4;

/** Collects rows of entries, growing as it must. */
export class RowMaker {
  readonly #counts: Int32Array;
  #columns: Int32Array;
  #values: Float64Array;
  #row = 0;
  #size = 0;
  #begin = 0;

  constructor(nRows: number, room: number) {
    this.#counts = new Int32Array(nRows);
    this.#columns = new Int32Array(Math.max(1, room));
    this.#values = new Float64Array(Math.max(1, room));
  }

  /** Adds an entry to the row; columns are to come in ascending order. */
  push(column: number, value: number): void {
    if (this.#size === this.#columns.length) this.#grow(this.#size + 1);
    this.#columns[this.#size] = column;
    this.#values[this.#size++] = value;
  }

  /** Adds the first entries of arrays to the row. */
  append(columns: Int32Array, values: Float64Array, n: number): void {
    if (this.#size + n > this.#columns.length) this.#grow(this.#size + n);
    this.#columns.set(columns.subarray(0, n), this.#size);
    this.#values.set(values.subarray(0, n), this.#size);
    this.#size += n;
  }

  endRow(): void {
    this.#counts[this.#row++] = this.#size - this.#begin;
    this.#begin = this.#size;
  }

  finish(): MadeRows {
    return {
      counts: this.#counts,
      columns: this.#columns.slice(0, this.#size),
      values: this.#values.slice(0, this.#size),
    };
  }

  #grow(least: number): void {
    const [columns, values] = [this.#columns, this.#values];
    const room = Math.max(least, columns.length * 2);
    this.#columns = new Int32Array(room);
    this.#values = new Float64Array(room);
    this.#columns.set(columns);
    this.#values.set(values);
  }
}
