import { expect, it } from 'vitest';
import { descend, fitFunkSvd } from '../../maths/recommend/funk-svd.ts';
import { ratedOnly } from '../../maths/recommend/rated.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, testContext } from '../testing.ts';
import { ratings, run, twoTastes } from './fixtures.ts';
import { readInteractions } from './interactions.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.funk-svd';

it('steps as the reference does, rating by rating', () => {
  const golden = readGolden('recommend.funk-svd');
  const of = (what: string) => golden.value!.filter((_, row) => golden.what![row] === what).map(Number);
  const [nUsers, nItems, factors] = [12, 8, 3];
  const rows = Array.from({ length: nUsers }, (_, user) =>
    Array.from({ length: nItems }, (__, item) => item).filter((item) => (user + 2 * item) % 3 !== 0),
  );
  const offsets = new Int32Array(nUsers + 1);
  rows.forEach((own, user) => (offsets[user + 1] = offsets[user]! + own.length));
  const values = Float64Array.from(rows.flatMap((own, user) => own.map((item) => 1 + ((7 * user + 3 * item) % 5))));
  const given = { nRows: nUsers, nColumns: nItems, offsets, columns: Int32Array.from(rows.flat()), values };
  const start = (n: number) =>
    Float64Array.from({ length: n * factors }, (_, at) => 0.3 * Math.sin(1 + Math.floor(at / factors) * 1.7 + (at % factors) * 2.3)); // prettier-ignore
  const state = {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    userBiases: new Float64Array(nUsers),
    itemBiases: new Float64Array(nItems),
    users: start(nUsers),
    items: start(nItems),
  };
  const squares = Array.from({ length: 4 }, (_, epoch) => {
    const order = Int32Array.from({ length: nUsers }, (__, n) => (5 * n + epoch) % nUsers);
    return descend(given, order, state, { learningRate: 0.05, regularisation: 0.1 }, () => undefined);
  });
  const found = { square: squares, userBias: state.userBiases, itemBias: state.itemBiases, userFactor: state.users, itemFactor: state.items }; // prettier-ignore
  for (const [what, own] of Object.entries(found)) {
    const expected = of(what);
    expect(own.length, what).toBe(expected.length);
    expected.forEach((value, at) => {
      expect(Math.abs(own[at]! - value), `${what} ${at}`).toBeLessThan(1e-11);
    });
  }
});

it('comes nearer to the ratings with each epoch, and to them with enough', () => {
  const { rows } = readInteractions(twoTastes(), { weighting: 'rating', excludeItems: [] });
  const errors: number[] = [];
  const options = { factors: 4, epochs: 200, learningRate: 0.05, regularisation: 0.001, biasShrinkage: 1 };
  const tools = { signal: testContext().signal, random: seededRandom(3) };
  fitFunkSvd(ratedOnly(rows), options, tools, (_share, _epoch, error) => errors.push(error));
  expect(errors[20]).toBeLessThan(errors[0]!);
  expect(errors.at(-1)).toBeLessThan(0.1);
});

it('finds tastes, and gives parts that sum to the expected rating', async () => {
  const given = { factors: 2, epochs: 100, learningRate: 0.05, regularisation: 0.01, nReasons: 20, topK: 1 };
  const { recommendations } = await run(ID, { interactions: [twoTastes()] }, given);
  const lists = recommendations as Table;
  expect(lists.nRows).toBe(20);
  cells(lists, 'customer_id').forEach((customer, row) => {
    expect(Number(String(cells(lists, 'item_id')[row]).slice(1)) % 2).toBe(Number(String(customer).slice(1)) % 2);
    const score = Number(cells(lists, 'score')[row]);
    const { parts } = JSON.parse(String(cells(lists, 'reason')[row])) as Reason;
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(score, 10);
  });
});

it('says what to do where steps are too long, refuses a table without ratings, stops when cancelled', async () => {
  const large = ratings(['a x 900', 'a y 1', 'b x 1', 'b y 900']);
  await expect(run(ID, { interactions: [large] }, { learningRate: 0.5 })).rejects.toMatchObject({ code: 'diverged' });
  await expect(run(ID, { interactions: [ratings(['ann a 0'])] })).rejects.toMatchObject({ code: 'no-usable-rows' });
  const cancelled = testContext();
  cancelled.cancelAfter(4);
  await expect(run(ID, { interactions: [twoTastes()] }, {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});
