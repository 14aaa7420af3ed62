import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { booleanColumn, dateColumn, numberColumn, textColumn } from './column.ts';
import { histogramOf } from './histogram.ts';
import { profileColumns } from './profile.ts';

describe('the profile of a column', () => {
  it('counts, and finds the quantiles that numpy finds', () => {
    const [profile] = profileColumns([numberColumn('n', Float64Array.of(4, NaN, 1, 3, 3, 10))]);
    // numpy.quantile([1, 3, 3, 4, 10], [0, .25, .5, .75, 1]); statistics.stdev
    expect(profile).toMatchObject({
      nRows: 6,
      nMissing: 1,
      nDistinct: 4,
      quantiles: { min: 1, q25: 3, median: 3, q75: 4, max: 10 },
      mean: 4.2,
      topValues: null,
    });
    expect(profile?.standardDeviation).toBeCloseTo(3.4205, 4);
  });

  it('lists the most frequent values of texts and of yes and no, ties in their order', () => {
    const texts = ['b', 'a', null, 'b', 'c', ...Array.from({ length: 20 }, (_, i) => `x${String(i).padStart(2, '0')}`)];
    const [text, flag] = profileColumns(([textColumn('t', texts), booleanColumn('f', texts.map((_, i) => (i < 3 ? null : i % 3 === 0)))])); // prettier-ignore
    expect(text).toMatchObject({ nMissing: 1, nDistinct: 23, quantiles: null, histogram: null });
    expect(text?.topValues?.map(({ value }) => value)).toEqual([
      'b',
      'a',
      'c',
      'x00',
      'x01',
      'x02',
      'x03',
      'x04',
      'x05',
      'x06',
    ]);
    expect(flag).toMatchObject({ nMissing: 3, nDistinct: 2, topValues: [{ value: 'false', count: 14 }, { value: 'true', count: 8 }] }); // prettier-ignore
  });

  it('stands up to columns with nothing in them, or one value', () => {
    const nothing = profileColumns([
      numberColumn('n', Float64Array.of(NaN)),
      textColumn('t', [null]),
      dateColumn('d', new Float64Array(0).fill(NaN).subarray(0, 0).length ? new Float64Array(1) : Float64Array.of(NaN)),
    ]);
    expect(nothing.map(({ nDistinct, nMissing, mean }) => [nDistinct, nMissing, mean])).toEqual([[0, 1, null], [0, 1, null], [0, 1, null]]); // prettier-ignore
    const [one] = profileColumns([numberColumn('n', Float64Array.of(7))]);
    expect(one).toMatchObject({ standardDeviation: null, histogram: { edges: [7, 7], counts: [1] } });
    expect(profileColumns([])).toEqual([]);
  });
});

describe('a histogram', () => {
  it('counts every value once, between rising edges', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })), {
          minLength: 1,
        }),
        (values) => {
          const { edges, counts } = histogramOf(Float64Array.from(values).sort());
          expect(edges).toHaveLength(counts.length + 1);
          expect(counts.reduce((a, b) => a + b)).toBe(values.length);
          expect(edges.every((edge, i) => i === 0 || edge >= edges[i - 1]!)).toBe(true);
        },
      ),
      { seed: 1 },
    );
  });

  it('gives whole numbers bins of their own', () => {
    const stars = Float64Array.from([1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5]);
    expect(histogramOf(stars)).toEqual({ edges: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5], counts: [1, 2, 3, 4, 1] });
  });

  it('gathers the far tails, so that the middle can be seen', () => {
    const values = Float64Array.from([...Array.from({ length: 100 }, (_, i) => i / 10), 80_995]);
    const { edges, counts } = histogramOf(values);
    expect(edges.at(-1)).toBeLessThan(100);
    expect(counts.at(-1)).toBe(1);
  });
});
