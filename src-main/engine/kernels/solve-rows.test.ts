import fc from 'fast-check';
import { expect, it } from 'vitest';
import { factorsOf, layOutGradients, placeGram } from './gradient-memory.ts';
import { gradientRows } from './gradient-rows.ts';
import { kernelsOf, newMemory } from './instance.ts';
import { rankRows } from './rank-rows.ts';
import { solveRows } from './solve-rows.ts';
import { toStrips } from './strips.ts';

const anyNumber = fc.oneof(fc.double({ min: -10, max: 10, noNaN: true }), fc.double());
const WIDTH = 8;
const N_OTHERS = 5;

/** What each row has seen, by flags; a row may have seen nothing. */
function seenOf(flags: readonly boolean[][]) {
  const lists = flags.map((row) => row.flatMap((flag, other) => (flag ? [other] : [])));
  const offsets = Int32Array.from([0, ...lists.map((_, i) => lists.slice(0, i + 1).flat().length)]);
  const columns = Int32Array.from(lists.flat());
  return {
    nRows: flags.length,
    nColumns: N_OTHERS,
    offsets,
    columns,
    values: Float64Array.from(columns, (c) => 1 + c),
  };
}

const flags = fc.array(fc.array(fc.boolean(), { minLength: N_OTHERS, maxLength: N_OTHERS }), { maxLength: 4 });

/** A matrix that is positive definite whatever is added. */
const gram = Float64Array.from({ length: WIDTH * WIDTH }, (_, at) =>
  at % (WIDTH + 1) === 0 ? 9 : Math.cos((at % WIDTH) + Math.floor(at / WIDTH)),
);

function solve(variant: 'plain' | 'simd' | 'relaxed', others: Float64Array, seen: ReturnType<typeof seenOf>) {
  const factors = new Float64Array(seen.nRows * WIDTH);
  const shared = { seen, alpha: 0.5, others, width: WIDTH, gram, factors };
  solveRows(0, seen.nRows, shared, kernelsOf(variant));
  return Array.from(factors);
}

type Seen = ReturnType<typeof seenOf>;

const memories = { simd: newMemory(2 ** 24), relaxed: newMemory(2 ** 24) };

/** Where gradients lead to from some factors. @param gram (width, width) */
function followFrom(
  variant: 'plain' | 'simd' | 'relaxed',
  factors: Float32Array,
  { others, seen, gram, nSteps }: { others: Float32Array; seen: Seen; gram: Float64Array; nSteps: number },
): number[] {
  const width = others.length / N_OTHERS;
  if (variant === 'plain') {
    const found = factors.slice();
    const shared = { seen, alpha: 0.5, others, width, gram: Float32Array.from(gram), factors: found };
    gradientRows(0, seen.nRows, { ...shared, resident: null, nSteps });
    return Array.from(found);
  }
  const sides = [
    { seen, factors: Float64Array.from(factors) },
    { seen: seenOf(Array.from({ length: N_OTHERS }, () => [])), factors: Float64Array.from(others) },
  ] as const;
  const resident = layOutGradients(memories[variant], variant, sides, { width, alpha: 0.5 }, 1);
  placeGram(resident, gram);
  gradientRows(0, seen.nRows, { resident, side: 0, nSteps });
  return Array.from(factorsOf(resident, 0));
}

/** Widths that end within a tile, within what is added in one sum, and past both. */
function follow(
  variant: 'plain' | 'simd' | 'relaxed',
  others: Float32Array,
  seen: Seen,
  nSteps: number,
  width = WIDTH,
) {
  const factors = Float32Array.from({ length: seen.nRows * width }, (_, at) => at / 16);
  const wide = Float64Array.from({ length: width * width }, (_, at) =>
    at % (width + 1) === 0 ? 9 + width : Math.cos((at % width) + Math.floor(at / width)),
  );
  return followFrom(variant, factors, { others, seen, gram: wide, nSteps });
}

const valuesOf = (n: number) => fc.array(anyNumber, { minLength: n, maxLength: n });

it('solves with plain SIMD to the byte as without', () => {
  fc.assert(
    fc.property(flags, valuesOf(WIDTH * N_OTHERS), (given, values) => {
      const [others, seen] = [Float64Array.from(values), seenOf(given)];
      expect(solve('simd', others, seen)).toEqual(solve('plain', others, seen));
    }),
  );
});

