/** Values below this are first moved up by ψ(x) = ψ(x + 1) − 1/x, where the series is exact to 1e-13. */
const SERIES_FROM = 10;

/** ψ(x), the derivative of log Γ, for x > 0 (Abramowitz & Stegun 6.3.5 and 6.3.18; error below 1e-12). */
export function digamma(given: number): number {
  let x = given;
  let sum = 0;
  for (; x < SERIES_FROM; x++) sum -= 1 / x;
  const square = 1 / (x * x);
  const series =
    square *
    (1 / 12 -
      square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32_760))))));
  return sum + Math.log(x) - 0.5 / x - series;
}
