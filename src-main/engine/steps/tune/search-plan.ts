import type { Random } from '../../maths/random.ts';
import { drawSettings, type SearchAxis, type Setting } from './search-space.ts';
import { proposeByProcess } from './gaussian-search.ts';
import { proposeSetting } from './tpe.ts';

/** How settings are chosen. */
export const searchMethods = ['grid', 'random', 'tpe', 'gaussian', 'halving', 'hyperband'] as const;
export type SearchMethod = (typeof searchMethods)[number];

/** A setting, and the share of the rows that it learns from. */
export interface Proposal {
  readonly setting: Setting;
  readonly share: number;
}

/** A proposal after it was tried. */
export interface Attempt extends Proposal {
  /** Its quality; more is better, NaN for none. */
  readonly score: number;
}

/** What a search knows before it begins. */
export interface PlanOptions {
  readonly method: SearchMethod;
  /** How many attempts there may be, whatever share of the rows they learn from. */
  readonly nTrials: number;
  /** For halving: by how much fewer settings go on, and on how many more rows. */
  readonly factor: number;
  /** For halving: the least share of rows that is learned from. */
  readonly leastShare: number;
}

/** A search: what comes next follows from what was tried and the seed alone, so that one cut short goes on as if it had not been. */
export interface SearchPlan {
  /** At most so many attempts. */
  readonly nTrials: number;
  /** How many combinations there are; null for endlessly many, or where they are not counted out. */
  readonly nAll: number | null;
  /** @returns null at the end. */
  next(tried: readonly Attempt[]): Proposal | null;
}

/**
 * Lays out a search.
 *
 * @param given an attempt that was made before: it tells searches that learn something, and counts for nothing else; null for none.
 */
export function planSearch(
  axes: readonly SearchAxis[],
  options: PlanOptions,
  given: Attempt | null,
  random: Random,
): SearchPlan {
  const { method, nTrials } = options;
  if (method === 'grid' || method === 'random') return listed(axes, method, nTrials, random.fork(0));
  if (method === 'tpe') return sequential(proposeSetting, axes, nTrials, given, random);
  if (method === 'gaussian') return sequential(proposeByProcess, axes, nTrials, given, random);
  return byBrackets(axes, options, random);
}

function listed(axes: readonly SearchAxis[], search: 'grid' | 'random', nTrials: number, random: Random): SearchPlan {
  const { settings, nAll } = drawSettings(axes, search, nTrials, random);
  return {
    nTrials: settings.length,
    nAll,
    next: ({ length }) => (length < settings.length ? { setting: settings[length]!, share: 1 } : null),
  };
}

function sequential(
  propose: typeof proposeSetting,
  axes: readonly SearchAxis[],
  nTrials: number,
  given: Attempt | null,
  random: Random,
): SearchPlan {
  return {
    nTrials,
    nAll: null,
    next(tried) {
      if (tried.length >= nTrials) return null;
      const known = given ? [given, ...tried] : tried;
      const setting = propose(axes, known, random.fork(tried.length));
      return setting && { setting, share: 1 };
    },
  };
}

/** Settings that begin together on a share of the rows; the best go on with more. */
interface Bracket {
  readonly nSettings: number;
  /** Shares of the rows, rising to 1. */
  readonly shares: readonly number[];
}

/** How many settings of a bracket are tried on each of its shares. */
const sizesOf = ({ nSettings, shares }: Bracket, factor: number): number[] =>
  shares.map((_, rung) => Math.max(1, Math.floor(nSettings / factor ** rung + 1e-9)));

const rungs = (factor: number, least: number): number => Math.floor(Math.log(1 / least) / Math.log(factor) + 1e-9);

const sharesOf = (factor: number, nRungs: number): number[] =>
  Array.from({ length: nRungs + 1 }, (_, rung) => factor ** (rung - nRungs));

const attemptsOf = (bracket: Bracket, factor: number): number =>
  sizesOf(bracket, factor).reduce((sum, size) => sum + size, 0);

/**
 * Brackets of a search: one as large as the trials allow for successive halving; for Hyperband from many settings on few rows to few on
 * all, again and again as long as a whole one fits, and the first of them always.
 */
function bracketsOf({ method, nTrials, factor, leastShare }: PlanOptions): Bracket[] {
  const most = rungs(factor, leastShare);
  if (method === 'halving') {
    let best: Bracket = { nSettings: 1, shares: [1] };
    for (let nRungs = 0; nRungs <= most; nRungs++)
      for (let nSettings = factor ** nRungs; nSettings <= nTrials; nSettings++) {
        const bracket = { nSettings: Math.ceil(nSettings), shares: sharesOf(factor, nRungs) };
        if (attemptsOf(bracket, factor) <= nTrials) best = bracket;
      }
    return [best];
  }
  const round = Array.from({ length: most + 1 }, (_, i): Bracket => {
    const s = most - i;
    return { nSettings: Math.ceil(((most + 1) / (s + 1)) * factor ** s - 1e-9), shares: sharesOf(factor, s) };
  });
  const brackets: Bracket[] = [];
  for (let left = nTrials, i = 0; ; i++) {
    const bracket = round[i % round.length]!;
    left -= attemptsOf(bracket, factor);
    if (left < 0 && brackets.length > 0) return brackets;
    brackets.push(bracket);
    if (left <= 0) return brackets;
  }
}

/** Jamieson & Talwalkar (2016), arXiv:1502.07943; Li et al. (2018), arXiv:1603.06560. The resource is the share of the rows. */
function byBrackets(axes: readonly SearchAxis[], options: PlanOptions, random: Random): SearchPlan {
  const brackets = bracketsOf(options).map((bracket, i) => {
    const { settings } = drawSettings(axes, 'random', bracket.nSettings, random.fork(i));
    const drawn = { ...bracket, nSettings: settings.length };
    return { ...drawn, settings, sizes: sizesOf(drawn, options.factor) };
  });
  const nAttempts = brackets.reduce((sum, { sizes }) => sum + sizes.reduce((a, b) => a + b, 0), 0);
  const nTrials = Math.min(options.nTrials, nAttempts);
  return {
    nTrials,
    nAll: null,
    next(tried) {
      if (tried.length >= nTrials) return null;
      let from = 0;
      for (const { settings, shares, sizes } of brackets) {
        let standing: readonly Setting[] = settings;
        for (const [rung, size] of sizes.entries()) {
          const at = tried.length - from;
          if (at < size) return { setting: standing[at]!, share: shares[rung]! };
          standing = bestOf(tried.slice(from, from + size));
          from += size;
        }
      }
      return null;
    },
  };
}

/** Settings from the best down; of equals the earlier first. */
function bestOf(attempts: readonly Attempt[]): Setting[] {
  const order = [...attempts.keys()].sort((a, b) => rankable(attempts[b]!) - rankable(attempts[a]!) || a - b);
  return order.map((at) => attempts[at]!.setting);
}

/** What has no quality comes last. */
const rankable = ({ score }: Attempt): number => (Number.isNaN(score) ? -Number.MAX_VALUE : score);
