/** How near two places on the map are, from 1 to 0 by their distance: 1 / (1 + a · distance^(2b)). */
export interface Curve {
  readonly a: number;
  readonly b: number;
}

const POINTS = 300;
const ITERATIONS = 100;

/**
 * The curve that is nearest to 1 up to a least distance and to exp(−(distance − minDist) / spread) beyond, by least squares
 * (Levenberg–Marquardt), as McInnes et al. choose it.
 *
 * @param minDist at least 0, less than 3 · spread. @param spread above 0.
 */
export function fitCurve(minDist: number, spread: number): Curve {
  const x = Float64Array.from({ length: POINTS }, (_, i) => (3 * spread * i) / (POINTS - 1));
  const y = x.map((value) => (value < minDist ? 1 : Math.exp(-(value - minDist) / spread)));
  let [a, b, damping] = [1, 1, 1e-3];
  let loss = lossOf(x, y, a, b);
  for (let i = 0; i < ITERATIONS; i++) {
    const [aa, ab, bb, ra, rb] = slopes(x, y, a, b);
    const [da, db] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = da * db - ab * ab;
    const [stepA, stepB] = [(ra * db - rb * ab) / determinant, (rb * da - ra * ab) / determinant];
    const next = lossOf(x, y, a + stepA, b + stepB);
    if (next < loss) {
      [a, b, loss, damping] = [a + stepA, b + stepB, next, damping / 10];
      if (Math.abs(stepA) + Math.abs(stepB) < 1e-12) break;
    } else {
      damping *= 10;
      if (damping > 1e12) break;
    }
  }
  return { a, b };
}

const heightAt = (x: number, a: number, b: number): number => 1 / (1 + a * x ** (2 * b));

function lossOf(x: Float64Array, y: Float64Array, a: number, b: number): number {
  let sum = 0;
  x.forEach((value, i) => (sum += (heightAt(value, a, b) - y[i]!) ** 2));
  return a > 0 && b > 0 ? sum : Infinity;
}

/** Sums of products of the slopes by a and b, with each other and with what is left. */
function slopes(x: Float64Array, y: Float64Array, a: number, b: number): [number, number, number, number, number] {
  const sums: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  x.forEach((value, i) => {
    if (value === 0) return;
    const power = value ** (2 * b);
    const height = heightAt(value, a, b);
    const byA = -power * height * height;
    const byB = byA * a * 2 * Math.log(value);
    const left = y[i]! - height;
    sums[0] += byA * byA;
    sums[1] += byA * byB;
    sums[2] += byB * byB;
    sums[3] += byA * left;
    sums[4] += byB * left;
  });
  return sums;
}
