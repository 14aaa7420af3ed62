import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { FittedModel } from '../define.ts';
import { requireStep } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { checkerboard, LETTERS, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.two-tower';
const shop = checkerboard();
const QUICK = { size: 8, hiddenSize: 16, epochs: 8, patience: 0, batchSize: 32, learningRate: 0.03 };
const fit = (parameters: Record<string, unknown> = {}, context = testContext()) =>
  run(ID, { interactions: [shop] }, { ...QUICK, ...parameters }, context);

afterAll(() => {
  closeTestPools();
});

it.each(['in-batch', 'sampled'])('recommends first what was withheld from a checkerboard (%s)', async (loss) => {
  const context = testContext();
  const out = await fit({ loss, nNegatives: 16, topK: 1, nReasons: 20 }, context);
  const list = out.recommendations as Table;
  const items = cells(list, 'item_id');
  expect(items.filter((item, u) => item === LETTERS[u % 12]).length).toBeGreaterThan(45);
  expect(out.loss as LineFigure).toEqual(context.said.previews.at(-1));
  // Six LETTERS are equally likely at best; twelve, for whoever knows nothing.
  expect(Number(out.validationLoss)).toBeLessThan(Math.log(8));
  const scores = cells(list, 'score');
  cells(list, 'reason').forEach((cell, row) => {
    const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
    const others = parts.slice(0, -1).reduce((sum, { share }) => sum + share, 0);
    // The last part takes up what rounding leaves: it has to be a part like any other.
    expect(Math.abs(Number(scores[row]) - others - parts.at(-1)!.share)).toBeLessThan(1e-9);
    expect(parts.length).toBeLessThanOrEqual(6);
    expect(en).toMatch(/^(Follows from “|Suits)/);
    expect(zh).toMatch(/而来$|顾客$/);
  });
  const { definition } = requireStep(ID);
  const model = (out.model as FittedModel).content as never;
  const file = definition.form === 'estimator' ? definition.weights?.(model) : null;
  expect(decodeWeights(file ?? expect.fail()).network).toHaveLength(6);
});

it('places new items and new customers by what they are', async () => {
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

it('stops when cancelled', async () => {
  const cut = testContext();
  cut.cancelAfter(6);
  await expect(fit({ epochs: 1000 }, cut)).rejects.toMatchObject({ code: 'cancelled' });
});
