import { gather } from '../../table/code-order.ts';
import { countUpTo } from '../sorted.ts';
import { byTime, type Durations } from './durations.ts';

/** The share that is yet without the event, by time; the first entry is at 0. */
export interface SurvivalCurve {
  readonly times: Float64Array;
  readonly survival: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Rows still watched just before each time. */
  readonly atRisk: Float64Array;
  readonly nEvents: number;
}

/**
 * The Kaplan–Meier curve with pointwise bands by Greenwood’s variance of log(−log S), which stay between 0 and 1.
 *
 * Kaplan & Meier (1958), doi:10.1080/01621459.1958.10501452; Kalbfleisch & Prentice (2002), 1.4.
 *
 * @param z how many standard errors the bands are wide on each side, such as 1.96.
 */
export function kaplanMeier(durations: Durations, z: number): SurvivalCurve {
  const { times, events } = durations;
  const order = byTime(durations);
  const sorted = gather(times, order);
  const points = { time: [0], survival: [1], lower: [1], upper: [1], atRisk: [times.length] };
  let [survival, greenwood, nEvents] = [1, 0, 0];
  for (let at = 0; at < order.length;) {
    const time = sorted[at]!;
    const atRisk = order.length - at;
    let deaths = 0;
    for (; at < order.length && sorted[at] === time; at++) deaths += events[order[at]!]!;
    nEvents += deaths;
    survival *= 1 - deaths / atRisk;
    greenwood += deaths / (atRisk * (atRisk - deaths));
    const [lower, upper] = band(survival, greenwood, z);
    if (time === 0) {
      Object.assign(points, { survival: [survival], lower: [lower], upper: [upper] });
      continue;
    }
    points.time.push(time);
    points.survival.push(survival);
    points.lower.push(lower);
    points.upper.push(upper);
    points.atRisk.push(atRisk);
  }
  return {
    times: Float64Array.from(points.time),
    survival: Float64Array.from(points.survival),
    lower: Float64Array.from(points.lower),
    upper: Float64Array.from(points.upper),
    atRisk: Float64Array.from(points.atRisk),
    nEvents,
  };
}

/** S to the power of exp(± z · σ / log S). */
function band(survival: number, greenwood: number, z: number): [number, number] {
  if (survival >= 1) return [1, 1];
  if (survival <= 0) return [0, 0];
  const width = (z * Math.sqrt(greenwood)) / Math.log(survival);
  return [survival ** Math.exp(-width), survival ** Math.exp(width)];
}

/** The first time by which half have had the event; NaN where fewer have. */
export function medianTime({ times, survival }: Pick<SurvivalCurve, 'times' | 'survival'>): number {
  const at = survival.findIndex((share) => share <= 0.5);
  return at < 0 ? NaN : times[at]!;
}

/** The share that a step curve says at a time. */
export function survivalAt({ times, survival }: Pick<SurvivalCurve, 'times' | 'survival'>, time: number): number {
  const n = countUpTo(times, time);
  return n === 0 ? 1 : survival[n - 1]!;
}
