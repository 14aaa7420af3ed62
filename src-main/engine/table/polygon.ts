/** Horizontal bands a polygon is cut into: a point is compared with the edges of its own band alone. */
const BANDS = 256;

/**
 * Which points lie inside a polygon, by the even-odd rule; 1 where they do. A point without a coordinate is outside.
 *
 * O(points + edges · bands they cross): a lasso of thousands of corners over a million points stays interactive.
 */
export function flagInPolygon(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  corners: readonly (readonly [number, number])[],
): Uint8Array {
  const flags = new Uint8Array(xs.length);
  const cornerX = Float64Array.from(corners, ([x]) => x);
  const cornerY = Float64Array.from(corners, ([, y]) => y);
  const low = cornerY.reduce((a, b) => Math.min(a, b), Infinity);
  const high = cornerY.reduce((a, b) => Math.max(a, b), -Infinity);
  const scale = high > low ? BANDS / (high - low) : 0;
  const bandOf = (y: number): number => Math.min(BANDS - 1, Math.floor((y - low) * scale));
  const edgesIn = Array.from({ length: BANDS }, (): number[] => []);
  corners.forEach((_, end) => {
    const start = (end + corners.length - 1) % corners.length;
    const [a, b] = [cornerY[start]!, cornerY[end]!];
    for (let band = bandOf(Math.min(a, b)); band <= bandOf(Math.max(a, b)); band++) edgesIn[band]!.push(end);
  });
  for (let i = 0; i < flags.length; i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    // Written so that NaN is outside.
    if (!(y >= low && y <= high) || Number.isNaN(x)) continue;
    let inside = 0;
    for (const end of edgesIn[bandOf(y)]!) {
      const start = end === 0 ? corners.length - 1 : end - 1;
      const [y0, y1] = [cornerY[start]!, cornerY[end]!];
      if (y0 > y === y1 > y) continue;
      const [x0, x1] = [cornerX[start]!, cornerX[end]!];
      if (x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1) inside ^= 1;
    }
    flags[i] = inside;
  }
  return flags;
}
