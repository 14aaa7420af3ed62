/** Numbers with more digits than so many are not shortened any further: doubles have no more. */
const MOST_DIGITS = 15;

/**
 * The number of fewest digits in an interval, as a person would round it: 12.5 between 12.4917 and 12.508.
 *
 * @param low and high finite, `low < high`; the ends belong to the interval as `ends` says.
 */
export function roundWithin(low: number, high: number, ends: 'low' | 'high'): number {
  if (low <= 0 && high >= 0 && (ends === 'low' ? high > 0 : low < 0)) return 0;
  const largest = Math.max(Math.abs(low), Math.abs(high));
  let exponent = Math.floor(Math.log10(largest));
  for (let digits = 0; digits < MOST_DIGITS; digits++, exponent--) {
    const step = 10 ** Math.abs(exponent);
    const [scaledLow, scaledHigh] = exponent < 0 ? [low * step, high * step] : [low / step, high / step];
    const whole = ends === 'low' ? Math.ceil(scaledLow) : Math.floor(scaledHigh);
    const rounded = exponent < 0 ? whole / step : whole * step;
    if (ends === 'low' ? rounded >= low && rounded < high : rounded > low && rounded <= high) return rounded;
  }
  return ends === 'low' ? low : high;
}
