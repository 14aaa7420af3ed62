import { expect, it } from 'vitest';
import { createPool } from '../kernels/pool.ts';
import { valueAt, type SparseRows } from '../table/sparse.ts';
import { easeWeights } from './ease.ts';
import { seededRandom } from './random.ts';

const never = { aborted: false, throwIfAborted: () => undefined };

function sparse(dense: readonly (readonly number[])[]): SparseRows {
  const [columns, values, offsets]: number[][] = [[], [], [0]];
  for (const row of dense) {
    row.forEach((value, column) => {
      if (value === 0) return;
      columns!.push(column);
      values!.push(value);
    });
    offsets!.push(columns!.length);
  }
  return {
    nRows: dense.length,
    nColumns: dense[0]?.length ?? 0,
    offsets: Int32Array.from(offsets!),
    columns: Int32Array.from(columns!),
    values: Float64Array.from(values!),
  };
}

const fit = async (rows: SparseRows, l2: number, nWeights: number, threads = 1) => {
  const pool = createPool(threads);
  const weights = await easeWeights(rows, { l2, nWeights }, { pool, signal: never }, () => undefined);
  pool.close();
  return weights!;
};

const x = [
  [1, 1, 0, 0, 2],
  [0, 1, 1, 1, 0],
  [1, 0, 0, 1, 1],
];

it('keeps what each item says most strongly for others, not what others say most strongly for it', async () => {
  const weights = await fit(sparse(x), 2, 1);
  // The largest of each row of the next test; of the columns the fourth would have a larger one than the second.
  expect([...weights.columns]).toEqual([4, 4, 1, 2, 0]);
  expect(valueAt(weights, 1, 4)).toBeCloseTo(0.362319, 6);
  expect(valueAt(weights, 3, 4)).toBe(0);
});

it('agrees with numpy where users are fewer than items', async () => {
  // g = x.T @ x + 2 * np.eye(5); p = np.linalg.inv(g); b = p / -np.diag(p); np.fill_diagonal(b, 0)
  const expected = [
    [0, 0.030928, -0.059829, 0.204545, 0.652174],
    [0.026549, 0, 0.247863, 0.113636, 0.362319],
    [-0.061947, 0.298969, 0, 0.295455, -0.130435],
    [0.159292, 0.103093, 0.222222, 0, 0.028986],
    [0.39823, 0.257732, -0.076923, 0.022727, 0],
  ];
  const weights = await fit(sparse(x), 2, 4);
  expected.forEach((row, i) => {
    row.forEach((value, j) => {
      expect(valueAt(weights, i, j)).toBeCloseTo(value, 6);
    });
  });
});

it('finds the same by the users’ inverse as by the items’, past the side of a tile, on any number of threads', async () => {
  const random = seededRandom(3);
  const [nUsers, nItems] = [140, 150];
  const dense = Array.from({ length: nUsers }, () =>
    Array.from({ length: nItems }, () => (random.next() < 0.1 ? 1 + random.integer(3) : 0)),
  );
  const byUsers = await fit(sparse(dense), 5, 20);
  // Users without anything change nothing, but make the items the fewer.
  const empty = Array.from({ length: 20 }, () => new Array<number>(nItems).fill(0));
  const byItems = await fit(sparse([...dense, ...empty]), 5, 20);
  expect(byUsers.columns).toEqual(byItems.columns);
  byUsers.values.forEach((value, at) => expect(value).toBeCloseTo(byItems.values[at]!, 10));
  expect(await fit(sparse(dense), 5, 20, 2)).toEqual(byUsers);
});
