import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { booleanColumn, dateColumn, numberColumn, textColumn } from '../table/column.ts';
import { Table } from '../table/table.ts';
import { runInBatches } from './bulk.ts';
import { connectForWriting, type Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { prepareTable, readTable, storeTable } from './outputs.ts';
import { publish } from './published.ts';
import { partsOf } from './table-parts.ts';

let folder = '';
let connection: Connection;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'clientele-rebuild-'));
  connection = connectForWriting(path.join(folder, 'a.clientele'));
  migrate(connection, migrations);
});
afterAll(() => {
  connection.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const N = 8000;
const every = (n: number, row: number): boolean => row % n === 0;

/** Columns of every layout, with gaps, over several groups. */
function sampleTable(first: number): Table {
  const rows = Array.from({ length: N }, (_, row) => row);
  return new Table(
    [
      textColumn('id', rows.map((row) => `客${row + first}`), { role: 'customerId' }),
      textColumn('City', rows.map((row) => (every(9, row) ? null : ['Bath', '杭州', ''][row % 3]!))),
      textColumn('city', rows.map((row) => `town ${row % 50}`)),
      numberColumn('paid', Float64Array.from(rows, (row) => (every(7, row) ? NaN : row / 3 - 500)), { unit: 'money', label: { en: 'Paid', zh: '付款' } }),
      numberColumn('single', Float32Array.from(rows, (row) => row / 7)),
      { ...numberColumn('whole', Int32Array.from(rows)), nulls: new Uint8Array(N / 8).fill(1) },
      dateColumn('seen', Float64Array.from(rows, (row) => (every(11, row) ? NaN : Date.UTC(2020, 0, 1) + row * 1_234_567))),
      dateColumn('day', Float64Array.from(rows, (row) => (row - 4000) * 86_400_000)),
      booleanColumn('vip', rows.map((row) => (every(5, row) ? null : every(2, row)))),
      numberColumn('endless', Float64Array.from(rows, (row) => (every(100, row) ? Infinity : 1e300 / (row + 1)))),
    ],
    { entity: 'customer', currency: 'EUR' },
  ); // prettier-ignore
}

async function stored(table: Table, isPublished: boolean): Promise<string> {
  const prepared = await prepareTable(partsOf(table));
  await runInBatches(connection, storeTable(connection, prepared));
  if (isPublished) await runInBatches(connection, publish(connection, prepared.hash));
  return prepared.hash;
}

const spoil = (hash: string): void => {
  connection.sql('UPDATE _clientele_artifacts SET bytes = zeroblob(length(bytes)) WHERE output_hash = ?').run(hash);
};
const hashOf = async (table: Table): Promise<string> => (await prepareTable(partsOf(table))).hash;

it('reads a table from its rows where its columns were damaged, all of it or some', async () => {
  const hash = await stored(sampleTable(0), true);
  spoil(hash);
  const rebuilt = readTable(connection, hash);
  expect(await hashOf(rebuilt)).toBe(hash);
  expect(rebuilt.info()).toEqual(sampleTable(0).info());
  expect(readTable(connection, hash, ['paid', 'City']).columns.map(({ name }) => name)).toEqual(['City', 'paid']);
});

it('says that a table is damaged whose rows are not there, or are not what was stored', async () => {
  const alone = await stored(sampleTable(1), false);
  spoil(alone);
  expect(() => readTable(connection, alone)).toThrow(expect.objectContaining({ code: 'project-damaged' }));
  const zeros = await stored(new Table([numberColumn('x', Float64Array.of(-0, 1))]), true);
  spoil(zeros);
  expect(() => readTable(connection, zeros)).toThrow(expect.objectContaining({ code: 'project-damaged' }));
});

it('writes a damaged table again when it is made again', async () => {
  const hash = await stored(sampleTable(2), false);
  spoil(hash);
  expect(await stored(sampleTable(2), false)).toBe(hash);
  expect(await hashOf(readTable(connection, hash))).toBe(hash);
  connection.sql('DELETE FROM _clientele_artifacts WHERE output_hash = ?').run(hash);
  await stored(sampleTable(2), false);
  expect(readTable(connection, hash).nRows).toBe(N);
});
