import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { callStep } from '../run.ts';
import { cells, tableOf, testContext } from '../testing.ts';

const on = (date: string): number => Date.parse(`${date}Z`);
const at = { cutoff: on('2024-03-01'), horizon: 31, window: 60 };

/** Order lines as `customer order day amount category`. */
function orders(...lines: string[]): Table {
  const rows = lines.map((line) => line.split(' '));
  const part = (i: number): string[] => rows.map((row) => row[i]!);
  return tableOf({
    customer_id: { role: 'customerId', values: part(0) },
    order_id: { role: 'orderId', values: part(1) },
    time: { role: 'time', date: true, values: part(2) },
    amount: { role: 'amount', values: part(3).map(Number) },
    category: { role: 'category', values: part(4) },
  });
}

const OLD = ['ann 1 2024-01-05 10 tea', 'ann 2 2024-02-20 20 cups', 'bob 3 2024-02-25 7 tea', 'cat 4 2023-06-01 9 tea', 'ann 5 2024-03-10 5 pots'] as const; // prettier-ignore

async function anew(id: string, learned: Table, given: Table, parameters: object, asOf: number | null) {
  const { definition } = requireStep(id);
  if (definition.form !== 'transform' || !definition.anew) throw new Error(`${id} gives nothing anew`);
  const context = testContext();
  const empty = { returns: null, activity: null, customers: null };
  const [then, now] = [learned, given].map((table) => ({ ...empty, orders: table }));
  const made = await callStep<{ training: Table; today: Table }>(definition.anew, context, then, now, parametersOf(definition, { ...parameters }), asOf); // prettier-ignore
  return { ...made, said: context.said.warnings.map(({ text, values }) => formatText(text, values ?? {}, 'en')) };
}

it('gives as of the cut-off the features of the training table, and of what comes none', async () => {
  const old = orders(...OLD);
  const { training } = (await runDefinition(requireStep('prepare.target-churn'), testContext(), { orders: [old] }, at)) as { training: Table }; // prettier-ignore
  const made = await anew('prepare.target-churn', old, old, at, at.cutoff);
  const features = training.features([]);
  expect(made.training.features([])).toEqual(features);
  for (const name of ['customer_id', ...features])
    expect(cells(made.training, name), name).toEqual(cells(training, name));
  expect(cells(made.training, 'churned')).toEqual([null, null]);
  expect(made.said).toEqual([
    '1 customer was left out, without an order in the window of 60 days: the model knows only those who had one.',
  ]);
});

it('counts from the day after the newest order, with the categories that were settled then', async () => {
  const later = orders(...OLD, 'bob 6 2024-03-12 30 vases', 'dan 7 2024-03-14 8 vases');
  const { today } = await anew('prepare.target-churn', orders(...OLD), later, at, null);
  expect(cells(today, 'customer_id')).toEqual(['ann', 'bob', 'dan']);
  expect(cells(today, 'recency')).toEqual([5, 3, 1]); // 15 March less the 10th, 12th and 14th
  expect(cells(today, 'frequency')).toEqual([3, 2, 1]);
  expect(cells(today, 'monetary')).toEqual([35, 37, 8]);
  expect(today.columns.some(({ name }) => name.includes('tea'))).toBe(true);
  expect(today.columns.some(({ name }) => name.includes('vases'))).toBe(false);
});

it.each(['purchase', 'spend', 'next-order', 'return'])('gives customers to score for the target “%s”', async (name) => {
  const learned = name === 'return' ? orders(...OLD, 'bob 9 2024-03-11 -7 tea') : orders(...OLD);
  const parameters = name === 'purchase' ? { ...at, category: 'pots' } : at;
  // The new orders hold no pots: what the target asks for is nothing that scoring needs.
  const given = orders('zoe 1 2024-04-01 10 tea');
  const { training } = await anew(`prepare.target-${name}`, learned, given, parameters, null);
  expect(cells(training, 'customer_id')).toEqual(['zoe']);
  expect(cells(training, 'recency')).toEqual([1]);
});

it('refuses a moment before anyone had ordered', async () => {
  const made = anew('prepare.target-churn', orders(...OLD), orders(...OLD), at, on('2023-01-01'));
  await expect(made).rejects.toMatchObject({ code: 'no-usable-rows' });
});
