import { transpose, type SparseRows } from '../../table/sparse.ts';

/** Catalogues up to this size keep every likeness that was asked for in one array. */
const DENSE_ITEMS = 1024;

/** How alike items are by who has them; what was asked once is kept. */
export class CommonBuyers {
  /** Customers of each item, ascending. */
  readonly buyers: SparseRows;
  readonly #dense: Float64Array | null;
  readonly #sparse = new Map<number, number>();

  /** @param userItems (nUsers, nItems): who has what; the values do not matter. */
  constructor(userItems: SparseRows) {
    this.buyers = transpose(userItems);
    const { nRows } = this.buyers;
    this.#dense = nRows <= DENSE_ITEMS ? new Float64Array(nRows * nRows).fill(NaN) : null;
  }

  /** How many customers have an item. */
  count(item: number): number {
    return this.buyers.offsets[item + 1]! - this.buyers.offsets[item]!;
  }

  /** The customers in common over the root of the product of both numbers, from 0 to 1. */
  cosine(a: number, b: number): number {
    const key = Math.min(a, b) * this.buyers.nRows + Math.max(a, b);
    const known = this.#dense ? this.#dense[key]! : (this.#sparse.get(key) ?? NaN);
    if (known === known) return known;
    const size = Math.sqrt(this.count(a) * this.count(b));
    const cosine = size > 0 ? this.common(a, b) / size : 0;
    if (this.#dense) this.#dense[key] = cosine;
    else this.#sparse.set(key, cosine);
    return cosine;
  }

  /** How many customers have both items. */
  common(a: number, b: number): number {
    const { offsets, columns } = this.buyers;
    let [i, j, both] = [offsets[a]!, offsets[b]!, 0];
    const [endA, endB] = [offsets[a + 1]!, offsets[b + 1]!];
    while (i < endA && j < endB) {
      const difference = columns[i]! - columns[j]!;
      if (difference === 0) both++;
      if (difference <= 0) i++;
      if (difference >= 0) j++;
    }
    return both;
  }
}
