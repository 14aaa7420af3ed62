import { expect, it } from 'vitest';
import fc from 'fast-check';
import { netLoops, type NetLoops } from './net-loops.ts';
import type { Variant } from './variant.ts';

const anyFloat = fc.oneof(fc.float({ min: -100, max: 100, noNaN: true }), fc.float());
const floats = (n: number) => fc.array(anyFloat, { minLength: n, maxLength: n });
const width = fc.integer({ min: 1, max: 5 }).map((n) => n * 4);

/** Places arrays, runs loops and reads what they wrote. */
function run(
  variant: Variant,
  given: readonly (readonly number[])[],
  n: number,
  work: (loops: NetLoops, ...at: never[]) => unknown,
) {
  const loops = netLoops(variant);
  const at = given.map((values) => {
    const address = loops.room(values.length);
    loops.view(address, values.length).set(values);
    return address;
  });
  const out = loops.room(n);
  const told = work(loops, ...([...at, out] as never[]));
  // NaN has many bit patterns, and processors differ in which they give.
  const seen = [...at.map((address, i) => loops.view(address, given[i]!.length)), loops.view(out, n)];
  return { told, arrays: seen.map((values) => Array.from(values)) };
}

function same(
  given: readonly (readonly number[])[],
  n: number,
  work: (loops: NetLoops, ...at: never[]) => unknown,
): void {
  expect(run('simd', given, n, work)).toEqual(run('plain', given, n, work));
}

const shapes = fc.tuple(fc.integer({ min: 0, max: 9 }), width, fc.integer({ min: 0, max: 9 }));

it('multiplies with plain SIMD to the byte as without, whichever way a factor lies', () => {
  fc.assert(
    fc.property(
      shapes.chain(([m, n, k]) =>
        fc.tuple(
          fc.constant([m, n, k] as const),
          floats(m * k),
          floats(k * n),
          floats(n),
          fc.boolean(),
          fc.constantFrom<0 | 1>(0, 1),
        ),
      ),
      ([[m, n, k], a, b, bias, transposed, rectified]) => {
        const [row, column] = transposed ? [4, m * 4] : [k * 4, 4];
        same([a, b, bias], m * n, (loops, aAt, bAt, biasAt, out) =>
          loops.product(aAt, row, column, bAt, biasAt, out, m, n, k, rectified),
        );
        same([a, b], m * n, (loops, aAt, bAt, out) => loops.product(aAt, row, column, bAt, 0, out, m, n, k, rectified));
      },
    ),
  );
});

it('does the loops around products to the byte as without SIMD', () => {
  fc.assert(
    fc.property(
      fc
        .tuple(fc.integer({ min: 1, max: 5 }), width)
        .chain(([m, n]) =>
          fc.tuple(fc.constant([m, n] as const), floats(m * n), floats(m * n), floats(m * n), floats(m * n)),
        ),
      ([[m, n], x, y, z, w]) => {
        same([x], m * n, (loops, a, out) => loops.transpose(a, m, n, out));
        same([x], n, (loops, a, out) => loops.columnSums(a, m, n, out));
        same([x, y], 0, (loops, a, b) => loops.rectifySlope(a, b, m * n));
        same([x, y], 0, (loops, a, b) => loops.scaleBy(a, b, m * n));
        same([x, y], m * n, (loops, a, b, out) => loops.squaredError(a, b, out, m * n, 0.01));
        same([x], 0, (loops, a) => loops.squares(a, m * n));
        const step = { clip: 0.7, decay: 0.01, rate: 0.003, beta1: 0.9, beta2: 0.999, spread: 0.2, epsilon: 1e-8 };
        same([x, y, z, w.map(Math.abs)], 0, (loops, a, b, c, d) => loops.adam(a, b, c, d, m * n, step));
      },
    ),
  );
});

it('multiplies to the byte as without SIMD where panels are copied and sums go on from one to the next', () => {
  const at = (i: number) => Math.sin(i * 12.9898) * 3;
  for (const [m, n, k] of [
    [16, 68, 257],
    [19, 76, 600],
    [17, 72, 256],
  ] as const) {
    const given = [m * k, k * n, n].map((size, part) => Array.from({ length: size }, (_, i) => at(i + part * 9000)));
    same(given, m * n, (loops, a, b, bias, out) => loops.product(a, k * 4, 4, b, bias, out, m, n, k, 1));
    same(given, m * n, (loops, a, b, bias, out) => loops.product(a, 4, m * 4, b, bias, out, m, n, k, 0));
  }
});

it('multiplies with fused multiply-add to within rounding', () => {
  const at = (i: number) => Math.sin(i * 12.9898) * 3;
  const [m, n, k] = [7, 20, 33];
  const given = [Array.from({ length: m * k }, (_, i) => at(i)), Array.from({ length: k * n }, (_, i) => at(i + 5000))];
  const product = (variant: Variant) =>
    run(variant, given, m * n, (loops, a, b, out) => loops.product(a, k * 4, 4, b, 0, out, m, n, k, 0)).arrays[2]!;
  const [fused, plain] = [product('relaxed'), product('plain')];
  plain.forEach((value, i) => expect(Math.abs(fused[i]! - value)).toBeLessThan(1e-4));
});

it('keeps what was placed, and refuses more than a thread may hold', () => {
  const loops = netLoops('simd');
  const first = loops.room(8);
  loops.view(first, 8).fill(3);
  loops.room(1_000_000);
  expect(Array.from(loops.view(first, 8))).toEqual(new Array(8).fill(3));
  expect(() => loops.room(20_000_000)).toThrow(RangeError);
});
