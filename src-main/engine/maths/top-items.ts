/**
 * Keeps the best of the items offered to it: higher scores first, and of equal scores the lower item, so that the order of
 * offers never shows.
 */
export class TopItems {
  readonly items: Int32Array;
  readonly scores: Float64Array;
  size = 0;

  /** @param capacity how many it keeps, at least 1. */
  constructor(capacity: number) {
    this.items = new Int32Array(capacity);
    this.scores = new Float64Array(capacity);
  }

  clear(): void {
    this.size = 0;
  }

  offer(item: number, score: number): void {
    const { items, scores } = this;
    let at = this.size;
    if (at === items.length) {
      if (!ahead(score, item, scores[at - 1] as number, items[at - 1] as number)) return;
      at--;
    } else this.size++;
    for (; at > 0 && ahead(score, item, scores[at - 1] as number, items[at - 1] as number); at--) {
      scores[at] = scores[at - 1] as number;
      items[at] = items[at - 1] as number;
    }
    scores[at] = score;
    items[at] = item;
  }

  /** Writes what was kept as one user's row of a ranked list, filling what is left with −1 and NaN. */
  writeTo(ranked: { readonly items: Int32Array; readonly scores: Float64Array }, start: number): void {
    const { length } = this.items;
    ranked.items.fill(-1, start, start + length).set(this.items.subarray(0, this.size), start);
    ranked.scores.fill(NaN, start, start + length).set(this.scores.subarray(0, this.size), start);
  }
}

const ahead = (score: number, item: number, otherScore: number, otherItem: number): boolean =>
  score > otherScore || (score === otherScore && item < otherItem);
