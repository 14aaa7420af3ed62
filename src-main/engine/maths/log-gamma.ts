/** Arguments below this are first moved up by Γ(x) = Γ(x + 1) / x, where the series is exact to double precision. */
const SERIES_FROM = 12;

const HALF_LOG_2_PI = 0.918938533204672741780329736406;

/** log Γ(x) for x > 0 (Abramowitz & Stegun 6.1.41; relative error about 1e-14). */
export function logGamma(given: number): number {
  let x = given;
  let product = 1;
  for (; x < SERIES_FROM; x++) product *= x;
  const square = 1 / (x * x);
  const series =
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360_360))))) /
    x;
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_2_PI + series - Math.log(product);
}