it.each([4, 8, 12, 20, 28, 32])('follows gradients with plain SIMD to the byte as without, %i factors', (width) => {
  fc.assert(
    fc.property(flags, valuesOf(width * N_OTHERS), (given, values) => {
      const [others, seen] = [Float32Array.from(values), seenOf(given)];
      expect(follow('simd', others, seen, 3, width)).toEqual(follow('plain', others, seen, 3, width));
    }),
    { numRuns: 30 },
  );
});

it('comes by conjugate gradients to what the Cholesky factor gives, and solves the equations', () => {
  const others = Float64Array.from({ length: WIDTH * N_OTHERS }, (_, at) => Math.sin(at * 3.7));
  const seen = seenOf([
    [true, false, true, true, false],
    [false, false, false, false, false],
    [true, true, true, true, true],
  ]);
  const exact = solve('plain', others, seen);
  solve('relaxed', others, seen).forEach((value, at) => expect(value).toBeCloseTo(exact[at]!, 12));
  const start = new Float32Array(seen.nRows * WIDTH).fill(0.3);
  for (const variant of ['plain', 'relaxed'] as const)
    followFrom(variant, start, { others: Float32Array.from(others), seen, gram, nSteps: 4 * WIDTH }).forEach(
      (value, at) => expect(value).toBeCloseTo(exact[at]!, 5),
    );
  // Row 0: (gram + Σ weight·y·yᵀ)·x = Σ (1 + weight)·y, weights 0.5, 1.5 and 2.
  const x = exact.slice(0, WIDTH);
  const y = (other: number) => others.subarray(other * WIDTH, (other + 1) * WIDTH);
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, value, j) => sum + value * b[j]!, 0);
  for (let i = 0; i < WIDTH; i++) {
    let left = dot(gram.subarray(i * WIDTH, (i + 1) * WIDTH), x);
    for (const [other, weight] of [
      [0, 0.5],
      [2, 1.5],
      [3, 2],
    ] as const)
      left += weight * y(other)[i]! * dot(y(other), x) - (1 + weight) * y(other)[i]!;
    expect(left).toBeCloseTo(0, 10);
  }
});

it('ranks by products of factors alike with SIMD and without, and leaves out what is to be left out', () => {
  fc.assert(
    fc.property(flags, fc.boolean(), fc.boolean(), (given, excludeSeen, some) => {
      const seen = seenOf(given);
      const users = Float64Array.from({ length: seen.nRows * WIDTH }, (_, at) => Math.cos(at));
      const items = Float64Array.from({ length: WIDTH * N_OTHERS }, (_, at) => Math.sin(at * 2.1));
      const spoken = {
        nRows: N_OTHERS,
        nColumns: N_OTHERS,
        offsets: Int32Array.of(0, 1, 3, 3, 3, 3),
        columns: Int32Array.of(2, 0, 4),
        values: Float64Array.of(0.5, -1, 2),
      };
      const nothing = { ...spoken, values: new Float64Array(3) };
      const rank = (variant: 'plain' | 'simd') => {
        const rankedItems = new Int32Array(seen.nRows * 3);
        const rankedScores = new Float64Array(seen.nRows * 3);
        rankRows(
          0,
          seen.nRows,
          {
            users,
            width: WIDTH,
            items: toStrips(items, WIDTH, N_OTHERS),
            nItems: N_OTHERS,
            offsets: some ? Float64Array.of(1, 2, 3, 4, 5) : null,
            histories: seen,
            weights: some ? spoken : nothing,
            excludeSeen,
            eligible: some ? Uint8Array.of(1, 0, 1, 1, 1) : null,
            above: some ? -Infinity : 0,
            topK: 3,
            rankedItems,
            rankedScores,
          },
          kernelsOf(variant),
        );
        return { items: Array.from(rankedItems), scores: Array.from(rankedScores) };
      };
      const plain = rank('plain');
      expect(rank('simd')).toEqual(plain);
      plain.items.forEach((item, place) => {
        const own = given[Math.floor(place / 3)]!;
        if (!own.includes(true)) expect(item).toBe(-1);
        if (item < 0) return;
        expect(excludeSeen && own[item]).toBe(false);
        expect(some && item === 1).toBe(false);
      });
    }),
  );
});
