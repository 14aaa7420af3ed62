import { afterAll, expect, it } from 'vitest';
import { matrix } from '../../steps/cluster/fixtures.ts';
import { closeTestPools, testContext } from '../../steps/testing.ts';
import { seededRandom } from '../random.ts';
import { cellGaps, fitSom, placeOnMap, spreadOut } from './som.ts';

afterAll(closeTestPools);

it('makes each cell the mean of rows weighed by how near their cells are', () => {
  // Three cells in a row; two rows at 0 in the first, one at 6 in the last.
  const grid = { width: 3, height: 1, d: 1, before: new Float64Array(3) };
  const cells = spreadOut(Float64Array.of(0, 0, 6), Int32Array.of(2, 0, 1), grid, 1);
  const [one, two] = [Math.exp(-1 / 2), Math.exp(-4 / 2)];
  expect(cells[0]).toBeCloseTo((6 * two) / (2 + two), 12);
  expect(cells[1]).toBeCloseTo((6 * one) / (3 * one), 12);
  expect(cells[2]).toBeCloseTo(6 / (1 + 2 * two), 12);
});

it('unrolls a plane: every row near its cell, and near cells for near rows', async () => {
  const random = seededRandom(4);
  const x = matrix(Array.from({ length: 800 }, () => [8 * random.next(), 5 * random.next(), 0]));
  const som = await fitSom(x, { width: 8, height: 5, maxIterations: 30 }, testContext());
  const { quantisationError, topographicError, best } = placeOnMap(x, som);
  expect(quantisationError).toBeLessThan(0.6); // cells lie about one apart
  expect(topographicError).toBeLessThan(0.05);
  expect(new Set(best).size).toBeGreaterThan(35);
});

it('has high gaps where groups end', async () => {
  const random = seededRandom(4);
  const x = matrix(Array.from({ length: 400 }, (_, i) => [(i % 2) * 30 + random.normal(), random.normal()]));
  const som = await fitSom(x, { width: 6, height: 1, maxIterations: 20 }, testContext());
  const gaps = cellGaps(som);
  expect(Math.max(...gaps.slice(2, 4))).toBeGreaterThan(3 * Math.max(gaps[0]!, gaps[5]!));
});
