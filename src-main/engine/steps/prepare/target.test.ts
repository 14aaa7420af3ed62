import { expect, it } from 'vitest';
import { formatText, type Message } from '../../../contract/text.ts';
import { lines } from '../features/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext, type TestContext } from '../testing.ts';
import type { Table } from '../../table/table.ts';

const on = (date: string): number => Date.parse(`${date}Z`);

const shop = () =>
  lines(
    'ann 1 2024-01-05 10',
    'ann 2 2024-02-20 20',
    'ann 3 2024-03-10 5',
    'bob 4 2024-02-25T10:00 7',
    'bob 5 2024-02-26 -3',
    'cat 6 2023-06-01 9',
    'cat 7 2024-03-02T12:00 50',
    'dan 8 2024-03-20 4',
    '- 9 2024-03-31 1',
  );

const run = async (
  id: string,
  inputs: Record<string, unknown[]>,
  parameters: Record<string, unknown>,
  context: TestContext = testContext(),
) => {
  const out = await runDefinition(requireStep(id), context, inputs, parameters);
  return Object.assign(out, { training: out.training as Table, today: out.today as Table });
};
const at = { cutoff: on('2024-03-01'), horizon: 31, window: 60 };
const said = ({ said: { warnings } }: TestContext): string[] =>
  warnings.map(({ text, values }: Message) => formatText(text, values ?? {}, 'en'));

it('marks as churned who did not order within the horizon, among those active in the window', async () => {
  const { training, today, baseRate } = await run('prepare.target-churn', { orders: [shop()] }, at);
  // cat was silent for longer than the window, dan came later: neither was a customer to lose.
  expect(cells(training, 'customer_id')).toEqual(['ann', 'bob']);
  expect(cells(training, 'churned')).toEqual([false, true]);
  expect(baseRate).toBe(0.5);
  expect(cells(training, 'recency')).toEqual([10, 5]);
  expect(cells(training, 'frequency')).toEqual([2, 1]);
  expect(cells(training, 'orders_window')).toEqual([2, 1]);
  expect(cells(training, 'spend_last_third')).toEqual([20, 7]);
  expect(training.column('churned').role).toBe('outcome');
  expect(cells(today, 'customer_id')).toEqual(['ann', 'bob', 'cat', 'dan']);
  expect(today.find('churned')).toBeNull();
  expect(today.features([])).toEqual(training.features([]));
});

it('lets nothing on or after the cut-off into a feature', async () => {
  const features = async (...later: string[]) => {
    const orders = lines('ann 1 2024-01-05 10', 'ann 2 2024-02-20 20', 'bob 4 2024-02-25 7', ...later);
    const { training } = await run('prepare.target-spend', { orders: [orders] }, at);
    return training.features([]).map((name) => cells(training, name));
  };
  expect(await features('ann 9 2024-03-01 500', 'bob 2 2024-03-02 900')).toEqual(await features('zoe 9 2024-03-01 1'));
});

it('leaves the gap out of features and target', async () => {
  const { training } = await run('prepare.target-purchase', { orders: [shop()] }, { ...at, gap: 5, onlyActive: false });
  expect(cells(training, 'customer_id')).toEqual(['ann', 'bob', 'cat']);
  expect(cells(training, 'bought')).toEqual([true, false, false]); // cat's order of 2 March lies in the gap
  const without = await run('prepare.target-purchase', { orders: [shop()] }, { ...at, onlyActive: false });
  expect(cells(without.training, 'bought')).toEqual([true, false, true]);
});

it('asks for a category or an item, and refuses one that the orders do not hold', async () => {
  const orders = tableOf({
    customer: { values: ['ann', 'ann', 'bob', 'bob'], role: 'customerId' },
    time: {
      values: ['2024-01-01', '2024-03-05', '2024-01-02', '2024-03-06'].map((d) => `${d}T00:00`),
      role: 'time',
      date: true,
    },
    item: { values: ['x', '杯', 'x', 'y'], role: 'itemId' },
    category: { values: ['A', 'A', 'B', 'B'], role: 'category' },
  });
  const bought = async (parameters: object) =>
    cells((await run('prepare.target-purchase', { orders: [orders] }, { ...at, ...parameters })).training, 'bought');
  expect(await bought({ item: '杯' })).toEqual([true, false]);
  expect(await bought({ category: 'B' })).toEqual([false, true]);
  await expect(bought({ category: 'C' })).rejects.toMatchObject({ code: 'bad-parameter' });
});

