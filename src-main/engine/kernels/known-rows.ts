/** Known rows, and those whose nearest known ones are wanted. */
export interface KnownShared {
  /** (nKnown, nFeatures) and (nQueries, nFeatures), row-major. */
  readonly known: Float64Array;
  readonly queries: Float64Array;
  readonly nFeatures: number;
  readonly k: number;
  /** Sums of squares, or of absolute differences. */
  readonly isManhattan: boolean;
  /** Written, (nQueries, k): nearest first, of equally near ones the first; distances are not rooted. */
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

/** Features after which it is looked whether a row is too far already. */
const STRETCH = 8;

/** Writes the nearest known rows of queries [start, end). Every known row is looked at. */
export function knownRows(start: number, end: number, shared: KnownShared): null {
  const { known, queries, nFeatures: d, k, isManhattan, rows, distances } = shared;
  const nKnown = d > 0 ? known.length / d : 0;
  const found = new Int32Array(k);
  const far = new Float64Array(k);
  for (let query = start; query < end; query++) {
    const from = query * d;
    let n = 0;
    for (let row = 0; row < nKnown; row++) {
      const limit = n < k ? Infinity : far[k - 1]!;
      let distance = 0;
      for (let j = 0, at = row * d; j < d && distance < limit; j += STRETCH) {
        const until = Math.min(d, j + STRETCH);
        for (let c = j; c < until; c++) {
          const apart = queries[from + c]! - known[at + c]!;
          distance += isManhattan ? Math.abs(apart) : apart * apart;
        }
      }
      if (!(distance < limit)) continue;
      let place = n < k ? n++ : k - 1;
      for (; place > 0 && far[place - 1]! > distance; place--) {
        far[place] = far[place - 1]!;
        found[place] = found[place - 1]!;
      }
      far[place] = distance;
      found[place] = row;
    }
    rows.set(found, query * k);
    distances.set(far, query * k);
  }
  return null;
}
