import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pairCodes } from './pair-codes.ts';

const N_A = 5;
const N_B = 4;

it('tells pairs apart where codes nest, and where they do not', () => {
  const a = { codes: Int32Array.of(1, 0, 1, -1, 0), nCodes: 2 };
  const nested = pairCodes(a, { codes: Int32Array.of(2, 0, 2, 1, 3), nCodes: 4 });
  expect([...nested.codes]).toEqual([0, 1, 0, -1, 2]);
  expect([...nested.firstRows]).toEqual([0, 1, 4]);
  const crossed = pairCodes(a, { codes: Int32Array.of(0, 0, 0, 0, -1), nCodes: 1 });
  expect([...crossed.codes]).toEqual([1, 0, 1, -1, -1]);
  expect([...crossed.firstRows]).toEqual([1, 0]);
});

it('numbers the same pairs alike and others differently, whatever they are', () => {
  const row = fc.tuple(fc.integer({ min: -1, max: N_A - 1 }), fc.integer({ min: -1, max: N_B - 1 }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const [a, b] = [0, 1].map((side) => Int32Array.from(rows, (pair) => pair[side] ?? -1)) as [
        Int32Array,
        Int32Array,
      ];
      const { codes, nCodes, firstRows } = pairCodes({ codes: a, nCodes: N_A }, { codes: b, nCodes: N_B });
      const known = new Map<string, number>();
      rows.forEach(([left, right], i) => {
        if (left < 0 || right < 0) {
          expect(codes[i]).toBe(-1);
          return;
        }
        const key = `${left} ${right}`;
        if (!known.has(key)) {
          known.set(key, codes[i]!);
          expect(firstRows[codes[i]!]).toBe(i);
        }
        expect(codes[i]).toBe(known.get(key));
      });
      expect(new Set(known.values()).size).toBe(nCodes);
      expect(known.size).toBe(nCodes);
    }),
  );
});
