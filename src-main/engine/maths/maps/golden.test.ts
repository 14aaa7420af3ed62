import { expect, it } from 'vitest';
import { readGolden, testContext } from '../../steps/testing.ts';
import type { Matrix } from '../../table/table.ts';
import { nearestRows } from '../neighbours.ts';
import { affinityGraph } from '../tsne/affinities.ts';
import { fitCurve } from '../umap/curve.ts';
import { fuzzyGraph } from '../umap/fuzzy-graph.ts';
import type { PairGraph } from './pair-graph.ts';
import { trustworthiness } from './trustworthiness.ts';

const columns = Object.values(readGolden('cluster.points')).map((values) => values.map(Number));
const matrix = (of: readonly number[][]): Matrix => ({
  nRows: of[0]!.length,
  nColumns: of.length,
  values: Float64Array.from(
    { length: of[0]!.length * of.length },
    (_, at) => of[at % of.length]![Math.floor(at / of.length)]!,
  ),
});
const points = matrix(columns);

/** Compares pairs with a golden table of the same pairs. */
function expectPairs({ offsets, tails, weights }: PairGraph, name: string, digits: number): void {
  const golden = readGolden(name);
  const rows = Array.from(tails, (_, at) => offsets.findIndex((offset) => offset > at) - 1);
  expect(rows).toEqual(golden.row);
  expect([...tails]).toEqual(golden.tail);
  golden.weight?.forEach((weight, at) => expect(weights[at]).toBeCloseTo(Number(weight), digits));
}

it('agrees with umap-learn on which rows are near, and how surely', async () => {
  const near = await nearestRows(points, 9, testContext().pool);
  expectPairs(fuzzyGraph(near, points.nRows), 'project.umap.pairs', 4);
});

it('agrees with scipy on the curve of the map', () => {
  const golden = readGolden('project.umap.curves');
  golden.a?.forEach((a, i) => {
    const curve = fitCurve(Number(golden.min_dist?.[i]), Number(golden.spread?.[i]));
    expect(curve.a).toBeCloseTo(Number(a), 4);
    expect(curve.b).toBeCloseTo(Number(golden.b?.[i]), 4);
  });
});

it('agrees with openTSNE on how near rows hold each other', async () => {
  const near = await nearestRows(points, 12, testContext().pool);
  expectPairs(affinityGraph(near, points.nRows, 4), 'project.tsne.pairs', 6);
});

it('agrees with scikit-learn on trustworthiness', async () => {
  const planes: Readonly<Record<string, Matrix>> = {
    first: matrix(columns.slice(0, 2)),
    middle: matrix(columns.slice(1, 3)),
  };
  const golden = readGolden('project.trust');
  expect(golden.score).toHaveLength(4);
  for (const [i, score] of golden.score!.entries()) {
    const trust = await trustworthiness(points, planes[golden.plane![i]!]!, Number(golden.k?.[i]), testContext());
    expect(trust.score).toBeCloseTo(Number(score), 7);
  }
});

it('trusts a map of the rows themselves wholly, and tells nothing by two rows', async () => {
  const plane = matrix(columns.slice(0, 2));
  expect((await trustworthiness(plane, plane, 5, testContext())).score).toBe(1);
  const two: Matrix = { nRows: 2, nColumns: 1, values: Float64Array.of(1, 2) };
  const at: Matrix = { nRows: 2, nColumns: 2, values: new Float64Array(4) };
  expect((await trustworthiness(two, at, 5, testContext())).score).toBeNaN();
});
