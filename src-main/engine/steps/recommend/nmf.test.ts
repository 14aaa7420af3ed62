import { expect, it } from 'vitest';
import { gramOf } from '../../maths/gram.ts';
import { sparseTimes } from '../../maths/product.ts';
import { improveSide, placeOnParts } from '../../maths/recommend/non-negative.ts';
import { shareRows } from '../../maths/recommend/shared-rows.ts';
import { transpose } from '../../table/sparse.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, testContext } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import { readInteractions } from './interactions.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.nmf';

/** Two themes that share no item; each customer of a theme leaves one of its items out. */
const twoThemes = (): Table =>
  purchases({ a1: 'abcd', a2: 'abce', a3: 'abde', a4: 'acde', a5: 'bcde', z1: 'vwxy', z2: 'vwxz', z3: 'vwyz', z4: 'vxyz' }); // prettier-ignore

it('moves as scikit-learn does, and places customers as scipy does', async () => {
  const golden = readGolden('recommend.nmf');
  const of = (side: string) => golden.value!.filter((_, row) => golden.side![row] === side).map(Number);
  const { rows } = readInteractions(goldenInteractions(), { weighting: 'binary', excludeItems: [] });
  const { pool, signal } = testContext();
  const start = (n: number) => {
    const values = new Float64Array(new SharedArrayBuffer(n * 4 * 8));
    return values.map((_, at) => 0.4 + 0.3 * Math.sin(1 + Math.floor(at / 4) * 1.7 + (at % 4) * 2.3));
  };
  const [users, items] = [start(rows.nRows), start(rows.nColumns)];
  const [byUser, byItem] = [shareRows(rows), shareRows(transpose(rows))];
  const how = { width: 4, regularisation: 0.5 };
  for (let round = 0; round < 7; round++) {
    await improveSide(byUser, users, items, how, { pool, signal });
    await improveSide(byItem, items, users, how, { pool, signal });
  }
  of('item').forEach((value, at) => {
    expect(items[at], `item ${at}`).toBeCloseTo(value, 10);
  });
  const expected = Float64Array.from(of('user'));
  const given = Float64Array.from(of('item'));
  const model = { width: 4, items: given, gram: await gramOf({ width: 4, values: given }, 0.5, pool) };
  const wanted = await sparseTimes(byUser, given, 4, { pool });
  for (let user = 0; user < rows.nRows; user++) {
    const { parts, amounts } = placeOnParts(model, wanted.subarray(user * 4, (user + 1) * 4));
    const own = new Float64Array(4);
    parts.forEach((part, i) => (own[part] = amounts[i]!));
    for (let part = 0; part < 4; part++) expect(own[part]).toBeCloseTo(expected[user * 4 + part]!, 9);
  }
});

it('takes nothing of a part that would count below zero, as on paper', () => {
  // Two parts of length 1 with product ½; wanted (1, 0): without bounds (4/3, −2/3), with them 1 of the first alone.
  const { parts, amounts } = placeOnParts(
    { width: 2, items: new Float64Array(0), gram: Float64Array.of(1, 0.5, 0.5, 1) },
    Float64Array.of(1, 0),
  );
  expect([parts, [...amounts]]).toEqual([[0], [1]]);
  const free = placeOnParts(
    { width: 2, items: new Float64Array(0), gram: Float64Array.of(1, 0.5, 0.5, 1) },
    Float64Array.of(1, 0.8),
  );
  // (1 − 0.4) / 0.75 and (0.8 − 0.5) / 0.75.
  expect(free.parts).toEqual([0, 1]);
  expect(free.amounts[0]).toBeCloseTo(0.8, 12);
  expect(free.amounts[1]).toBeCloseTo(0.4, 12);
});

it('keeps to a customer’s theme, and gives parts that sum to the score', async () => {
  const given = { factors: 2, regularisation: 0.01, nReasons: 20, topK: 1 };
  const { recommendations } = await run(ID, { interactions: [twoThemes()] }, given);
  const lists = recommendations as Table;
  const [items, scores, reasons] = ['item_id', 'score', 'reason'].map((name) => cells(lists, name)); // prettier-ignore
  expect(items).toEqual(['e', 'd', 'c', 'b', 'a', 'z', 'y', 'x', 'w']);
  scores!.forEach((score, row) => {
    const { parts } = JSON.parse(String(reasons![row])) as Reason;
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(score), 4);
  });
});

it('gives the same bytes on three threads, and stops when cancelled', async () => {
  const one = await run(ID, { interactions: [goldenInteractions()] }, { factors: 6 });
  const three = await run(ID, { interactions: [goldenInteractions()] }, { factors: 6 }, testContext({ threads: 3, variant: 'simd' })); // prettier-ignore
  expect(cells(three.recommendations as Table, 'score')).toEqual(cells(one.recommendations as Table, 'score'));
  const cancelled = testContext();
  cancelled.cancelAfter(6);
  await expect(run(ID, { interactions: [twoThemes()] }, {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});
