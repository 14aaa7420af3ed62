import { expect, it } from 'vitest';
import { readGolden } from '../steps/testing.ts';
import type { Matrix } from '../table/table.ts';
import { adjustedRand } from './cluster-indices.ts';
import { dbscan } from './dbscan.ts';
import { seededRandom } from './random.ts';

const signal = { aborted: false, throwIfAborted: () => undefined };

const rowsOf = (rows: readonly (readonly number[])[]): Matrix => ({
  nRows: rows.length,
  nColumns: rows[0]?.length ?? 0,
  values: Float64Array.from(rows.flat()),
});

it('finds the clusters and the noise that scikit-learn finds', () => {
  const columns = Object.values(readGolden('cluster.points')) as number[][];
  const x = rowsOf(columns[0]!.map((_, row) => columns.map((column) => column[row]!)));
  const labels = readGolden('cluster.dbscan').label as number[];
  const { clusters, nClusters } = dbscan(x, { radius: 2, minRows: 5 }, signal);
  expect(nClusters).toBe(2);
  expect([...clusters].map((cluster) => cluster < 0)).toEqual(labels.map((label) => label < 0));
  expect(adjustedRand(clusters, labels)).toBe(1);
});

it('finds rings, which k-means cannot, and numbers clusters by size', () => {
  const random = seededRandom(3);
  const ring = (n: number, radius: number) =>
    Array.from({ length: n }, (_, i) => {
      const angle = (2 * Math.PI * i) / n;
      return [radius * Math.cos(angle) + 0.05 * random.normal(), radius * Math.sin(angle) + 0.05 * random.normal()];
    });
  const { clusters } = dbscan(rowsOf([...ring(100, 1), ...ring(300, 3)]), { radius: 0.4, minRows: 4 }, signal);
  expect(new Set(clusters.subarray(0, 100))).toEqual(new Set([1]));
  expect(new Set(clusters.subarray(100))).toEqual(new Set([0]));
});

it('says noise where nothing is dense, and copes with no rows, one row and equal rows', () => {
  expect(dbscan(rowsOf([]), { radius: 1, minRows: 2 }, signal).nClusters).toBe(0);
  expect([...dbscan(rowsOf([[1]]), { radius: 1, minRows: 2 }, signal).clusters]).toEqual([-1]);
  expect([...dbscan(rowsOf([[1], [1], [1]]), { radius: 1, minRows: 3 }, signal).clusters]).toEqual([0, 0, 0]);
});
