import { expect, it } from 'vitest';
import { importAll } from '../../../../test/checks/import-harness.ts';
import { datasetPath, describeWithDatasets } from '../../../../test/datasets.ts';
import type { BarsFigure } from '../../../contract/figure.ts';
import { formatLabel, formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { goldenOrders } from '../features/fixtures.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { clean } from './clean.ts';

type Outputs = Awaited<ReturnType<typeof clean.run>>;

function run(orders: Table, given: Record<string, unknown> = {}) {
  const context = testContext();
  const outputs = clean.run(context, { orders }, parametersOf(clean, given)) as Outputs;
  const said = context.said.warnings.map(({ text, values }) => formatText(text, values, 'en'));
  return { ...outputs, reasons: outputs.reasons as BarsFigure, said };
}

/** Order lines as `customer order date quantity price`; `-` is a missing value. */
function lines(...written: readonly string[]): Table {
  const rows = written.map((row) => row.split(' '));
  const texts = (at: number) => rows.map((row) => (row[at] === '-' ? null : (row[at] ?? null)));
  const numbers = (at: number) => texts(at).map((cell) => (cell === null ? null : Number(cell)));
  return tableOf(
    {
      who: { values: texts(0), role: 'customerId' },
      order: { values: texts(1), role: 'orderId' },
      day: { values: texts(2).map((day) => day && `${day}T00:00`), role: 'time', date: true },
      quantity: { values: numbers(3), role: 'quantity' },
      price: { values: numbers(4), role: 'price' },
    },
    { currency: 'GBP' },
  );
}

const onPaper = lines(
  'ann 1 2024-03-01 2 10',
  'ann 1 2024-03-01 2 10', // the same once more
  'ann C2 2024-03-02 -1 10', // cancelled
  'bob 3 2024-03-02 -1 10', // sent back
  '- 4 2024-03-03 1 500', // nobody
  'bob 5 - 1 10', // never
  'bob 6 2024-03-04 0 10', // nothing
  'bob 7 2024-03-04 1 0', // for free
  'bob 8 2024-03-05 3 5',
  '客三 9 2024-03-06 1 7.5',
);

it('keeps what says who bought what, when and for how much, as on paper', () => {
  const out = run(onPaper);
  expect(cells(out.clean, 'order')).toEqual(['1', '1', '8', '9']);
  expect(cells(out.clean, 'amount')).toEqual([20, 20, 15, 7.5]);
  expect([out.revenue, out.customers, out.duplicates, out.returnedRevenue]).toEqual([62.5, 3, 1, 20]);
  expect(out.clean.findRole('amount')?.name).toBe('amount');
  expect(out.clean.currency).toBe('GBP');
});

it('sets every other line aside with its reason: nothing is lost', () => {
  const out = run(onPaper);
  expect([cells(out.returns, 'order'), cells(out.returns, 'reason')]).toEqual([
    ['C2', '3'],
    ['cancelled', 'returned'],
  ]);
  expect([cells(out.removed, 'order'), cells(out.removed, 'reason')]).toEqual([
    ['4', '5', '6', '7'],
    ['noCustomer', 'noTime', 'noQuantity', 'noPrice'],
  ]);
  expect(out.clean.nRows + out.returns.nRows + out.removed.nRows).toBe(onPaper.nRows);
  expect(out.reasons.series[0]?.values.reduce((sum, n) => sum + n, 0)).toBe(6);
  expect(formatText(out.reasons.title.text, out.reasons.title.values, 'en')).toMatch(/^40% of the lines/);
});

it('says what lines without a customer do to the average order, and that duplicates were kept', () => {
  const { said } = run(onPaper);
  // Orders 1, 8 and 9 bring 40, 15 and 7.50; with the guest’s 500 the four of them bring 562.50.
  expect(said[0]).toContain('1 line has no customer');
  expect(said[0]).toMatch(/140\.6[23].*20\.83/);
  expect(said[1]).toBe('1 exact duplicate was kept.');
});

it('says what the few largest orders do to the average', () => {
  const many = Array.from({ length: 1999 }, (_, i) => `c${i % 50} ${i} 2024-03-01 1 10`);
  const { said } = run(lines(...many, 'whale 1999 2024-03-01 1 80000'));
  // A thousandth of 2,000 orders are two: 80,000 and 10, which is 80 % of 99,990.
  expect(said).toEqual([expect.stringMatching(/^The largest 2 orders bring 80% .*10\.00 to .*50\.00/)]);
});

it('drops duplicates and keeps lines without a customer where it is told to', () => {
  const out = run(onPaper, { dropDuplicates: true, requireCustomer: false });
  expect(cells(out.clean, 'order')).toEqual(['1', '4', '8', '9']);
  expect(cells(out.removed, 'reason')).toEqual(['duplicate', 'noTime', 'noQuantity', 'noPrice']);
  expect(out.said).toEqual([]);
});

it('removes amounts far above all others on a log scale only when asked', () => {
  const orders = lines(
    ...Array.from({ length: 40 }, (_, i) => `c${i} ${i} 2024-03-01 1 ${10 + (i % 10)}`),
    'whale 99 2024-03-01 1000 10',
  );
  expect(run(orders).clean.nRows).toBe(41);
  const strict = run(orders, { outliers: 'remove' });
  expect([strict.clean.nRows, cells(strict.removed, 'who')]).toEqual([40, ['whale']]);
  expect(cells(strict.removed, 'reason')).toEqual(['extreme']);
  expect(run(orders, { outliers: 'remove', outlierDistance: 20 }).clean.nRows).toBe(41);
});

it('takes a prefix for cancellation only where a minority of the orders has it', () => {
  const allC = lines('ann C1 2024-03-01 1 10', 'bob C2 2024-03-01 1 10', 'eve 3 2024-03-01 1 10');
  expect(run(allC).clean.nRows).toBe(3);
  const few = lines('ann C1 2024-03-01 1 10', 'bob 2 2024-03-01 1 10', 'eve 3 2024-03-01 1 10');
  expect(run(few).clean.nRows).toBe(2);
  expect(run(few, { cancelledPrefix: '' }).clean.nRows).toBe(3);
});

it('needs neither orders, quantities nor prices', () => {
  const bare = tableOf({
    who: { values: ['ann', null], role: 'customerId' },
    at: { values: ['2024-03-01T08:00', '2024-03-02T08:00'], role: 'time', date: true },
    paid: { values: [5, 6], role: 'amount' },
  });
  const out = run(bare);
  expect([out.clean.nRows, out.revenue, out.customers]).toEqual([1, 5, 1]);
  expect(out.clean.columns.map(({ name }) => name)).toEqual(['who', 'at', 'paid']);
});

it('titles a file without a flaw', () => {
  const { reasons, removed } = run(lines('ann 1 2024-03-01 1 10'));
  expect([removed.nRows, formatLabel(reasons.title, 'zh')]).toEqual([0, '所有的行都可用']);
});

it('agrees with pandas, customer by customer', () => {
  const golden = readGolden('prepare.clean');
  const { clean: kept } = run(goldenOrders());
  const totals = new Map<string, [lines: number, amount: number]>();
  cells(kept, 'customer').forEach((customer, row) => {
    const [n, amount] = totals.get(String(customer)) ?? [0, 0];
    totals.set(String(customer), [n + 1, amount + Number(cells(kept, 'amount')[row])]);
  });
  expect([...totals.keys()].sort()).toEqual(golden.customer?.map(String).sort());
  golden.customer?.forEach((customer, row) => {
    expect(totals.get(String(customer))?.[0]).toBe(golden.lines?.[row]);
    expect(totals.get(String(customer))?.[1]).toBeCloseTo(Number(golden.amount?.[row]), 9);
  });
});

describeWithDatasets('cleaning Online Retail', ['online-retail.csv.gz'], () => {
  it('comes to the published totals', async () => {
    const { table } = await importAll([datasetPath('online-retail.csv.gz')]);
    expect(table.nRows).toBe(541_909);
    const out = run(table);
    expect([out.clean.nRows, out.customers]).toEqual([397_884, 4338]);
    expect(out.revenue).toBeCloseTo(8_911_407.904, 2);
    expect(out.clean.nRows + out.returns.nRows + out.removed.nRows).toBe(541_909);
    const count = (of: Table, reason: string): number => cells(of, 'reason').filter((cell) => cell === reason).length;
    expect([count(out.returns, 'cancelled'), count(out.removed, 'noPrice')]).toEqual([9288, 40]);
    expect(out.duplicates).toBe(5268);
  });
});
