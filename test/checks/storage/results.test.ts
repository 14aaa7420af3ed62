import { expect, it } from 'vitest';
import type { Run } from '../../../src-main/contract/project.ts';
import type { ProjectStore } from '../../../src-main/engine/storage/project-store.ts';
import { openReader, readTable } from '../../../src-main/engine/storage/reader.ts';
import { partsOf } from '../../../src-main/engine/storage/table-parts.ts';
import { booleanColumn, cellAt, dateColumn, numberColumn, textColumn } from '../../../src-main/engine/table/column.ts';
import { Table } from '../../../src-main/engine/table/table.ts';
import { create, customers, described, freshPath, note, open, versionOf } from './fixtures.ts';
import { openElsewhere } from './store-client.ts';

const cellsOf = (table: Table): unknown[][] =>
  table.columns.map((column) => Array.from({ length: table.nRows }, (_, row) => cellAt(column, row)));

function oddTable(): Table {
  const text = textColumn('text', ['', null, '你好 👋', 'a"b', 'x'], {
    role: 'text',
    label: { en: 'Words', zh: '文字' },
  });
  return new Table(
    [
      text,
      numberColumn('number', Float64Array.of(-0.1, NaN, 1e300, 5e-324, 2 ** 53), { unit: 'money' }),
      numberColumn('small', Float32Array.of(0.1, NaN, -1, 0, 7)),
      numberColumn('whole', Int32Array.of(1, -2, 3, 2 ** 31 - 1, 0)),
      dateColumn('date', Float64Array.of(0, NaN, 951_782_400_000, -86_400_000, 86_400_000)),
      booleanColumn('flag', [true, null, false, true, null]),
    ],
    { entity: 'order', currency: 'GBP', notProducts: ['POST'] },
  );
}

it('stores a table of every type and gives it back as it was', async () => {
  const file = freshPath();
  const store = create(file);
  const odd = oddTable();
  const { hash } = await store.putTable(partsOf(odd));
  await store.addDataset({ dataset: described('odd'), version: versionOf(hash, odd.nRows) });
  await store.named();
  const reader = openReader(file);
  const back = readTable(reader, hash);
  expect(cellsOf(back)).toEqual(cellsOf(odd));
  expect(back.info()).toEqual(odd.info());
  expect(readTable(reader, hash, ['date']).columns.map(({ name }) => name)).toEqual(['date']);
  expect(reader.sql('SELECT * FROM odd LIMIT 1 OFFSET 2').get()).toEqual({
    text: '你好 👋', number: 1e300, small: -1, whole: 3, date: '2000-02-29', flag: 0,
  }); // prettier-ignore
  reader.close();
  await store.close();
});

it('stores equal tables once, under one hash, and others under others', async () => {
  const store = create(freshPath());
  const hashes = await Promise.all([1, 1, 2].map(async (seed) => (await store.putTable(customers(50, seed))).hash));
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[2]).not.toBe(hashes[0]);
  const renamed = partsOf(new Table(customers(50).columns, { entity: 'customer', currency: 'EUR' }));
  expect((await store.putTable(renamed)).hash).not.toBe(hashes[0]);
  await store.close();
});

it('drops results that nobody claimed before a crash, and says so in the audit log', async () => {
  const file = freshPath();
  const other = await openElsewhere(file, { create: true });
  const { hash } = await other.call('putTable', customers(50));
  await other.kill();
  const store = open(file);
  expect(store.listAudit(1)).toMatchObject([{ action: 'recover', code: 'unclean', counts: { outputs: 1 } }]);
  const reader = openReader(file);
  expect(() => readTable(reader, hash)).toThrow();
  reader.close();
  await store.close();
});

/** A finished run of a panel with one table. */
async function runOf(store: ProjectStore, panelId: string, n: number, nRows = 2000): Promise<Run> {
  const outputs = await store.putOutputs({ result: { kind: 'table', table: customers(nRows, n) } });
  const run: Run = {
    id: `run-${n}`, panelId, panelTitle: 'Panel', step: 'sql', stepVersion: 1, key: `key-${n}`, parameters: { n }, seed: 7, inputs: {},
    state: 'succeeded', startedAt: n, durationMs: 1, backend: { id: 'cpu', adapter: null, variant: 'plain', measured: [] }, warnings: [], error: null, outputs, pinned: false,
  }; // prettier-ignore
  await store.finishRun(run, { current: true });
  return run;
}

it('drops the oldest results past the limit, but never one that is pinned, shown, or that undo needs', async () => {
  const file = freshPath();
  const store = create(file);
  const notebookId = await store.addNotebook({ title: 'N' });
  const panelId = await store.addPanel({ panel: note(notebookId, { kind: 'sql', names: { result: 'result' } }) });
  await runOf(store, panelId, 1);
  store.pinRun('run-1', true);
  await runOf(store, panelId, 2);
  // Undo of this edit shows run 2 again.
  await store.updatePanel({ panelId, patch: { body: 'SELECT 2' } });
  for (let n = 3; n <= 6; n++) await runOf(store, panelId, n);
  await store.setSetting({ key: 'outputs.limitBytes', value: 1 });
  await store.makeRoom();
  const kept = store.listRuns(panelId, 10).filter(({ outputs }) => outputs.length > 0);
  expect(kept.map(({ id }) => id).sort()).toEqual(['run-1', 'run-2', 'run-6']);
  expect(store.listRuns(null, 10)).toHaveLength(6);
  expect(store.findRunByKey('key-4')).toBeNull();
  expect(store.findRunByKey('key-1')).toMatchObject({ id: 'run-1', pinned: true });
  expect(store.listAudit(10)).toContainEqual(expect.objectContaining({ action: 'evict', code: 'over-limit' }));
  store.undo();
  store.undo();
  expect(store.project().currentRuns.get(panelId)?.id).toBe('run-2');
  expect(await store.findProblems()).toEqual([]);
  await store.close();
});

it('moves a name to another result in one step, so that SQL sees the old or the new', async () => {
  const file = freshPath();
  const store = create(file);
  const notebookId = await store.addNotebook({ title: 'N' });
  const panelId = await store.addPanel({ panel: note(notebookId, { kind: 'sql', names: { result: 'people' } }) });
  await runOf(store, panelId, 1, 10);
  const reader = openReader(file);
  const count = (): unknown => reader.db.prepare('SELECT count(*) FROM people').pluck().get();
  expect(count()).toBe(10);
  reader.db.exec('BEGIN');
  expect(count()).toBe(10);
  await runOf(store, panelId, 2, 20);
  expect(count()).toBe(10);
  reader.db.exec('COMMIT');
  expect(count()).toBe(20);
  await store.renameOutput({ panelId, output: 'result', name: 'folk' });
  expect(() => count()).toThrow('no such table');
  reader.close();
  await store.close();
});

it('writes what was done into the audit log by codes and counts, never by values', async () => {
  const store = create(freshPath());
  const notebookId = await store.addNotebook({ title: 'Secret title' });
  await store.renameNotebook({ notebookId, title: 'Secret name' });
  store.undo();
  store.redo();
  const { hash } = await store.putTable(customers(5));
  await store.addDataset({ dataset: described('secret_customers'), version: versionOf(hash, 5) });
  const log = store.listAudit(10);
  expect(log.map(({ action, code }) => `${action} ${code}`)).toEqual([
    'edit edit.add-dataset', 'redo edit.rename-notebook', 'undo edit.rename-notebook', 'edit edit.rename-notebook', 'edit edit.add-notebook',
  ]); // prettier-ignore
  expect(JSON.stringify(log).toLowerCase()).not.toContain('secret');
  await store.close();
});
