import fc from 'fast-check';
import { expect, it } from 'vitest';
import { covarianceRows } from './covariance-rows.ts';
import { gramTimesRows } from './gram-times-rows.ts';
import { kernelsOf } from './instance.ts';
import { multiplyRows } from './multiply-rows.ts';
import { toStrips } from './strips.ts';

const anyNumber = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.double());
const numbers = (n: number) =>
  fc.array(anyNumber, { minLength: n, maxLength: n }).map((values) => Float64Array.from(values));
const tame = (at: number) => Math.sin(at * 12.9898) * 3;

/** Rows from none to past a batch, widths odd and even. */
const work = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }))
  .chain(([nRows, nFeatures, nAxes]) =>
    fc.record({
      nRows: fc.constant(nRows),
      nFeatures: fc.constant(nFeatures),
      nAxes: fc.constant(nAxes),
      x: numbers(nRows * nFeatures),
      shift: numbers(nFeatures),
      axes: numbers(nFeatures * nAxes).map((axes) => toStrips(axes, nFeatures, nAxes)),
    }),
  );

/** NaN has many bit patterns, and processors differ in which they give. */
const same = (a: Float64Array, b: Float64Array) => expect(Array.from(a)).toEqual(Array.from(b));

it('sums products of features with plain SIMD to the byte as without', () => {
  fc.assert(
    fc.property(work, ({ nRows, ...shared }) => {
      same(covarianceRows(0, nRows, shared, kernelsOf('simd')), covarianceRows(0, nRows, shared, null));
    }),
  );
});

it('multiplies rows less a shift with plain SIMD to the byte as without, whatever the blocks', () => {
  fc.assert(
    fc.property(work, fc.nat(3), ({ nRows, x, nFeatures, shift, axes, nAxes }, first) => {
      const given = { rows: x, nMiddle: nFeatures, shift, columns: axes, nColumns: nAxes };
      const outWidth = first + nAxes + 1;
      const out = () => new Float64Array(nRows * outWidth);
      const [simd, plain] = [out(), out()];
      const middle = nRows >> 1;
      multiplyRows(0, middle, { ...given, out: simd, outWidth, first }, kernelsOf('simd'));
      multiplyRows(middle, nRows, { ...given, out: simd, outWidth, first }, kernelsOf('simd'));
      multiplyRows(0, nRows, { ...given, out: plain, outWidth, first }, null);
      same(simd, plain);
    }),
  );
});

it('multiplies columns by the Gram matrix with plain SIMD to the byte as without', () => {
  fc.assert(
    fc.property(work, ({ nRows, axes, ...shared }) => {
      const given = { ...shared, columns: axes };
      same(gramTimesRows(0, nRows, given, kernelsOf('simd')), gramTimesRows(0, nRows, given, null));
    }),
  );
});

it('goes on over many batches, fused multiply-add to within rounding', () => {
  const [nRows, nFeatures, nAxes] = [601, 13, 5];
  const x = Float64Array.from({ length: nRows * nFeatures }, (_, at) => tame(at));
  const axes = Float64Array.from({ length: nFeatures * nAxes }, (_, at) => tame(at + 7000));
  const shared = { x, nFeatures, shift: x.slice(0, nFeatures), columns: toStrips(axes, nFeatures, nAxes) };
  for (const loop of [covarianceRows, gramTimesRows] as const) {
    const plain = loop(0, nRows, shared, null);
    same(loop(0, nRows, shared, kernelsOf('simd')), plain);
    loop(0, nRows, shared, kernelsOf('relaxed')).forEach((value, at) => expect(value).toBeCloseTo(plain[at]!, 7));
  }
});
