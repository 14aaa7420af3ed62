import { expect, it } from 'vitest';
import { z } from 'zod';
import { decodeBundle, encodeBundle } from '../../contract/bundle.ts';
import { formatError, type ClienteleError } from '../../contract/errors.ts';
import type { Text } from '../../contract/text.ts';
import {
  columns,
  defineEstimator,
  defineStep,
  metricOut,
  optionalTableIn,
  stepText,
  tableIn,
  tablesIn,
  type FittedModel,
} from './define.ts';
import { createRegistry } from './registry.ts';
import { runDefinition, upgradeStored } from './run.ts';
import { tableOf, testContext } from './testing.ts';

const label: Text = { en: 'Table', zh: '表' };
const text = stepText({
  title: { en: 'Sum', zh: '合计' },
  summary: { en: 'Adds up.', zh: '求和。' },
  about: { en: '', zh: '' },
  parameters: { features: { label, help: label } },
});
const common = { version: 2, text, references: [], memory: () => 0 };

const sums = defineEstimator({
  ...common,
  id: 'features.sums',
  needs: { table: tableIn({ label, entity: 'customer' }), more: optionalTableIn({ label, roles: ['itemId'] }) },
  onlyToFit: ['more'],
  parameters: z.object({
    features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
    factor: z.number().max(9).default(1),
  }),
  upgrade: { 1: ({ times, ...rest }) => ({ ...rest, factor: times }) },
  gives: { total: metricOut({ label, better: 'none' }) },
  describes: { nFeatures: metricOut({ label, better: 'none' }) },
  fit: (_context, { table }, { features }) => ({ features: table.features(features) }),
  apply: (_context, { features }, { table }, { factor }) => ({
    total: factor * table.matrix(features).values.reduce((sum, value) => sum + value, 0),
  }),
  describe: (_context, { features }) => ({ nFeatures: features.length }),
});
const count = defineStep({
  ...common,
  id: 'features.count',
  needs: { tables: tablesIn({ label }) },
  parameters: z.object({}),
  gives: { n: metricOut({ label, better: 'none' }) },
  run: (_context, { tables }) => ({ n: tables.length }),
});
const registry = createRegistry({ features: { sums, count } });
const run = async (id: string, inputs: Record<string, unknown[]>, parameters: Record<string, unknown> = {}) => {
  const step = registry.find(id);
  if (!step) throw new Error(id);
  return runDefinition(step, testContext(), inputs, parameters, { table: ['hash'] });
};

const customers = tableOf(
  { id: { values: ['a', 'b'], role: 'customerId' }, x: [1, 2], y: [10, 20], note: ['p', 'q'] },
  { entity: 'customer' },
);

it('fits, describes, applies to the training table and wraps the model', async () => {
  const { total, nFeatures, model } = await run('features.sums', { table: [customers] }, { factor: 2 });
  expect([total, nFeatures]).toEqual([66, 2]);
  expect(model).toEqual({
    step: 'features.sums',
    stepVersion: 2,
    parameters: { features: [], factor: 2 },
    schema: {
      table: [
        { name: 'x', type: 'number' },
        { name: 'y', type: 'number' },
      ],
    },
    trainedOn: { table: ['hash'] },
    nTrainingRows: 2,
    content: { features: ['x', 'y'] },
  });
});

it('applies a stored model with its own parameters', async () => {
  const { model } = await run('features.sums', { table: [customers] }, { features: ['x'], factor: 3 });
  const stored = decodeBundle(encodeBundle(model)) as FittedModel;
  const later = tableOf({ id: { values: ['c'], role: 'customerId' }, x: [5] }, { entity: 'customer' });
  expect(await run('features.sums:apply', { model: [stored], table: [later] })).toEqual({ total: 15 });
  const old = { ...stored, stepVersion: 1, parameters: { features: ['x'], times: 4 } };
  expect(await run('features.sums:apply', { model: [old], table: [later] })).toEqual({ total: 20 });
});

it('refuses a table that the model cannot read, naming every column', async () => {
  const { model } = await run('features.sums', { table: [customers] });
  const wrong = tableOf({ id: { values: ['c'], role: 'customerId' }, x: ['five'] }, { entity: 'customer' });
  const error = (await run('features.sums:apply', { model: [model], table: [wrong] }).catch(
    (thrown: unknown) => thrown,
  )) as ClienteleError;
  expect(error.code).toBe('model-mismatch');
  expect(formatError(error, 'en').what).toBe(
    'The model does not fit this table: “x” is text, not a number; “y” is missing',
  );
  expect(formatError(error, 'zh').what).toBe('模型与该表不匹配：列“x”是文本，而不是数值；缺少列“y”');
});

it('writes odd column names as they are', async () => {
  const odd = tableOf({ id: { values: ['a'], role: 'customerId' }, "it's {x}": [1] }, { entity: 'customer' });
  const { model } = await run('features.sums', { table: [odd] });
  await expect(run('features.sums:apply', { model: [model], table: [customers] })).rejects.toThrow(
    "“it's {x}” is missing",
  );
});

it('refuses the model of another step', async () => {
  const { model } = await run('features.sums', { table: [customers] });
  const foreign = { ...(model as FittedModel), step: 'cluster.other' };
  await expect(run('features.sums:apply', { model: [foreign], table: [customers] })).rejects.toMatchObject({
    code: 'model-mismatch',
  });
});

it('checks what is connected', async () => {
  await expect(run('features.sums', {})).rejects.toMatchObject({ code: 'missing-input' });
  await expect(run('features.sums', { table: [tableOf({ x: [1] })] })).rejects.toMatchObject({ code: 'wrong-entity' });
  await expect(run('features.sums', { table: [customers], more: [customers] })).rejects.toMatchObject({
    code: 'missing-role',
    values: { role: 'itemId' },
  });
  await expect(run('features.sums', { table: [customers] }, { factor: 10 })).rejects.toMatchObject({
    code: 'bad-parameter',
    values: { parameter: 'factor' },
  });
  expect(await run('features.count', { tables: [customers, customers] })).toEqual({ n: 2 });
});

it('opens parameters of older versions', () => {
  expect(upgradeStored(sums, 1, { times: 2 })).toEqual({ factor: 2 });
  expect(upgradeStored(sums, 2, { factor: 2 })).toEqual({ factor: 2 });
});
