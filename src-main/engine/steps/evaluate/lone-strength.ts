import { rankScores, rocAuc } from '../../maths/metrics/ranked.ts';
import { pearson } from '../../maths/scores/correlation.ts';
import type { Random } from '../../maths/random.ts';
import { countBelow } from '../../maths/sorted.ts';
import { quantile, sortedFinite } from '../../maths/statistics.ts';

/** What columns are judged against. */
export interface Judged {
  /** Classes as codes, or numbers; one of the two is empty. */
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly values: Float64Array;
  /** 0 or 1: rows of one half are foretold from the other. */
  readonly halves: Uint8Array;
}

/** How well a column tells the target by itself: 0.5 to 1 for classes, 0 to 1 for numbers, with the lower end of its 95 % interval. */
export interface Strength {
  readonly strength: number;
  readonly lower: number;
}

/** Fewer rows of an answer than this, and nothing is called too good. */
export const LEAST_OF_EACH = 10;

const N_BINS = 32;
/** Rows at the mean of all that every kind is thought to hold beside its own. */
const SMOOTHING = 2;

/** Divides rows into two random halves. */
export function drawHalves(nRows: number, random: Random): Uint8Array {
  const halves = new Uint8Array(nRows);
  random.permutation(nRows).forEach((row, i) => (halves[row] = i & 1));
  return halves;
}

/** Of a column of numbers: by its order, and by the means of its quantile bins, whichever tells more. @param x NaN where missing. */
export function strengthOfNumbers(x: Float64Array, judged: Judged): Strength {
  const sorted = sortedFinite(x);
  const edges = Float64Array.from({ length: N_BINS - 1 }, (_, i) => quantile(sorted, (i + 1) / N_BINS));
  const bins = Int32Array.from(x, (value) => (Number.isNaN(value) ? N_BINS : countBelow(edges, value)));
  const binned = strengthOfKinds(bins, N_BINS + 1, judged);
  const middle = sorted.length > 0 ? quantile(sorted, 0.5) : 0;
  const filled = x.map((value) => (Number.isNaN(value) ? middle : value));
  const plain = judged.nClasses > 0 ? ofClasses(judged, () => filled) : correlationOf(filled, judged.values);
  return plain.lower > binned.lower ? plain : binned;
}

/** Of a column of kinds: each half is foretold by the means of the other, so that kinds of one row each tell nothing. */
export function strengthOfKinds(kinds: Int32Array, nKinds: number, judged: Judged): Strength {
  const foretell = (isTarget: (row: number) => number): Float64Array => {
    const n = kinds.length;
    const [sums, counts] = [new Float64Array(2 * nKinds), new Float64Array(2 * nKinds)];
    const totals = [0, 0];
    const sizes = [0, 0];
    for (let row = 0; row < n; row++) {
      const half = judged.halves[row]!;
      const at = half * nKinds + kinds[row]!;
      sums[at]! += isTarget(row);
      counts[at]!++;
      totals[half]! += isTarget(row);
      sizes[half]!++;
    }
    return Float64Array.from(kinds, (kind, row) => {
      const other = 1 - judged.halves[row]!;
      const mean = sizes[other]! > 0 ? totals[other]! / sizes[other]! : 0;
      const at = other * nKinds + kind;
      // Less what is common to the half, which differs between halves and would rank one above the other.
      return (sums[at]! + SMOOTHING * mean) / (counts[at]! + SMOOTHING) - mean;
    });
  };
  if (judged.nClasses === 0)
    return correlationOf(
      foretell((row) => judged.values[row]!),
      judged.values,
    );
  return ofClasses(judged, (event) => foretell((row) => (judged.codes[row] === event ? 1 : 0)));
}

/** The area under the ROC curve, either way up; of more than two classes the mean over each against the rest, by size. */
function ofClasses({ codes, nClasses }: Judged, scoresFor: (event: number) => Float64Array): Strength {
  const events = nClasses === 2 ? [1] : Array.from({ length: nClasses }, (_, event) => event);
  let [strength, lower, total] = [0, 0, 0];
  for (const event of events) {
    const isEvent = Uint8Array.from(codes, (code) => (code === event ? 1 : 0));
    const positives = isEvent.reduce((sum, flag) => sum + flag, 0);
    const negatives = isEvent.length - positives;
    if (positives === 0 || negatives === 0) continue;
    const area = rocAuc(rankScores(isEvent, scoresFor(event)));
    const either = Math.max(area, 1 - area);
    const enough = Math.min(positives, negatives) >= LEAST_OF_EACH;
    strength += positives * either;
    lower += positives * (enough ? either - 1.96 * areaError(either, positives, negatives) : 0);
    total += positives;
  }
  return total === 0 ? { strength: 0.5, lower: 0 } : { strength: strength / total, lower: lower / total };
}

/** Hanley & McNeil (1982), doi:10.1148/radiology.143.1.7063747. */
function areaError(area: number, positives: number, negatives: number): number {
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  const variance = area * (1 - area) + (positives - 1) * (q1 - area * area) + (negatives - 1) * (q2 - area * area);
  return Math.sqrt(Math.max(0, variance) / (positives * negatives));
}

/** The size of Pearson’s correlation, its lower end by Fisher’s transformation. */
function correlationOf(x: Float64Array, y: Float64Array): Strength {
  const n = x.length;
  const found = pearson(x, y);
  const strength = Number.isNaN(found) ? 0 : Math.abs(found);
  if (n < 2 * LEAST_OF_EACH) return { strength, lower: 0 };
  return { strength, lower: Math.tanh(Math.atanh(Math.min(strength, 1 - 1e-12)) - 1.96 / Math.sqrt(n - 3)) };
}
