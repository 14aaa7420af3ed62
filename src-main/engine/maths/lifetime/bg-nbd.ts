import { minimise } from '../bfgs.ts';
import { digamma } from '../digamma.ts';
import { logGamma } from '../log-gamma.ts';
import type { GroupedHistories } from './histories.ts';

/** Customers order at rates spread as Gamma(r, alpha), and leave after an order with chances spread as Beta(a, b). */
export interface BgNbd {
  readonly r: number;
  /** In the unit of the times. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

interface FittedBgNbd extends BgNbd {
  readonly logLikelihood: number;
  /** False where the likelihood goes on rising towards the edge of what the model can say. */
  readonly converged: boolean;
}

/** Logarithms of parameters beyond this have run away. */
const FAR = 12;

/**
 * The parameters under which histories are likeliest.
 *
 * Fader, Hardie & Lee (2005), “Counting your customers” the easy way, Marketing Science 24(2), doi:10.1287/mksc.1040.0098. BFGS over the
 * logarithms of the parameters with the exact gradient; O(iterations · different histories).
 *
 * @param histories of at least one customer. @param check called at each look at the likelihood.
 */
export function fitBgNbd(histories: GroupedHistories, check: () => void): FittedBgNbd {
  const { times, age, counts } = histories;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const meanAge = counts.reduce((sum, count, i) => sum + count * times[age[i]!]!, 0) / total;
  // Times in tenths of the mean age, so that every parameter is of the order of one.
  const scale = meanAge > 0 ? meanAge / 10 : 1;
  const scaled = { ...histories, times: times.map((time) => time / scale) };
  const likelihood = likelihoodOf(scaled);
  const start = new Float64Array(4);
  const found = minimise((at, gradient) => {
    check();
    const value = likelihood(at.map(Math.exp), gradient);
    for (let i = 0; i < 4; i++) gradient[i] = (-gradient[i]! * Math.exp(at[i]!)) / total;
    return -value / total;
  }, start);
  const [r, alpha, a, b] = found.at.map(Math.exp) as unknown as [number, number, number, number];
  const parameters = { r, alpha: alpha * scale, a, b };
  // The density of orders in time carries the unit: one factor a repeat order.
  const repeats = counts.reduce((sum, count, i) => sum + count * histories.repeats[i]!, 0);
  return {
    ...parameters,
    logLikelihood: -found.value * total - repeats * Math.log(scale),
    converged: found.converged && found.at.every((value) => Math.abs(value) < FAR),
  };
}

/** The log-likelihood of all customers as a function of (r, alpha, a, b), filling its gradient. */
function likelihoodOf({ repeats, lastAt, age, times, counts }: GroupedHistories) {
  const most = repeats.reduce((high, count) => Math.max(high, count), 0) + 1;
  const [logs, inverses] = [new Float64Array(times.length), new Float64Array(times.length)];
  const byRepeats: ByRepeats = {
    constant: new Float64Array(most),
    slopeR: new Float64Array(most),
    slopeA: new Float64Array(most),
    slopeB: new Float64Array(most),
    odds: new Float64Array(most),
  };
  const { constant, slopeR, slopeA, slopeB, odds } = byRepeats;
  return ([r = 1, alpha = 1, a = 1, b = 1]: Float64Array, gradient: Float64Array): number => {
    for (let i = 0; i < logs.length; i++) {
      logs[i] = Math.log(alpha + times[i]!);
      inverses[i] = 1 / (alpha + times[i]!);
    }
    fillByRepeats({ r, alpha, a, b }, byRepeats);
    const overAlpha = r / alpha;
    let sum = 0;
    let dr = 0;
    let dAlpha = 0;
    let da = 0;
    let db = 0;
    for (let i = 0; i < counts.length; i++) {
      const x = repeats[i]!;
      const count = counts[i]!;
      const now = age[i]!;
      const last = lastAt[i]!;
      const order = r + x;
      const logNow = logs[now]!;
      const logLast = logs[last]!;
      let gone = 0;
      let all = -order * logNow;
      if (x > 0) {
        // How much likelier it is that the customer left after the last order than that they are silent yet.
        const apart = odds[x]! + order * (logNow - logLast);
        const small = Math.exp(-Math.abs(apart));
        gone = apart > 0 ? 1 / (1 + small) : small / (1 + small);
        all += Math.max(0, apart) + Math.log1p(small);
        da += (count * gone) / a;
        db -= (count * gone) / (b + x - 1);
      }
      sum += count * (constant[x]! + all);
      dr += count * (slopeR[x]! - logNow + gone * (logNow - logLast));
      dAlpha += count * (overAlpha - order * (inverses[now]! + gone * (inverses[last]! - inverses[now]!)));
      da += count * slopeA[x]!;
      db += count * slopeB[x]!;
    }
    gradient.set([dr, dAlpha, da, db]);
    return sum;
  };
}

