import { expect, it } from 'vitest';
import type { ScatterFigure } from '../../../contract/figure.ts';
import { formatText } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { goldenInteractions, purchases, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

const BASKETS = 'recommend.basket-rules';
const RULES = 'recommend.rules';

it('finds the sets and rules that mlxtend finds', async () => {
  const out = await run(
    BASKETS,
    { interactions: [goldenInteractions()] },
    { minBaskets: 6, minConfidence: 0.21, minLift: 1.21 },
  );
  const sets = readGolden(`${BASKETS}.sets`);
  const found = out.itemsets as Table;
  const supports = new Map(cells(found, 'items').map((items, row) => [items, cells(found, 'support')[row]]));
  expect(found.nRows).toBe(sets.items?.length);
  sets.items?.forEach((items, i) => {
    expect(supports.get(items), String(items)).toBeCloseTo(Number(sets.support?.[i]), 12);
  });
  const rules = readGolden(BASKETS);
  const table = out.rules as Table;
  const keys = cells(table, 'left').map((left, row) => `${left} → ${cells(table, 'right')[row]}`);
  expect([out.nRules, table.nRows]).toEqual([rules.left?.length, rules.left?.length]);
  rules.left?.forEach((left, i) => {
    const row = keys.indexOf(`${left} → ${rules.right?.[i]}`);
    for (const name of ['support', 'confidence', 'lift', 'leverage', 'conviction'])
      expect(cells(table, name)[row], `${left} ${name}`).toBeCloseTo(Number(rules[name]?.[i]), 10);
  });
});

// Of five customers four have a and three of these b; c goes with a and b together only.
const shop = purchases({ ann: 'abc', bob: 'abc', cyd: 'ab', dan: 'a', eve: 'd' });
const open = { minCustomers: 2, maxItems: 3, minConfidence: 0, minLift: 0 };

it('measures rules as on paper, customers being baskets where there are no orders', async () => {
  const out = await run(BASKETS, { interactions: [shop] }, { minBaskets: 2, minConfidence: 0.7, minLift: 0 });
  const table = out.rules as Table;
  const row = cells(table, 'left').findIndex((left, at) => left === 'a' && cells(table, 'right')[at] === 'b');
  const of = (name: string) => cells(table, name)[row];
  expect([of('n_baskets'), of('support'), of('confidence')]).toEqual([3, 3 / 5, 3 / 4]);
  expect(of('lift')).toBeCloseTo(3 / 4 / (3 / 5), 12);
  expect(of('leverage')).toBeCloseTo(3 / 5 - (4 / 5) * (3 / 5), 12);
  expect(of('conviction')).toBeCloseTo((1 - 3 / 5) / (1 - 3 / 4), 12);
  expect(cells(table, 'left')).toContain('b + c');
  const { title } = out.map as ScatterFigure;
  expect(formatText(title.text, title.values, 'en')).toMatch(/^Strongest: who has .* times as often as others$/);
});

it('recommends by the best rule whose left side a customer has, with its items as reason', async () => {
  const { recommendations } = await run(RULES, { interactions: [shop] }, open);
  const table = recommendations as Table;
  const of = (customer: string) =>
    cells(table, 'customer_id').flatMap((id, row) =>
      id === customer ? [[cells(table, 'item_id')[row], cells(table, 'score')[row]]] : [],
    );
  expect(of('dan')).toEqual([
    ['b', 3 / 4],
    ['c', 2 / 4],
  ]);
  expect(of('cyd')).toEqual([['c', 2 / 3]]);
  expect(of('eve')).toEqual([]);
  const reason = JSON.parse(String(cells(table, 'reason')[cells(table, 'customer_id').indexOf('cyd')])) as Reason;
  expect(reason.en).toBe('67% of the 3 customers with “b” have it too');
  expect(reason.parts).toEqual([{ item: 'b', share: 2 / 3 }]);
});

it('shares a score among the items of its rule', async () => {
  const deep = purchases({ ann: 'abc', bob: 'abc', cyd: 'abc', dan: 'ax', eve: 'bx', fay: 'ay', gus: 'by', new: 'ab' });
  const { recommendations } = await run(RULES, { interactions: [deep] }, open);
  const table = recommendations as Table;
  const row = cells(table, 'customer_id').findIndex((id, at) => id === 'new' && cells(table, 'item_id')[at] === 'c');
  const { parts } = JSON.parse(String(cells(table, 'reason')[row])) as Reason;
  expect(cells(table, 'score')[row]).toBe(3 / 4);
  expect(parts).toEqual([
    { item: 'a', share: 3 / 8 },
    { item: 'b', share: 3 / 8 },
  ]);
});

it('takes orders of which nobody knows the customer, and refuses a table without items', async () => {
  const anonymous = tableOf({
    customer: { values: [null, null, 'ann', 'ann'], role: 'customerId' },
    item: { values: ['a', 'b', 'a', 'b'], role: 'itemId' },
    order: { values: ['1', '1', '2', '2'], role: 'orderId' },
  });
  const { rules } = await run(BASKETS, { interactions: [anonymous] }, { minBaskets: 2, minLift: 0 });
  expect(cells(rules as Table, 'n_baskets')).toEqual([2, 2]);
  const few = await run(BASKETS, { interactions: [anonymous] }, { minBaskets: 3 });
  expect([(few.rules as Table).nRows, few.map, few.nRules]).toEqual([0, null, 0]);
  const empty = anonymous.take(new Int32Array(0));
  await expect(run(BASKETS, { interactions: [empty] })).rejects.toMatchObject({ code: 'no-usable-rows' });
});

it('refuses what would never end, and stops when cancelled', async () => {
  // Thirty items that everyone has: 2^30 sets.
  const letters = Array.from({ length: 30 }, (_, i) => String.fromCharCode(97 + i)).join('');
  const all = purchases({ ann: letters, bob: letters });
  await expect(run(RULES, { interactions: [all] }, { minCustomers: 2, maxItems: 10 })).rejects.toMatchObject({
    code: 'bad-parameter',
    values: { parameter: 'minCustomers' },
  });
  const cancelled = testContext();
  cancelled.cancelAfter(0);
  await expect(run(RULES, { interactions: [shop] }, {}, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
});
