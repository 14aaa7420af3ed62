import { entropy, informationGain, type Contingency } from './scores/contingency.ts';

/** How far two groupings of the same rows agree; each is 1 for the same grouping under other names. */
export interface Agreement {
  /** About 0 by chance (Vinh, Epps & Bailey 2010, arithmetic mean). */
  readonly adjustedMutualInformation: number;
  /** 1 where each group of the second holds rows of one group of the first alone. */
  readonly homogeneity: number;
  /** 1 where all rows of a group of the first are in one group of the second. */
  readonly completeness: number;
  /** The harmonic mean of homogeneity and completeness (Rosenberg & Hirschberg 2007). */
  readonly vMeasure: number;
}

/** @param table counts of rows by group in the first (rows of the table) and in the second grouping (columns). */
export function agreementOf(table: Contingency): Agreement {
  const [ofA, ofB] = [entropy(table.a), entropy(table.b)];
  const mutual = informationGain(table);
  const homogeneity = ofA > 0 ? mutual / ofA : 1;
  const completeness = ofB > 0 ? mutual / ofB : 1;
  const together = homogeneity + completeness;
  const vMeasure = together > 0 ? (2 * homogeneity * completeness) / together : 0;
  return { adjustedMutualInformation: adjusted(table, mutual, (ofA + ofB) / 2), homogeneity, completeness, vMeasure };
}

function adjusted(table: Contingency, mutual: number, most: number): number {
  // One group on both sides: they are the same.
  if (most === 0) return 1;
  const expected = expectedInformation(table);
  const room = most - expected;
  return Math.abs(room) < 1e-15 ? 1 : (mutual - expected) / room;
}

/** Bits of mutual information that groupings of these sizes have by chance (hypergeometric model). */
function expectedInformation({ a, b, total: n }: Contingency): number {
  const logFactorials = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorials[i] = logFactorials[i - 1]! + Math.log(i);
  const of = (i: number): number => logFactorials[i]!;
  let sum = 0;
  for (const ai of a) {
    for (const bj of b) {
      const fixed = of(ai) + of(bj) + of(n - ai) + of(n - bj) - of(n);
      for (let both = Math.max(1, ai + bj - n); both <= Math.min(ai, bj); both++) {
        const chance = Math.exp(fixed - of(both) - of(ai - both) - of(bj - both) - of(n - ai - bj + both));
        sum += (both / n) * Math.log2((n * both) / (ai * bj)) * chance;
      }
    }
  }
  return sum;
}
