import { expect, it } from 'vitest';
import type { ClienteleError } from '../../../contract/errors.ts';
import { formatError } from '../../../contract/errors.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { lines } from '../features/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { cells, tableOf, testContext } from '../testing.ts';

const N = 600;
const CUTOFF = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

type Cells = (string | number | boolean | null)[];

/** Customers of whom a third leave, with honest features: one that tells a good deal and one that tells nothing. */
function clean(
  extra: (churned: boolean, row: number, random: () => number) => Record<string, Cells[number]> = () => ({}),
) {
  const random = seededRandom(3);
  const rows = Array.from({ length: N }, (_, row) => {
    const churned = random.next() < 0.33;
    return {
      customer_id: `c${String((row * 7919) % N).padStart(4, '0')}`,
      churned,
      recency: Math.round((churned ? 60 : 30) + 25 * random.normal()),
      noise: random.next() < 0.05 ? null : random.next(),
      plan: random.next() < (churned ? 0.3 : 0.6) ? '年费' : 'monthly',
      ...extra(churned, row, () => random.next()),
    };
  });
  const column = (name: string): Cells => rows.map((row) => (row as Record<string, Cells[number]>)[name] ?? null);
  const others = Object.keys(rows[0]!).filter((name) => !['customer_id', 'churned'].includes(name));
  return tableOf(
    {
      customer_id: { values: column('customer_id'), role: 'customerId' },
      cutoff: { values: rows.map(() => CUTOFF), date: true },
      churned: { values: column('churned'), role: 'outcome' },
      ...Object.fromEntries(
        others.map((name) => [
          name,
          name.endsWith('_date') ? { values: column(name), date: true as const } : column(name),
        ]),
      ),
    },
    { entity: 'customer' },
  );
}

const check = async (
  table: Table,
  parameters: Record<string, unknown> = {},
  inputs: Record<string, unknown[]> = {},
  context = testContext(),
) => {
  const out = await runDefinition(
    requireStep('evaluate.leak-check'),
    context,
    { table: [table], ...inputs },
    parameters,
  );
  return Object.assign(out, { checked: out.checked as Table, findings: out.findings as Table });
};
const found = async (table: Table, inputs: Record<string, unknown[]> = {}) => {
  const { findings } = await check(table, { whenFound: 'report' }, inputs);
  return cells(findings, 'column').map((name, i) => `${String(name)} ${String(cells(findings, 'finding')[i])}`);
};

it('stays quiet on clean data, and hands the table on as it is', async () => {
  const table = clean();
  const { checked, leaks, strengths } = await check(table);
  expect(leaks).toBe(0);
  expect(checked).toBe(table);
  expect((strengths as { categories: unknown[] }).categories[0]).toBe('recency');
});

it('finds a feature that was computed after the cut-off by its strength', async () => {
  const after = clean((churned, _, random) => ({ orders_later: churned ? 0 : 1 + Math.floor(random() * 5) }));
  expect(await found(after)).toEqual(['orders_later alone']);
});

it('finds an id that encodes the label: by a letter, or by how numbers were given', async () => {
  const letter = clean((churned, row) => ({ account: `${churned ? 'X' : 'A'}-${row}` }));
  expect(await found(letter)).toEqual(['account id']);
  const order = clean((churned, row) => ({ account: `no ${churned ? row : 5000 + row}` }));
  expect(await found(order)).toEqual(['account id']);
  const honest = clean((_, row) => ({ account: `no ${row}`, mail: `${row}@example.org` }));
  expect(await found(honest)).toEqual([]);
});

it('finds a column that says what the target says on most rows, either way round, in words or numbers', async () => {
  const copies = clean((churned, row) => ({
    status: churned === (row % 20 !== 0) ? 'gone' : 'here',
    active: (churned ? 0 : 1) ^ (row % 25 === 0 ? 1 : 0),
  }));
  expect(await found(copies)).toEqual(['status copy', 'active copy']);
});

it('finds dates on or after the cut-off, and leaves earlier ones alone', async () => {
  const dates = clean((_, row) => ({
    last_date: CUTOFF + (row % 50 === 0 ? DAY : -DAY * (1 + (row % 90))),
    joined_date: CUTOFF - DAY * (row % 300) - 1,
  }));
  expect(await found(dates)).toEqual(['last_date late']);
});

it('finds a number that counts orders after the cut-off, with the orders at hand', async () => {
  const random = seededRandom(9);
  const written: string[] = [];
  const [before, total] = [new Array<number>(80).fill(0), new Array<number>(80).fill(0)];
  for (let i = 0; i < 500; i++) {
    const who = random.integer(80);
    const isLater = random.next() < 0.3;
    const day = String(1 + random.integer(28)).padStart(2, '0');
    written.push(`c${who} o${i} ${isLater ? '2024-01' : '2023-11'}-${day} 10`);
    total[who]!++;
    if (!isLater) before[who]!++;
  }
  const table = tableOf({
    customer_id: { values: total.map((_, who) => `c${who}`), role: 'customerId' },
    cutoff: { values: total.map(() => CUTOFF), date: true },
    churned: { values: total.map((_, who) => who % 3 === 0), role: 'outcome' },
    frequency: before,
    orders_ever: total,
  });
  expect(await found(table, { orders: [lines(...written)] })).toEqual(['orders_ever afterwards']);
  expect(await found(table)).toEqual([]);
});

it('finds a number that is the target of a regression', async () => {
  const random = seededRandom(5);
  const spend = Array.from({ length: 200 }, () => (random.next() < 0.5 ? 0 : random.next() * 100));
  const table = tableOf({
    spend: { values: spend, role: 'outcome' },
    invoiced: spend.map((value, i) => (i % 4 === 0 ? 1 : value)),
    nearly: spend.map((value) => value * 1.2 + random.next()),
    honest: spend.map((value) => value + 80 * random.normal()),
  });
  expect(await found(table)).toEqual(['invoiced copy', 'nearly alone']);
});

it('stops with a sentence a finding in both languages, or leaves the columns out', async () => {
  const table = clean((churned) => ({ 'left {early}': churned ? 'y' : 'n' }));
  const error = await check(table).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'leak-found' });
  const payload = (error as ClienteleError).toPayload();
  expect(formatError(payload, 'en').what).toMatch(
    /in 1 column: “left \{early\}” says the same as the target on 100% of the rows\. Leave it out/,
  );
  expect(formatError(payload, 'zh').what).toMatch(/目标一致。请去掉它/);
  const context = testContext();
  const { checked } = await check(table, { whenFound: 'leave_out' }, {}, context);
  expect(checked.columns.map(({ name }) => name)).toEqual([
    'customer_id',
    'cutoff',
    'churned',
    'recency',
    'noise',
    'plan',
  ]);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['copy', 'leftOut']);
});

it('raises no alarm over few rows', async () => {
  const table = tableOf({
    y: { values: [0, 0, 0, 0, 0, 0, 0, 1, 1, 1], role: 'outcome' },
    x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  });
  const context = testContext();
  const { leaks } = await check(table, {}, {}, context);
  expect(leaks).toBe(0);
  expect(context.said.warnings.map(({ code }) => code)).toEqual(['fewRows']);
});
