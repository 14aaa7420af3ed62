import { expect, it } from 'vitest';
import { climbRows } from '../../kernels/climb-rows.ts';
import { fitLogistic } from '../../maths/recommend/logistic.ts';
import type { Table } from '../../table/table.ts';
import { cells, testContext } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import { readInteractions } from './interactions.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.logistic-mf';
const OPTIONS = { factors: 6, iterations: 20, alpha: 1, nUnseen: 5, learningRate: 0.5, regularisation: 0.1 };
const { rows } = readInteractions(goldenInteractions(), { weighting: 'binary', excludeItems: [] });

it('takes a first step as on paper', () => {
  // One item of factor 2 is seen; the user stands at zero, so the chance is ½ and the slope (2·½, 1·½), less the ridge.
  const own = Float64Array.of(0, 0);
  const squares = Float64Array.of(3, 0);
  const likelihood = climbRows(0, 1, {
    seen: {
      nRows: 1,
      nColumns: 1,
      offsets: Int32Array.of(0, 1),
      columns: Int32Array.of(0),
      values: Float64Array.of(1),
    },
    others: Float64Array.of(2, 1),
    otherBiases: Float64Array.of(0),
    ...{ width: 2, alpha: 1, nUnseen: 0, rate: 0.5, regularisation: 0.1, seed: 1, rows: own, squares },
  });
  expect(likelihood).toBeCloseTo(Math.log(1 / 2), 12);
  expect(own[0]).toBeCloseTo((0.5 * 1) / Math.sqrt(3 + 1), 12);
  expect(own[1]).toBeCloseTo(0.5, 12);
});

it('tells better and better what customers have, alike on any number of threads', async () => {
  const fit = (threads: number) => fitLogistic(rows, OPTIONS, testContext({ threads }), () => undefined);
  const one = await fit(1);
  // At the start chance decides: one seen and five unseen at ½ each.
  expect(one.likelihoods[0]).toBeCloseTo(6 * Math.log(1 / 2), 0);
  expect(one.likelihoods.at(-1)).toBeGreaterThan(one.likelihoods[0]! * 0.7);
  expect((await fit(3)).items).toEqual(one.items);
  expect(one.width).toBe(8);
  expect(one.items[6]).not.toBe(0);
  expect(one.items[7]).toBe(0);
});

it('puts items of a customer’s taste first, with parts that sum to the score', async () => {
  const baskets = Object.fromEntries(
    Array.from({ length: 24 }, (_, u) => [
      `u${u}`,
      Array.from('abcdefghij', (item, i) => (i % 2 === u % 2 && i !== u % 10 ? item : '')).join(''),
    ]),
  );
  const { recommendations } = await run(
    ID,
    { interactions: [purchases(baskets)] },
    { factors: 2, iterations: 60, alpha: 3, regularisation: 0.1, nReasons: 20, topK: 1 },
  );
  const table = recommendations as Table;
  const right = cells(table, 'customer_id').filter((id, row) => {
    const item = String(cells(table, 'item_id')[row]).charCodeAt(0) - 97;
    return item % 2 === Number(String(id).slice(1)) % 2;
  });
  expect(right.length).toBe(24);
  cells(table, 'reason').forEach((cell, row) => {
    const { parts } = JSON.parse(String(cell)) as Reason;
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(cells(table, 'score')[row]), 10);
  });
});

it('stops when cancelled', async () => {
  const context = testContext();
  context.cancelAfter(3);
  await expect(run(ID, { interactions: [goldenInteractions()] }, {}, context)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
