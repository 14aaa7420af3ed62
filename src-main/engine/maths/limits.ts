import { quantilesOf } from './selection.ts';
import { mean, variance } from './statistics.ts';

/** What limits are measured by: the quartiles, mean and standard deviation, or median and median deviation. */
export type LimitMethod = 'iqr' | 'z' | 'mad';

/** Between these a value is ordinary. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** The median deviation of a normal distribution times this is its standard deviation. */
const MAD_TO_DEVIATION = 1.482602218505602;

/**
 * Limits beyond which a value is an outlier; null where the values have no width by this method.
 *
 * Tukey (1977), Exploratory Data Analysis; Leys et al. (2013) for the median deviation, doi:10.1016/j.jesp.2013.03.013.
 *
 * @param values NaN and infinities are left out. @param width in interquartile ranges or deviations.
 */
export function limitsOf(values: Float64Array, method: LimitMethod, width: number): Limits | null {
  switch (method) {
    case 'iqr': {
      const [low = NaN, high = NaN] = quantilesOf(values, [0.25, 0.75]);
      return around(low, high, width * (high - low));
    }
    case 'z': {
      const centre = mean(values);
      return around(centre, centre, width * Math.sqrt(variance(values, 0)));
    }
    case 'mad': {
      const [median = NaN] = quantilesOf(values, [0.5]);
      const [deviation = NaN] = quantilesOf(
        values.map((value) => Math.abs(value - median)),
        [0.5],
      );
      return around(median, median, width * MAD_TO_DEVIATION * deviation);
    }
  }
}

/** A spread that is nothing but rounding error beside its place is none. */
const ROUNDING = 1e-12;

function around(from: number, to: number, margin: number): Limits | null {
  const hasWidth = margin > ROUNDING * Math.max(Math.abs(from), Math.abs(to)) && Number.isFinite(margin);
  return hasWidth ? { low: from - margin, high: to + margin } : null;
}
