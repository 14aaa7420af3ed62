import { MISSING, type BinnedFeature } from './bins.ts';

/** One condition of a rule: bins `from`…`to` of a feature's numbers, or some of its choices. */
export type RuleTest =
  | { readonly of: BinnedFeature; readonly from: number; readonly to: number }
  | { readonly of: BinnedFeature; readonly choices: readonly number[] };

/** Conditions that all hold for about the rows of a group, with their F₁ (the harmonic mean of precision and recall). */
export interface FoundRule {
  readonly tests: readonly RuleTest[];
  readonly f1: number;
}

const MOST_TESTS = 3;
const MOST_CHOICES = 5;
/** How many unfinished rules are followed at once. */
const BEAM = 4;
/** A further condition must add so much to F₁ to be worth reading. */
const WORTH = 0.01;

interface Candidate extends FoundRule {
  /** 1 for the rows that meet the conditions. */
  readonly covered: Uint8Array;
}

/**
 * The short rule that says best which rows belong to a group: a beam search over conjunctions of intervals and sets of choices, each
 * the one of highest F₁. Work is linear in rows × features.
 *
 * After Clark & Niblett (1989), The CN2 induction algorithm, doi:10.1023/A:1022641700528, with F₁ in place of its entropy.
 *
 * @param inside 1 for the rows of the group.
 * @returns null where the group has no row, every row, or no condition tells it from the rest.
 */
export function findRule(features: readonly BinnedFeature[], inside: Uint8Array, pulse: () => void): FoundRule | null {
  const nInside = inside.reduce((count, flag) => count + flag, 0);
  if (nInside === 0 || nInside === inside.length) return null;
  const everyone = (2 * nInside) / (nInside + inside.length);
  let beam: Candidate[] = [{ tests: [], f1: everyone, covered: new Uint8Array(inside.length).fill(1) }];
  let best = beam[0]!;
  for (let length = 1; length <= MOST_TESTS; length++) {
    const grown = beam.flatMap((rule) => grow(rule, features, inside, nInside, pulse));
    grown.sort((a, b) => b.f1 - a.f1);
    beam = grown.slice(0, BEAM).map(({ rule, test, f1 }) => ({
      tests: [...rule.tests, test],
      f1,
      covered: narrow(rule.covered, test),
    }));
    if (beam.length === 0) break;
    best = beam[0]!;
  }
  return best.tests.length === 0 ? null : { tests: best.tests, f1: best.f1 };
}

function grow(
  rule: Candidate,
  features: readonly BinnedFeature[],
  inside: Uint8Array,
  nInside: number,
  pulse: () => void,
) {
  return features
    .filter((feature) => !rule.tests.some(({ of }) => of === feature))
    .flatMap((feature) => {
      pulse();
      const counts = countBins(feature, rule.covered, inside);
      const found = feature.feature.kind === 'choice' ? bestChoices(counts, nInside) : bestInterval(counts, nInside);
      return found.f1 > rule.f1 + WORTH ? [{ rule, test: { of: feature, ...found.test }, f1: found.f1 }] : [];
    });
}

/** Rows of the group and all rows, by bin. */
interface Counts {
  readonly own: Float64Array;
  readonly all: Float64Array;
}

function countBins({ bins, nBins }: BinnedFeature, covered: Uint8Array, inside: Uint8Array): Counts {
  const own = new Float64Array(MISSING + 1);
  const all = new Float64Array(MISSING + 1);
  for (let row = 0; row < bins.length; row++) {
    if (covered[row] === 0) continue;
    const bin = bins[row]!;
    all[bin] = all[bin]! + 1;
    own[bin] = own[bin]! + inside[row]!;
  }
  return { own: own.subarray(0, nBins), all: all.subarray(0, nBins) };
}

function bestInterval({ own, all }: Counts, nInside: number) {
  let best = { f1: 0, test: { from: 0, to: all.length - 1 } };
  for (let from = 0; from < all.length; from++) {
    let [hits, chosen] = [0, 0];
    for (let to = from; to < all.length; to++) {
      hits += own[to]!;
      chosen += all[to]!;
      const f1 = (2 * hits) / (nInside + chosen);
      if (f1 > best.f1) best = { f1, test: { from, to } };
    }
  }
  return best;
}

/** The set of highest F₁ takes choices in the order of their share of the group. */
function bestChoices({ own, all }: Counts, nInside: number) {
  const order = [...all.keys()].filter((code) => own[code]! > 0);
  order.sort((a, b) => own[b]! / all[b]! - own[a]! / all[a]! || a - b);
  let [hits, chosen] = [0, 0];
  let best: { f1: number; test: { choices: number[] } } = { f1: 0, test: { choices: [] } };
  order.slice(0, MOST_CHOICES).forEach((code, i) => {
    hits += own[code]!;
    chosen += all[code]!;
    const f1 = (2 * hits) / (nInside + chosen);
    if (f1 > best.f1) best = { f1, test: { choices: order.slice(0, i + 1) } };
  });
  return best;
}

function narrow(covered: Uint8Array, test: RuleTest): Uint8Array {
  const isMet = new Uint8Array(MISSING + 1);
  if ('choices' in test) for (const code of test.choices) isMet[code] = 1;
  else isMet.fill(1, test.from, test.to + 1);
  return covered.map((flag, row) => flag & isMet[test.of.bins[row]!]!);
}

/**
 * How far a group's values lie from the others': Cliff's delta in [−1, 1], values in one bin counting as equal.
 *
 * Cliff (1993), doi:10.1037/0033-2909.114.3.494.
 */
export function binnedDelta(feature: BinnedFeature, inside: Uint8Array): number {
  const { own, all } = countBins(feature, new Uint8Array(inside.length).fill(1), inside);
  let [below, sum, nOwn, nOthers] = [0, 0, 0, 0];
  for (let bin = 0; bin < all.length; bin++) {
    const others = all[bin]! - own[bin]!;
    sum += own[bin]! * (2 * below + others);
    below += others;
    nOwn += own[bin]!;
    nOthers += others;
  }
  return nOwn === 0 || nOthers === 0 ? 0 : sum / (nOwn * nOthers) - 1;
}

/** The choice whose share differs most between a group and the others; shares in [0, 1]. */
export function binnedShares(feature: BinnedFeature, inside: Uint8Array) {
  const { own, all } = countBins(feature, new Uint8Array(inside.length).fill(1), inside);
  const nOwn = own.reduce((sum, n) => sum + n, 0);
  const nOthers = all.reduce((sum, n) => sum + n, 0) - nOwn;
  let best = { choice: 0, value: 0, others: 0 };
  if (nOwn === 0 || nOthers === 0) return best;
  for (let choice = 0; choice < all.length; choice++) {
    const [value, others] = [own[choice]! / nOwn, (all[choice]! - own[choice]!) / nOthers];
    if (Math.abs(value - others) > Math.abs(best.value - best.others)) best = { choice, value, others };
  }
  return best;
}
