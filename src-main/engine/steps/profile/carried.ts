import type { Text } from '../../../contract/text.ts';
import { twoSidedNormal } from '../../maths/statistics.ts';

/** Something that some customers carry: a tag, a word of their reviews, a product they bought. */
export interface Thing {
  readonly key: string;
  readonly label: string | Text;
}

/** Who carries what. */
export interface Carried {
  readonly things: readonly Thing[];
  /** Customers by thing, as `starts` says: each once, by position. */
  readonly starts: Int32Array;
  readonly holders: Int32Array;
  /** 1 for customers of whom it is known at all, such as those who wrote a review. */
  readonly known: Uint8Array;
}

/** What the members of a group carry more often than others do. */
export interface Lift {
  readonly thing: Thing;
  /** Members who carry it, and members of whom it is known. */
  readonly count: number;
  readonly base: number;
  /** The share of the group, and of all others. */
  readonly value: number;
  readonly others: number;
  /** The group's share over everyone's. */
  readonly lift: number;
  /** The chance of so large a difference under none. */
  readonly chance: number;
}

/**
 * Brings pairs of a thing and a customer together by thing, each pair once.
 *
 * @param things positions in `named`, −1 for none. @param customers positions, −1 for someone who is in no group.
 */
export function carriedOf(
  named: readonly Thing[],
  things: ArrayLike<number>,
  customers: ArrayLike<number>,
  nCustomers: number,
): Carried {
  const known = new Uint8Array(nCustomers);
  const counts = new Int32Array(named.length + 1);
  for (let i = 0; i < things.length; i++) {
    if (customers[i]! < 0) continue;
    known[customers[i]!] = 1;
    if (things[i]! >= 0) counts[things[i]! + 1]!++;
  }
  for (let thing = 0; thing < named.length; thing++) counts[thing + 1]! += counts[thing]!;
  const next = counts.slice();
  const all = new Int32Array(counts[named.length]!);
  for (let i = 0; i < things.length; i++) if (things[i]! >= 0 && customers[i]! >= 0) all[next[things[i]!]!++] = customers[i]!;
  const starts = new Int32Array(named.length + 1);
  let filled = 0;
  for (let thing = 0; thing < named.length; thing++) {
    let before = -1;
    for (const customer of all.slice(counts[thing], counts[thing + 1]).sort()) {
      if (customer !== before) all[filled++] = customer;
      before = customer;
    }
    starts[thing + 1] = filled;
  }
  return { things: named, starts, holders: all.subarray(0, filled), known };
} // prettier-ignore

const term = (observed: number, expected: number): number =>
  observed > 0 ? observed * Math.log(observed / expected) : 0;

/**
 * The likelihood ratio G² of a two by two table: how surprising it is that `count` of `base` carry what `holders` of
 * `all` do. Dunning (1993), Accurate methods for the statistics of surprise and coincidence.
 */
export function likelihoodRatio(count: number, base: number, holders: number, all: number): number {
  const rest = all - base;
  const expected = (inside: number, having: number): number => (inside * having) / all;
  const missing = all - holders;
  return Math.max(
    0,
    2 *
      (term(count, expected(base, holders)) +
        term(base - count, expected(base, missing)) +
        term(holders - count, expected(rest, holders)) +
        term(rest - (holders - count), expected(rest, missing))),
  );
}

export interface LiftOptions {
  /** How many times everyone's share a group's must be. */
  readonly minLift: number;
  /** The chance of any false finding, over all groups and things together (Bonferroni). */
  readonly significance: number;
  readonly most: number;
}

/** Members who must carry it: fewer are no habit of a group. */
const FEWEST = 5;

/**
 * What each group carries more often than all others, the least likely by chance first.
 *
 * @param groupOf for each customer the position of their group.
 */
export function liftsOf(carried: Carried, groupOf: Int32Array, nGroups: number, options: LiftOptions): Lift[][] {
  const { things, starts, holders, known } = carried;
  const bases = new Int32Array(nGroups);
  groupOf.forEach((group, i) => {
    if (known[i]) bases[group]!++;
  });
  const all = bases.reduce((sum, base) => sum + base, 0);
  const nTests = things.length * nGroups;
  const found = Array.from({ length: nGroups }, (): { lift: Lift; ratio: number }[] => []);
  const counts = new Int32Array(nGroups);
  things.forEach((thing, t) => {
    counts.fill(0);
    const total = starts[t + 1]! - starts[t]!;
    for (let at = starts[t]!; at < starts[t + 1]!; at++) counts[groupOf[holders[at]!]!]!++;
    for (let group = 0; group < nGroups; group++) {
      const [count, base] = [counts[group]!, bases[group]!];
      if (count < FEWEST || base === all) continue;
      const value = count / base;
      const lift = value / (total / all);
      if (lift < options.minLift) continue;
      const ratio = likelihoodRatio(count, base, total, all);
      const chance = twoSidedNormal(Math.sqrt(ratio));
      if (chance * nTests > options.significance) continue;
      const others = (total - count) / (all - base);
      found[group]!.push({ ratio, lift: { thing, count, base, value, others, lift, chance } });
    }
  });
  return found.map((own) =>
    own
      .sort((a, b) => b.ratio - a.ratio)
      .slice(0, options.most)
      .map(({ lift }) => lift),
  );
}
