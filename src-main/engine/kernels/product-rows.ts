import { TopItems } from '../maths/top-items.ts';
import type { SparseRows } from '../table/sparse.ts';

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
}

/** Rows that a block made: how many entries each has, and the entries, columns ascending. */
export interface MadeRows {
  readonly counts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Rows [first + start, first + end) of left·right, measured, with their largest values. */
export function productRows(start: number, end: number, shared: ProductShared): MadeRows {
  const { first, left, right, shrink, withSelf, most } = shared;
  const likeness = measureOf(shared.measure);
  const product = new Float64Array(right.nColumns);
  const touched = new Int32Array(right.nColumns);
  const top = new TopItems(Math.max(1, most ?? 1));
  const made = new RowMaker(end - start, (end - start) * (most ?? FIRST_ROOM));
  for (let row = first + start; row < first + end; row++) {
    const nTouched = multiplyRow(left, right, row, product, touched);
    top.clear();
    if (most === null) touched.subarray(0, nTouched).sort();
    for (let t = 0; t < nTouched; t++) {
      const column = touched[t]!;
      const both = product[column]!;
      product[column] = 0;
      if (both === 0 || (column === row && !withSelf)) continue;
      const plain = likeness(both, row, column);
      const value = shrink === 0 ? plain : (plain * both) / (both + shrink);
      if (most === null) made.push(column, value);
      else if (value > 0) top.offer(column, value);
    }
    if (most !== null) made.pushTop(top);
    made.endRow();
  }
  return made.finish();
}

/** Entries a row to begin with where all are kept. */
const FIRST_ROOM = 64;

/** Adds up one row of the product. @returns how many columns were touched, one perhaps twice where values cancel out */
function multiplyRow(
  left: SparseRows,
  right: SparseRows,
  row: number,
  product: Float64Array,
  touched: Int32Array,
): number {
  let nTouched = 0;
  for (let entry = left.offsets[row]!, end = left.offsets[row + 1]!; entry < end; entry++) {
    const middle = left.columns[entry]!;
    const weight = left.values[entry]!;
    if (weight === 0) continue;
    for (let at = right.offsets[middle]!, stop = right.offsets[middle + 1]!; at < stop; at++) {
      const added = weight * right.values[at]!;
      if (added === 0) continue;
      const column = right.columns[at]!;
      if (product[column] === 0) touched[nTouched++] = column;
      product[column]! += added;
    }
  }
  return nTouched;
}

function measureOf(measure: ProductMeasure): (product: number, row: number, column: number) => number {
  switch (measure.kind) {
    case 'product':
      return (product) => product;
    case 'scaled': {
      const { factor, rows, columns } = measure;
      return (product, row, column) => (product * factor) / (rows[row]! * columns[column]!);
    }
    case 'jaccard': {
      const { rows, columns } = measure;
      return (both, row, column) => both / (rows[row]! + columns[column]! - both);
    }
  }
}

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
    if (this.#size === this.#columns.length) this.#grow();
    this.#columns[this.#size] = column;
    this.#values[this.#size++] = value;
  }

  /** Adds what was kept, sorted by column so that it can be searched. */
  pushTop(top: TopItems): void {
    const order = Int32Array.from({ length: top.size }, (_, i) => i).sort((a, b) => top.items[a]! - top.items[b]!);
    for (const i of order) this.push(top.items[i]!, top.scores[i]!);
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

  #grow(): void {
    const [columns, values] = [this.#columns, this.#values];
    this.#columns = new Int32Array(columns.length * 2);
    this.#values = new Float64Array(values.length * 2);
    this.#columns.set(columns);
    this.#values.set(values);
  }
}