it('adds up spend, less returns, and counts days to the next order with those who wait yet censored', async () => {
  const options = { ...at, cutoff: on('2024-02-21'), horizon: 10 };
  const spend = await run(
    'prepare.target-spend',
    { orders: [lines('a 1 2024-02-01 9', 'a 2 2024-02-25 7', 'a 3 2024-02-26 -3')] },
    options,
  );
  expect(cells(spend.training, 'spend')).toEqual([4]);
  const next = await run('prepare.target-next-order', { orders: [shop()] }, { ...at, onlyActive: false });
  expect(cells(next.training, 'days_to_order')).toEqual([9, 31, 1.5]);
  expect(cells(next.training, 'ordered')).toEqual([true, false, true]);
});

it('sees returns in the orders or in their own table, and asks for one where there is neither', async () => {
  const options = { ...at, cutoff: on('2024-02-26') };
  const own = await run('prepare.target-return', { orders: [shop()] }, options);
  expect(cells(own.training, 'customer_id')).toEqual(['ann', 'bob']);
  expect(cells(own.training, 'returned')).toEqual([false, true]);
  const bought = lines('ann 1 2024-02-01 5', 'bob 2 2024-02-02 5', 'bob 3 2024-03-30 5');
  const returns = lines('ann 1 2024-03-02 -5');
  const other = await run('prepare.target-return', { orders: [bought], returns: [returns] }, options);
  expect(cells(other.training, 'returned')).toEqual([true, false]);
  await expect(run('prepare.target-return', { orders: [bought] }, options)).rejects.toMatchObject({
    code: 'missing-input',
  });
});

it('reads contracts: under contract at the cut-off, ended in the horizon; dates become days before the cut-off', async () => {
  const customers = tableOf({
    customer: { values: ['ann', 'bob', 'cat'], role: 'customerId' },
    from: { values: ['2023-01-01T00:00', '2024-02-01T00:00', '2024-01-01T00:00'], date: true },
    until: { values: ['2024-03-15T00:00', null, '2024-02-01T00:00'], date: true },
    plan: ['gold', 'silver', 'gold'],
  });
  const parameters = { ...at, leaving: 'contract', contractStart: 'from', contractEnd: 'until', onlyActive: false };
  const context = testContext();
  const { training } = await run(
    'prepare.target-churn',
    { orders: [shop()], customers: [customers] },
    parameters,
    context,
  );
  expect(cells(training, 'customer_id')).toEqual(['ann', 'bob']);
  expect(cells(training, 'churned')).toEqual([true, false]);
  expect(cells(training, 'plan')).toEqual(['gold', 'silver']);
  expect(cells(training, 'days_since_from')).toEqual([425, 29]);
  expect(training.columns.some(({ name }) => name.includes('until'))).toBe(false);
  expect(said(context).join()).toMatch(/hold what is known today/);
  await expect(
    run('prepare.target-churn', { orders: [shop()], customers: [customers] }, { leaving: 'contract' }),
  ).rejects.toThrow(/contractEnd/);
});

