import { madd64 } from './lanes';

/**
 * e to the power of numbers up to 0; 0 below −690. Cody and Waite's reduction by ln 2 in two parts, then Taylor's series, whose
 * next term is below a rounding of what is reduced. `kernels/exponential.ts` has the same in plain.
 */
export function exponentials(x: v128): v128 {
  // Added, it leaves the nearest whole number in the lowest bits.
  const whole = f64x2.splat(6755399441055744);
  const raised = madd64(x, f64x2.splat(1.4426950408889634), whole);
  const n = f64x2.sub(raised, whole);
  let r = f64x2.sub(x, f64x2.mul(n, f64x2.splat(0.6931471803691238)));
  r = f64x2.sub(r, f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)));
  let p = f64x2.splat(1 / 6227020800);
  p = madd64(p, r, f64x2.splat(1 / 479001600));
  p = madd64(p, r, f64x2.splat(1 / 39916800));
  p = madd64(p, r, f64x2.splat(1 / 3628800));
  p = madd64(p, r, f64x2.splat(1 / 362880));
  p = madd64(p, r, f64x2.splat(1 / 40320));
  p = madd64(p, r, f64x2.splat(1 / 5040));
  p = madd64(p, r, f64x2.splat(1 / 720));
  p = madd64(p, r, f64x2.splat(1 / 120));
  p = madd64(p, r, f64x2.splat(1 / 24));
  p = madd64(p, r, f64x2.splat(1 / 6));
  p = madd64(p, r, f64x2.splat(0.5));
  p = madd64(p, r, f64x2.splat(1));
  p = madd64(p, r, f64x2.splat(1));
  const power = i64x2.shl(i64x2.add(raised, i64x2.splat(1023)), 52);
  return v128.andnot(f64x2.mul(p, power), f64x2.lt(x, f64x2.splat(-690)));
}
