import { logGamma } from '../log-gamma.ts';

/**
 * The chance of at least so many heads in n tosses of a fair coin, exact to rounding.
 *
 * @param k from 0 (chance 1) to n.
 */
export function atLeastHeads(k: number, n: number): number {
  if (k <= 0) return 1;
  let sum = 0;
  for (let i = k; i <= n; i++) sum += Math.exp(logGamma(n + 1) - logGamma(i + 1) - logGamma(n - i + 1) - n * Math.LN2);
  return Math.min(1, sum);
}
