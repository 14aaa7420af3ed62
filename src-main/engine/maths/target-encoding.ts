/** What categories say of a target: for each fold what the other folds say, or for all rows at once. */
export interface TargetMeans {
  /** (nFolds, nCodes). */
  readonly values: Float64Array;
  /** What stands for a category that was not seen, (nFolds). */
  readonly rest: Float64Array;
}

interface Sums {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/**
 * The mean of a target for each category, drawn towards the mean of all as far as little is known of the category.
 *
 * Micci-Barreca (2001), doi:10.1145/507533.507538; without a given strength the pull follows from the variances, by empirical Bayes.
 *
 * @param codes below nCodes, −1 to leave a row out. @param target NaN leaves a row out. @param folds the fold of each row; null uses
 * all rows for every row. @param strength how many rows of the mean are added to each category; null for empirical Bayes.
 */
export function targetMeans(
  codes: Int32Array,
  nCodes: number,
  target: Float64Array,
  folds: Uint8Array | null,
  nFolds: number,
  strength: number | null,
): TargetMeans {
  const parts = folds ? nFolds : 1;
  const [mean, n] = meanOf(codes, target);
  const all = emptySums(nCodes);
  const byFold = Array.from({ length: parts }, () => emptySums(nCodes));
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    // Sums of differences lose fewer digits than sums of large numbers.
    const apart = target[row]! - mean;
    if (code < 0 || Number.isNaN(apart)) continue;
    add(all, code, apart);
    if (folds) add(byFold[folds[row]!]!, code, apart);
  }
  const values = new Float64Array(parts * nCodes);
  const rest = new Float64Array(parts).fill(n > 0 ? mean : NaN);
  for (let part = 0; part < parts; part++) {
    const others = folds ? minus(all, byFold[part]!) : all;
    const centre = drawMeans(others, strength, values.subarray(part * nCodes, (part + 1) * nCodes));
    rest[part] = mean + centre;
    for (let code = 0; code < nCodes; code++) values[part * nCodes + code]! += mean;
  }
  return { values, rest };
}

/** Writes what each category's mean becomes; returns the mean of all. */
function drawMeans({ counts, sums, squares }: Sums, strength: number | null, means: Float64Array): number {
  const total = (of: Float64Array): number => of.reduce((sum, value) => sum + value, 0);
  const n = total(counts);
  const centre = n > 0 ? total(sums) / n : 0;
  const spread = n > 0 ? Math.max(0, total(squares) / n - centre * centre) : 0;
  for (let code = 0; code < means.length; code++) {
    const count = counts[code]!;
    if (count === 0) {
      means[code] = centre;
      continue;
    }
    const own = sums[code]! / count;
    const within = Math.max(0, squares[code]! - own * sums[code]!) / count;
    const known = spread * count;
    const trust = strength === null ? (known > 0 ? known / (known + within) : 0) : count / (count + strength);
    means[code] = trust * own + (1 - trust) * centre;
  }
  return centre;
}

const emptySums = (n: number): Sums => ({
  counts: new Float64Array(n),
  sums: new Float64Array(n),
  squares: new Float64Array(n),
});

function add({ counts, sums, squares }: Sums, code: number, value: number): void {
  counts[code]!++;
  sums[code]! += value;
  squares[code]! += value * value;
}

function minus(all: Sums, part: Sums): Sums {
  const less = (from: Float64Array, what: Float64Array): Float64Array => from.map((value, i) => value - what[i]!);
  return {
    counts: less(all.counts, part.counts),
    sums: less(all.sums, part.sums),
    squares: less(all.squares, part.squares),
  };
}

function meanOf(codes: Int32Array, target: Float64Array): [number, number] {
  let [sum, n] = [0, 0];
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0 || Number.isNaN(target[row])) continue;
    sum += target[row]!;
    n++;
  }
  return [n > 0 ? sum / n : 0, n];
}
