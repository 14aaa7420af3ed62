import { expect, it } from 'vitest';
import { z } from 'zod';
import { formatText, type Text } from '../../contract/text.ts';
import { numberColumn } from '../table/column.ts';
import type { Table } from '../table/table.ts';
import { chainRunner } from './chains.ts';
import { defineEstimator, defineStep, stepText, tableIn, tableOut } from './define.ts';
import { historyOf } from './recommend/recommender.ts';
import { purchases, run } from './recommend/fixtures.ts';
import { createRegistry, requireStep } from './registry.ts';
import { cells, tableOf, testContext } from './testing.ts';

const label: Text = { en: 'Table', zh: '表' };
const text = stepText({
  title: { en: 'Step {1}', zh: '步骤' },
  summary: { en: '', zh: '' },
  about: { en: '', zh: '' },
  parameters: { by: { label: { en: 'Added', zh: '加数' }, help: label } },
});
const common = {
  version: 1,
  text,
  references: [],
  memory: () => 0,
  needs: { table: tableIn({ label }) },
  gives: { out: tableOut({ label, name: 'out', entity: 'same' }) },
};
const shifted = (table: Table, by: number) =>
  table.with([
    numberColumn(
      'x',
      Float64Array.from(table.number('x').values, (value) => value + by),
    ),
  ]);

const add = defineStep({
  ...common,
  id: 'transform.add',
  parameters: z.object({
    by: z
      .number()
      .default(1)
      .meta({ ...text.parameter('by') }),
  }),
  run: (_context, { table }, { by }) => ({ out: shifted(table, by) }),
});
/** Takes away the mean of the training rows. */
const centre = defineEstimator({
  ...common,
  id: 'transform.centre',
  parameters: z.object({}),
  fit: (_context, { table }) =>
    Float64Array.from(table.number('x').values).reduce((sum, value) => sum + value, 0) / table.nRows,
  apply: (_context, mean, { table }) => ({ out: shifted(table, -mean) }),
});
const registry = createRegistry({ transform: { add, centre } });
const runner = chainRunner((id) => registry.find(id) ?? requireStep(id));
const link = (step: string, parameters: Record<string, unknown> = {}) => ({ step, parameters });

it('fits each link on what the one before it gives, and applies them in that order', async () => {
  const chain = { steps: [link('transform.add', { by: 10 }), link('transform.centre'), link('transform.add')] };
  const context = testContext();
  const fitted = await runner.fit(chain, tableOf({ x: [1, 3] }), context);
  const { out } = await fitted.apply(tableOf({ x: [0, 5] }), context);
  expect(cells(out as Table, 'x')).toEqual([-1, 4]); // + 10, − 12 learned in training, + 1
  expect(fitted.recommender).toBeNull();
});

it('checks parameters and steps before it fits anything', async () => {
  const table = tableOf({ x: [1] });
  await expect(
    runner.fit({ steps: [link('transform.add', { by: 'ten' })] }, table, testContext()),
  ).rejects.toMatchObject({ code: 'bad-parameter' });
  await expect(runner.fit({ steps: [link('transform.add', { to: 1 })] }, table, testContext())).rejects.toMatchObject({
    code: 'bad-parameter',
  });
  await expect(runner.fit({ steps: [link('transform.none')] }, table, testContext())).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(() => runner.parameters({ steps: [link('transform.add', { by: 'ten' })] })).toThrow(/ten/);
  expect(runner.parameters({ steps: [link('transform.add')] })[0]?.values).toEqual({ by: 1 });
});

it('has no place for a step that needs more than one table', async () => {
  const chain = { steps: [link('recommend.preview')] };
  await expect(
    runner
      .fit(chain, purchases({ ann: 'a' }), testContext())
      .then((fitted) => fitted.apply(purchases({ ann: 'a' }), testContext())),
  ).rejects.toMatchObject({
    code: 'missing-input',
  });
});

it('stops between links when cancelled', async () => {
  const context = testContext();
  context.cancelAfter(1);
  await expect(
    runner.fit({ steps: [link('transform.add'), link('transform.add')] }, tableOf({ x: [1] }), context),
  ).rejects.toMatchObject({ code: 'cancelled' });
});

it('titles chains by their steps and what was set', () => {
  const written = (chain: Parameters<typeof runner.title>[0], locale: 'en' | 'zh') => {
    const title = runner.title(chain);
    return formatText(title.text, title.values, locale);
  };
  const chain = { steps: [link('transform.add', { by: 3 }), link('recommend.item-knn', { similarity: 'cosine' })] };
  expect(written(chain, 'en')).toBe('Step {1} (Added 3) → Items bought together (Likeness Cosine)');
  expect(written(chain, 'zh')).toBe('步骤（加数 3） → 相似商品推荐（相似度 余弦）');
  expect(written({ ...chain, title: 'Mine {x}' }, 'zh')).toBe('Mine {x}');
});

it('ends with a recommender that answers in its own numbering', async () => {
  const context = testContext();
  const interactions = purchases({ ann: 'ab', bob: 'ab', cyd: 'a' });
  const chain = { steps: [link('recommend.item-knn', { similarity: 'jaccard', shrink: 0 })] };
  const { recommender } = await runner.fit(chain, interactions, context);
  expect(recommender?.items).toEqual(['a', 'b']);
  const histories = await recommender?.histories(interactions, context);
  const ranked = await recommender?.recommend(
    { histories: histories?.rows ?? expect.fail(), topK: 1, excludeSeen: true, eligible: null },
    context,
  );
  expect([...(ranked?.items ?? [])]).toEqual([-1, -1, 1]);
  expect(recommender?.explain(historyOf(histories?.rows ?? expect.fail(), 2), 1)).toEqual([{ item: 0, share: 2 / 3 }]);
  const none = await recommender?.recommend(
    { histories: histories?.rows ?? expect.fail(), topK: 1, excludeSeen: true, eligible: Uint8Array.of(1, 0) },
    context,
  );
  expect([...(none?.items ?? [])]).toEqual([-1, -1, -1]);
});

it('opens a fitted model as a recommender, and nothing else', async () => {
  const { model } = await run('recommend.popular', { interactions: [purchases({ ann: 'ab' })] });
  const fitted = model as Parameters<typeof runner.recommender>[0];
  expect(runner.recommender(fitted)?.excludesSeen).toBe(true);
  expect(runner.recommender({ ...fitted, step: 'transform.centre' })).toBeNull();
});
