import { expect, it } from 'vitest';
import { formatText } from '../../../contract/text.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { run } from '../recommend/fixtures.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';

const ID = 'evaluate.policy';

/** Rows such as `ann a 1 0.5`: who was shown what, what came of it, how likely it was; and, last, how likely it would be. */
function logOf(rows: readonly string[]): Table {
  const parts = rows.map((row) => row.split(' ').map((word) => (word === '–' ? null : word)));
  const numbers = (at: number) =>
    parts.map((row) => (row[at] === null || row[at] === undefined ? null : Number(row[at])));
  return tableOf({
    customer: { values: parts.map((row) => row[0] ?? null), role: 'customerId' },
    item: { values: parts.map((row) => row[1] ?? null), role: 'itemId' },
    bought: { values: numbers(2), role: 'outcome' },
    propensity: { values: numbers(3) },
    chance: { values: numbers(4) },
  }); // prettier-ignore
}

/** Lists such as `ann: 'ab'`, a letter an item. */
function listsOf(lists: Readonly<Record<string, string>>): Table {
  const rows = Object.entries(lists).flatMap(([customer, items]) =>
    Array.from(items, (item, at) => ({ customer, item, rank: at + 1 })),
  );
  return tableOf({
    customer_id: { values: rows.map(({ customer }) => customer), role: 'customerId' },
    item_id: { values: rows.map(({ item }) => item), role: 'itemId' },
    rank: { values: rows.map(({ rank }) => rank) },
  });
}

const FEW = ['ann a 1 0.5 1', 'bob b 0 0.25 0', 'cyd a 1 0.5 0', 'dan b 0 0.25 1'];

async function estimatesOf(inputs: Record<string, Table[]>, given: Record<string, unknown>, context = testContext()) {
  const out = await run(ID, inputs, given, context);
  const table = out.estimates as Table;
  const columns = ['value', 'lower', 'upper', 'effective', 'cut'].map((name) => cells(table, name).map(Number));
  const by = Object.fromEntries(
    cells(table, 'estimate').map((code, row) => [String(code), columns.map((own) => own[row]!)]),
  );
  return { out, by, said: context.said.warnings.map(({ text, values }) => formatText(text, values, 'en')) };
}

it('weighs by one probability over the other, as on paper', async () => {
  const { by, out, said } = await estimatesOf({ log: [logOf(FEW)] }, { chance: 'chance', bound: 3 });
  // Weights 2, 0, 0, 4: 2 of 4 rows; 2 of a weight of 6. Cut at 3: 2 of 4 rows; 2 of 5.
  expect(by.logged![0]).toBe(0.5);
  expect(by.ips![0]).toBe(0.5);
  expect(by.snips![0]).toBeCloseTo(1 / 3, 12);
  expect(by['ips-cut']![0]).toBe(0.5);
  expect(by['snips-cut']![0]).toBe(0.4);
  expect([by.ips![3], by['ips-cut']![4]]).toEqual([36 / 20, 1]);
  expect(out.meanWeight).toMatchObject({ value: 1.5 });
  expect(said).toContain('The log says as much as 2 rows of equal weight: too few to decide by.');
});

it('takes the probability from the first recommendations, and leaves out customers without any', async () => {
  const lists = listsOf({ ann: 'ab', bob: 'ab', dan: 'ba', eve: 'a' });
  const log = logOf([...FEW, 'eve a – 0.5 1']);
  const one = await estimatesOf({ log: [log], recommendations: [lists] }, {});
  // Of ann, bob and dan: weights 2, 0, 4, rewards 1, 0, 0.
  expect([one.by.logged![0], one.by.ips![0], one.by.snips![0]].map((value) => value!.toFixed(6))).toEqual([
    '0.333333',
    '0.666667',
    '0.333333',
  ]);
  expect(one.said.some((sentence) => sentence.startsWith('2 rows have no customer'))).toBe(true);
  // One of two items each: weights 1, 2, 2.
  const two = await estimatesOf({ log: [log], recommendations: [lists] }, { nShown: 2 });
  expect([two.by.ips![0], two.by.snips![0]].map((value) => value!.toFixed(6))).toEqual(['0.333333', '0.200000']);
});

