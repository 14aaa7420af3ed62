import { expect, it } from 'vitest';
import { z } from 'zod';
import { formatText, type Text } from '../../contract/text.ts';
import type { ParameterMeta, StepInfo } from '../../contract/step.ts';
import { defineEstimator, defineStep, metricOut, stepText, tableIn } from './define.ts';
import { createRegistry, findStep, listSteps, requireStep, upgradeParameters } from './registry.ts';

const text = stepText({
  title: { en: 'Mean', zh: '均值' },
  summary: { en: 'One number.', zh: '一个数。' },
  about: { en: '', zh: '' },
});
const label: Text = { en: 'Table', zh: '表' };
const common = {
  version: 1,
  text,
  references: [],
  memory: () => 0,
  needs: { table: tableIn({ label }) },
  parameters: z.object({}),
};
const transform = defineStep({
  ...common,
  id: 'features.mean',
  gives: { mean: metricOut({ label, better: 'none' }) },
  run: () => ({ mean: 1 }),
});
const estimator = defineEstimator({
  ...common,
  id: 'features.fitted',
  needs: { table: tableIn({ label }), extra: tableIn({ label }) },
  onlyToFit: ['extra'],
  gives: { error: metricOut({ label, better: 'lower' }) },
  describes: { loss: metricOut({ label, better: 'lower' }) },
  fit: () => 3,
  apply: (_context, model) => ({ error: model }),
  describe: () => ({ loss: 1 }),
});

it('makes one panel of a transform, and fit and apply panels of an estimator', () => {
  const registry = createRegistry({ features: { transform, estimator, notAStep: 4 } });
  expect(registry.list().map(({ id, form }) => [id, form])).toEqual([
    ['features.mean', 'transform'],
    ['features.fitted', 'fit'],
    ['features.fitted:apply', 'apply'],
  ]);
  const [fit, apply] = ['features.fitted', 'features.fitted:apply'].map((id) => registry.find(id)?.info);
  expect(Object.keys(fit?.gives ?? {})).toEqual(['error', 'loss', 'model']);
  expect(Object.keys(apply?.needs ?? {})).toEqual(['model', 'table']);
  expect(apply?.needs.model).toMatchObject({ kind: 'model', steps: ['features.fitted'] });
  expect(Object.keys(apply?.gives ?? {})).toEqual(['error']);
  expect(registry.find('features.mean:apply')).toBeNull();
});

it('refuses two steps of one id and a step in a foreign family', () => {
  expect(() => createRegistry({ features: { a: transform, b: transform } })).toThrow(/used once/);
  expect(() => createRegistry({ cluster: { transform } })).toThrow(/its own family/);
});

it('finds the product’s own steps', () => {
  expect(findStep('recommend.item-knn:apply')?.info.form).toBe('apply');
  expect(findStep('recommend.nothing')).toBeNull();
  expect(() => requireStep('recommend.nothing')).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(upgradeParameters('recommend.item-knn', 1, { shrink: 2 })).toEqual({ shrink: 2 });
});

/** Every text that a person may read of a step. */
function textsOf(info: StepInfo): Text[] {
  const { properties = {} } = info.parameters as { properties?: Record<string, ParameterMeta> };
  const parameters = Object.values(properties).flatMap(({ label: name, help, unit, options }) => [
    name,
    help,
    ...(unit ? [unit] : []),
    ...Object.values(options ?? {}),
  ]);
  const ports = [...Object.values(info.needs), ...Object.values(info.gives), ...Object.values(info.questions)].map(
    (port) => port.label,
  );
  return [info.title, info.summary, info.about, ...ports, ...parameters];
}

it('writes “or nothing” as one of several kinds, never as a list of types', () => {
  const parameters = z.object({
    plain: z.string().nullable().default(null),
    bounded: z.number().min(1).nullable().default(null),
  });
  const [info] = createRegistry({ features: { nullable: { ...transform, parameters } } }).list();
  const { properties } = info?.parameters as { properties: Record<string, unknown> };
  expect(properties.plain).toEqual({ default: null, anyOf: [{ type: 'string' }, { type: 'null' }] });
  expect(properties.bounded).toEqual({ default: null, anyOf: [{ type: 'number', minimum: 1 }, { type: 'null' }] });
});

it.each(listSteps().map((info) => [info.id, info] as const))('%s can be read in both languages', (_id, info) => {
  for (const words of textsOf(info)) {
    expect(words.en, words.zh).toMatch(/\S/);
    expect(words.zh, words.en).toMatch(/\S/);
    if (words !== info.about)
      for (const locale of ['en', 'zh'] as const) expect(formatText(words, {}, locale)).toMatch(/\S/);
  }
  expect(JSON.parse(JSON.stringify(info))).toEqual(info); // it crosses to the window as JSON
});

it.each(listSteps().map((info) => [info.id, info] as const))(
  '%s offers a form with its defaults',
  (id, { parameters }) => {
    const { properties = {} } = parameters as { properties?: Record<string, { default?: unknown }> };
    for (const [name, property] of Object.entries(properties))
      expect(property, `${id} ${name}`).toHaveProperty('default');
  },
);
