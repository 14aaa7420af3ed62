import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { imageFile } from '../../../src-main/engine/storage/published.ts';
import { openReader, readTable, type Reader } from '../../../src-main/engine/storage/reader.ts';
import { create, customers, described, freshPath, open, versionOf } from './fixtures.ts';
import { openElsewhere } from './store-client.ts';

const N_ROWS = 60_000;

const count = (reader: Reader, name: string): unknown =>
  reader.db.prepare(`SELECT count(*) FROM ${name}`).pluck().get();

it('gives a dataset to panels before SQL can read its rows, and to SQL afterwards', async () => {
  const file = freshPath();
  const store = create(file);
  const { hash } = await store.putTable(customers(N_ROWS));
  await store.addDataset({ dataset: described('people'), version: versionOf(hash, N_ROWS) });
  const reader = openReader(file);
  expect(() => count(reader, 'people')).toThrow('no such table');
  expect(readTable(reader, hash).nRows).toBe(N_ROWS);
  await store.named();
  expect(count(reader, 'people')).toBe(N_ROWS);
  expect(existsSync(imageFile(file))).toBe(false);
  reader.close();
  await store.close();
});

it('lets SQL see the old version until it can read the new one', async () => {
  const file = freshPath();
  const store = create(file);
  const [small, large] = [await store.putTable(customers(10)), await store.putTable(customers(N_ROWS, 2))];
  const datasetId = await store.addDataset({ dataset: described('people'), version: versionOf(small.hash, 10) });
  await store.named();
  await store.addDatasetVersion({ datasetId, version: versionOf(large.hash, N_ROWS), patch: {} });
  const reader = openReader(file);
  expect(count(reader, 'people')).toBe(10);
  await store.named();
  expect(count(reader, 'people')).toBe(N_ROWS);
  store.undo();
  expect(count(reader, 'people')).toBe(10);
  await store.updateDataset({ datasetId, patch: { name: 'folk' } });
  expect(() => count(reader, 'people')).toThrow('no such table');
  expect(count(reader, 'folk')).toBe(10);
  reader.close();
  await store.close();
});

it('writes the rows before it closes, and after a kill when it is opened again', async () => {
  const file = freshPath();
  const other = await openElsewhere(file, { create: true });
  const { hash } = await other.call('putTable', customers(N_ROWS));
  await other.call('addDataset', { dataset: described('people'), version: versionOf(hash, N_ROWS) });
  await other.kill();
  const store = open(file);
  await store.close();
  expect(existsSync(imageFile(file))).toBe(false);
  const reader = openReader(file);
  expect(count(reader, 'people')).toBe(N_ROWS);
  expect(reader.sql('SELECT hash FROM _clientele_published WHERE complete = 0').all()).toEqual([]);
  reader.close();
});

it('copies a project with all its rows, and stops waiting for them where the copy is cancelled', async () => {
  const file = freshPath();
  const store = create(file);
  const { hash } = await store.putTable(customers(N_ROWS));
  await store.addDataset({ dataset: described('people'), version: versionOf(hash, N_ROWS) });
  const copy = `${file}-copy.clientele`;
  const stop = new Int32Array(new SharedArrayBuffer(4));
  await store.saveCopy(copy, () => undefined, stop);
  const reader = openReader(copy);
  expect(count(reader, 'people')).toBe(N_ROWS);
  reader.close();
  stop[0] = 1;
  await expect(store.saveCopy(`${copy}-2`, () => undefined, stop)).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(`${copy}-2`)).toBe(false);
  await store.close();
});
