import { logGamma } from '../log-gamma.ts';

/**
 * The chance that a chi-square number of so many degrees of freedom is at least this large: the upper incomplete gamma function, by its
 * series below and its continued fraction above (Press et al. 2007, Numerical Recipes, 6.2).
 */
export function chiSquareAbove(statistic: number, degrees: number): number {
  if (!(statistic > 0)) return Number.isNaN(statistic) ? NaN : 1;
  const [a, x] = [degrees / 2, statistic / 2];
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let [sum, term] = [1 / a, 1 / a];
  for (let n = 1; n < 1000 && term > sum * 1e-16; n++) sum += term *= x / (a + n);
  return sum;
}

/** Lentz’s method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let product = d;
  for (let n = 1; n < 1000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    const change = d * c;
    product *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return product;
}
