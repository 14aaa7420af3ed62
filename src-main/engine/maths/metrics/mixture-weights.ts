const MOST_ROUNDS = 10_000;
const SETTLED = 1e-12;
/** No row may count endlessly much against a member that was sure of the wrong class. */
const FLOOR = 1e-15;

const even = (n: number): Float64Array => new Float64Array(n).fill(1 / n);

/**
 * Weights of least log loss: of members that gave what happened so much probability, the mixture that gives it most. The loss is convex;
 * expectation maximisation lowers it in every round.
 *
 * @param given by member, the probability that it gave to what happened in each row.
 * @returns ≥ 0 and of sum 1.
 */
export function mixtureWeights(given: readonly Float64Array[]): Float64Array {
  const nRows = given[0]?.length ?? 0;
  let weights = even(given.length);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const sums = new Float64Array(given.length);
    for (let row = 0; row < nRows; row++) {
      let all = 0;
      for (let m = 0; m < given.length; m++) all += weights[m]! * Math.max(FLOOR, given[m]![row]!);
      for (let m = 0; m < given.length; m++) sums[m]! += (weights[m]! * Math.max(FLOOR, given[m]![row]!)) / all;
    }
    const next = sums.map((sum) => sum / Math.max(1, nRows));
    if (nRows === 0) return weights;
    const moved = next.reduce((most, weight, m) => Math.max(most, Math.abs(weight - weights[m]!)), 0);
    weights = next;
    if (moved < SETTLED) break;
  }
  return weights;
}

/**
 * Weights of least squared error, ≥ 0 and of sum 1, by moving weight between two members at a time, each time as much as is best for
 * the pair, until no move gains.
 *
 * @param said by member, its number for each row. @param actual what happened.
 */
export function averageWeights(said: readonly Float64Array[], actual: Float64Array): Float64Array {
  const n = said.length;
  const errors = said.map((values) => values.map((value, row) => value - actual[row]!));
  const products = errors.map((a) => errors.map((b) => a.reduce((sum, value, row) => sum + value * b[row]!, 0)));
  const weights = even(n);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let moved = 0;
    for (let a = 0; a < n; a++)
      for (let b = a + 1; b < n; b++) {
        const slope = weights.reduce((sum, weight, m) => sum + weight * (products[m]![a]! - products[m]![b]!), 0);
        const bend = products[a]![a]! - 2 * products[a]![b]! + products[b]![b]!;
        if (bend <= 0) continue;
        const step = Math.min(weights[b]!, Math.max(-weights[a]!, -slope / bend));
        weights[a]! += step;
        weights[b]! -= step;
        moved = Math.max(moved, Math.abs(step));
      }
    if (moved < SETTLED) break;
  }
  return weights;
}
