import { expect, it } from 'vitest';
import { sankeyParts, sideSizes, type FlowGroup, type Flows } from './flow-figure.ts';

const groups = (names: readonly (string | null)[], isNoise = false): FlowGroup[] =>
  names.map((name, id) => ({ id: isNoise && id === names.length - 1 ? -1 : id, label: name ?? 'none', name }));

const flows: Flows = {
  from: groups(['a', 'b']),
  to: groups(['x', 'y', 'z']),
  counts: Float64Array.of(0, 5, 2, 7, 0, 1),
};

it('puts the groups of the second in the order of what they are made of, where they may change places', () => {
  expect([...sideSizes(flows, 'from')]).toEqual([7, 8]);
  expect([...sideSizes(flows, 'to')]).toEqual([7, 5, 3]);
  // Mean places of origin: x is all b (1), y all a (0), z 2 of a and 1 of b (1/3).
  const untangled = sankeyParts(flows, true);
  expect(untangled.to.map(({ name }) => name)).toEqual(['y', 'z', 'x']);
  expect(untangled.flows).toEqual([
    { from: 1, to: 2, count: 7 },
    { from: 0, to: 0, count: 5 },
    { from: 0, to: 1, count: 2 },
    { from: 1, to: 1, count: 1 },
  ]);
  expect(sankeyParts(flows, false).to.map(({ name }) => name)).toEqual(['x', 'y', 'z']);
});

it('keeps rows of no group last and leaves out groups without rows', () => {
  const parts = sankeyParts({ from: groups(['a', 'b']), to: groups(['x', 'y', null], true), counts: Float64Array.of(0, 3, 4, 0, 2, 0) }, true); // prettier-ignore
  expect(parts.to.map(({ values }) => values)).toEqual([['y'], []]);
});

it('lets the smallest of many groups stand together, so that no row is lost', () => {
  const n = 40;
  const names = Array.from({ length: n }, (_, i) => `g${i}`);
  const counts = Float64Array.from({ length: n }, (_, i) => i + 1);
  const parts = sankeyParts({ from: groups(names), to: groups(['x']), counts }, false);
  expect(parts.from).toHaveLength(12);
  expect(parts.from.at(-1)).toMatchObject({ id: -1, name: { values: { n: 29 } } });
  expect(parts.from.at(-1)?.values).toEqual(names.slice(0, 29));
  expect(parts.flows.reduce((sum, { count }) => sum + count, 0)).toBe((n * (n + 1)) / 2);
  // 1 + 2 + … + 29
  expect(parts.flows.find(({ from }) => from === 11)?.count).toBe(435);
});