it('stacks earlier cut-offs, each with what was known by then', async () => {
  const parameters = { ...at, horizon: 20, snapshots: 3, every: 20 };
  const context = testContext();
  const { training, rates, timeline } = await run('prepare.target-churn', { orders: [shop()] }, parameters, context);
  expect(cells(training, 'cutoff')).toEqual([on('2024-01-21'), on('2024-02-10'), on('2024-03-01'), on('2024-03-01')]);
  expect(cells(training, 'customer_id')).toEqual(['ann', 'ann', 'ann', 'bob']);
  expect(cells(training, 'frequency')).toEqual([1, 1, 2, 1]);
  expect(cells(training, 'churned')).toEqual([true, false, false, true]);
  expect(training.entity).toBe('none'); // ann stands in several rows
  expect((rates as { series: { values: Float64Array }[] }).series[0]?.values).toEqual(Float64Array.of(1, 0, 0.5));
  expect((timeline as { rows: unknown[] }).rows.length).toBe(3);
  expect(said(context).join()).toMatch(/rarer answer/);
});

it('takes the latest cut-off that leaves a full horizon, and says what the data cannot bear', async () => {
  const { training } = await run('prepare.target-churn', { orders: [shop()] }, { horizon: 31, window: 200 });
  expect(cells(training, 'cutoff')[0]).toBe(on('2024-03-01'));
  const late = testContext();
  await run('prepare.target-churn', { orders: [shop()] }, { ...at, cutoff: on('2024-03-21'), window: 700 }, late);
  expect(said(late).join(' ')).toMatch(
    /ends on 21 Apr 2024, 20 days after the last order.*294 days of orders before it/s,
  );
  await expect(run('prepare.target-churn', { orders: [shop()] }, { cutoff: on('2024-05-01') })).rejects.toThrow(
    /after the last order on 31 Mar 2024/,
  );
  await expect(run('prepare.target-churn', { orders: [shop()] }, { cutoff: on('2020-05-01') })).rejects.toThrow(
    /has an order before the cut-off/,
  );
});

it('counts visits in the window by their kind', async () => {
  const activity = tableOf({
    who: { values: ['ann', 'ann', 'ann', 'bob', 'ann'], role: 'customerId' },
    when: {
      values: ['2024-02-01', '2024-02-02', '2023-02-01', '2024-02-28', '2024-03-02'].map((d) => `${d}T08:00`),
      role: 'time',
      date: true,
    },
    kind: { values: ['view', '加购', 'view', 'view', 'view'], role: 'eventType' },
  });
  const { training } = await run('prepare.target-churn', { orders: [shop()], activity: [activity] }, at);
  expect(cells(training, 'visits')).toEqual([2, 1]);
  expect(cells(training, 'visits_view')).toEqual([1, 1]);
  expect(cells(training, 'visits_加购')).toEqual([1, 0]);
  expect(cells(training, 'days_since_visit')).toEqual([28, 2]);
});

it('follows each contact of a campaign by its outcome, or by the orders after it', async () => {
  const contacts = (extra: object) =>
    tableOf({
      who: { values: ['ann', 'bob', 'cat', 'nobody'], role: 'customerId' },
      sent: {
        values: ['2024-03-01T09:00', '2024-03-01T09:00', '2024-02-10T09:00', '2024-03-01T09:00'],
        role: 'time',
        date: true,
      },
      arm: { values: ['mail', 'mail', 'none', 'mail'], role: 'treatment' },
      ...extra,
    });
  const byOrders = await run(
    'prepare.target-response',
    { contacts: [contacts({})], orders: [shop()] },
    { horizon: 22 },
  );
  expect(cells(byOrders.training, 'customer_id')).toEqual(['cat', 'ann', 'bob']);
  expect(cells(byOrders.training, 'responded')).toEqual([true, true, false]);
  expect(cells(byOrders.training, 'recency')).toEqual([254, 10, 5]);
  expect(cells(byOrders.training, 'arm')).toEqual(['none', 'mail', 'mail']);
  const outcome = { clicked: { values: [0, 1, null, 1], role: 'outcome' } };
  const byOutcome = await run('prepare.target-response', { contacts: [contacts(outcome)], orders: [shop()] }, {});
  expect(cells(byOutcome.training, 'responded')).toEqual([null, false, true]);
});

it('ends when it is cancelled', async () => {
  const context = testContext();
  context.cancelAfter(2);
  await expect(run('prepare.target-churn', { orders: [shop()] }, at, context)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
