/** What a log says of a policy that did not make it: a row an item that was shown. */
export interface LoggedRewards {
  /** What came of it. */
  readonly rewards: Float64Array;
  /** How likely the logging policy was to show it, above 0 and at most 1. */
  readonly propensities: Float64Array;
  /** How likely the policy in question is to show it, from 0 to 1. */
  readonly chances: Float64Array;
}

/** How rows count. */
export interface PolicyWeights {
  /** chance ÷ propensity, cut. */
  readonly weights: Float64Array;
  readonly nCut: number;
  readonly largest: number;
  readonly mean: number;
  /** Rows of one weight that would say as much: (Σ w)² ÷ Σ w². */
  readonly effective: number;
}

/**
 * Importance weights, cut at a bound: less variance, and an estimate that lies too low where rewards are not negative.
 *
 * Ionides (2008), Truncated importance sampling; Kong (1992), A note on importance sampling using standardized weights, for the effective
 * number of rows.
 */
export function policyWeights({ propensities, chances }: LoggedRewards, bound: number): PolicyWeights {
  const whole = chances.map((chance, row) => chance / propensities[row]!);
  const weights = whole.map((weight) => Math.min(weight, bound));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  return {
    weights,
    nCut: whole.reduce((count, weight) => count + (weight > bound ? 1 : 0), 0),
    largest: whole.reduce((most, weight) => Math.max(most, weight), 0),
    mean: sum / Math.max(1, weights.length),
    effective: squares > 0 ? sum ** 2 / squares : 0,
  };
}

/** The ways to weigh, by name: what is summed above and below the line, a row each. */
export const policyEstimators = {
  /** The mean reward of the log itself. */
  logged: (reward: number) => [reward, 1],
  /** Inverse propensity scores: Horvitz & Thompson (1952), doi:10.1080/01621459.1952.10483446. */
  ips: (reward: number, weight: number) => [weight * reward, 1],
  /** Self-normalised: Swaminathan & Joachims (2015), The self-normalized estimator for counterfactual learning. */
  snips: (reward: number, weight: number) => [weight * reward, weight],
} as const satisfies Record<string, (reward: number, weight: number) => readonly [number, number]>;
export type PolicyEstimator = keyof typeof policyEstimators;

/**
 * The two sums of an estimate by group of rows, such as a customer's, (nGroups, 2): the estimate is the sum of the first over that of the
 * second.
 *
 * @param groups the group of each row, from 0.
 */
export function policySums(
  estimator: PolicyEstimator,
  rewards: Float64Array,
  weights: Float64Array,
  groups: Int32Array,
  nGroups: number,
): Float64Array {
  const sums = new Float64Array(nGroups * 2);
  const of = policyEstimators[estimator];
  rewards.forEach((reward, row) => {
    const [above, below] = of(reward, weights[row]!);
    const at = groups[row]! * 2;
    sums[at]! += above;
    sums[at + 1]! += below;
  });
  return sums;
}
