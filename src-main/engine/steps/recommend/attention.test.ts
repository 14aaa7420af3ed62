import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { cells, closeTestPools, testContext } from '../testing.ts';
import { checkerboard, LETTERS, purchases, run } from './fixtures.ts';
import { expectPlacedByFeatures, expectReasonsToSum, expectSortedWithout } from './network-checks.ts';

const ID = 'recommend.attention';
const shop = checkerboard();
const QUICK = { size: 8, epochs: 14, patience: 0, batchSize: 8, learningRate: 0.02 };
const fit = (parameters: Record<string, unknown> = {}, context = testContext()) =>
  run(ID, { interactions: [shop] }, { ...QUICK, ...parameters }, context);

afterAll(() => {
  closeTestPools();
});

it.each([
  [64, 0.01],
  [8, 0.02],
])('recommends first what was withheld from a checkerboard (%i candidates)', async (nCandidates, learningRate) => {
  const context = testContext();
  const out = await fit({ nCandidates, learningRate, topK: 1, nReasons: 20 }, context);
  const list = out.recommendations as Table;
  const items = cells(list, 'item_id');
  expect(items.filter((item, u) => item === LETTERS[u % 12]).length).toBeGreaterThan(45);
  expect(out.loss as LineFigure).toEqual(context.said.previews.at(-1));
  // Two LETTERS of their kind are left to a customer and as likely; eight are left to whoever knows nothing.
  expect(Number(out.validationLoss)).toBeLessThan(Math.log(3));
  expectReasonsToSum(list, 1e-6);
});

it('serves new items and new customers by what they are', () => expectPlacedByFeatures(ID, QUICK));

it('never shows what is excluded, and sorts by score', async () => {
  const out = await fit({ epochs: 2, topK: 12, excludeSeen: false, excludeItems: ['c'], nReasons: 0 });
  expectSortedWithout(out.recommendations as Table);
});

it('has nothing to show where one item is all there is', async () => {
  const out = await run(ID, { interactions: [purchases({ ann: 'a', bob: 'a' })] }, { ...QUICK, epochs: 1 });
  expect((out.recommendations as Table).nRows).toBe(0);
});

it('stops when cancelled', async () => {
  const cut = testContext();
  cut.cancelAfter(6);
  await expect(fit({ epochs: 1000 }, cut)).rejects.toMatchObject({ code: 'cancelled' });
});
