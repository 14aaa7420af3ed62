import type { SparseRows } from '../table/sparse.ts';

/** Products of an item's candidates with each other, filled as they are asked for; one after another of a block's items uses the same room. */
export class CandidateGram {
  readonly #gram: SparseRows;
  /** The place of each item among the candidates and 1, 0 elsewhere. */
  readonly #places: Int32Array;
  readonly #rows: Float64Array;
  readonly #isFilled: Uint8Array;
  readonly #spare: Float64Array;
  readonly #lone: Float64Array;
  #part = new Float64Array(0);
  #items: Int32Array = new Int32Array(0);

  /** @param gram the items' products with each other, symmetric, columns ascending. @param most candidates there may be at a time */
  constructor(gram: SparseRows, most: number) {
    this.#gram = gram;
    this.#places = new Int32Array(gram.nColumns);
    this.#rows = new Float64Array(most * most);
    this.#isFilled = new Uint8Array(most);
    this.#spare = new Float64Array(most + 1);
    this.#lone = new Float64Array(most);
  }

  /** @param items the candidates, ascending. */
  begin(items: Int32Array): void {
    for (const item of this.#items) this.#places[item] = 0;
    this.#items = items;
    items.forEach((item, place) => (this.#places[item] = place + 1));
    this.#isFilled.fill(0);
  }

  /** An item's products with all candidates, which need not have it among them; the next call uses the same room. */
  with(item: number): Float64Array {
    return this.#fill(this.#lone.subarray(0, this.#items.length), item);
  }

  /** A candidate's products with all candidates. */
  row(place: number): Float64Array {
    const n = this.#items.length;
    const row = this.#rows.subarray(place * n, (place + 1) * n);
    if (this.#isFilled[place]) return row;
    this.#isFilled[place] = 1;
    return this.#fill(row, this.#items[place]!);
  }

  #fill(row: Float64Array, item: number): Float64Array {
    const { offsets } = this.#gram;
    const [from, to] = [offsets[item]!, offsets[item + 1]!];
    if (to - from > row.length * LOOKS) this.#search(row, from, to);
    else this.#walk(row, from, to);
    return row;
  }

  /** The products of some candidates with each other, row-major; in room that the next call uses again. */
  part(places: Int32Array): Float64Array {
    const m = places.length;
    if (this.#part.length < m * m) this.#part = new Float64Array(2 * m * m);
    for (let a = 0, to = 0; a < m; a++) {
      const row = this.row(places[a]!);
      for (let b = 0; b < m; b++) this.#part[to++] = row[places[b]!]!;
    }
    return this.#part;
  }

  /** What is no candidate is written to a spare place, which costs less than telling it apart. */
  #walk(row: Float64Array, from: number, to: number): void {
    const [places, spare] = [this.#places, this.#spare];
    const { columns, values } = this.#gram;
    for (let at = from; at < to; at++) spare[places[columns[at]!]!] = values[at]!;
    row.set(spare.subarray(1, row.length + 1));
    spare.fill(0, 0, row.length + 1);
  }

  /** Looks for each candidate by halves, from where the one before was. */
  #search(row: Float64Array, from: number, to: number): void {
    row.fill(0);
    const { columns, values } = this.#gram;
    for (let place = 0, low = from; place < row.length; place++) {
      const wanted = this.#items[place]!;
      for (let high = to; low < high;) {
        const middle = (low + high) >> 1;
        if (columns[middle]! < wanted) low = middle + 1;
        else high = middle;
      }
      if (low < to && columns[low] === wanted) row[place] = values[low]!;
    }
  }
}

/** About how many steps a search takes: a row that is longer than so many a candidate is searched, others are walked through. */
const LOOKS = 40;