it('agrees with the Open Bandit formulae, with intervals as wide as the delta method says', async () => {
  const [log, golden] = [readGolden('evaluate.policy'), readGolden('evaluate.policy.estimates')];
  const of = (name: string) => log[name]!;
  const table = tableOf({
    customer: { values: of('customer').map(String), role: 'customerId' },
    item: { values: of('item').map(String), role: 'itemId' },
    reward: { values: of('reward').map((value) => value === 1), role: 'outcome' },
    propensity: { values: of('propensity') },
    chance: { values: of('chance') },
  });
  const { by, out } = await estimatesOf({ log: [table] }, { chance: 'chance', bound: 2.5, nResamples: 2000 });
  const expected = (name: string) => {
    const row = golden.estimate!.indexOf(name);
    return { value: Number(golden.value![row]), error: Number(golden.error![row]) };
  };
  for (const name of ['logged', 'ips', 'snips', 'ips-cut', 'snips-cut']) {
    const [value, lower, upper] = by[name]!;
    expect(value, name).toBeCloseTo(expected(name).value, 12);
    const width = (upper! - lower!) / (2 * 1.96 * expected(name).error);
    expect(width, name).toBeGreaterThan(0.88);
    expect(width, name).toBeLessThan(1.12);
  }
  expect(out.effective).toBeCloseTo(expected('effective').value, 9);
  expect(out.meanWeight).toMatchObject({ value: expect.closeTo(expected('mean-weight').value, 12) as number });
});

it('comes to what the policy really earns, where the log’s own mean does not', async () => {
  const random = seededRandom(5);
  const quality = { a: 0.2, b: 0.7 };
  const rows = Array.from({ length: 4000 }, (_, row) => {
    const item = random.next() < 0.8 ? 'a' : 'b';
    return `c${row % 500} ${item} ${random.next() < quality[item] ? 1 : 0} ${item === 'a' ? 0.8 : 0.2} ${item === 'a' ? 0.1 : 0.9}`;
  });
  const { by } = await estimatesOf({ log: [logOf(rows)] }, { chance: 'chance' });
  for (const name of ['ips', 'snips']) {
    const [value, lower, upper] = by[name]!;
    expect(Math.abs(value! - 0.65), name).toBeLessThan(0.06);
    expect(lower!).toBeLessThan(0.65);
    expect(upper!).toBeGreaterThan(0.65);
  }
  expect(by.logged![0]).toBeLessThan(0.34);
});

it('says where weights cannot be right', async () => {
  const rows = Array.from({ length: 300 }, (_, row) => `c${row} a ${row % 2} 0.5 0.1`);
  const { said } = await estimatesOf({ log: [logOf(rows)] }, { chance: 'chance' });
  expect(said).toEqual([
    expect.stringMatching(/^Weights are 0.2000 on average, from 0.2000 to 0.2000, and should be 1/),
  ]);
});

it('refuses a log that cannot answer, and says why', async () => {
  const refused = (rows: string[], given: Record<string, unknown> = { chance: 'chance' }) =>
    run(ID, { log: [logOf(rows)] }, given);
  await expect(refused(['ann a 1 0 1', 'bob b 0 – 1', 'cyd b 0 1.5 1', 'dan b 0 1 1'])).rejects.toMatchObject({
    code: 'bad-input',
    values: { detail: { en: expect.stringContaining('“propensity” has 3 values that are not above 0') as string } },
  });
  await expect(refused(['ann a 1 0.5 -0.1'])).rejects.toMatchObject({
    values: { detail: { en: expect.stringContaining('“chance” has 1 values that are not between') as string } },
  });
  await expect(refused(['ann a 1 0.5 0'])).rejects.toMatchObject({ code: 'no-usable-rows' });
  await expect(refused(FEW, {})).rejects.toMatchObject({ code: 'missing-input' });
  const nameless = tableOf({
    customer: { values: ['ann'], role: 'customerId' },
    item: { values: ['a'], role: 'itemId' },
    bought: { values: [1], role: 'outcome' },
    odds: { values: [0.5] },
  });
  await expect(run(ID, { log: [nameless] }, { chance: 'odds' })).rejects.toMatchObject({ code: 'no-usable-column' });
  const cancelled = testContext();
  cancelled.cancelAfter(3);
  await expect(run(ID, { log: [logOf(FEW)] }, { chance: 'chance' }, cancelled)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
