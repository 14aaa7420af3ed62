import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connectForWriting, type Connection } from '../../../src-main/engine/storage/connection.ts';
import { projectStore, type ProjectStore } from '../../../src-main/engine/storage/project-store.ts';
import { orphans } from '../../../src-main/engine/storage/references.ts';
import { afterwards, codeOf, importInto, smallShop, startEngine, temporaryFolder } from '../engine-harness.ts';
import { IS_ROOT } from './environment.ts';
import { create, customers, described, freshPath, open, versionOf } from './fixtures.ts';

/** More bytes than a full disk has left. */
const LARGE = 60_000;

async function begun(file: string): Promise<string> {
  const store = create(file);
  const notebookId = await store.addNotebook({ title: 'Before' });
  await store.close();
  return notebookId;
}

/** A project whose file may not grow, as on a full disk, until `free` is called. */
function fullDisk(file: string): { store: ProjectStore; connection: Connection; free: () => void } {
  const connection = connectForWriting(file);
  const pages = connection.db.pragma('page_count', { simple: true }) as number;
  connection.db.pragma(`max_page_count = ${pages + 10}`);
  return {
    connection,
    store: projectStore(connection, () => undefined),
    free: () => connection.db.pragma('max_page_count = 1000000'),
  };
}

it('refuses what does not fit, keeps what was there, and goes on once there is room', async () => {
  const file = freshPath();
  const notebookId = await begun(file);
  const { store, connection, free } = fullDisk(file);
  expect(await codeOf(store.putTable(customers(LARGE)))).toBe('disk-full');
  const titles: string[] = [];
  let refused = '';
  while (refused === '') {
    const title = `${titles.length} ${'long '.repeat(30)}`;
    refused = await codeOf(store.renameNotebook({ notebookId, title })).then((code) =>
      code === 'accepted' ? '' : code,
    );
    if (refused === '') titles.push(title);
  }
  expect(refused).toBe('disk-full');
  expect(titles.length).toBeGreaterThan(0);
  expect(store.project().notebooks).toMatchObject([{ title: titles.at(-1) }]);
  free();
  const { hash } = await store.putTable(customers(LARGE));
  await store.addDataset({ dataset: described('customers'), version: versionOf(hash, LARGE) });
  expect(await store.findProblems()).toEqual([]);
  await store.close();
  const again = open(file);
  expect(again.project()).toMatchObject({ notebooks: [{ title: titles.at(-1) }], datasets: [{ nRows: LARGE }] });
  await again.close();
  expect(connection.db.open).toBe(false);
});

it('leaves no half of a run that did not fit', async () => {
  const file = freshPath();
  await begun(file);
  const { store } = fullDisk(file);
  const outputs = {
    small: { kind: 'table', table: customers(10) },
    large: { kind: 'table', table: customers(LARGE) },
  } as const;
  expect(await codeOf(store.putOutputs(outputs))).toBe('disk-full');
  await store.close();
  const again = open(file);
  expect(again.project()).toMatchObject({ notebooks: [{ title: 'Before' }], nRuns: 0 });
  await again.close();
  const connection = connectForWriting(file);
  expect(orphans(connection)).toEqual([]);
  connection.db.close();
});

/** A disk of so many megabytes, or null where this machine lets nobody mount one. */
function smallDisk(megabytes: number): string | null {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (status !== 0) return null;
  afterwards(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

it.runIf(IS_ROOT)('says that a real disk is full amid an import, and imports once there is room', async (context) => {
  const disk = smallDisk(8);
  if (!disk) return context.skip('this machine lets nobody mount a small disk');
  const { orders } = await smallShop(temporaryFolder(), { nCustomers: 300 });
  const engine = startEngine();
  const file = path.join(disk, 'shop.clientele');
  await engine.call('project.create', { path: file });
  const { notebookId } = await engine.call('notebook.add', { title: 'Before' });
  const ballast = path.join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(7 * 1024 * 1024 + 512 * 1024));
  expect(await codeOf(importInto(engine, [orders], { name: 'interactions' }))).toBe('disk-full');
  expect(await codeOf(engine.call('project.saveCopy', { path: path.join(disk, 'copy.clientele') }).then(({ jobId }) => engine.wait([jobId])))).toBe('disk-full'); // prettier-ignore
  expect(await engine.call('project.view', {})).toMatchObject({ datasets: [], notebooks: [{ title: 'Before' }] });
  rmSync(ballast);
  await engine.call('notebook.rename', { notebookId, title: 'After' });
  await importInto(engine, [orders], { name: 'interactions' });
  await engine.call('project.close', {});
  const view = await engine.call('project.open', { path: file });
  expect(view).toMatchObject({ datasets: [{ name: 'interactions' }], notebooks: [{ title: 'After' }] });
  await engine.close();
});
