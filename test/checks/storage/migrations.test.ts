import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connectForReading, connectForWriting } from '../../../src-main/engine/storage/connection.ts';
import { formatOf, migrate } from '../../../src-main/engine/storage/migrate.ts';
import { migrations } from '../../../src-main/engine/storage/migrations/index.ts';
import { codeOf } from '../engine-harness.ts';
import { create, customers, described, freshPath, note, open, versionOf } from './fixtures.ts';

/** What a file of each format held, as SQL of that format; one entry a migration, never changed. */
const CONTENTS = [
  `INSERT INTO _clientele_notebooks VALUES ('n1', 'From long ago', 1);
   INSERT INTO _clientele_panels VALUES ('p1', 'n1', 1, 'note', 'Hello', '', 1, '{}', '{}', 'Some words', '{}', 7, 0, 0);
   INSERT INTO _clientele_settings VALUES ('report.author', '"王"');
   INSERT INTO _clientele_history (seq, at, label) VALUES (1, 0, '{"code":"edit.add-notebook","text":{"en":"Add","zh":"添加"}}');
   INSERT INTO _clientele_history_changes VALUES (1, 0, 'notebooks', 'n1', NULL, '{"id":"n1","title":"From long ago","position":1}');`,
  `INSERT INTO _clientele_runs VALUES ('r1', 'p1', 'Hello', 'cluster.kmeans', 1, 'k1', '{}', 7, '{}', 'succeeded', 0, 1, 'CPU',
     '[]', NULL, '[]', 1, 0);`,
];

/** A file as a version of the product left it that knew so many migrations. */
function oldFile(format: number): string {
  const file = freshPath();
  const connection = connectForWriting(file);
  migrate(connection, migrations.slice(0, format));
  for (const content of CONTENTS.slice(0, format)) connection.db.exec(content);
  connection.db.close();
  return file;
}

const copiesBeside = (file: string): string[] =>
  readdirSync(path.dirname(file)).filter((name) => /[.]before-v.*[.]clientele$/.test(name));

const olderFormats = migrations.map((_, format) => format).slice(1);

it('has what a file of every older format held', () => {
  expect(olderFormats.length).toBeGreaterThan(0);
  expect(CONTENTS).toHaveLength(migrations.length - 1);
});

it.each(olderFormats)('opens a file of format %i with all that it held, after a copy', async (format) => {
  const file = oldFile(format);
  const store = open(file);
  expect(store.project()).toMatchObject({
    notebooks: [{ title: 'From long ago' }],
    panels: [{ title: 'Hello', body: 'Some words' }],
    settings: { 'report.author': '王' },
    undo: { code: 'edit.add-notebook' },
  });
  const { hash } = await store.putTable(customers(5));
  await store.addDataset({ dataset: described('customers'), version: versionOf(hash, 5) });
  expect(await store.findProblems()).toEqual([]);
  await store.close();
  const [copy = ''] = copiesBeside(file);
  const old = connectForReading(path.join(path.dirname(file), copy));
  expect(formatOf(old)).toBe(format);
  expect(old.db.prepare('SELECT title FROM _clientele_notebooks').pluck().all()).toEqual(['From long ago']);
  old.db.close();
  await open(file).close();
  expect(copiesBeside(file)).toEqual([copy]);
});

it('makes no copy of a file that is of today', async () => {
  const file = freshPath();
  const store = create(file);
  await store.addPanel({ panel: note(await store.addNotebook({ title: 'New' })) });
  await store.close();
  await open(file).close();
  expect(copiesBeside(file)).toEqual([]);
});

it('leaves a file as it was where a migration fails', async () => {
  const file = oldFile(1);
  const connection = connectForWriting(file);
  const broken = [migrations[0] ?? '', 'CREATE TABLE fresh (x); INSERT INTO nowhere VALUES (1)'];
  expect(() => migrate(connection, broken)).toThrow('nowhere');
  expect(formatOf(connection)).toBe(1);
  expect(connection.db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'fresh'`).all()).toEqual([]);
  expect(await codeOf(Promise.resolve().then(() => migrate(connection, [])))).toBe('project-newer');
  connection.db.close();
  expect(existsSync(file)).toBe(true);
  const store = open(file);
  expect(store.project().notebooks).toHaveLength(1);
  await store.close();
});
