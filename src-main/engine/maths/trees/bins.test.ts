import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countBelow } from '../sorted.ts';
import { binRowsOf, MISSING_BIN } from './bins.ts';

/** Few values, so that many lie on a threshold. */
const number = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.constantFrom(-Infinity, Infinity, -0, 0.5));

it('puts values into the bins that a search by halves finds, and what is missing into the last', () => {
  const thresholds = fc.uniqueArray(number, { maxLength: 254, comparator: 'SameValueZero' });
  fc.assert(
    fc.property(thresholds, fc.array(fc.oneof(number, fc.constant(NaN)), { minLength: 1 }), (cuts, values) => {
      const sorted = Float64Array.from(cuts).sort();
      // The ninth of nine features, so that it stands in the second group of eight.
      const x = { nRows: values.length, nColumns: 9, values: new Float64Array(values.length * 9) };
      values.forEach((value, row) => (x.values[row * 9 + 8] = value));
      const words = new Uint8Array(2 * 8 * values.length);
      const all = Array.from({ length: 9 }, (_, j) => (j === 8 ? sorted : new Float64Array(0)));
      const half = values.length >> 1;
      binRowsOf(x, 0, half, all, new Int32Array(9), words);
      binRowsOf(x, half, values.length, all, new Int32Array(9), words);
      const found = values.map((_, row) => words[(values.length + row) * 8]);
      expect(found).toEqual(values.map((value) => (Number.isNaN(value) ? MISSING_BIN : countBelow(sorted, value))));
    }),
  );
});

it('gives categories bins of their own, and those that no one knows the bin of what is missing', () => {
  const x = { nRows: 6, nColumns: 1, values: Float64Array.of(0, 2, 3, -1, NaN, 300) };
  const words = new Uint8Array(6 * 8);
  const bins = (nCategories: number): number[] => {
    binRowsOf(x, 0, 6, [new Float64Array(0)], Int32Array.of(nCategories), words);
    return Array.from({ length: 6 }, (_, row) => words[row * 8]!);
  };
  expect(bins(3)).toEqual([0, 2, MISSING_BIN, MISSING_BIN, MISSING_BIN, MISSING_BIN]);
  // Of more than 255 the last ones share a bin.
  expect(bins(301)).toEqual([0, 2, 3, MISSING_BIN, MISSING_BIN, 254]);
});
