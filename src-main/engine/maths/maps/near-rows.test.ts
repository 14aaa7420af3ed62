import { expect, it } from 'vitest';
import { testContext } from '../../steps/testing.ts';
import type { Matrix } from '../../table/table.ts';
import { nearestRows } from '../neighbours.ts';
import { seededRandom } from '../random.ts';
import { landmarkOf, nearestLandmarks, takeLandmarks } from './landmarks.ts';
import { nearRows } from './near-rows.ts';
import { pairGraph, partsOf } from './pair-graph.ts';
import { spectralStart } from './start.ts';

/** Rows on a bent sheet, some of them twice. */
function sheet(nRows: number): Matrix {
  const random = seededRandom(8);
  const values = new Float64Array(nRows * 4);
  for (let row = 0; row < nRows; row++) {
    const [u, v] = [random.next() * 6, random.next() * 6];
    values.set(row % 50 === 1 ? values.subarray(4 * row - 4, 4 * row) : [u, v, Math.sin(u), u * v * 0.1], 4 * row);
  }
  return { nRows, nColumns: 4, values };
}

it('finds nearly all of the nearest of many rows, the same on any number of threads', async () => {
  const x = sheet(900);
  const exact = await nearestRows(x, 20, testContext({ variant: 'simd' }).pool);
  const found = await nearRows(x, 20, testContext({ seed: 3 }), () => undefined, 500);
  let right = 0;
  for (let row = 0; row < x.nRows; row++) {
    // By distance, since equal rows may stand for each other.
    for (let i = 0; i < 20; i++) if (found.squared[row * 20 + i]! <= exact.squared[row * 20 + 19]!) right++;
  }
  expect(right / exact.rows.length).toBeGreaterThan(0.97);
  expect(found.rows.every((other, at) => other !== Math.floor(at / 20))).toBe(true);
  const threads = await nearRows(x, 20, testContext({ seed: 3, threads: 2 }), () => undefined, 500);
  expect(Array.from(threads.rows)).toEqual(Array.from(found.rows));
});

it('gives longer lists than it looks around', async () => {
  const x = sheet(700);
  const { k, rows } = await nearRows(x, 60, testContext(), () => undefined, 500);
  expect(k).toBe(60);
  expect(new Set(rows.subarray(0, 60)).size).toBe(60);
});

it('finds the landmarks nearest to new rows, and knows its own rows', async () => {
  const x = sheet(2300);
  const context = testContext({ variant: 'simd' });
  const taken = takeLandmarks(x, 2100, context.random);
  const near = await nearestRows(taken.x, 10, context.pool);
  const landmarks = { ...taken, near };
  const queries = { ...x, nRows: 200, values: x.values.slice(0, 800) };
  const found = await nearestLandmarks(landmarks, queries, 5, context, () => undefined);
  let right = 0;
  for (let row = 0; row < 200; row++) {
    let least = Infinity;
    for (let other = 0; other < taken.x.nRows; other++) {
      let sum = 0;
      for (let j = 0; j < 4; j++) sum += (x.values[row * 4 + j]! - taken.x.values[other * 4 + j]!) ** 2;
      least = Math.min(least, sum);
    }
    if (found.squared[row * 5] === least) right++;
  }
  expect(right).toBeGreaterThan(195);
  expect(Array.from(landmarkOf(landmarks, x)).filter((at) => at >= 0)).toHaveLength(2100);
  expect(landmarkOf(landmarks, queries).every((at) => at < 0)).toBe(true);
});

it('sees the parts of rows that no neighbour connects, and starts no map from their swings', () => {
  const lists = { k: 1, rows: Int32Array.of(1, 0, 3, 2) };
  const graph = pairGraph(lists, 4, new Float64Array(4).fill(1), Math.max);
  expect(partsOf(graph)).toEqual({ nParts: 2, parts: Int32Array.of(0, 0, 1, 1) });
  expect(spectralStart(graph, seededRandom(1), () => undefined)).toBeNull();
});

it('swings a line of rows as a cosine', () => {
  const n = 66;
  const lists = { k: 1, rows: Int32Array.from({ length: n }, (_, row) => (row + 1) % n) };
  const own = new Float64Array(n).fill(1);
  own[n - 1] = 1e-9;
  const places = spectralStart(pairGraph(lists, n, own, Math.max), seededRandom(1), () => undefined)!;
  const first = Array.from({ length: n }, (_, row) => places[2 * row]! * Math.sign(places[0]!));
  // From one end to the other without turning back.
  for (let row = 2; row < n - 1; row++) expect(first[row]!).toBeLessThan(first[row - 1]!);
});
