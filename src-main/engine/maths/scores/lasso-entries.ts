import { leastPenalised } from '../linear/penalty.ts';

/** Where columns enter as the penalty of a lasso is let down. */
export interface LassoEntries {
  /** The share of the least penalty that holds every column out at which each one enters; 0 for those that never did. */
  readonly shares: Float64Array;
  /** Size of each coefficient when it entered; tells those apart that entered at one penalty. */
  readonly sizes: Float64Array;
}

/** How the penalty is let down: in so many equal ratios to a share of where it began. */
export interface LassoPath {
  readonly nSteps: number;
  readonly least: number;
}

const TOLERANCE = 1e-6;

/**
 * Follows the lasso ½·wᵀ·A·w − bᵀ·w + λ·‖w‖₁ from the penalty that holds all columns out downwards, for one target or several that share the
 * penalty; a column enters when it has a coefficient for any of them.
 *
 * Friedman, Hastie & Tibshirani (2010), doi:10.18637/jss.v033.i01.
 *
 * @param a (n, n), products of centred columns. @param targets their products with each target, n each.
 * @param most ends the path once so many groups of columns have entered. @param groups the group of each column; each its own where absent.
 * @throws what `check` throws
 */
export function lassoEntries(
  a: Float64Array,
  targets: readonly Float64Array[],
  { nSteps, least }: LassoPath,
  check: () => void,
  most = Infinity,
  groups: Int32Array | null = null,
): LassoEntries {
  const n = targets[0]?.length ?? 0;
  const shares = new Float64Array(n);
  const sizes = new Float64Array(n);
  const largest = targets.reduce((all, b) => b.reduce((max, value) => Math.max(max, Math.abs(value)), all), 0);
  const entered = new Set<number>();
  if (!(largest > 0)) return { shares, sizes };
  const free = new Uint8Array(n);
  let rules: Float64Array[] = targets.map(() => new Float64Array(n));
  for (let step = 1; step <= nSteps && entered.size < most; step++) {
    check();
    const share = least ** (step / nSteps);
    rules = targets.map((b, t) =>
      leastPenalised({ n, a, b }, { strength: share * largest, mix: 1 }, free, rules[t]!, TOLERANCE),
    );
    for (let j = 0; j < n; j++) {
      const size = rules.reduce((max, rule) => Math.max(max, Math.abs(rule[j]!)), 0);
      if (size === 0 || shares[j]! > 0) continue;
      shares[j] = share;
      sizes[j] = size;
      entered.add(groups ? groups[j]! : j);
    }
  }
  return { shares, sizes };
}
