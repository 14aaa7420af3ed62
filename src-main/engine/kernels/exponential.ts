/** 2⁰, 2⁻¹, … */
const POWERS = Float64Array.from({ length: 1000 }, (_, n) => 2 ** -n);
const WHOLE = 6755399441055744;
/** 1/13!, 1/12!, … 1/0! */
const TAYLOR = [
  1 / 6227020800, 1 / 479001600, 1 / 39916800, 1 / 3628800, 1 / 362880, 1 / 40320, 1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 0.5, 1, 1,
] as const; // prettier-ignore

/** e to the power of a number up to 0, as compiled loops have it; see `assembly/exponentials.ts`. */
export function exponential(x: number): number {
  if (x < -690) return 0;
  const n = x * 1.4426950408889634 + WHOLE - WHOLE;
  const r = x - n * 0.6931471803691238 - n * 1.9082149292705877e-10;
  let p: number = TAYLOR[0];
  for (let i = 1; i < TAYLOR.length; i++) p = p * r + TAYLOR[i]!;
  return p * (POWERS[-n] ?? NaN);
}
