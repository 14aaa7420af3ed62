import { minimise } from '../bfgs.ts';
import { digamma } from '../digamma.ts';
import { logGamma } from '../log-gamma.ts';

/** The value of an order is spread as Gamma(p, ν) around each customer’s own mean, and ν as Gamma(q, v) among customers. */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  /** In money. */
  readonly v: number;
}

interface FittedGammaGamma extends GammaGamma {
  readonly logLikelihood: number;
  readonly converged: boolean;
}

const FAR = 12;

/**
 * The parameters under which the mean values of customers’ orders are likeliest.
 *
 * Fader & Hardie (2013), The Gamma-Gamma model of monetary value, brucehardie.com/notes/025.
 *
 * @param counts how many orders each mean is of; above 0. @param means above 0. @param check called at each look at the likelihood.
 */
export function fitGammaGamma(counts: Float64Array, means: Float64Array, check: () => void): FittedGammaGamma {
  const n = counts.length;
  const unit = means.reduce((sum, value) => sum + value, 0) / n;
  const scaled = means.map((value) => value / unit);
  const logs = scaled.map(Math.log);
  const found = minimise(
    (at, gradient) => {
      check();
      const value = likelihood(at.map(Math.exp), counts, scaled, logs, gradient);
      for (let i = 0; i < 3; i++) gradient[i] = (-gradient[i]! * Math.exp(at[i]!)) / n;
      return -value / n;
    },
    new Float64Array([0, Math.log(3), Math.log(2)]),
  );
  const [p, q, v] = found.at.map(Math.exp) as unknown as [number, number, number];
  return {
    p,
    q,
    v: v * unit,
    logLikelihood: -found.value * n - n * Math.log(unit),
    converged: found.converged && found.at.every((value) => Math.abs(value) < FAR),
  };
}

function likelihood(
  [p = 1, q = 1, v = 1]: Float64Array,
  counts: Float64Array,
  means: Float64Array,
  logs: Float64Array,
  gradient: Float64Array,
): number {
  const most = counts.reduce((high, count) => Math.max(high, count), 0) + 1;
  const constant = new Float64Array(most);
  const [slopeP, slopeQ] = [new Float64Array(most), new Float64Array(most)];
  const base = q * Math.log(v) - logGamma(q);
  for (let x = 1; x < most; x++) {
    const both = digamma(p * x + q);
    constant[x] = base + logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x);
    slopeP[x] = x * (both - digamma(p * x) + Math.log(x));
    slopeQ[x] = both - digamma(q) + Math.log(v);
  }
  let sum = 0;
  let dp = 0;
  let dq = 0;
  let dv = 0;
  for (let i = 0; i < counts.length; i++) {
    const x = counts[i]!;
    const all = x * means[i]! + v;
    const logAll = Math.log(all);
    const logZ = logs[i]!;
    sum += constant[x]! + (p * x - 1) * logZ - (p * x + q) * logAll;
    dp += slopeP[x]! + x * (logZ - logAll);
    dq += slopeQ[x]! - logAll;
    dv += q / v - (p * x + q) / all;
  }
  gradient.set([dp, dq, dv]);
  return sum;
}

/** What a customer’s orders are expected to be worth, drawn from their own mean towards that of all; NaN where even that has no mean (q ≤ 1). */
export function expectedValue({ p, q, v }: GammaGamma, count: number, mean: number): number {
  if (count === 0) return q > 1 ? (v * p) / (q - 1) : NaN;
  const below = p * count + q - 1;
  return below > 0 ? (p * (v + count * mean)) / below : NaN;
}
