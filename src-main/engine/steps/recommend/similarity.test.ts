import { expect, it } from 'vitest';
import { valueAt, type SparseRows } from '../../table/sparse.ts';
import { readGolden, testContext } from '../testing.ts';
import { goldenInteractions, purchases } from './fixtures.ts';
import { readInteractions } from './interactions.ts';
import { itemNeighbours, type NeighbourOptions, type Similarity } from './similarity.ts';

const options: NeighbourOptions = {
  similarity: 'cosine',
  nNeighbours: 10,
  shrink: 0,
  bm25K1: 1.2,
  bm25B: 0.75,
  asymmetry: 0.5,
};
const binary = { weighting: 'binary', excludeItems: [] } as const;

// x was bought by three customers, y by two of them, z by one of these and by nobody else.
const three = readInteractions(purchases({ ann: 'xyz', bob: 'xy', cyd: 'x' }), binary);
const [X, Y, Z] = [0, 1, 2];

const find = (rows: SparseRows, given: NeighbourOptions) => itemNeighbours(rows, given, testContext(), () => undefined);

const likeness = async (changes: Partial<NeighbourOptions>) => {
  const neighbours = await find(three.rows, { ...options, ...changes });
  return [valueAt(neighbours, X, Y), valueAt(neighbours, X, Z), valueAt(neighbours, Y, Z)];
};

const expectClose = (got: readonly number[], expected: readonly number[]) => {
  got.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? NaN, 12);
  });
};

it('measures likeness as on paper', async () => {
  expectClose(await likeness({ similarity: 'cosine' }), [2 / Math.sqrt(6), 1 / Math.sqrt(3), 1 / Math.sqrt(2)]);
  expectClose(await likeness({ similarity: 'jaccard' }), [2 / 3, 1 / 3, 1 / 2]);
  expectClose(await likeness({ similarity: 'lift' }), [(2 * 3) / 6, (1 * 3) / 3, (1 * 3) / 2]);
  // By the owned item alone it is the share of its customers that have the other too.
  expectClose(await likeness({ similarity: 'asymmetric', asymmetry: 1 }), [2 / 3, 1 / 3, 1 / 2]);
  expectClose(await likeness({ similarity: 'asymmetric', asymmetry: 0 }), [1, 1, 1]);
});

it('halves a likeness that rests on as many customers as the shrinkage', async () => {
  expectClose(await likeness({ similarity: 'jaccard', shrink: 2 }), [2 / 3 / 2, 1 / 3 / 3, 1 / 2 / 3]);
});

it('weighs a customer of everything 0 in TF-IDF and BM25, not below', async () => {
  // ann has all three items: log 3 − log 4 is below zero. Only bob tells anything, and he has x and y: log 3 − log 3 = 0.
  expectClose(await likeness({ similarity: 'tf-idf' }), [0, 0, 0]);
  expectClose(await likeness({ similarity: 'bm25' }), [0, 0, 0]);
});

it('keeps the nearest, of equals the first, and never the item itself', async () => {
  const { rows } = readInteractions(purchases({ ann: 'abcd', bob: 'abcd' }), binary);
  const neighbours = await find(rows, { ...options, nNeighbours: 2 });
  expect([...neighbours.columns]).toEqual([1, 2, 0, 2, 0, 1, 0, 1]);
  expect([...neighbours.offsets]).toEqual([0, 2, 4, 6, 8]);
});

it('has no neighbours for a single item or customers of one item each', async () => {
  for (const baskets of [{ ann: 'a' }, { ann: 'a', bob: 'b' }] as Record<string, string>[]) {
    const { rows } = readInteractions(purchases(baskets), binary);
    expect((await find(rows, options)).columns.length).toBe(0);
  }
});

it('stops when cancelled', async () => {
  const { rows } = readInteractions(goldenInteractions(), binary);
  const context = testContext();
  context.cancelAfter(0);
  await expect(itemNeighbours(rows, options, context, () => undefined)).rejects.toMatchObject({ code: 'cancelled' });
});

it('agrees with implicit, and with numpy where implicit has no such likeness', async () => {
  const { rows, items } = readInteractions(goldenInteractions(), binary);
  const golden = readGolden('recommend.item-knn');
  const found = new Map<string, SparseRows>();
  for (const [i, item] of (golden.item ?? []).entries()) {
    const [similarity, shrink] = [String(golden.similarity?.[i]) as Similarity, Number(golden.shrink?.[i])];
    const key = `${similarity} ${shrink}`;
    const neighbours = found.get(key) ?? (await find(rows, { ...options, similarity, shrink, nNeighbours: 4 }));
    found.set(key, neighbours);
    const value = valueAt(neighbours, items.indexOf(String(item)), items.indexOf(String(golden.neighbour?.[i])));
    expect(value, `${key} ${item} ${golden.neighbour?.[i]}`).toBeCloseTo(Number(golden.likeness?.[i]), 10);
  }
  expect(found.size).toBe(10);
});
