import { afterAll, describe, expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from '../../../contract/bundle.ts';
import { closeTestPools, testContext } from '../../steps/testing.ts';
import type { SparseRows } from '../../table/sparse.ts';
import {
  addSlopes,
  firstState,
  graphOf,
  pointsOf,
  sharedState,
  sumOfLayers,
  trainGcn,
  type GcnState,
} from './light-gcn.ts';

afterAll(closeTestPools);

/** Three users, three items: the first has the first, the second the first two, the third all. */
const userItems: SparseRows = {
  nRows: 3,
  nColumns: 3,
  offsets: Int32Array.of(0, 1, 3, 6),
  columns: Int32Array.of(0, 0, 1, 0, 1, 2),
  values: new Float64Array(6).fill(1),
};
const shared = (values: readonly number[]): Float64Array => {
  const own = new Float64Array(new SharedArrayBuffer(values.length * 8));
  own.set(values);
  return own;
};

describe('vectors handed on', () => {
  it('agrees with a case worked on paper', async () => {
    // One pass: the first user takes item 1 ÷ √(1 · 3); the third item takes user 3 ÷ √(1 · 3).
    const into = shared([0, 0, 0, 0, 0, 0]);
    await sumOfLayers(graphOf(userItems), shared([1, 2, 3, 10, 20, 30]), into, 1, testContext());
    const r = Math.sqrt;
    const expected = [
      1 + 10 / r(3),
      2 + 10 / r(6) + 20 / 2,
      3 + 10 / 3 + 20 / r(6) + 30 / r(3),
      10 + 1 / r(3) + 2 / r(6) + 3 / 3,
      20 + 2 / 2 + 3 / r(6),
      30 + 3 / r(3),
    ];
    into.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 12));
  });

  /*
   * numpy 2: R = np.array([[1,0,0],[1,1,0],[1,1,1]]); A = np.block([[np.zeros((3,3)), R], [R.T, np.zeros((3,3))]])
   * d = A.sum(1) ** -.5; A = A * d[:, None] * d; e = np.sin(np.arange(1, 13)).reshape(6, 2)
   * sum(np.linalg.matrix_power(A, k) @ e for k in range(4))
   */
  const NUMPY = [
    1.551629042141, 1.734044657655, 0.768640964482, -0.700144965535, -1.406909070765, -0.703450545215, 1.15106681579,
    1.305009635487, 0.062653652594, -1.254468957196, -1.880498326573, -0.960777913343,
  ];

  it('agrees with numpy over three layers', async () => {
    const vectors = shared(Array.from({ length: 12 }, (_, at) => Math.sin(at + 1)));
    const into = shared(new Array<number>(12).fill(0));
    await sumOfLayers(graphOf(userItems), vectors, into, 3, testContext());
    into.forEach((value, at) => expect(value).toBeCloseTo(NUMPY[at]!, 10));
  });

  it('puts users together from what they are beside and what they have', async () => {
    const vectors = shared(Array.from({ length: 12 }, (_, at) => Math.sin(at + 1)));
    const sum = shared(new Array<number>(12).fill(0));
    await sumOfLayers(graphOf(userItems), vectors, sum, 3, testContext());
    const { users, items, owned } = await pointsOf(userItems, vectors, 3, testContext());
    for (let user = 0; user < 3; user++)
      for (let k = 0; k < 2; k++) {
        const own = userItems.columns.subarray(userItems.offsets[user], userItems.offsets[user + 1]);
        const parts = own.reduce((total, item) => total + owned[item * 2 + k]!, 0) / Math.sqrt(own.length);
        expect(users[user * 2 + k]! + parts).toBeCloseTo(sum[user * 2 + k]! / 4, 12);
      }
    items.forEach((value, at) => expect(value).toBeCloseTo(sum[6 + at]! / 4, 12));
  });
});

it('goes down the slope of the loss', async () => {
  const pairs = { users: Int32Array.of(0, 1), wanted: Int32Array.of(3, 4), others: Int32Array.of(5, 5) };
  const graph = graphOf(userItems);
  const start = Array.from({ length: 12 }, (_, at) => Math.cos(at));
  const lossAt = async (vectors: Float64Array, slopes: Float64Array = new Float64Array(12)) => {
    const final = shared(new Array<number>(12).fill(0));
    await sumOfLayers(graph, vectors, final, 2, testContext());
    return addSlopes(pairs, final, slopes, { width: 2, layers: 2 }) / 2;
  };
  const slopes = shared(new Array<number>(12).fill(0));
  await lossAt(shared(start), slopes);
  const back = shared(new Array<number>(12).fill(0));
  await sumOfLayers(graph, slopes, back, 2, testContext());
  const H = 1e-5;
  for (let at = 0; at < 12; at++) {
    const moved = (by: number) => lossAt(shared(start.map((value, i) => (i === at ? value + by : value))));
    expect(back[at]).toBeCloseTo(((await moved(H)) - (await moved(-H))) / (2 * H), 8);
  }
});

describe('training', () => {
  const options = { factors: 8, layers: 2, epochs: 6, batchSize: 4, learningRate: 0.05, regularisation: 1e-3 };
  /** Even users have even items, odd ones odd ones. */
  const board: SparseRows = {
    nRows: 12,
    nColumns: 12,
    offsets: Int32Array.from({ length: 13 }, (_, user) => user * 6),
    columns: Int32Array.from({ length: 72 }, (_, at) => (at % 6) * 2 + (Math.floor(at / 6) % 2)),
    values: new Float64Array(72).fill(1),
  };
  const fit = async (
    threads: number,
    from: GcnState | null = null,
    keep: (state: GcnState) => void = () => undefined,
  ) => {
    const context = testContext({ threads });
    const state = from ?? firstState(24, options.factors, context.random.fork(0));
    return trainGcn(board, state, options, context, { progress: () => undefined, ended: keep });
  };

  it('lowers the loss, alike on any number of threads', async () => {
    const one = await fit(1);
    expect(one.losses.at(-1)).toBeLessThan(one.losses[0]! / 2);
    expect(await fit(3)).toEqual(one);
  });

  it('goes on from the end of an epoch as if it had not stopped', async () => {
    const kept: Uint8Array[] = [];
    const whole = await fit(1, null, (state) => {
      if (state.losses.length === 3) kept.push(encodeBundle(state));
    });
    const copied = sharedState(decodeBundle(kept[0]!) as GcnState);
    expect(copied.losses.length).toBe(3);
    expect(await fit(1, copied)).toEqual(whole);
  });
});
