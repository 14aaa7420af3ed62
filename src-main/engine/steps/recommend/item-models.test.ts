import { describe, expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, testContext } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

/** The parameters that the golden lists were made with. */
const MODELS: readonly (readonly [string, Record<string, unknown>])[] = [
  ['rp3beta', { alpha: 0.8, beta: 0.4 }],
  ['slim', { l1: 1, l2: 2, tolerance: 1e-12, maxIterations: 10_000 }],
  ['spectral', { factors: 4, lowPass: 0.3, itemPower: 0.4, userPower: 0.3, iterations: 60 }],
  ['pure-svd', { factors: 6, iterations: 60 }],
  ['user-knn', { nNeighbours: 12, shrink: 1, similarity: 'tf-idf' }],
];

const fitted = (name: string, parameters: Record<string, unknown>, context = testContext()) =>
  run(
    `recommend.${name}`,
    { interactions: [goldenInteractions()] },
    { weight: 'orders', topK: 5, ...parameters },
    context,
  );

describe.each(MODELS)('recommend.%s', (name, parameters) => {
  it('agrees with the golden lists of numpy and scikit-learn', async () => {
    const golden = readGolden(`recommend.${name}`);
    const { recommendations } = await fitted(name, parameters);
    const table = recommendations as Table;
    const [customers, ranks, items, scores] = ['customer_id', 'rank', 'item_id', 'score'].map((of) => cells(table, of));
    expect(golden.score?.length).toBeGreaterThan(30);
    golden.customer?.forEach((customer, i) => {
      const row = customers?.findIndex((id, at) => id === customer && ranks?.[at] === golden.rank?.[i]) ?? -1;
      expect(items?.[row], `${customer} ${golden.rank?.[i]}`).toBe(golden.item?.[i]);
      expect(scores?.[row]).toBeCloseTo(Number(golden.score?.[i]), 8);
    });
  });

  it('gives reasons that sum to the score', async () => {
    const { recommendations } = await fitted(name, { ...parameters, nReasons: 20 });
    const scores = cells(recommendations as Table, 'score');
    cells(recommendations as Table, 'reason').forEach((cell, row) => {
      const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
      const sum = parts.slice(0, -1).reduce((total, { share }) => total + share, 0);
      // The last part takes up what rounding leaves: it has to be a part like any other.
      expect(parts.at(-1)!.share).toBeCloseTo(Number(scores[row]) - sum, 10);
      expect(parts.every((part) => 'item' in part)).toBe(true);
      expect(en).toMatch(/“ö/);
      expect(zh).toMatch(/“ö/);
    });
  });

  it('recommends first what was withheld from a checkerboard', async () => {
    const letters = 'abcdefghij';
    const baskets = Object.fromEntries(
      Array.from({ length: 10 }, (_, u) => [
        `u${u}`,
        Array.from(letters, (item, i) => (i % 2 === u % 2 && i !== u ? item : '')).join(''),
      ]),
    );
    // With a factor for every customer SVD would repeat the table, gaps and all.
    const few = name === 'pure-svd' ? { factors: 2 } : {};
    const { recommendations } = await run(`recommend.${name}`, { interactions: [purchases(baskets)] }, few);
    const table = recommendations as Table;
    for (let u = 0; u < 10; u++) {
      const first = cells(table, 'customer_id').indexOf(`u${u}`);
      expect(cells(table, 'item_id')[first]).toBe(letters[u]);
    }
  });

  it('gives the same bytes on three threads, and stops when cancelled', async () => {
    const one = await fitted(name, parameters);
    const three = await fitted(name, parameters, testContext({ threads: 3, variant: 'simd' }));
    expect(cells(three.recommendations as Table, 'score')).toEqual(cells(one.recommendations as Table, 'score'));
    for (const looks of [0, 2]) {
      const context = testContext();
      context.cancelAfter(looks);
      await expect(fitted(name, parameters, context)).rejects.toMatchObject({ code: 'cancelled' });
    }
  });
});

it('spectral gives reasons that sum to the score where it sharpens', async () => {
  const { recommendations } = await fitted('spectral', { factors: 4, sharpening: 2, nReasons: 20 });
  const scores = cells(recommendations as Table, 'score');
  expect(scores.length).toBeGreaterThan(30);
  cells(recommendations as Table, 'reason').forEach((cell, row) => {
    const { parts } = JSON.parse(String(cell)) as Reason;
    expect(parts.slice(0, -1).reduce((total, { share }) => total + share, 0) + parts.at(-1)!.share).toBeCloseTo(
      Number(scores[row]),
      10,
    );
  });
  const plain = await fitted('spectral', { factors: 4, nReasons: 0 });
  expect(cells(plain.recommendations as Table, 'score')).not.toEqual(scores);
});

it('user-knn measures likeness as on paper', async () => {
  // ann shares a of their a b c with eve (Jaccard 1/3), bob shares a of a d (1/2); c is left of ann's, d of bob's.
  const shop = purchases({ ann: 'abc', bob: 'ad', eve: 'a' });
  const { recommendations } = await run(
    'recommend.user-knn',
    { interactions: [shop] },
    { similarity: 'jaccard', shrink: 0 },
  );
  const table = recommendations as Table;
  const eve = cells(table, 'customer_id').flatMap((id, row) =>
    id === 'eve' ? [[cells(table, 'item_id')[row], cells(table, 'score')[row]]] : [],
  );
  expect(eve).toEqual([
    ['d', 1 / 2],
    ['b', 1 / 3],
    ['c', 1 / 3],
  ]);
});
