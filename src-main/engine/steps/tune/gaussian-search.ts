import { expectAt, fitProcess } from '../../maths/gaussian-process.ts';
import { normalCdf } from '../../maths/normal-cdf.ts';
import type { Random } from '../../maths/random.ts';
import type { Attempt } from './search-plan.ts';
import { between, drawSetting, placeOf, type Choices, type SearchAxis, type Setting } from './search-space.ts';
import { untried } from './tpe.ts';

/** Settings drawn at random before anything is learned from them. */
const FIRST_AT_RANDOM = 5;
/** A process is asked about so many settings from anywhere, and so many near the best. */
const ANYWHERE = 1000;
const NEARBY = 200;
/** The best settings that others are drawn near, and how far from them. */
const N_BEST = 3;
const NEARNESS = 0.1;
/** Of more attempts, the best half of these and the newest are learned from: the work grows with their cube. */
const MOST_KNOWN = 100;
/** How often a first setting that was tried before is drawn anew. */
const REDRAWS = 20;

/**
 * The next setting by a Gaussian process over the attempts: of many settings, the one of which the largest improvement over the best is
 * expected. For few parameters, most of them numbers.
 *
 * Snoek, Larochelle & Adams (2012), Practical Bayesian optimization of machine learning algorithms, arXiv:1206.2944; Jones, Schonlau &
 * Welch (1998), doi:10.1023/A:1008306431147. Departure: scales are the likeliest ones, not averaged over.
 *
 * @returns null where every setting was tried.
 */
export function proposeByProcess(
  axes: readonly SearchAxis[],
  tried: readonly Attempt[],
  random: Random,
): Setting | null {
  const known = new Set(tried.map(({ setting }) => JSON.stringify(setting)));
  const isNew = (setting: Setting): boolean => !known.has(JSON.stringify(setting));
  const judged = tried.filter(
    ({ score, share, setting }) => share === 1 && !Number.isNaN(score) && !pointOf(axes, setting).includes(NaN),
  );
  const found = judged.length < FIRST_AT_RANDOM ? null : mostPromising(axes, mostTelling(judged), isNew, random);
  if (found) return found;
  for (let draw = 0; draw < REDRAWS; draw++) {
    const setting = drawSetting(axes, random.fork(draw));
    if (isNew(setting)) return setting;
  }
  return untried(axes, known);
}

/** Attempts by quality, at most so many. */
function mostTelling(judged: readonly Attempt[]): Attempt[] {
  const order = [...judged.keys()].sort((a, b) => judged[b]!.score - judged[a]!.score || a - b);
  const newest = judged.length - MOST_KNOWN / 2;
  return order.filter((at, rank) => rank < MOST_KNOWN / 2 || at >= newest).map((at) => judged[at]!);
}

/** @param judged from the best down. */
function mostPromising(
  axes: readonly SearchAxis[],
  judged: readonly Attempt[],
  isNew: (setting: Setting) => boolean,
  random: Random,
): Setting | null {
  const points = judged.map(({ setting }) => pointOf(axes, setting));
  const process = fitProcess({ x: Float64Array.from(points.flat()), y: standardised(judged) }, points[0]!.length);
  if (!process) return null;
  // Of noisy measurements the highest is too high: what is expected there counts.
  const best = Math.max(...points.map((point) => expectAt(process, point).mean));
  const [near, anywhere] = [random.fork(1), random.fork(2)];
  const candidates = [
    ...Array.from({ length: ANYWHERE }, () => drawSetting(axes, anywhere)),
    ...Array.from({ length: NEARBY }, (_, i) =>
      drawNear(axes, judged[i % Math.min(N_BEST, judged.length)]!.setting, near),
    ),
  ];
  let [found, most]: [Setting | null, number] = [null, -1];
  for (const setting of candidates) {
    if (!isNew(setting)) continue;
    const improvement = expectedImprovement(expectAt(process, pointOf(axes, setting)), best);
    if (improvement > most) [found, most] = [setting, improvement];
  }
  return found;
}

/** Scores of mean 0 and variance 1. */
function standardised(judged: readonly Attempt[]): Float64Array {
  const n = judged.length;
  const mean = judged.reduce((sum, { score }) => sum + score, 0) / n;
  const deviation = Math.sqrt(judged.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / n);
  return Float64Array.from(judged, ({ score }) => (deviation > 0 ? (score - mean) / deviation : 0));
}

/** By how much what lies somewhere is expected to exceed the best, counting only what exceeds it. */
export function expectedImprovement(
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
  best: number,
): number {
  const gain = mean - best;
  if (deviation === 0) return Math.max(0, gain);
  const z = gain / deviation;
  return gain * normalCdf(z) + (deviation * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Numbers that rise, which lie on a line as a range does. */
const isRising = (values: readonly unknown[]): boolean =>
  values.length > 1 &&
  values.every((value, i) => typeof value === 'number' && (i === 0 || value > Number(values[i - 1])));

/** Where a setting lies in the unit cube: rising numbers by their order, other choices with a corner each. */
function pointOf(axes: readonly SearchAxis[], setting: Setting): number[] {
  return axes.flatMap(({ choices }, axis) => {
    const place = placeOf(choices, setting[axis]);
    if (!('values' in choices)) return [place];
    const { length } = choices.values;
    if (isRising(choices.values)) return [place / (length - 1)];
    // Any two corners are one apart.
    return choices.values.map((_, code) => (Number.isNaN(place) ? NaN : code === place ? Math.SQRT1_2 : 0));
  });
}

/** A setting with some values moved a little, and some choices made anew. */
function drawNear(axes: readonly SearchAxis[], setting: Setting, random: Random): Setting {
  return axes.map(({ choices }, axis) => moved(choices, setting[axis], random));
}

function moved(choices: Choices, value: unknown, random: Random): unknown {
  const by = NEARNESS * random.normal();
  if (!('values' in choices)) return between(choices, Math.min(1, Math.max(0, placeOf(choices, value) + by)));
  const { values } = choices;
  return Math.abs(by) < NEARNESS ? value : values[random.integer(values.length)];
}
