import { expect, it } from 'vitest';
import { openReader } from '../../../src-main/engine/storage/reader.ts';
import { addStep, codeOf, runPanel, viewOf } from '../engine-harness.ts';
import { addClustering, openShop, reopen } from './shop.ts';

it('keeps a run that failed, with its reason, and never shows it instead of a good one', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { kmeans } = await addClustering(shop);
  const good = await runPanel(engine, notebookId, kmeans);
  await engine.call('panel.update', { panelId: kmeans, patch: { parameters: { nClusters: 200 } } });
  expect(await codeOf(runPanel(engine, notebookId, kmeans))).toBe('too-few-rows');
  expect(await viewOf(engine, notebookId, kmeans)).toMatchObject({
    state: 'failed',
    isOld: true,
    run: { id: good.run?.id },
  });
  await reopen(shop);
  const [failed, before] = await engine.call('run.list', { panelId: kmeans });
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'too-few-rows' }, outputs: [] });
  expect(failed?.parameters).toMatchObject({ nClusters: 200 });
  expect(before).toEqual({ ...good.run, note: '' });
  // It can be compared and restored as any other.
  const compared = await engine.call('run.compare', { before: good.run?.id ?? '', after: failed?.id ?? '' });
  expect(compared.parameters).toEqual([{ name: 'nClusters', before: 3, after: 200 }]);
  await engine.call('run.restore', { runId: good.run?.id ?? '' });
  expect(await viewOf(engine, notebookId, kmeans)).toMatchObject({ state: 'ready', run: { id: good.run?.id } });
});

it('keeps a run that was cancelled, and shows it while it goes on', async () => {
  const shop = await openShop();
  const { engine, notebookId, path: file } = shop;
  const { clean } = await addClustering(shop);
  await runPanel(engine, notebookId, clean);
  const busy = await addStep(engine, notebookId, 'cluster.kmeans', {
    inputs: { table: [{ from: 'panel', panelId: clean, output: 'clean' }] },
    parameters: { nClusters: 200, nRestarts: 100, tolerance: 0 },
  });
  const { jobIds } = await engine.call('panel.run', { panelId: busy });
  await engine.next((event) => event.type === 'jobs.changed' && event.jobs.some(({ fraction }) => fraction > 0));
  expect(await engine.call('run.list', { panelId: busy })).toMatchObject([{ state: 'running' }]);
  for (const jobId of jobIds) await engine.call('job.cancel', { jobId });
  expect(await codeOf(engine.wait(jobIds))).toBe('cancelled');
  expect(await engine.call('run.list', { panelId: busy })).toMatchObject([{ state: 'cancelled', outputs: [] }]);
  const reader = openReader(file);
  expect(reader.sql('SELECT count(*) AS n FROM _clientele_current_runs WHERE panel_id = ?').get(busy)).toEqual({
    n: 0,
  });
  reader.close();
});
