import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { encodeBundle } from '../../../contract/bundle.ts';
import { firstState, trainGcn } from '../../maths/recommend/light-gcn.ts';
import type { Table } from '../../table/table.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { FittedModel } from '../define.ts';
import { requireStep } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { checkerboard, goldenInteractions, LETTERS, purchases, run } from './fixtures.ts';
import { readInteractions } from './interactions.ts';
import type { Reason } from './reasons.ts';

const ID = 'recommend.light-gcn';
const shop = checkerboard();
const QUICK = { factors: 8, epochs: 40, batchSize: 64 };

afterAll(() => {
  closeTestPools();
});

it('recommends first what was withheld from a checkerboard, shows its loss, and keeps its vectors', async () => {
  const context = testContext();
  const out = await run(ID, { interactions: [shop] }, { ...QUICK, topK: 1 }, context);
  const items = cells(out.recommendations as Table, 'item_id');
  expect(items).toEqual(Array.from({ length: 48 }, (_, u) => LETTERS[u % 12]));
  const loss = out.loss as LineFigure;
  expect(loss).toEqual(context.said.previews.at(-1));
  expect(loss.series[0]?.y.at(-1)).toBeLessThan(0.2);
  expect(out.epochs).toBe(40);
  const { definition } = requireStep(ID);
  const model = (out.model as FittedModel).content as never;
  const file = definition.form === 'estimator' ? definition.weights?.(model) : null;
  const shapes = decodeWeights(file ?? expect.fail()).network.map((layer) => 'nCodes' in layer && layer.nCodes);
  expect(shapes).toEqual([12, 12, 48]);
});

it('serves who is new by what they have, and nobody by nothing', async () => {
  const fitted = await run(ID, { interactions: [shop] }, { ...QUICK, topK: 3 });
  const later = purchases({ neu: 'ace', alt: 'bd' });
  const customers = tableOf({ who: { values: ['neu', 'alt', 'ghost'], role: 'customerId' } }, { entity: 'customer' });
  const inputs = { model: [fitted.model], interactions: [later], customers: [customers] };
  const out = await run(`${ID}:apply`, inputs);
  const list = out.recommendations as Table;
  expect(cells(list, 'customer_id')).toEqual(['neu', 'neu', 'neu', 'alt', 'alt', 'alt']);
  expect(cells(list, 'item_id').slice(0, 3).sort().join('')).toBe('gik');
  expect(cells(list, 'item_id').slice(3).sort().join('')).toMatch(/^[fhjl]{3}$/u);
});

it('gives reasons that sum to the score, what a customer is beside among them', async () => {
  const inputs = { interactions: [goldenInteractions()] };
  const { recommendations } = await run(ID, inputs, { ...QUICK, nReasons: 20 });
  const scores = cells(recommendations as Table, 'score');
  const all = cells(recommendations as Table, 'reason').map((cell, row) => {
    const reason = JSON.parse(String(cell)) as Reason;
    const others = reason.parts.slice(0, -1).reduce((sum, { share }) => sum + share, 0);
    // The last part takes up what rounding leaves: it has to be a part like any other.
    expect(Math.abs(Number(scores[row]) - others - reason.parts.at(-1)!.share)).toBeLessThan(1e-9);
    return reason;
  });
  expect(all.some(({ parts }) => parts.some((part) => 'shop' in part))).toBe(true);
  expect(all.every(({ en, zh }) => /^(Because|Suits)/u.test(en) && /[买有]|品味/u.test(zh))).toBe(true);
});

it('goes on where a run was cut short, to the same lists', async () => {
  const whole = await run(ID, { interactions: [shop] }, { ...QUICK, epochs: 6 });
  const { rows } = readInteractions(shop, { weighting: 'binary', excludeItems: [] });
  const before = testContext();
  const options = { ...QUICK, epochs: 6, layers: 3, learningRate: 0.02, regularisation: 1e-4 };
  const first = firstState(rows.nRows + rows.nColumns, QUICK.factors, before.random.fork(0));
  let kept: Uint8Array | null = null;
  await trainGcn(
    rows,
    first,
    options,
    { ...before, random: before.random.fork(1) },
    {
      progress: () => undefined,
      ended: (state) => void (kept = state.losses.length === 4 ? encodeBundle(state) : kept),
    },
  );
  const after = testContext();
  after.kept = kept;
  const again = await run(ID, { interactions: [shop] }, { ...QUICK, epochs: 6 }, after);
  expect(after.said.previews.length).toBe(2);
  expect(again).toEqual(whole);
});

it('stops when cancelled', async () => {
  const context = testContext();
  context.cancelAfter(30);
  await expect(run(ID, { interactions: [shop] }, { ...QUICK, epochs: 10_000 }, context)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
