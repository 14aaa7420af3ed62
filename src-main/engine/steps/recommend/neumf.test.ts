import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { parametersOf, sizeOf } from '../../tensor/training/network.ts';
import { neumfNetwork } from '../../tensor/training/neumf.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { checkerboard, LETTERS, run } from './fixtures.ts';
import { neumfScorer } from './neumf-model.ts';
import { expectReasonsToSum, expectSortedWithout } from './network-checks.ts';

const ID = 'recommend.neumf';
const shop = checkerboard();
const QUICK = { size: 8, hiddenSize: 16, epochs: 16, patience: 0, batchSize: 32, learningRate: 0.03 };
const fit = (parameters: Record<string, unknown> = {}, context = testContext()) =>
  run(ID, { interactions: [shop] }, { ...QUICK, ...parameters }, context);

afterAll(() => {
  closeTestPools();
});

/*
 * numpy 2.4.6: w = [np.cos(i + np.arange(np.prod(s)) / 2).reshape(s) for i, s in enumerate(
 *   [(3, 2)] * 4 + [(4, 4), (4,), (4, 2), (2,), (4, 1), (1,)])]; b = np.array([.5, 0, .25])
 * h = np.hstack([np.tile(b @ w[2], (3, 1)), w[3]]); r = lambda x: np.maximum(x, 0)
 * (np.hstack([(b @ w[0]) * w[1], r(r(h @ w[4] + w[5]) @ w[6] + w[7])]) @ w[8] + w[9]).ravel()
 */
it('scores as numpy does', () => {
  const weights = parametersOf(neumfNetwork(3, 2, 4)).map((spec, i) =>
    Float32Array.from({ length: sizeOf(spec) }, (_, at) => Math.cos(i + at / 2)),
  );
  const scorer = neumfScorer(weights);
  const customer = scorer.customer({ codes: [0, 2], values: [0.5, 0.25] });
  [-2.391784208, -1.287367045, -0.861113021].forEach((value, item) =>
    expect(scorer.score(customer, item)).toBeCloseTo(value, 5),
  );
});

it('recommends first what was withheld from a checkerboard, with reasons that sum to the score', async () => {
  const context = testContext();
  const customers = tableOf({ who: { values: ['ghost', ...cells(shop, 'customer')] as string[], role: 'customerId' } });
  const inputs = { interactions: [shop], customers: [customers] };
  const out = await run(ID, inputs, { ...QUICK, topK: 1, nReasons: 20 }, context);
  const list = out.recommendations as Table;
  const items = cells(list, 'item_id');
  expect(items.length).toBe(48);
  expect(items.filter((item, u) => item === LETTERS[u % 12]).length).toBeGreaterThan(45);
  expect(out.loss as LineFigure).toEqual(context.said.previews.at(-1));
  // One in five is right: whoever knows only that loses about a half.
  expect(Number(out.validationLoss)).toBeLessThan(0.4);
  expectReasonsToSum(list, 1e-9);
});

it('never shows what is excluded, and sorts by score', async () => {
  const out = await fit({ epochs: 2, topK: 12, excludeSeen: false, excludeItems: ['c'], nReasons: 0 });
  expectSortedWithout(out.recommendations as Table);
});

it('stops when cancelled', async () => {
  const cut = testContext();
  cut.cancelAfter(6);
  await expect(fit({ epochs: 1000 }, cut)).rejects.toMatchObject({ code: 'cancelled' });
});
