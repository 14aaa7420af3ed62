import { expect, it } from 'vitest';
import { fitBpr } from '../../maths/bpr.ts';
import type { Table } from '../../table/table.ts';
import { cells, testContext } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import { readInteractions } from './interactions.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.bpr';
const OPTIONS = { factors: 9, epochs: 12, learningRate: 0.08, regularisation: 0.01, popularityPower: 0.5 };

/** A checkerboard: even customers buy even items, odd ones odd items, each lacking one of their own. */
const letters = Array.from({ length: 80 }, (_, i) => String.fromCodePoint(0x4e00 + i));
const checkerboard = () =>
  purchases(
    Object.fromEntries(
      Array.from({ length: 40 }, (_, u) => [
        `u${String(u).padStart(2, '0')}`,
        letters.filter((_, i) => i % 2 === u % 2 && i !== u).join(''),
      ]),
    ),
  );

it('recommends first what was withheld from a checkerboard', async () => {
  const { recommendations } = await run(ID, { interactions: [checkerboard()] }, { topK: 1 });
  const [customers, items] = ['customer_id', 'item_id'].map((name) => cells(recommendations as Table, name));
  const own = customers?.filter((id, row) => items?.[row] === letters[Number(String(id).slice(1))]);
  expect(own?.length).toBe(40);
});

it('learns to put what a customer has first, alike on any number of threads, with SIMD and without', async () => {
  const { rows } = readInteractions(checkerboard(), { weighting: 'binary', excludeItems: [] });
  const fit = (options: Parameters<typeof testContext>[0]) =>
    fitBpr(rows, OPTIONS, testContext(options), () => undefined);
  const one = await fit({});
  expect(one.ordered.at(-1)).toBeGreaterThan(0.9);
  expect(one.ordered.at(-1)).toBeGreaterThan(one.ordered[0] ?? 1);
  expect(await fit({ threads: 3, variant: 'simd' })).toEqual(one);
  expect(await fit({ threads: 2 })).toEqual(one);
  const fused = await fit({ variant: 'relaxed' });
  expect(fused.ordered.at(-1)).toBeGreaterThan(0.9);
});

it('gives reasons that sum to the score, what an item has for everyone among them', async () => {
  const { recommendations } = await run(ID, { interactions: [goldenInteractions()] }, { nReasons: 20 });
  const scores = cells(recommendations as Table, 'score');
  const all = cells(recommendations as Table, 'reason').map((cell, row) => {
    const reason = JSON.parse(String(cell)) as Reason;
    expect(reason.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(scores[row]), 9);
    return reason;
  });
  expect(all.some(({ parts }) => parts.some((part) => 'shop' in part))).toBe(true);
  expect(all.every(({ en, zh }) => en !== '' && zh !== '')).toBe(true);
});

it('stops when cancelled', async () => {
  const context = testContext();
  context.cancelAfter(3);
  await expect(run(ID, { interactions: [goldenInteractions()] }, {}, context)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
