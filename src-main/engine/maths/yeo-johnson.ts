import { leastBetween } from './minimum.ts';
import { mean, variance } from './statistics.ts';

/** Powers are sought between these; beyond them a column is not bent into a bell but broken. */
const LARGEST_POWER = 8;

/** So many rows say enough about the power of a column. */
const MOST_ROWS = 100_000;

/** What makes a number of a power of 1 + x minus 1 over the power, at 0 the logarithm: Box–Cox, for x from 0. */
const raised = (x: number, power: number): number =>
  Math.abs(power) < 1e-12 ? Math.log1p(x) : Math.expm1(power * Math.log1p(x)) / power;

/** Bends a number, of either sign, by a power: 1 leaves it, below 1 draws in the upper tail, above 1 the lower. */
export function yeoJohnson(value: number, power: number): number {
  return value >= 0 ? raised(value, power) : -raised(-value, 2 - power);
}

/**
 * The power by which a column comes closest to a normal distribution, by maximum likelihood.
 *
 * Yeo & Johnson (2000), A new family of power transformations, doi:10.1093/biomet/87.4.954.
 *
 * @param values NaN and infinities are left out; beyond 100,000 only evenly spaced ones are looked at.
 * @returns 1, which bends nothing, where the values do not vary.
 */
export function fitYeoJohnson(values: Float64Array): number {
  const finite = values.filter(Number.isFinite);
  const step = Math.ceil(finite.length / MOST_ROWS);
  const some =
    step > 1 ? Float64Array.from({ length: Math.floor(finite.length / step) }, (_, i) => finite[i * step]!) : finite;
  if (!(variance(some, 0) > 0)) return 1;
  const sizes = mean(some.map((value) => Math.sign(value) * Math.log1p(Math.abs(value))));
  const bent = new Float64Array(some.length);
  const badness = (power: number): number => {
    for (let i = 0; i < bent.length; i++) bent[i] = yeoJohnson(some[i]!, power);
    if (!bent.every(Number.isFinite)) return Infinity;
    return Math.log(variance(bent, 0)) / 2 - (power - 1) * sizes;
  };
  return leastBetween(badness, -LARGEST_POWER, LARGEST_POWER);
}
