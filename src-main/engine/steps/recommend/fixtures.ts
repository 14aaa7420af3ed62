import type { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { readGolden, tableOf, testContext } from '../testing.ts';
import type { TestContext } from '../testing.ts';

/** The interactions that the golden tables are made from. */
export function goldenInteractions(): Table {
  const { customer = [], item = [], order = [], time = [], quantity = [] } = readGolden('recommend.interactions');
  return tableOf({
    customer: { values: customer.map(String), role: 'customerId' },
    item: { values: item.map(String), role: 'itemId' },
    order: { values: order.map(String), role: 'orderId' },
    time: { values: time, role: 'time', date: true },
    quantity: { values: quantity, role: 'quantity' },
  });
}

/** Interactions from pairs such as `ann: 'abc'`: a customer and the items, a letter each, bought on days 1, 2, 3 … */
export function purchases(baskets: Readonly<Record<string, string>>): Table {
  const rows = Object.entries(baskets).flatMap(([customer, items]) =>
    Array.from(items, (item, day) => ({ customer, item, day })),
  );
  return tableOf({
    customer: { values: rows.map(({ customer }) => customer), role: 'customerId' },
    item: { values: rows.map(({ item }) => item), role: 'itemId' },
    time: {
      values: rows.map(({ day }) => `2024-01-${String(day + 1).padStart(2, '0')}T00:00:00`),
      role: 'time',
      date: true,
    },
  });
}

/** The items of {@link checkerboard}. */
export const LETTERS = 'abcdefghijkl';

/** Even customers have even letters, odd ones odd letters, each lacking one of their own: that of their number modulo 12. */
export const checkerboard = (): Table =>
  purchases(
    Object.fromEntries(
      Array.from({ length: 48 }, (_, u) => [
        `顾客${String(u).padStart(2, '0')}`,
        Array.from(LETTERS, (letter, i) => (i % 2 === u % 2 && i !== u % 12 ? letter : '')).join(''),
      ]),
    ),
  );

/** Ratings from rows such as `ann a 3`; nothing after the item is no rating. */
export function ratings(rows: readonly string[]): Table {
  const parts = rows.map((row) => row.split(' '));
  return tableOf({
    customer: { values: parts.map(([customer]) => customer ?? null), role: 'customerId' },
    item: { values: parts.map(([, item]) => item ?? null), role: 'itemId' },
    rating: { values: parts.map(([, , rating]) => (rating ? Number(rating) : null)), role: 'rating' },
  });
}

/** Two tastes: even customers like even items, odd ones odd items; each leaves one item of each kind out. */
export function twoTastes(): Table {
  return ratings(
    Array.from({ length: 20 }, (_, user) =>
      Array.from({ length: 8 }, (_, item) =>
        item === user % 8 || item === (user + 3) % 8 ? [] : [`u${user} i${item} ${item % 2 === user % 2 ? 5 : 1}`],
      ),
    ).flat(2),
  );
}

/** Runs a step from the registry as a panel would. */
export function run(
  id: string,
  inputs: Readonly<Record<string, readonly unknown[]>>,
  parameters: Readonly<Record<string, unknown>> = {},
  context: TestContext = testContext(),
): Promise<Record<string, unknown>> {
  return runDefinition(requireStep(id), context, inputs, parameters);
}

/** A step's parameters with the given ones over its defaults. */
export const parametersFor = (id: string, given: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  parametersOf(requireStep(id), given);
