import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { expectedImprovement, proposeByProcess } from './gaussian-search.ts';
import { planSearch, type Attempt, type SearchMethod } from './search-plan.ts';
import type { Choices, SearchAxis } from './search-space.ts';

const axis = (parameter: string, choices: Choices): SearchAxis => ({
  link: 0,
  parameter,
  label: { en: parameter, zh: parameter },
  choices,
});
const range = (parameter: string): SearchAxis =>
  axis(parameter, { low: 1e-4, high: 1, log: parameter === 'rate', whole: false });
const AXES = [range('rate'), range('share'), axis('kind', { values: ['x', 'y', 'z'] })];

/** Highest, at 0, for a rate of 0.01, a share of 0.8 and the kind y. */
const hill = ([rate, share, kind]: readonly unknown[]): number =>
  -(Math.log10(Number(rate) / 0.01) ** 2) / 4 - (Number(share) - 0.8) ** 2 - (kind === 'y' ? 0 : 0.2);

function play(method: SearchMethod, nTrials: number, seed: number, axes = AXES, quality = hill): Attempt[] {
  const plan = planSearch(axes, { method, nTrials, factor: 3, leastShare: 1 }, null, seededRandom(seed));
  const tried: Attempt[] = [];
  for (let next = plan.next(tried); next; next = plan.next(tried))
    tried.push({ ...next, score: quality(next.setting) });
  return tried;
}

it('comes much nearer to the summit than at random or by TPE, in fifteen trials', () => {
  const missed = (method: SearchMethod): number =>
    [1, 2].reduce((sum, seed) => sum - Math.max(...play(method, 15, seed).map(({ score }) => score)), 0);
  expect(missed('gaussian')).toBeLessThan(missed('random') / 4);
  expect(missed('gaussian')).toBeLessThan(missed('tpe') / 2);
});

it('follows from what was tried and the seed alone', () => {
  const tried = play('gaussian', 10, 5);
  expect(play('gaussian', 10, 5)).toEqual(tried);
  expect(proposeByProcess(AXES, tried.slice(0, 9), seededRandom(5).fork(9))).toEqual(tried[9]!.setting);
});

it('tries every combination once, whatever has no quality, and ends', () => {
  const few = [axis('n', { values: [1, 2, 4] }), axis('kind', { values: ['x', 'y'] })];
  const tried = play('gaussian', 20, 2, few, ([n]) => (n === 4 ? NaN : Number(n)));
  expect(new Set(tried.map(({ setting }) => JSON.stringify(setting))).size).toBe(6);
  expect(tried.length).toBe(6);
  const flat = play('gaussian', 8, 2, AXES, () => 1);
  expect(flat.length).toBe(8);
});

it('learns nothing from a chain that lies outside what is tried, nor from attempts on few rows', () => {
  const given: Attempt = { setting: [7, 0.5, 'w'], share: 1, score: 100 };
  const small = play('random', 9, 1).map((attempt) => ({ ...attempt, share: 0.1 }));
  const random = seededRandom(3);
  expect(proposeByProcess(AXES, [given, ...small], random)).toEqual(proposeByProcess(AXES, [], random));
});

it('expects of a place as much as of the best the mean of half a bell, and of a sure one its gain', () => {
  expect(expectedImprovement({ mean: 2, deviation: 1 }, 2)).toBeCloseTo(0.3989422804, 9);
  expect(expectedImprovement({ mean: 2.5, deviation: 0 }, 2)).toBe(0.5);
  expect(expectedImprovement({ mean: 1.5, deviation: 0 }, 2)).toBe(0);
  // scipy 1.17.1: quad(lambda v: (v - 2) * norm.pdf(v, 1, .7), 2, inf)
  expect(expectedImprovement({ mean: 1, deviation: 0.7 }, 2)).toBeCloseTo(0.024_094_778_414_373, 10);
});
