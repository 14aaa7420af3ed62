import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { checkerboard, LETTERS, purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

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
  const scores = cells(list, 'score');
  cells(list, 'reason').forEach((cell, row) => {
    const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
    const others = parts.slice(0, -1).reduce((sum, { share }) => sum + share, 0);
    // The last part takes up what rounding leaves: it has to be a part like any other.
    expect(Math.abs(Number(scores[row]) - others - parts.at(-1)!.share)).toBeLessThan(1e-6);
    expect(parts.length).toBeLessThanOrEqual(6);
    expect(en).toMatch(/^(Follows from “|Suits)/);
    expect(zh).toMatch(/而来$|顾客$/);
  });
});

it('serves new items and new customers by what they are', async () => {
  const products = tableOf({
    id: { values: Array.from(`${LETTERS}xy`), role: 'itemId' },
    category: { values: [...Array.from(LETTERS, (_, i) => (i % 2 ? 'K' : 'T')), 'T', 'K'], role: 'category' },
  });
  const who = Array.from({ length: 48 }, (_, u) => `顾客${String(u).padStart(2, '0')}`);
  const features = tableOf(
    {
      who: { values: [...who, 'eve', 'fay'], role: 'customerId' },
      kind: [...who.map((_, u) => (u % 2 ? 'kettle' : 'tea')), 'tea', 'kettle'],
    },
    { entity: 'customer' },
  );
  const customers = tableOf({ who: { values: ['顾客00', '顾客01', 'eve', 'fay', 'nobody'], role: 'customerId' } });
  const inputs = { interactions: [shop], products: [products], features: [features], customers: [customers] };
  const out = await run(ID, inputs, { ...QUICK, dropout: 0.5, topK: 7, excludeSeen: false });
  const table = out.recommendations as Table;
  const listOf = (id: string) => cells(table, 'item_id').filter((_, row) => cells(table, 'customer_id')[row] === id);
  const ofKind = (id: string, letterSet: string) =>
    listOf(id).filter((item) => letterSet.includes(String(item))).length;
  expect(ofKind('顾客00', 'acegikx')).toBe(7);
  expect(ofKind('顾客01', 'bdfhjly')).toBe(7);
  expect(ofKind('eve', 'acegikx')).toBe(7);
  expect(ofKind('fay', 'bdfhjly')).toBe(7);
  expect(listOf('nobody')).toEqual([]);
});

it('never shows what is excluded, and sorts by score', async () => {
  const out = await fit({ epochs: 2, topK: 12, excludeSeen: false, excludeItems: ['c'], nReasons: 0 });
  const list = out.recommendations as Table;
  const [ranks, scores] = [cells(list, 'rank'), cells(list, 'score') as number[]];
  expect(cells(list, 'item_id')).not.toContain('c');
  expect(list.nRows).toBe(48 * 11);
  for (let row = 1; row < list.nRows; row++)
    if (ranks[row] !== 1) expect(scores[row]).toBeLessThanOrEqual(scores[row - 1]!);
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