/** By number of repeat orders: the constant of the likelihood, its slopes along r, a and b, and log(a / (b + x − 1)). */
type ByRepeats = Readonly<Record<'constant' | 'slopeR' | 'slopeA' | 'slopeB' | 'odds', Float64Array>>;

function fillByRepeats({ r, alpha, a, b }: BgNbd, { constant, slopeR, slopeA, slopeB, odds }: ByRepeats): void {
  const base = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  const [ofR, ofB, ofBoth] = [digamma(r), digamma(b), digamma(a + b)];
  for (let x = 0; x < constant.length; x++) {
    constant[x] = base + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x);
    slopeR[x] = digamma(r + x) - ofR + Math.log(alpha);
    slopeA[x] = ofBoth - digamma(a + b + x);
    slopeB[x] = slopeA[x]! + digamma(b + x) - ofB;
    odds[x] = x > 0 ? Math.log(a / (b + x - 1)) : -Infinity;
  }
}

/** The chance that a customer is still one. A customer without a repeat order has had no occasion to leave. */
export function chanceAlive({ r, alpha, a, b }: BgNbd, repeats: number, lastAt: number, age: number): number {
  if (repeats === 0) return 1;
  const odds = (a / (b + repeats - 1)) * Math.exp((r + repeats) * Math.log((alpha + age) / (alpha + lastAt)));
  return 1 / (1 + odds);
}

/** Orders expected of a customer within a time from now on. @param chance what {@link chanceAlive} says. */
type Forecast = (repeats: number, age: number, chance: number, within: number) => number;

/**
 * Prepares telling how many orders customers are expected to make.
 *
 * Equation (10) of the paper with its hypergeometric function moved by Euler’s transformation, so that its arguments do not grow with the
 * number of orders and no power overflows. The coefficients of its series depend on the number of orders alone and are computed once.
 */
export function forecastOrders(model: BgNbd): Forecast {
  const { r, alpha, b } = model;
  // The formula has a removable gap at a = 1.
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a;
  const series: Hypergeometric[] = [];
  return (repeats, age, chance, within) => {
    const c = a + b + repeats - 1;
    const z = within / (alpha + age + within);
    const own = (series[repeats] ??= hypergeometric(a + b - 1 - r, a - 1, c));
    return (c / (a - 1)) * (1 - (1 - z) ** (a - 1) * own(z)) * chance;
  };
}

type Hypergeometric = (z: number) => number;

const MOST_TERMS = 20_000;

/** ₂F₁(a, b; c; z) as a function of z by its series, for 0 ≤ z < 1 and c no whole number below 1. */
function hypergeometric(a: number, b: number, c: number): Hypergeometric {
  const coefficients = [1];
  return (z) => {
    let [sum, power] = [1, 1];
    for (let n = 1; n < MOST_TERMS; n++) {
      if (n === coefficients.length)
        coefficients.push((coefficients[n - 1]! * ((a + n - 1) * (b + n - 1))) / ((c + n - 1) * n));
      power *= z;
      const term = coefficients[n]! * power;
      sum += term;
      if (Math.abs(term) < 1e-15 * Math.abs(sum)) break;
    }
    return sum;
  };
}
