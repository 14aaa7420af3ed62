const GOLDEN = (3 - Math.sqrt(5)) / 2;
const TINY = 1e-11;

/**
 * Where a function of one number is least between two ends, by parabolas and golden sections.
 *
 * Brent (1973), Algorithms for Minimization without Derivatives, chapter 5. Of several minima it finds one.
 *
 * @param f may give ∞ or NaN where it cannot be measured. @param tolerance relative, of the place.
 */
export function leastBetween(f: (x: number) => number, low: number, high: number, tolerance = 1e-8): number {
  const measure = (at: number): number => {
    const value = f(at);
    return Number.isFinite(value) ? value : Number.MAX_VALUE;
  };
  let [a, b] = [low, high];
  let x = a + GOLDEN * (b - a);
  let [w, v] = [x, x];
  let fx = measure(x);
  let [fw, fv] = [fx, fx];
  let [last, step] = [0, 0];
  for (let i = 0; i < 200; i++) {
    const middle = (a + b) / 2;
    const least = tolerance * Math.abs(x) + TINY;
    if (Math.abs(x - middle) <= 2 * least - (b - a) / 2) break;
    const parabola = Math.abs(last) > least ? parabolaStep(x, w, v, fx, fw, fv) : NaN;
    const before = last;
    last = step;
    if (Math.abs(parabola) < Math.abs(before) / 2 && x + parabola > a && x + parabola < b) {
      step = parabola;
      if (x + step - a < 2 * least || b - (x + step) < 2 * least) step = x < middle ? least : -least;
    } else {
      last = x < middle ? b - x : a - x;
      step = GOLDEN * last;
    }
    const u = x + (Math.abs(step) >= least ? step : step > 0 ? least : -least);
    const fu = measure(u);
    if (fu <= fx) {
      if (u >= x) a = x;
      else b = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
      continue;
    }
    if (u < x) a = u;
    else b = u;
    if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
    else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
  }
  return x;
}

/** How far from x the parabola through three points is least; NaN where they lie on a line. */
function parabolaStep(x: number, w: number, v: number, fx: number, fw: number, fv: number): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const below = 2 * (q - r);
  return below === 0 ? NaN : -((x - v) * q - (x - w) * r) / below;
}
