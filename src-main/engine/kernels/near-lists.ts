/** The nearest of one row as they are found: nearest first, of equally near ones the lowest row, each once. */
export interface NearList {
  n: number;
  readonly rows: Int32Array;
  readonly squared: Float64Array;
  /** 1 until a search has looked around it. */
  readonly fresh: Uint8Array;
}

export const nearList = (most: number): NearList => ({
  n: 0,
  rows: new Int32Array(most),
  squared: new Float64Array(most),
  fresh: new Uint8Array(most),
});

/** Takes a row into the list if it is near enough; whoever calls sees to it that it is not in it. @returns its place, or −1 */
export function offer(list: NearList, row: number, squared: number, fresh: 0 | 1): number {
  const { rows, squared: all } = list;
  const most = rows.length;
  const isBefore = (at: number): boolean => squared < all[at]! || (squared === all[at]! && row < rows[at]!);
  if (list.n === most && !isBefore(most - 1)) return -1;
  let at = list.n < most ? list.n++ : most - 1;
  for (; at > 0 && isBefore(at - 1); at--) {
    rows[at] = rows[at - 1]!;
    all[at] = all[at - 1]!;
    list.fresh[at] = list.fresh[at - 1]!;
  }
  rows[at] = row;
  all[at] = squared;
  list.fresh[at] = fresh;
  return at;
}

/** Squared distance of a row of one matrix from a row of another; what is no number is further than everything. */
export function squaredBetween(a: Float64Array, aAt: number, b: Float64Array, bAt: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const apart = a[aAt + j]! - b[bAt + j]!;
    sum += apart * apart;
  }
  return sum < Infinity ? sum : Infinity;
}

/** Marks rows that one search has met; beginning the next forgets them all at once. */
export interface Met {
  begin(): void;
  /** Whether it is met for the first time. */
  first(row: number): boolean;
}

export function metRows(nRows: number): Met {
  const stamps = new Int32Array(nRows);
  let stamp = 0;
  return {
    begin: () => void stamp++,
    first(row) {
      if (stamps[row] === stamp) return false;
      stamps[row] = stamp;
      return true;
    },
  };
}
