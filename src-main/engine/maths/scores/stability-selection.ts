/** How the number of falsely chosen features is bounded. */
export type ErrorBound = 'unimodal' | 'meinshausen';

/**
 * A bound on the expected number of features that are chosen though they are noise, when a method that takes q of p features is run on the
 * halves of some pairs and those are chosen that it takes in at least a share of the halves.
 *
 * `meinshausen`: q²/((2·cutoff − 1)·p), Meinshausen & Bühlmann (2010), doi:10.1111/j.1467-9868.2010.00740.x, which assumes that noise is
 * exchangeable. `unimodal`: Shah & Samworth (2013), doi:10.1111/j.1467-9868.2011.01034.x, theorem 2, which assumes instead that the share
 * of pairs that take a feature in both halves is distributed with one peak; of features taken less often than q/p.
 *
 * @returns Infinity where the cutoff is too low for the bound to hold.
 */
export function falselyChosen(kind: ErrorBound, q: number, p: number, cutoff: number, nPairs: number): number {
  if (kind === 'meinshausen') return cutoff > 0.5 ? (q * q) / ((2 * cutoff - 1) * p) : Infinity;
  const share = q / p;
  if (cutoff <= 0.5 + Math.min(share * share, 1 / (2 * nPairs) + 0.75 * share * share)) return Infinity;
  const factor =
    cutoff <= 0.75
      ? 1 / (2 * (2 * cutoff - 1 - 1 / (2 * nPairs)))
      : (4 * (1 - cutoff + 1 / (2 * nPairs))) / (1 + 1 / nPairs);
  return (factor * q * q) / p;
}

/** The most features that a method may take of each half for a bound to hold; 1 at least, whether it holds or not. */
export function mostTaken(kind: ErrorBound, p: number, cutoff: number, nPairs: number, allowed: number): number {
  let q = 1;
  while (q < p && falselyChosen(kind, q + 1, p, cutoff, nPairs) <= allowed) q++;
  return q;
}
