/** Counts of two codings of the same rows: rows of the table are values of the first, columns of the second. */
export interface Contingency {
  /** (nA, nB), row-major. */
  readonly counts: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly total: number;
}

/** A column as category numbers from 0; −1 stands for no value. */
export interface Codes {
  readonly codes: Int32Array;
  readonly n: number;
}

/** Counts the rows that have a value in both codings. */
export function contingency(first: Codes, second: Codes): Contingency {
  const counts = new Float64Array(first.n * second.n);
  const a = new Float64Array(first.n);
  const b = new Float64Array(second.n);
  let total = 0;
  for (let row = 0; row < first.codes.length; row++) {
    const [i, j] = [first.codes[row]!, second.codes[row]!];
    if (i < 0 || j < 0) continue;
    counts[i * second.n + j]!++;
    a[i]!++;
    b[j]!++;
    total++;
  }
  return { counts, a, b, total };
}

/** Entropy of counts in bits; 0 where there is nothing. */
export function entropy(counts: Float64Array): number {
  let total = 0;
  for (const count of counts) total += count;
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / total) * Math.log2(count / total);
  return sum;
}

/** How many bits less one needs for the second coding once the first is known (Quinlan 1986, doi:10.1007/BF00116251). */
export const informationGain = ({ counts, a, b }: Contingency): number =>
  Math.max(0, entropy(a) + entropy(b) - entropy(counts));

/** Information gain over the entropy of the first coding, which favours no coding with many values; 0 where that has one. */
export function gainRatio(table: Contingency): number {
  const own = entropy(table.a);
  return own > 0 ? informationGain(table) / own : 0;
}

/** How much purer the second coding is within values of the first than over all rows (Breiman et al. 1984). */
export function giniDecrease({ counts, a, b, total }: Contingency): number {
  if (total === 0) return 0;
  const squares = (of: Float64Array): number => of.reduce((sum, count) => sum + count * count, 0);
  let within = 0;
  for (let i = 0; i < a.length; i++)
    if (a[i]! > 0) within += squares(counts.subarray(i * b.length, (i + 1) * b.length)) / a[i]!;
  return Math.max(0, within / total - squares(b) / (total * total));
}

/** Pearson's chi-square of independence, without correction. */
export function chiSquare({ counts, a, b, total }: Contingency): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const expected = (a[i]! * b[j]!) / total;
      if (expected > 0) sum += (counts[i * b.length + j]! - expected) ** 2 / expected;
    }
  }
  return sum;
}

const usedValues = (counts: Float64Array): number => counts.reduce((n, count) => n + (count > 0 ? 1 : 0), 0);

/** Cramér's V, from 0 to 1: chi-square relative to the most it could be (Cramér 1946). 0 where a coding has one value. */
export function cramersV(table: Contingency): number {
  const most = table.total * (Math.min(usedValues(table.a), usedValues(table.b)) - 1);
  return most > 0 ? Math.sqrt(chiSquare(table) / most) : 0;
}
