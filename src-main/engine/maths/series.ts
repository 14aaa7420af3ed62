/** What a short series of numbers does over time. */
export interface SeriesShape {
  readonly mean: number;
  /** Standard deviation over the mean; NaN where the mean is 0. */
  readonly variation: number;
  /** How much the fitted line rises from one period to the next, as a share of the mean; NaN for fewer than three, or a mean of 0. */
  readonly trend: number;
}

/** Mean, variation and trend of a series, the oldest first. */
export function shapeOf(series: Float64Array): SeriesShape {
  const n = series.length;
  const mean = series.reduce((sum, value) => sum + value, 0) / n;
  const middle = (n - 1) / 2;
  let [squares, slope, spread] = [0, 0, 0];
  for (let t = 0; t < n; t++) {
    squares += (series[t]! - mean) ** 2;
    slope += (t - middle) * (series[t]! - mean);
    spread += (t - middle) ** 2;
  }
  const size = Math.abs(mean);
  return {
    mean,
    variation: size > 0 ? Math.sqrt(squares / n) / size : NaN,
    trend: n > 2 && size > 0 ? slope / spread / size : NaN,
  };
}

/**
 * How alike a series is to itself so many periods earlier, from −1 to 1 (Box & Jenkins 1976, Time Series Analysis, 2.1.5).
 *
 * @returns NaN where the series does not vary, or is not longer than twice the lag.
 */
export function autocorrelation(series: Float64Array, lag: number): number {
  const n = series.length;
  if (n <= 2 * lag) return NaN;
  const mean = series.reduce((sum, value) => sum + value, 0) / n;
  let [own, shifted] = [0, 0];
  for (let t = 0; t < n; t++) {
    own += (series[t]! - mean) ** 2;
    if (t + lag < n) shifted += (series[t]! - mean) * (series[t + lag]! - mean);
  }
  return own > 1e-18 * n * mean * mean ? shifted / own : NaN;
}
