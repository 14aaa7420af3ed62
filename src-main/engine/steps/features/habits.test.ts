import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { cells } from '../testing.ts';
import { goldenOrders, lines, run } from './fixtures.ts';
import { measureHabit } from './habits.ts';

/** The habit of customers whose entries are written as letters, a text each. */
const habitOf = (...customers: readonly string[]) => {
  const entries = customers.join('');
  let end = 0;
  const offsets = Int32Array.from([0, ...customers.map((own) => (end += own.length))]);
  return measureHabit(
    offsets,
    3,
    Int32Array.from(entries, (entry) => 'abc'.indexOf(entry)),
  );
};

it('measures as on paper', () => {
  expect(habitOf('aa', 'bb')).toEqual({ repeatability: 1, reliability: 1 });
  // Of two pairs one agrees, and so do (3² + 1²) / 4² of all by chance: (1/2 − 10/16) / (6/16) is below zero.
  expect(habitOf('aa', 'ab')).toEqual({ repeatability: 0, reliability: 0 });
  // Pairs: 1 of aab’s three and bb’s one agree, 2/3 in the mean; by chance 13/25. The excess is (2/3 − 13/25) / (12/25).
  const { repeatability, reliability } = habitOf('aab', 'bb');
  expect(repeatability).toBeCloseTo(11 / 36, 12);
  expect(reliability).toBeCloseTo(((3 * 11) / (36 + 2 * 11) + (2 * 11) / (36 + 11)) / 2, 12);
});

it('knows nothing of habits where nobody came twice, all is of one kind, or nothing has a kind', () => {
  for (const customers of [['a', 'b', 'c'], ['aa', 'aaa'], ['xx', 'x'], []])
    expect(habitOf(...customers)).toEqual({ repeatability: 0, reliability: 0 });
});

it('finds the habit that choices were drawn with, the more reliable the more is known of each customer', () => {
  const random = seededRandom(5);
  // With this probability an entry is the customer’s own letter, otherwise any: pairs agree by its square.
  const own = 0.6;
  const shop = (n: number): string[] =>
    Array.from({ length: 3000 }, () => {
      const letter = 'abc'[random.integer(3)] ?? 'a';
      return Array.from({ length: n }, () => (random.next() < own ? letter : 'abc'[random.integer(3)])).join('');
    });
  const [few, many] = [habitOf(...shop(2)), habitOf(...shop(20))];
  expect(few.repeatability).toBeCloseTo(own ** 2, 1);
  expect(many.repeatability).toBeCloseTo(own ** 2, 1);
  expect(few.reliability).toBeCloseTo((2 * 0.36) / 1.36, 1);
  expect(many.reliability).toBeGreaterThan(0.9);
});

it('lists every share of the behaviour table with its weight, and nothing else', async () => {
  const { behaviour, habits } = (await run('features.behaviour', { orders: [goldenOrders()], returns: [] })) as {
    behaviour: Table;
    habits: Table;
  };
  const shares = behaviour.columns
    .map(({ name }) => name)
    .filter((name) => /^(category|channel|weekday|hour)_/.test(name));
  expect(cells(habits, 'feature')).toEqual(shares);
  const [weights, reliability] = [cells(habits, 'weight').map(Number), cells(habits, 'reliability').map(Number)];
  weights.forEach((weight, i) => expect(weight ** 2).toBeCloseTo(reliability[i] ?? NaN, 12));
});

it('has days of the week alone where nothing else is known', async () => {
  const { habits } = await run('features.behaviour', { orders: [lines('ann 1 2024-03-01 1')], returns: [] });
  expect(cells(habits as Table, 'feature')).toHaveLength(7);
  expect(cells(habits as Table, 'weight')).toEqual(Array(7).fill(0));
});
