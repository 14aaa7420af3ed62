/**
 * The decimal with the fewest digits above `low` and up to `high`, or from `low` and below `high` where `open`: easier to read, and it
 * tells the same rows apart.
 */
export function shortestBetween(low: number, high: number, open: boolean): number {
  const isInside = (value: number): boolean => (open ? value >= low && value < high : value > low && value <= high);
  for (let digits = -15; digits <= 15; digits++) {
    const step = 10 ** Math.abs(digits);
    const at = (value: number, below = 0): number =>
      digits < 0 ? (Math.floor(value / step) - below) * step : (Math.floor(value * step) - below) / step;
    const found = [at(high), at(high, 1), at(low)].find(isInside);
    if (found !== undefined) return found === 0 ? 0 : found;
  }
  return open ? low : high;
}
