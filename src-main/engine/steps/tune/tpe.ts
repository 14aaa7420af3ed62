import type { Random } from '../../maths/random.ts';
import { normalCdf } from '../../maths/normal-cdf.ts';
import { normalQuantile } from '../../maths/normal-quantile.ts';
import type { Attempt } from './search-plan.ts';
import { between, drawSetting, placeOf, type SearchAxis, type Setting } from './search-space.ts';

/** Settings drawn at random before anything is learned from them. */
const FIRST_AT_RANDOM = 10;
/** Places that are weighed against each other on an axis. */
const CANDIDATES = 24;
/** How often a setting that was tried before is drawn anew. */
const REDRAWS = 20;

/**
 * The next setting by a tree-structured Parzen estimator: attempts are parted into the best tenth and the rest, and of places drawn from
 * the density of the best the one is taken at which it exceeds that of the rest most, axis by axis.
 *
 * Bergstra et al. (2011), Algorithms for hyper-parameter optimization; bandwidths as in Optuna: the larger distance to a neighbour.
 *
 * @returns null where every setting was tried.
 */
export function proposeSetting(axes: readonly SearchAxis[], tried: readonly Attempt[], random: Random): Setting | null {
  const known = new Set(tried.map(({ setting }) => JSON.stringify(setting)));
  const judged = tried.filter(({ score, share }) => share === 1 && !Number.isNaN(score));
  for (let draw = 0; draw < REDRAWS; draw++) {
    const own = random.fork(draw);
    const isBlind = judged.length < FIRST_AT_RANDOM || draw > REDRAWS / 2;
    const setting = isBlind ? drawSetting(axes, own) : byDensities(axes, judged, own);
    if (!known.has(JSON.stringify(setting))) return setting;
  }
  return untried(axes, known);
}

/** The first of finitely many settings that was not tried. */
export function untried(axes: readonly SearchAxis[], known: ReadonlySet<string>): Setting | null {
  const lists = axes.map(({ choices }) => ('values' in choices ? choices.values : null));
  if (lists.includes(null)) return null;
  const nAll = lists.reduce((product, list) => product * list!.length, 1);
  for (let index = 0; index < nAll; index++) {
    let left = index;
    const setting = lists.map((list) => {
      const value = list![left % list!.length];
      left = Math.floor(left / list!.length);
      return value;
    });
    if (!known.has(JSON.stringify(setting))) return setting;
  }
  return null;
}

function byDensities(axes: readonly SearchAxis[], judged: readonly Attempt[], random: Random): Setting {
  const order = [...judged.keys()].sort((a, b) => judged[b]!.score - judged[a]!.score || a - b);
  const nBest = Math.min(25, Math.ceil(judged.length / 10));
  return axes.map(({ choices }, axis) => {
    // Where the chain as given lies outside what is tried, it has no place.
    const places = (from: number, to: number): number[] =>
      order
        .slice(from, to)
        .map((at) => placeOf(choices, judged[at]!.setting[axis]))
        .filter((place) => !Number.isNaN(place));
    const [best, rest] = [places(0, nBest), places(nBest, order.length)];
    const own = random.fork(axis);
    if ('values' in choices) {
      const code = mostPromisingChoice(best, rest, choices.values.length, own);
      return choices.values[code];
    }
    return between(choices, mostPromisingPlace(parzen(best), parzen(rest), own));
  });
}

/** Of choices drawn by how often the best made them, the one that is most typical of them. */
function mostPromisingChoice(best: readonly number[], rest: readonly number[], n: number, random: Random): number {
  const [good, other] = [best, rest].map((codes) => {
    const counts = new Float64Array(n).fill(1);
    for (const code of codes) counts[code]!++;
    return counts.map((count) => count / (n + codes.length));
  }) as [Float64Array, Float64Array];
  let found = -1;
  for (let i = 0; i < CANDIDATES; i++) {
    let [left, code] = [random.next(), 0];
    while (code < n - 1 && left >= good[code]!) left -= good[code++]!;
    if (found < 0 || good[code]! / other[code]! > good[found]! / other[found]!) found = code;
  }
  return found;
}

/** A mixture of normal curves cut off at 0 and 1, all of one weight. */
export interface Parzen {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** One curve a place, as wide as the farther of its neighbours is away, and a flat one in the middle. */
export function parzen(places: readonly number[]): Parzen {
  const means = [...places, 0.5].sort((a, b) => a - b);
  const prior = means.indexOf(0.5);
  const narrowest = 1 / Math.min(100, means.length + 1);
  const deviations = means.map((mean, i) => {
    if (i === prior) return 1;
    const reach = Math.max(mean - (means[i - 1] ?? 0), (means[i + 1] ?? 1) - mean);
    return Math.min(1, Math.max(narrowest, reach));
  });
  return { means, deviations };
}

/** The logarithm of a mixture's density at a place from 0 to 1. */
export function logDensity({ means, deviations }: Parzen, place: number): number {
  let sum = 0;
  means.forEach((mean, i) => {
    const deviation = deviations[i]!;
    const inside = normalCdf((1 - mean) / deviation) - normalCdf(-mean / deviation);
    const z = (place - mean) / deviation;
    sum += Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI) * inside);
  });
  return Math.log(sum / means.length);
}

/** A place drawn from a mixture, by inverting one curve. */
function drawPlace({ means, deviations }: Parzen, random: Random): number {
  const i = random.integer(means.length);
  const [mean, deviation] = [means[i]!, deviations[i]!];
  const [low, high] = [normalCdf(-mean / deviation), normalCdf((1 - mean) / deviation)];
  const z = normalQuantile(low + (high - low) * random.next());
  return Math.min(1, Math.max(0, mean + deviation * z));
}

function mostPromisingPlace(best: Parzen, rest: Parzen, random: Random): number {
  let [found, most] = [0, -Infinity];
  for (let i = 0; i < CANDIDATES; i++) {
    const place = drawPlace(best, random);
    const promise = logDensity(best, place) - logDensity(rest, place);
    if (promise > most) [found, most] = [place, promise];
  }
  return found;
}
