const LABEL_HEIGHT = 15;

/**
 * Moves labels apart so that none hides another, each as little as that takes.
 *
 * @param places along an axis, in its units. @param pixels the length of the axis.
 * @returns a place for each, in the given order.
 */
export function spreadLabels(places: readonly number[], range: readonly [number, number], pixels: number): number[] {
  const gap = ((range[1] - range[0]) * LABEL_HEIGHT) / Math.max(1, pixels);
  const order = [...places.keys()]
    .filter((i) => Number.isFinite(places[i]))
    .sort((a, b) => places[a]! - places[b]! || a - b);
  const spread = [...places];
  let lowest = -Infinity;
  for (const i of order) {
    spread[i] = Math.max(places[i]!, lowest + gap);
    lowest = spread[i];
  }
  // Those pushed past the end come back, and push those below them down.
  let highest = range[1];
  for (const i of order.reverse()) {
    spread[i] = Math.min(spread[i]!, highest);
    highest = spread[i] - gap;
  }
  return spread;
}
