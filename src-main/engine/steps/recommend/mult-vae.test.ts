import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { checkerboard, LETTERS, purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.mult-vae';
const shop = checkerboard();
const QUICK = { size: 4, hiddenSize: 16, epochs: 25, patience: 0, batchSize: 16, learningRate: 0.03, beta: 0.05 };
const fit = (parameters: Record<string, unknown> = {}, context = testContext()) =>
  run(ID, { interactions: [shop] }, { ...QUICK, ...parameters }, context);

afterAll(() => {
  closeTestPools();
});

it('recommends first what was withheld from a checkerboard, with reasons that sum to the score', async () => {
  const context = testContext();
  const out = await fit({ topK: 1, nReasons: 20 }, context);
  const list = out.recommendations as Table;
  const items = cells(list, 'item_id');
  expect(items.length).toBe(48);
  expect(items.filter((item, u) => item === LETTERS[u % 12]).length).toBeGreaterThan(45);
  const scores = cells(list, 'score');
  cells(list, 'reason').forEach((cell, row) => {
    const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(Number(scores[row]), 9);
    // Five items of the history, and what is for everyone; no part is what rounding left over.
    expect(parts.length).toBeLessThanOrEqual(6);
    expect(Math.abs(parts.at(-1)?.share ?? NaN)).toBeLessThan(20);
    expect(en).toMatch(/^Follows from “/);
    expect(zh).toMatch(/而来$/);
  });
  const loss = out.loss as LineFigure;
  expect(loss).toEqual(context.said.previews.at(-1));
  expect(loss.series[1]?.y.length).toBe(25);
  // Six LETTERS are equally likely at best; twelve, for whoever knows nothing.
  expect(Number(out.validationLoss)).toBeLessThan(Math.log(8));
});

it('stops when cancelled, and says what to do where nobody is left to train on', async () => {
  const cut = testContext();
  cut.cancelAfter(4);
  await expect(fit({ epochs: 1000 }, cut)).rejects.toMatchObject({ code: 'cancelled' });
  await expect(fit({ validationShare: 1 })).rejects.toMatchObject({ code: 'no-usable-rows' });
});

it('has no list for a customer without a history, and none to set aside where each has one item', async () => {
  const customers = tableOf({ who: { values: ['new'], role: 'customerId' } }, { entity: 'customer' });
  const single = purchases({ ann: 'a', bob: 'b', cyd: 'a' });
  const out = await run(ID, { interactions: [single], customers: [customers] }, { ...QUICK, epochs: 2 });
  expect([(out.recommendations as Table).nRows, out.served, out.validationLoss]).toEqual([0, 0, null]);
});
