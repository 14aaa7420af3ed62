import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { partsOf } from '../storage/table-parts.ts';
import { startWriter, type WriterClient } from '../storage/writer-client.ts';
import { booleanColumn, cellAt, dateColumn, numberColumn, textColumn } from '../table/column.ts';
import { Table } from '../table/table.ts';
import { queryTables, runQuery } from './query.ts';

let folder = '';
let file = '';
let writer: WriterClient;
const table = new Table(
  [
    textColumn('customer', ['a', 'b', null, 'a'], { role: 'customerId' }),
    numberColumn('paid', Float64Array.of(1, 2.5, NaN, 4), { unit: 'money', role: 'amount' }),
    dateColumn('at', Float64Array.of(0, 86_400_000.5, NaN, 1.5e12)),
    booleanColumn('gift', [true, false, null, true]),
  ],
  { currency: 'EUR' },
);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-sql-project-'));
  file = path.join(folder, 'a.clientele');
  writer = await startWriter({ path: file, create: true, options: { program: 'test', endpoint: null } });
  const { hash } = await writer.call('putTable', partsOf(table));
  const columns = [{ name: 'customer', type: 'text' as const, role: 'customerId' as const, unit: null }, { name: 'paid', type: 'number' as const, role: 'price' as const, unit: 'money' as const }]; // prettier-ignore
  await writer.call('addDataset', {
    dataset: { name: '订单', currency: 'CNY', weekStart: 1, zone: null, entity: 'none', columns, notProducts: [] },
    version: { outputHash: hash, nRows: 4, files: ['a.csv'], rejects: null },
  });
  await writer.call('named');
});
afterAll(async () => {
  await writer.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const signal = { aborted: false, throwIfAborted: () => undefined };

it('reads a dataset of a project that is open, as the person described it', async () => {
  const result = await runQuery({
    projectPath: file,
    sql: 'SELECT * FROM 订单 WHERE customer IS NOT NULL',
    tables: ['订单'],
    signal,
  });
  expect(result.tables).toEqual(['订单']);
  expect(result.table.info()).toMatchObject({ nRows: 3, currency: 'CNY' });
  expect(result.table.columns.map(({ name, type, role }) => [name, type, role])).toEqual([
    ['customer', 'text', 'customerId'],
    ['paid', 'number', 'price'],
    ['at', 'date', null],
    ['gift', 'boolean', null],
  ]);
  expect([...result.table.date('at').values]).toEqual([0, 86_400_000, 1.5e12]);
});

it('asks tables of no project as it asks a project', async () => {
  const others = new Map([
    ['other', new Table([textColumn('customer', ['a']), numberColumn('n', Float64Array.of(7))])],
  ]);
  const sql = (name: string): string => `SELECT *, paid / 2 AS half, at > '1970-01-01' AS late FROM ${name} ORDER BY paid DESC`; // prettier-ignore
  const own = await runQuery({ projectPath: file, sql: sql('订单'), tables: ['订单'], signal });
  const alike = await queryTables(sql('"下 周"'), new Map([['下 周', table], ...others]), signal);
  const cellsOf = (found: Table) => found.columns.map((column) => Array.from({ length: 4 }, (_, row) => cellAt(column, row))); // prettier-ignore
  expect(cellsOf(alike)).toEqual(cellsOf(own.table));
  expect(alike.info()).toMatchObject({ nRows: 4, currency: 'EUR' });
  expect(alike.columns.map(({ type, role }) => [type, role]).slice(0, 2)).toEqual([['text', 'customerId'], ['number', 'amount']]); // prettier-ignore
  await expect(queryTables('SELECT * FROM segments', others, signal)).rejects.toThrow(/no such table: segments/);
  const late = { aborted: true, throwIfAborted: () => { throw new Error('cancelled'); } }; // prettier-ignore
  await expect(queryTables(sql('other'), others, late)).rejects.toThrow('cancelled');
});

it('keeps what the project knows of itself to itself', async () => {
  const peek = (sql: string) => runQuery({ projectPath: file, sql, tables: ['订单'], signal });
  await expect(peek('SELECT * FROM _clientele_settings')).rejects.toThrow(/reads _clientele_settings/);
  await expect(peek('SELECT * FROM segments')).rejects.toThrow(/reads (segments|_clientele_segments)/);
});
