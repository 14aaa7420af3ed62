import { seededRandom } from '../maths/random.ts';
import type { SparseRows } from '../table/sparse.ts';

/** Rows that climb one step towards what they have seen, the other side standing still. */
export interface ClimbShared {
  /** What the rows have seen of the other side. */
  readonly seen: SparseRows;
  /** (nOthers, width), row-major: factors, then a 1 that the row's own bias is multiplied by. */
  readonly others: Float64Array;
  readonly otherBiases: Float64Array;
  readonly width: number;
  /** What a seen value counts; an unseen one counts 1. */
  readonly alpha: number;
  /** Unseen others drawn for each that is seen. */
  readonly nUnseen: number;
  readonly rate: number;
  readonly regularisation: number;
  readonly seed: number;
  /** Changed, (nRows, width), row-major: factors, then the bias. */
  readonly rows: Float64Array;
  /** Changed: the squared slopes so far. */
  readonly squares: Float64Array;
}

/** Steps of rows [start, end) along the slope of the logistic likelihood, each number at its own pace (AdaGrad). @returns the log-likelihood before */
export function climbRows(start: number, end: number, shared: ClimbShared): number {
  const { seen, width, alpha, nUnseen, rate, regularisation, rows, squares } = shared;
  const nOthers = seen.nColumns;
  const slope = new Float64Array(width);
  let likelihood = 0;
  for (let row = start; row < end; row++) {
    const own = rows.subarray(row * width, (row + 1) * width);
    const [from, to] = [seen.offsets[row]!, seen.offsets[row + 1]!];
    if (from === to) continue;
    const random = seededRandom(shared.seed).fork(row);
    slope.fill(0);
    for (let at = from; at < to; at++)
      likelihood += addSlope(own, seen.columns[at]!, alpha * seen.values[at]!, 0, shared, slope);
    for (let drawn = 0; drawn < nUnseen * (to - from); drawn++)
      likelihood += addSlope(own, random.integer(nOthers), 0, 1, shared, slope);
    for (let j = 0, at = row * width; j < width; j++, at++) {
      const towards = slope[j]! - regularisation * own[j]!;
      squares[at]! += towards ** 2;
      if (squares[at]! > 0) own[j]! += (rate * towards) / Math.sqrt(squares[at]!);
    }
  }
  return likelihood;
}

/** Adds what one pair says, for it and against it. @returns its log-likelihood */
function addSlope(
  own: Float64Array,
  other: number,
  pro: number,
  contra: number,
  { others, otherBiases, width }: ClimbShared,
  slope: Float64Array,
): number {
  let score = otherBiases[other]!;
  for (let j = 0, at = other * width; j < width; j++, at++) score += own[j]! * others[at]!;
  const chance = 1 / (1 + Math.exp(-score));
  const weight = pro * (1 - chance) - contra * chance;
  for (let j = 0, at = other * width; j < width; j++, at++) slope[j]! += weight * others[at]!;
  // log(1 + e^s) without overflow.
  const soft = Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
  return pro * (score - soft) - contra * soft;
}
