import { Table } from '../../table/table.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { readGolden, tableOf, testContext } from '../testing.ts';

/** The order lines that the golden tables of this family were made from; POST is no product. */
export function goldenOrders(): Table {
  const golden = readGolden('features.orders');
  const texts = (name: string): (string | null)[] =>
    (golden[name] ?? []).map((cell) => (cell === '' ? null : String(cell)));
  const numbers = (name: string): number[] => (golden[name] ?? []).map(Number);
  const table = tableOf(
    {
      customer: { values: texts('customer'), role: 'customerId' },
      order: { values: texts('order'), role: 'orderId' },
      time: { values: numbers('time'), role: 'time', date: true },
      item: { values: texts('item'), role: 'itemId' },
      category: { values: texts('category'), role: 'category' },
      quantity: { values: numbers('quantity'), role: 'quantity' },
      price: { values: numbers('price'), role: 'price' },
      discount: { values: numbers('discount'), role: 'discount' },
      channel: { values: texts('channel'), role: 'channel' },
    },
    { currency: 'EUR' },
  );
  return new Table(table.columns, { ...table.options(), notProducts: ['POST'] });
}

/** Order lines written out as `customer order date amount`, dates as `2024-03-01` or `2024-03-01T09:30`. */
export function lines(...written: readonly string[]): Table {
  const rows = written.map((row) => row.split(' '));
  const cell = (at: number): (string | null)[] => rows.map((row) => (row[at] === '-' ? null : (row[at] ?? null)));
  return tableOf({
    customer: { values: cell(0), role: 'customerId' },
    order: { values: cell(1), role: 'orderId' },
    time: {
      values: cell(2).map((date) => date && (date.includes('T') ? date : `${date}T00:00`)),
      role: 'time',
      date: true,
    },
    amount: { values: cell(3).map((amount) => (amount === null ? null : Number(amount))), role: 'amount' },
  });
}

/** Runs a step of this family, or the application of its model. */
export const run = (
  id: string,
  inputs: Readonly<Record<string, readonly unknown[]>>,
  parameters: Readonly<Record<string, unknown>> = {},
) => runDefinition(requireStep(id), testContext(), inputs, parameters);
