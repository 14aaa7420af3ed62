import { everyNth } from '../../maths/matrix.ts';
import { quantilesOf } from '../../maths/selection.ts';
import { variance } from '../../maths/statistics.ts';

/** Bins that values are counted in before they are smoothed: the kernel is then laid over bins, not over rows. */
const BINS = 512;
/** A kernel is no narrower than this share of the axis, or a few equal values would be needles. */
const NARROWEST = 1 / 60;
/** The spread that the width follows from is told from so many rows at most. */
const SPREAD_ROWS = 20_000;
/** A kernel ends here, in its widths. */
const REACH = 4;

/**
 * A Gaussian kernel density, measured at places of an axis. The width is Silverman's rule of thumb, 0.9 · min(s, IQR / 1.34) · n^−⅕.
 *
 * Silverman (1986), Density Estimation for Statistics and Data Analysis, equation 3.31.
 *
 * @param values on the axis; what is not finite or lies beyond the places is left out. @param at ascending, evenly spaced.
 * @returns one density a place, with their mean times the axis's length about 1; zeros where no value lies on the axis.
 */
export function densityOn(values: Float64Array, at: Float64Array): Float64Array {
  const [low, high] = [at[0]!, at[at.length - 1]!];
  const density = new Float64Array(at.length);
  if (!(high > low)) return density;
  const counts = new Float64Array(BINS);
  const step = (high - low) / BINS;
  let n = 0;
  for (const value of values) {
    if (!(value >= low && value <= high)) continue;
    counts[Math.min(BINS - 1, Math.floor((value - low) / step))]!++;
    n++;
  }
  if (n === 0) return density;
  const width = widthOf(values, n, [low, high]);
  const scale = 1 / (n * width * Math.sqrt(2 * Math.PI));
  for (let i = 0; i < at.length; i++) {
    let sum = 0;
    const from = Math.max(0, Math.floor((at[i]! - REACH * width - low) / step));
    const to = Math.min(BINS - 1, Math.ceil((at[i]! + REACH * width - low) / step));
    for (let bin = from; bin <= to; bin++)
      if (counts[bin]! > 0) sum += counts[bin]! * Math.exp(-0.5 * ((low + (bin + 0.5) * step - at[i]!) / width) ** 2);
    density[i] = sum * scale;
  }
  return density;
}

/** @param n how many of the values lie between the ends. */
function widthOf(values: Float64Array, n: number, [low, high]: readonly [number, number]): number {
  const some = values.length > SPREAD_ROWS ? everyNth(values.length, SPREAD_ROWS) : null;
  const inside = (some ? Float64Array.from(some, (row) => values[row]!) : values).filter((value) => value >= low && value <= high); // prettier-ignore
  const [q25 = 0, q75 = 0] = quantilesOf(inside, [0.25, 0.75]);
  const spread = [Math.sqrt(variance(inside)), (q75 - q25) / 1.34].filter((one) => one > 0);
  const rule = spread.length > 0 ? 0.9 * Math.min(...spread) * n ** -0.2 : 0;
  return Math.max(rule, (high - low) * NARROWEST);
}
