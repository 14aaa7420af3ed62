import { choleskyInverse } from '../cholesky.ts';
import { chiSquareAbove } from './chi-square.ts';
import { gather } from '../../table/code-order.ts';
import { byTime, type Durations } from './durations.ts';

/**
 * Whether groups differ in when they have the event: the log-rank test over any number of groups.
 *
 * Mantel (1966); Peto & Peto (1972), doi:10.2307/2344317.
 *
 * @param groups of each row, 0 … nGroups − 1.
 * @returns the statistic, its degrees of freedom and the chance of one as large among like groups; null where it cannot be told.
 */
export function logRank(
  durations: Durations,
  groups: Int32Array,
  nGroups: number,
): { statistic: number; degrees: number; p: number } | null {
  const { times, events } = durations;
  const degrees = nGroups - 1;
  const order = byTime(durations);
  const sorted = gather(times, order);
  const atRisk = new Float64Array(nGroups);
  for (const group of groups) atRisk[group]!++;
  const surplus = new Float64Array(nGroups);
  const variance = new Float64Array(degrees * degrees);
  for (let at = 0; at < order.length;) {
    const time = sorted[at]!;
    const n = order.length - at;
    const leaving = new Float64Array(nGroups);
    let deaths = 0;
    for (; at < order.length && sorted[at] === time; at++) {
      const row = order[at]!;
      leaving[groups[row]!]!++;
      deaths += events[row]!;
      surplus[groups[row]!]! += events[row]!;
    }
    const spread = n > 1 ? (deaths * (n - deaths)) / (n - 1) : 0;
    for (let g = 0; g < nGroups; g++) surplus[g]! -= (deaths * atRisk[g]!) / n;
    for (let g = 0; g < degrees; g++)
      for (let h = 0; h < degrees; h++)
        variance[g * degrees + h]! += spread * ((g === h ? atRisk[g]! / n : 0) - (atRisk[g]! * atRisk[h]!) / (n * n));
    for (let g = 0; g < nGroups; g++) atRisk[g]! -= leaving[g]!;
  }
  const inverse = degrees > 0 ? choleskyInverse(variance, degrees) : null;
  if (!inverse) return null;
  let statistic = 0;
  for (let g = 0; g < degrees; g++)
    for (let h = 0; h < degrees; h++) statistic += surplus[g]! * inverse[g * degrees + h]! * surplus[h]!;
  return { statistic, degrees, p: chiSquareAbove(statistic, degrees) };
}
