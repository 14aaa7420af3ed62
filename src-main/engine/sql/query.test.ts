import Database from 'better-sqlite3';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClienteleError, formatError } from '../../contract/errors.ts';
import type { CancelSignal } from '../steps/context.ts';
import { cells } from '../steps/testing.ts';
import type { Table } from '../table/table.ts';
import type { Origins } from './origins.ts';
import type { QueryLimits } from './protocol.ts';
import { runOn } from './query.ts';

let folder = '';
let file = '';
const MB = 1024 * 1024;
const limits: QueryLimits = { rows: 1000, bytes: 100 * MB, valueBytes: 16 * MB, memoryBytes: 512 * MB };
const tables = ['rfm', 'orders', 'odd "name"', 'nested'];
const never: CancelSignal = { aborted: false, throwIfAborted: () => undefined };
const column = (
  name: string,
  type: 'text' | 'date' | 'boolean' | 'number',
  role: 'customerId' | 'time' | null = null,
) =>
  [
    name,
    { info: { name, type, role, unit: type === 'number' ? ('money' as const) : null, label: null }, currency: 'GBP' },
  ] as const;
const origins: Origins = new Map([
  [
    '_clientele_data_1',
    new Map([
      column('customer_id', 'text', 'customerId'),
      column('spend', 'number'),
      column('active', 'boolean'),
      column('first', 'date', 'time'),
    ]),
  ],
]);

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-sql-'));
  file = path.join(folder, 'a.db');
  const db = new Database(file);
  db.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE _clientele_data_1 (customer_id TEXT, spend REAL, active INTEGER, first TEXT);
    INSERT INTO _clientele_data_1 VALUES ('A', 10.5, 1, '2011-12-01 08:26:00'), ('B', 20, 0, '2011-12-09 12:50:00'), ('C', NULL, NULL, NULL);
    CREATE TABLE _clientele_secret (word TEXT); INSERT INTO _clientele_secret VALUES ('password');
    CREATE TABLE orders (id INTEGER, customer_id TEXT); INSERT INTO orders VALUES (9007199254740993, 'A'), (2, 'A'), (3, 'B');
    CREATE VIEW rfm AS SELECT * FROM _clientele_data_1;
    CREATE VIEW "odd ""name""" AS SELECT customer_id AS "a b" FROM _clientele_data_1;
    CREATE VIEW inner_view AS SELECT customer_id FROM _clientele_data_1;
    CREATE VIEW nested AS SELECT * FROM inner_view;
    CREATE VIEW leak AS SELECT * FROM _clientele_secret;`);
  db.close();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const ask = async (
  sql: string,
  more: Partial<QueryLimits> = {},
): Promise<{ table: Table; tables: readonly string[] }> =>
  runOn({ file, sql, tables, limits: { ...limits, ...more } }, origins, never);
/** The code and the sentence of what is thrown. */
const refusal = async (sql: string, more: Partial<QueryLimits> = {}): Promise<string> => {
  try {
    await ask(sql, more);
    return 'not refused';
  } catch (thrown) {
    if (!(thrown instanceof ClienteleError)) throw thrown;
    expect(formatError(thrown, 'zh').what).not.toMatch(/undefined/);
    return `${thrown.code}: ${formatError(thrown, 'en').what}`;
  }
};

describe('a query', () => {
  it('gives columns as they are in the tables they come from', async () => {
    const { table, tables: read } = await ask('SELECT * FROM rfm ORDER BY customer_id');
    expect(table.info()).toMatchObject({ nRows: 3, entity: 'customer', currency: 'GBP' });
    expect(table.columns.map(({ name, type, role, unit }) => [name, type, role, unit])).toEqual([
      ['customer_id', 'text', 'customerId', null],
      ['spend', 'number', null, 'money'],
      ['active', 'boolean', null, null],
      ['first', 'date', 'time', null],
    ]);
    expect(cells(table, 'spend')).toEqual([10.5, 20, null]);
    expect(cells(table, 'active')).toEqual([true, false, null]);
    expect(cells(table, 'first')).toEqual([Date.UTC(2011, 11, 1, 8, 26), Date.UTC(2011, 11, 9, 12, 50), null]);
    expect(read).toEqual(['rfm']);
  });

  it('names what it read, also where it only counts, and nothing else', async () => {
    expect((await ask('SELECT count(*) AS n FROM rfm')).tables).toEqual(['rfm']);
    const joined = await ask(
      'WITH best AS (SELECT customer_id FROM orders) SELECT r.customer_id, o.id, r.customer_id FROM rfm r JOIN orders o USING (customer_id) WHERE customer_id IN best',
    );
    expect([...joined.tables].sort()).toEqual(['orders', 'rfm']);
    expect(joined.table.columns.map(({ name, role }) => [name, role])).toEqual([
      ['customer_id', 'customerId'],
      ['id', null],
      ['customer_id_2', null],
    ]);
    expect(joined.table.entity).toBe('none');
    expect((await ask('VALUES (1), (2)')).tables).toEqual([]);
    expect((await ask('SELECT * FROM nested')).tables).toEqual(['nested']);
    expect((await ask('SELECT "a b" FROM "odd ""name"""')).tables).toEqual(['odd "name"']);
  });

  it('types what it computes by its values, and keeps long ids', async () => {
    const { table } = await ask(
      "SELECT id, date(first) AS day, upper(r.customer_id) AS u, spend * 2 AS twice, NULL AS none, x'ff00' AS blob FROM orders LEFT JOIN rfm r USING (customer_id) ORDER BY orders.rowid",
    );
    expect(table.columns.map(({ type }) => type)).toEqual(['text', 'date', 'text', 'number', 'number', 'text']);
    expect(cells(table, 'id')).toEqual(['9007199254740993', '2', '3']);
    expect(cells(table, 'twice')).toEqual([21, 21, 40]);
    expect(cells(table, 'blob')[0]).toBe('ff00');
    expect((await ask('SELECT * FROM rfm WHERE 0')).table.nRows).toBe(0);
  });

  it('may use functions, windows, JSON and recursion', async () => {
    const { table } = await ask(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT i, sum(i) OVER (ORDER BY i) AS total, (SELECT count(*) FROM json_each('[1,2]')) AS two FROM n",
    );
    expect(cells(table, 'total')).toEqual([1, 3, 6, 10, 15]);
    expect((await ask('EXPLAIN QUERY PLAN SELECT * FROM rfm')).table.nRows).toBeGreaterThan(0);
  });
});

describe('a query that wants more than to read what is published', () => {
  it.each([
    ["ATTACH '/tmp/x.db' AS y", /does not begin with SELECT/],
    ['PRAGMA table_info(rfm)', /does not begin with SELECT/],
    ["SELECT * FROM pragma_table_info('rfm')", /reads pragma_table_info/],
    ["SELECT load_extension('/tmp/x')", /calls load_extension/],
    ['SELECT * FROM _clientele_secret', /reads _clientele_secret/],
    ['SELECT "word" FROM "_clientele_secret"', /reads _clientele_secret/],
    ['SELECT [word] FROM main.`_CLIENTELE_SECRET`', /reads _clientele_secret/i],
    ['SELECT * FROM leak', /reads (leak|_clientele_secret)/],
    ['WITH rfm AS (SELECT * FROM _clientele_secret) SELECT * FROM rfm', /reads _clientele_secret/],
    ['SELECT * FROM (SELECT word FROM _clientele_secret) rfm', /reads _clientele_secret/],
    ['SELECT customer_id FROM rfm WHERE EXISTS (SELECT 1 FROM _clientele_secret)', /reads _clientele_secret/],
    ['SELECT count(*) FROM _clientele_secret', /reads _clientele_secret/],
    ['SELECT sql FROM sqlite_master', /reads sqlite_master/],
    ['SELECT count(*) FROM sqlite_schema', /reads sqlite_/],
    ['SELECT count(*) FROM pragma_database_list', /reads pragma_database_list|uses a PRAGMA/],
    ['SELECT count(*) FROM dbstat', /reads dbstat/],
    ['SELECT * FROM _clientele_data_1', /reads _clientele_data_1/],
    ['SELECT * FROM inner_view', /reads inner_view/],
    ['DELETE FROM orders', /does not begin with SELECT/],
    ['WITH x AS (SELECT 1) DELETE FROM orders', /does more than read/],
    ['WITH x AS (SELECT 1) INSERT INTO orders SELECT 1, 2', /does more than read/],
    ["VACUUM INTO '/tmp/x.db'", /does not begin with SELECT/],
    ['SELECT 1; DROP TABLE orders', /more than one statement/],
    ['-- nothing\n ;', /nothing to run/],
    ['SELECT 1 /* unfinished', /not refused/],
    ["SELECT ';' AS semicolon; -- and a comment", /not refused/],
    ['SELECT nowhere FROM rfm', /sql-error: .*no such column: nowhere/],
    ['SELEC 1', /does not begin with SELECT/],
  ])('%s', async (sql, said) => {
    expect(await refusal(sql)).toMatch(said);
    const db = new Database(file, { readonly: true });
    expect(db.prepare('SELECT count(*) AS n FROM orders').get()).toEqual({ n: 3 });
    db.close();
  });

  it('stops a text of 10 GB', async () => {
    expect(await refusal("SELECT printf('%.*c', 10000000000, 'x')")).toMatch(/longer than 17 MB|not refused/);
    expect(await refusal('SELECT zeroblob(10000000000)')).toMatch(/sql-refused: .*longer than 17 MB/);
    expect(await refusal("SELECT replace(hex(zeroblob(50000)), '0', hex(zeroblob(50000)))")).toMatch(
      /longer than 17 MB/,
    );
    expect(
      await refusal(
        "WITH RECURSIVE t(s) AS (SELECT 'xxxxxxxx' UNION ALL SELECT s || s FROM t) SELECT max(length(s)) FROM t",
      ),
    ).toMatch(/longer than 17 MB/);
  });

  it('stops what fills the memory', async () => {
    const bomb =
      'WITH RECURSIVE t(i, s) AS (SELECT 1, randomblob(8000000) UNION ALL SELECT i + 1, randomblob(8000000) FROM t LIMIT 10000) SELECT count(DISTINCT s), min(i) FROM t ORDER BY 1';
    expect(await refusal(bomb)).toMatch(/sql-refused: .*more memory/);
  });

  it('stops results that nobody could hold', async () => {
    const many = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    expect(await refusal(many)).toMatch(/more than 1,000 rows/);
    expect(await refusal('SELECT hex(randomblob(900000)) AS h FROM rfm, orders', { bytes: 4 * MB, rows: 1e6 })).toMatch(
      /not refused|more than 4 MB/,
    );
    expect(await refusal(`${many} LIMIT 900000`, { rows: 1e6, bytes: MB })).toMatch(/more than 1 MB/);
  });

  it('is killed within half a second of Cancel', async () => {
    let aborted = false;
    const signal: CancelSignal = { get aborted() { return aborted; }, throwIfAborted: () => undefined }; // prettier-ignore
    const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    const running = runOn({ file, sql, tables, limits }, origins, signal).then(
      () => 'finished',
      (thrown: unknown) => (thrown as ClienteleError).message,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const cancelledAt = performance.now();
    aborted = true;
    expect(await running).toBe('Cancelled.');
    expect(performance.now() - cancelledAt).toBeLessThan(500);
  });
});
