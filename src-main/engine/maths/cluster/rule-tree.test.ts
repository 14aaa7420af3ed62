import { expect, it } from 'vitest';
import { goldenMatrix, sameGrouping } from '../../steps/cluster/fixtures.ts';
import { readGolden } from '../../steps/testing.ts';
import { growTree, leavesFor, leavesOf, meets, type TreeFeature } from './rule-tree.ts';

it('grows the tree that scikit-learn grows', () => {
  const golden = readGolden('cluster.rule-tree');
  const { nRows, nColumns, values } = goldenMatrix();
  const features = Array.from({ length: nColumns }, (_, j): TreeFeature => ({
    kind: 'number',
    values: Float64Array.from({ length: nRows }, (__, row) => values[row * nColumns + j]!),
  }));
  const tree = growTree(features, Int32Array.from(golden.class ?? [], Number), 5, { maxDepth: 2, minRows: 5 });
  const leafOf = new Int32Array(nRows);
  leavesOf(tree).forEach(({ node }, leaf) => node.rows.forEach((row) => (leafOf[row] = leaf)));
  expect(sameGrouping(leafOf, golden.leaf ?? [])).toBe(true);
});

const town: TreeFeature = { kind: 'category', codes: Int32Array.of(0, 0, 1, 1, 2, 2, -1, 1), size: 3 };
const age: TreeFeature = { kind: 'number', values: Float64Array.of(20, 60, 20, 60, 20, 60, 20, NaN) };

it('splits categories one against the rest, and sends what has no value right', () => {
  const classes = Int32Array.of(0, 0, 1, 1, 0, 0, 0, 1);
  const tree = growTree([age, town], classes, 2, { maxDepth: 2, minRows: 1 });
  expect(tree.split?.test).toEqual({ feature: 1, kind: 'category', code: 1 });
  expect([...(tree.split?.left.rows ?? [])]).toEqual([2, 3, 7]);
  expect(meets(age, { feature: 0, kind: 'number', low: 20, high: 60 }, 7)).toBe(false);
});

it('takes the purest leaves while they tell the class better', () => {
  const classes = Int32Array.of(1, 0, 1, 0, 1, 0, 1, 0);
  const tree = growTree([age], classes, 2, { maxDepth: 3, minRows: 1 });
  const leaves = leavesFor(tree, 1, 3);
  expect(leaves.map(({ node }) => [...node.rows])).toEqual([[0, 2, 4, 6]]);
  expect(leaves[0]?.way).toEqual([{ test: { feature: 0, kind: 'number', low: 20, high: 60 }, left: true }]);
});

it('leaves rows together that nothing tells apart', () => {
  const same: TreeFeature = { kind: 'number', values: new Float64Array(4).fill(3) };
  expect(growTree([same], Int32Array.of(0, 1, 0, 1), 2, { maxDepth: 3, minRows: 1 }).split).toBeNull();
});
