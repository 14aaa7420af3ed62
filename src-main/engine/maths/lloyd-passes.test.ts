import { afterAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { closeTestPools, testContext } from '../steps/testing.ts';
import type { Matrix } from '../table/table.ts';
import { lloydPasses } from './lloyd-passes.ts';
import { seededRandom } from './random.ts';

afterAll(() => {
  closeTestPools();
});

/** Ordinary values, and those that break loops: ties, huge and tiny ones, infinities, NaN. */
const anyDouble = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: 2 }) },
  fc.double(),
);

const problems = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(35), fc.integer({ min: 1, max: 10 }))
  .chain(([nColumns, nRows, nClusters]) =>
    fc.record({
      x: fc
        .array(anyDouble, { minLength: nRows * nColumns, maxLength: nRows * nColumns })
        .map((values): Matrix => ({ nRows, nColumns, values: Float64Array.from(values) })),
      nClusters: fc.constant(nClusters),
      rounds: fc.array(fc.array(anyDouble, { minLength: nClusters * nColumns, maxLength: nClusters * nColumns }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  );

/** What every pass gives, and the distances after the last. */
async function passesOf(
  x: Matrix<Float64Array | Float32Array>,
  rounds: readonly Float64Array[],
  variant: 'relaxed' | 'simd' | 'plain',
  threads = 1,
) {
  const passes = lloydPasses(x, rounds[0]!.length / x.nColumns, testContext({ variant, threads }).pool);
  const seen: unknown[] = [];
  for (const centres of rounds) {
    const { clusters, sums, counts } = await passes.assign(centres);
    seen.push([clusters.slice(), sums.slice(), counts.slice()]);
  }
  const { distances, inertia, clusters } = await passes.measure(rounds.at(-1)!);
  passes.close();
  return [...seen, distances, inertia, clusters.slice()];
}

it.each(['simd', 'relaxed'] as const)('gives with %s to the byte what it gives without', async (variant) => {
  await fc.assert(
    fc.asyncProperty(problems, async ({ x, rounds }) => {
      const centres = rounds.map((round) => Float64Array.from(round));
      expect(await passesOf(x, centres, variant)).toEqual(await passesOf(x, centres, 'plain'));
    }),
    { numRuns: 300 },
  );
});

it.each(['simd', 'relaxed'] as const)('does so with rows of single precision too, with %s', async (variant) => {
  await fc.assert(
    fc.asyncProperty(problems, async ({ x, rounds }) => {
      const single = { ...x, values: Float32Array.from(x.values) };
      const centres = rounds.map((round) => Float64Array.from(round));
      expect(await passesOf(single, centres, variant)).toEqual(await passesOf(single, centres, 'plain'));
    }),
    { numRuns: 150 },
  );
});

it.each([
  ['single', (n: number) => new Float32Array(new SharedArrayBuffer(n * 4))],
  ['double', (n: number) => new Float64Array(new SharedArrayBuffer(n * 8))],
])('gives the same bytes on any number of threads, of shared rows in %s precision', async (_, room) => {
  const random = seededRandom(9);
  const [nRows, nColumns] = [20_000, 3];
  const values = room(nRows * nColumns);
  for (let at = 0; at < values.length; at++) values[at] = random.normal();
  const x = { nRows, nColumns, values };
  const rounds = [0, 60, 120].map((at) => Float64Array.from(values.subarray(at, at + 30)));
  const plain = await passesOf(x, rounds, 'plain');
  for (const threads of [1, 2, 4]) expect(await passesOf(x, rounds, 'relaxed', threads)).toEqual(plain);
});

it('does not trust what a centre beyond single precision left behind', async () => {
  const values = new Float64Array(16 * 4);
  values[41] = 8e81;
  const x = { nRows: 16, nColumns: 4, values };
  const rounds = [[0, 0, 0, 0, 0, 0, -2.8e101, 0], [0, 0, 0, -2, 0, 0, 0, 0]].map((round) => Float64Array.from(round)); // prettier-ignore
  expect(await passesOf(x, rounds, 'simd')).toEqual(await passesOf(x, rounds, 'plain'));
});

it('finds a centre whose length single precision cannot hold', async () => {
  const values = new Float64Array(2049).fill(1);
  // Not among the rows that tell the scale.
  values[1] = 1.7e19;
  const rounds = [Float64Array.of(0, 1.9e19)];
  const x = { nRows: 2049, nColumns: 1, values };
  expect(await passesOf(x, rounds, 'simd')).toEqual(await passesOf(x, rounds, 'plain'));
});

it.each([
  ['whatever the offset', 1e9, 1],
  ['for tiny numbers', 0, 1e-290],
  ['for huge numbers', 0, 1e140],
  ['for numbers that single precision holds as denormals', 0, 1e-40],
])('follows centres that move little by little as plain loops do, %s', async (_, offset, size) => {
  const random = seededRandom(3);
  const values = Float64Array.from({ length: 3000 * 5 }, () => offset + size * random.normal());
  const x = { nRows: 3000, nColumns: 5, values };
  const start = values.slice(0, 7 * 5);
  const rounds = Array.from({ length: 12 }, (__, round) =>
    start.map((value, at) => value + (size * 0.3 * Math.sin(at)) / (1 + round)),
  );
  const plain = await passesOf(x, rounds, 'plain');
  expect(await passesOf(x, rounds, 'simd')).toEqual(plain);
  expect(await passesOf(x, rounds, 'relaxed')).toEqual(plain);
});

it('takes rows of single precision as they are', async () => {
  const values = Float32Array.from([0, 1, 4, 5]);
  const x = { nRows: 4, nColumns: 1, values };
  const passes = lloydPasses(x, 2, testContext({ variant: 'simd' }).pool);
  const { clusters, inertia, sums } = await passes.measure(Float64Array.of(0.5, 4.5));
  expect([Array.from(clusters), inertia, Array.from(sums)]).toEqual([[0, 0, 1, 1], 1, [1, 9]]);
});
