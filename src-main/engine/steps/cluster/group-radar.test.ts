import { expect, it } from 'vitest';
import { formatLabel } from '../../../contract/text.ts';
import { groupRadar, type RadarRows } from './group-radar.ts';

const rows = (more: Partial<RadarRows> = {}): RadarRows => ({
  features: [
    { label: 'visits', values: Float64Array.of(1, 1, 3, 3, 99) },
    { label: 'spend', values: Float64Array.of(0, 2, 1, 1, 99) },
    { label: 'flat', values: Float64Array.of(5, 5, 5, 5, 5) },
    { label: 'gaps', values: Float64Array.of(NaN, 4, 8, NaN, 99) },
  ],
  groups: Int32Array.of(0, 0, 1, 1, -1),
  names: ['few', 'many'],
  phrases: ['few', 'many'],
  ids: [4, 7],
  ...more,
});

it('gives means in standard deviations from the mean of all in a group, without noise, gaps and constants', () => {
  const radar = groupRadar(rows())!;
  expect(radar.axes).toEqual(['visits', 'spend', 'gaps']);
  // visits: mean 2, deviation 1; spend: mean 1 in both groups; gaps: 4 and 8, mean 6, deviation 2.
  expect(radar.series.map(({ id, values }) => [id, ...values])).toEqual([
    [4, -1, 0, -1],
    [7, 1, 0, 1],
  ]);
  expect(radar.subtitle?.values?.capped).toBe('none');
  expect(formatLabel(radar.title, 'en')).toBe('Furthest from the average is few, nearest many');
});

it('stands one cluster beside what is in none', () => {
  const radar = groupRadar(rows({ ids: [-1, 0] }))!;
  expect(formatLabel(radar.title, 'en')).toBe('Beside what is in no cluster: many');
});

it('is none where one group, or too few features, leave nothing to compare', () => {
  expect(groupRadar(rows({ groups: new Int32Array(5) }))).toBeNull();
  expect(groupRadar(rows({ features: rows().features.slice(0, 3) }))).toBeNull();
});

it('draws the largest of many groups over the features that tell most, and says so', () => {
  const n = 40;
  const of = (value: (group: number) => number): Float64Array => Float64Array.from({ length: 10 * n }, (_, i) => value(Math.floor(i / 10)) + (i % 2)); // prettier-ignore
  const telling = Array.from({ length: 9 }, (_, f) => ({ label: `f${f}`, values: of((group) => group * (f + 1)) }));
  const radar = groupRadar({
    features: [{ label: 'mixed', values: of(() => 0) }, ...telling],
    groups: Int32Array.from({ length: 10 * n }, (_, i) => Math.min(Math.floor(i / 10), 19)),
    names: Array.from({ length: 20 }, (_, i) => `g${i}`),
    phrases: Array.from({ length: 20 }, (_, i) => `g${i}`),
    ids: [...Array(20).keys()],
  })!;
  expect(radar.axes).toHaveLength(8);
  expect(radar.axes).not.toContain('mixed');
  // The last group holds half of all rows; of those of one size the first come first.
  expect(radar.series.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 19]);
  expect(formatLabel(radar.title, 'en')).toMatch(
    /^Of the 6 largest clusters, g\d+ is furthest from the average, g\d+ nearest$/,
  );
  expect(radar.subtitle).toMatchObject({ values: { capped: 'both', features: 8, allFeatures: 10, clusters: 6, allClusters: 20 } }); // prettier-ignore
});
