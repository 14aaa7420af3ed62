import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-main/contract/events.ts';
import type { LineFigure } from '../../../src-main/contract/figure.ts';
import { connectForWriting } from '../../../src-main/engine/storage/connection.ts';
import { openReader } from '../../../src-main/engine/storage/reader.ts';
import { addStep, codeOf, hashOf, runPanel, viewOf } from '../engine-harness.ts';
import { startEngineProcess } from '../storage/engine-client.ts';
import { openShop, type OpenShop } from './shop.ts';

const SEARCH = {
  values: 'nNeighbours = 2, 5, 10, 15, 20, 30, 40, 50, 70, 100\nsimilarity = cosine, jaccard, bm25',
  search: 'grid',
  nTrials: 100,
  nFolds: 10,
};
const N_TRIALS = 31;

async function addSearch({ engine, notebookId, datasetId }: OpenShop): Promise<string> {
  const inputs = { interactions: [{ from: 'dataset' as const, datasetId }] };
  return addStep(engine, notebookId, 'tune.ranking', { parameters: SEARCH, inputs });
}

/** The states that the file keeps, by the hashes of their bytes. */
function kept(file: string): string[] {
  const reader = openReader(file);
  const rows = reader.sql('SELECT hash FROM _clientele_checkpoints').all() as { hash: string }[];
  reader.close();
  return rows.map(({ hash }) => hash);
}

/** Resolves once the file has been seen with so many states, one after the other. */
async function untilKept(file: string, n: number): Promise<void> {
  const seen = new Set<string>();
  for (;;) {
    for (const hash of kept(file)) seen.add(hash);
    if (seen.size >= n) return;
    await pause(2);
  }
}

/** How many trials a search shows; 0 for other events. */
const nShown = (event: EngineEvent): number =>
  event.type === 'run.preview' ? ((event.figure as LineFigure).series[0]?.x.length ?? 0) : 0;

/** The trials of an uninterrupted search in a shop like this one. */
async function trialsOfWhole(): Promise<string> {
  const shop = await openShop();
  return hashOf(await runPanel(shop.engine, shop.notebookId, await addSearch(shop)), 'trials');
}

/** Runs a search that was cut short to its end: it goes on, ends as if it had not been, and nothing is kept. */
async function expectToGoOn({ engine, notebookId, path }: OpenShop, panelId: string): Promise<void> {
  expect(kept(path)).toHaveLength(1);
  const from = engine.events.length;
  const view = await runPanel(engine, notebookId, panelId);
  expect(
    engine.events
      .slice(from)
      .map(nShown)
      .find((n) => n > 0),
  ).toBeGreaterThan(1);
  expect((await engine.call('run.list', { panelId }))[0]).toMatchObject({ state: 'succeeded' });
  expect(view.run?.outputs.find(({ id }) => id === 'trials')?.table?.nRows).toBe(N_TRIALS);
  expect(kept(path)).toEqual([]);
  expect(hashOf(view, 'trials')).toBe(await trialsOfWhole());
}

it('goes on with a cancelled search where it stopped', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const panelId = await addSearch(shop);
  const { jobIds } = await engine.call('panel.run', { panelId });
  await untilKept(shop.path, 2);
  for (const jobId of jobIds) await engine.call('job.cancel', { jobId });
  expect(await codeOf(engine.wait(jobIds))).toBe('cancelled');
  expect(await viewOf(engine, notebookId, panelId)).toMatchObject({ run: null });
  await expectToGoOn(shop, panelId);
});

it('goes on with a search after the engine was killed', async () => {
  const shop = await openShop();
  const panelId = await addSearch(shop);
  await shop.engine.call('project.close', {});
  const killed = await startEngineProcess('engine');
  await killed.call('file.grant', { path: shop.path, write: true });
  await killed.call('project.open', { path: shop.path });
  await killed.call('panel.run', { panelId });
  await untilKept(shop.path, 3);
  await killed.kill();
  await shop.engine.call('project.open', { path: shop.path });
  await expectToGoOn(shop, panelId);
});

it('begins anew where the state of a run was damaged', async () => {
  const shop = await openShop();
  const { engine, notebookId, path } = shop;
  const panelId = await addSearch(shop);
  const { jobIds } = await engine.call('panel.run', { panelId });
  await untilKept(shop.path, 2);
  for (const jobId of jobIds) await engine.call('job.cancel', { jobId });
  expect(await codeOf(engine.wait(jobIds))).toBe('cancelled');
  await engine.call('project.close', {});
  const connection = connectForWriting(path);
  const [hash] = kept(path);
  expect(connection.sql('UPDATE _clientele_artifacts SET crc = crc + 1 WHERE output_hash = ?').run(hash).changes).toBe(
    1,
  );
  connection.db.close();
  await engine.call('project.open', { path });
  const view = await runPanel(engine, notebookId, panelId);
  expect(view.run?.outputs.find(({ id }) => id === 'trials')?.table?.nRows).toBe(N_TRIALS);
  expect(kept(path)).toEqual([]);
});

it('keeps the state of some runs that were cut short, not of all', async () => {
  const shop = await openShop();
  const { engine, path } = shop;
  const panelId = await addSearch(shop);
  for (let seed = 1; seed <= 10; seed++) {
    await engine.call('panel.update', { panelId, patch: { seed } });
    const { jobIds } = await engine.call('panel.run', { panelId });
    await engine.next((event) => nShown(event) > 0);
    for (const jobId of jobIds) await engine.call('job.cancel', { jobId });
    expect(await codeOf(engine.wait(jobIds))).toBe('cancelled');
  }
  expect(kept(path).length).toBeLessThanOrEqual(8);
  expect(kept(path).length).toBeGreaterThan(5);
});
