import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { densityOn } from './density.ts';
import { groupShapes, type GroupedRows } from './group-shapes.ts';

// scipy 1.x: x = np.array([1,2,2.5,3,3.2,4,5,7,7.5,9.]); s = x.std(ddof=1); iqr = np.subtract(*np.percentile(x, [75, 25]))
// h = 0.9 * min(s, iqr / 1.34) * 10 ** -0.2; gaussian_kde(x, bw_method=h / s)(np.linspace(0, 10, 5))
const X = Float64Array.of(1, 2, 2.5, 3, 3.2, 4, 5, 7, 7.5, 9);
const DENSITIES = [0.045940640826652945, 0.1403127240303117, 0.10099446319862608, 0.07721140955121324, 0.031600686842713846]; // prettier-ignore

it('smooths values as scipy does, to what its bins allow', () => {
  const found = densityOn(X, Float64Array.of(0, 2.5, 5, 7.5, 10));
  DENSITIES.forEach((density, i) => expect(found[i]).toBeCloseTo(density, 3));
  expect([...densityOn(new Float64Array(0), Float64Array.of(0, 1))]).toEqual([0, 0]);
  // Equal values stand in a hill that can be seen, not in a needle.
  const hill = densityOn(
    new Float64Array(50).fill(5),
    Float64Array.from({ length: 101 }, (_, i) => i / 10),
  );
  expect(Math.max(...hill) * 10).toBeCloseTo(60 / Math.sqrt(2 * Math.PI), 0);
});

const rows = (groups: number[], more: Partial<GroupedRows> = {}): GroupedRows => ({
  features: [
    { label: 'telling', unit: null, column: 'telling', values: X },
    { label: 'mixed', unit: 'money', column: null, values: X.map((_, i) => (i * 7) % 5) },
  ],
  groups: Int32Array.from(groups),
  names: ['low', 'high'],
  phrases: ['low', 'high'],
  ids: [4, 7],
  rows: { from: 'input', port: 'table' },
  at: null,
  currency: null,
  ...more,
});
const TWO = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1];

it('gives the middle half of each group and names the feature that tells them apart', () => {
  const { lines, ridges } = groupShapes(rows(TWO), seededRandom(1));
  // np.percentile(x[g == 0], [25, 50, 75]), likewise of 1; between over total sum of squares.
  expect(lines?.groups.map(({ id, size, lower, median, upper }) => [id, size, lower[0], median[0], upper[0]])).toEqual([
    [4, 6, 2.125, 2.75, expect.closeTo(3.15, 12)],
    [7, 4, 6.5, 7.25, 7.875],
  ]);
  expect(lines?.title.values).toMatchObject({ feature: 'telling' });
  expect((lines?.title.values?.share as { percent: number }).percent).toBeCloseTo(0.7820342225642343, 12);
  expect(lines?.axes.map(({ column }) => column)).toEqual(['telling', undefined]);
  expect([...(lines?.lines.group ?? [])]).toEqual(TWO);
  expect(ridges?.features.map(({ medians }) => [...medians])[0]).toEqual([2.75, 7.25]);
});

it('leaves out rows in no group, constants, and what there is nothing of', () => {
  const outside = groupShapes(rows([-1, ...TWO.slice(1)], { at: Int32Array.from(TWO.keys(), (i) => i + 100) }), seededRandom(1)); // prettier-ignore
  expect([...(outside.lines?.lines.rows ?? [])]).toEqual([101, 102, 103, 104, 105, 106, 107, 108, 109]);
  expect(groupShapes(rows(TWO.map(() => -1)), seededRandom(1))).toEqual({ lines: null, ridges: null, radar: null });
  const flat = [{ label: 'flat', unit: null, column: 'flat', values: new Float64Array(10).fill(2) }];
  expect(groupShapes(rows(TWO, { features: flat }), seededRandom(1))).toEqual({
    lines: null,
    ridges: null,
    radar: null,
  });
  const alone = groupShapes(rows(TWO, { features: rows(TWO).features.slice(0, 1) }), seededRandom(1));
  expect([alone.lines, alone.ridges?.features.length]).toEqual([null, 1]);
});

it('draws some of many rows, of small groups enough, and the same ones again', () => {
  const n = 30_000;
  const values = Float64Array.from({ length: n }, (_, i) => (i * 31) % 997);
  const features = ['a', 'b'].map((label) => ({ label, unit: null, column: label, values }));
  const groups = Array.from({ length: n }, (_, i) => (i < 40 ? 1 : 0));
  const [first, second] = [1, 1].map(
    (seed) => groupShapes(rows(groups, { features }), seededRandom(seed)).lines?.lines,
  );
  expect(first).toEqual(second);
  expect(first?.group.filter((group) => group === 1)).toHaveLength(12);
  expect(first?.rows.length).toBeLessThan(1100);
  expect(first?.values[2]).toBe(values[first!.rows[1]!]);
});
