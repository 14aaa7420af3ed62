import { afterAll, expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import type { Table } from '../../table/table.ts';
import { decodeWeights } from '../../tensor/training/weights-file.ts';
import type { FittedModel } from '../define.ts';
import { requireStep } from '../registry.ts';
import { cells, closeTestPools, testContext } from '../testing.ts';
import { checkerboard, LETTERS, run } from './fixtures.ts';
import { expectPlacedByFeatures, expectReasonsToSum } from './network-checks.ts';

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
  expectReasonsToSum(list, 1e-9);
  const { definition } = requireStep(ID);
  const model = (out.model as FittedModel).content as never;
  const file = definition.form === 'estimator' ? definition.weights?.(model) : null;
  expect(decodeWeights(file ?? expect.fail()).network).toHaveLength(6);
});

it('places new items and new customers by what they are', () => expectPlacedByFeatures(ID, QUICK));

it('stops when cancelled', async () => {
  const cut = testContext();
  cut.cancelAfter(6);
  await expect(fit({ epochs: 1000 }, cut)).rejects.toMatchObject({ code: 'cancelled' });
});
