import { expect, it } from 'vitest';
import type { BarsFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import type { FittedModel } from '../define.ts';
import { withShapes } from '../drift.ts';
import { fitOn } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';

/** Customers whose visits and plan say whether they left; `shift` more visits, and a new plan for some. */
function customers(n: number, shift = 0, seed = 3): Table {
  const random = seededRandom(seed);
  const visits = Array.from({ length: n }, () => random.normal() * 2 + 10 + shift);
  return tableOf(
    {
      customer_id: { values: visits.map((_, i) => `顾客${i}`), role: 'customerId' },
      visits,
      plan: visits.map((_, i) => (shift > 0 && i % 3 === 0 ? 'neu' : i % 2 ? 'basic' : '高级')),
      steady: visits.map(() => random.next() < 0.5),
      left: visits.map((value) => (value - shift > 10 ? 'yes' : 'no')),
    },
    { entity: 'customer' },
  );
}

const FEATURES = ['visits', 'plan', 'steady'];

async function fitted(): Promise<FittedModel> {
  const table = customers(400);
  const { model } = await fitOn('tree', table, { target: 'left', features: FEATURES });
  return withShapes(model as FittedModel, { table: [table] });
}

const drift = (inputs: Record<string, unknown[]>, parameters: object = {}) =>
  runDefinition(requireStep('evaluate.drift'), testContext(), inputs, { ...parameters });

it('finds what shifted, by a model that kept how its rows lay or by the rows themselves', async () => {
  const model = await fitted();
  const table = customers(300, 3, 4);
  const byModel = await drift({ table: [table], model: [model] });
  const byRows = await drift({ table: [table], reference: [customers(400)] });
  for (const [out, features] of [
    [byModel, ['plan', 'steady', 'visits']],
    [byRows, ['left', 'plan', 'steady', 'visits']],
  ] as const) {
    const found = out.drift as Table;
    expect([...cells(found, 'feature')].sort()).toEqual(features);
    const level = (name: string) => cells(found, 'level')[cells(found, 'feature').indexOf(name)];
    expect(FEATURES.map(level)).toEqual(['strong', 'strong', 'stable']);
    expect(Math.max(...cells(found, 'unseen').map(Number))).toBeCloseTo(1 / 3, 10);
    expect(out.shifted).toBe(2);
    expect(formatLabel((out.indices as BarsFigure).title, 'en')).toMatch(
      /2 of [34] features have shifted, most of all/,
    );
    expect(formatLabel((out.indices as BarsFigure).title, 'zh')).toMatch(/[34] 个特征中有 2 个发生漂移/);
  }
  expect((byModel.shape as BarsFigure).series).toHaveLength(2);
});

it('stays quiet where rows are the same or few', async () => {
  const model = await fitted();
  expect((await drift({ table: [customers(400)], model: [model] })).shifted).toBe(0);
  expect((await drift({ table: [customers(30, 0, 9)], model: [model] })).shifted).toBe(0);
  expect((await drift({ table: [customers(300, 3)], model: [model] }, { features: ['steady'] })).shifted).toBe(0);
});

it('says what is missing', async () => {
  const table = customers(50);
  await expect(drift({ table: [table] })).rejects.toMatchObject({ code: 'missing-input' });
  const { model } = await fitOn('tree', table, { target: 'left', features: FEATURES });
  await expect(drift({ table: [table], model: [model] })).rejects.toMatchObject({ code: 'no-usable-column' });
  const kept = await fitted();
  await expect(drift({ table: [table], model: [kept] }, { features: ['left'] })).rejects.toMatchObject({
    code: 'missing-column',
  });
  await expect(drift({ table: [table.select(['left'])], model: [kept] })).rejects.toMatchObject({
    code: 'no-usable-column',
  });
});

it('is warned of where a model is applied, in both languages', async () => {
  const model = await fitted();
  const warningsFor = async (table: Table, given = model) => {
    const context = testContext();
    await runDefinition(requireStep('predict.tree:apply'), context, { model: [given], table: [table] }, {});
    return context.said.warnings;
  };
  expect(await warningsFor(customers(300, 0, 8))).toEqual([]);
  const [warning, ...others] = await warningsFor(customers(300, 3, 8));
  expect(others).toEqual([]);
  expect(warning?.code).toBe('drift-strong');
  expect(formatLabel(warning!, 'en')).toMatch(/visits \d\.\d\d/);
  expect(formatLabel(warning!, 'zh')).toMatch(/请用较新的数据重新训练/);
  const old = (await fitOn('tree', customers(400), { target: 'left', features: FEATURES })).model as FittedModel;
  expect(await warningsFor(customers(300, 3, 8), old)).toEqual([]);
});
