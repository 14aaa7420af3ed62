import { appendFileSync, copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hashOf, importInto, rowsOf, runPanel, viewOf } from '../engine-harness.ts';
import { addClustering, openShop, reopen, type OpenShop } from './shop.ts';

/** What a person defined, without what follows from it. */
async function definitionOf({ engine }: OpenShop): Promise<unknown> {
  const view = await engine.call('project.view', {});
  const panels = await Promise.all(
    (view?.notebooks ?? []).map(({ id }) => engine.call('notebook.view', { notebookId: id })),
  );
  return {
    datasets: view?.datasets,
    notebooks: view?.notebooks,
    segments: view?.segments,
    panels: panels.flat().map(({ panel }) => panel),
    settings: await engine.call('settings.get', {}),
  };
}

async function undoAll({ engine }: OpenShop, until: (code: string) => boolean = () => false): Promise<number> {
  for (let n = 0; ; n++) {
    const undone = await engine.call('history.undo', {});
    if (!undone || until(undone.code)) return n + (undone ? 1 : 0);
  }
}

/** Two more orders of a customer who has some, and one line that is there already. */
function nextMonth({ folder, files }: OpenShop): string {
  const file = path.join(folder, 'next-month.csv');
  const [header = '', first = ''] = readFileSync(files.orders, 'utf8').split('\n');
  copyFileSync(files.orders, file);
  const fresh = first.split(',');
  const lines = ['900001', '900002'].map((order) => [order, ...fresh.slice(1)].join(','));
  appendFileSync(file, `${lines.join('\n')}\n`);
  expect(header.startsWith('order_id')).toBe(true);
  return file;
}

it('takes everything back and brings it again, across close and open', async () => {
  const shop = await openShop();
  const { engine, notebookId, datasetId } = shop;
  const before = await definitionOf(shop);
  const first = (await engine.call('project.view', {}))?.undo;

  const { rfm, kmeans } = await addClustering(shop);
  await runPanel(engine, notebookId, kmeans);
  await importInto(engine, [nextMonth(shop)], { mode: 'append', datasetId });
  await importInto(engine, [shop.files.customers], { name: 'people' });
  await engine.call('segment.add', {
    name: 'Frequent',
    kind: 'frozen',
    source: { from: 'panel', panelId: rfm, output: 'rfm' },
    predicate: { op: 'between', column: 'frequency', min: 5, max: null },
  });
  await engine.call('settings.set', { key: 'report.author', value: 'Ada' });
  await engine.call('dataset.update', { datasetId, name: 'order_lines' });
  await engine.call('panel.delete', { panelId: kmeans });
  await engine.call('notebook.rename', { notebookId, title: 'Groups' });
  await engine.call('notebook.delete', { notebookId });
  const people = (await engine.call('project.view', {}))?.datasets.find(({ name }) => name === 'people');
  await engine.call('dataset.delete', { datasetId: people?.id ?? '' });
  const after = await definitionOf(shop);

  await reopen(shop);
  expect(await definitionOf(shop)).toEqual(after);
  let nUndone = 0;
  while (JSON.stringify((await engine.call('project.view', {}))?.undo) !== JSON.stringify(first)) {
    expect(await engine.call('history.undo', {})).not.toBeNull();
    nUndone++;
  }
  expect(await definitionOf(shop)).toEqual(before);

  await reopen(shop);
  for (let n = 0; n < nUndone; n++) expect(await engine.call('history.redo', {})).not.toBeNull();
  expect(await engine.call('history.redo', {})).toBeNull();
  expect(await definitionOf(shop)).toEqual(after);
});

it('brings a deleted notebook back with its results, without computing them again', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { kmeans } = await addClustering(shop);
  const before = await runPanel(engine, notebookId, kmeans);
  await engine.call('notebook.delete', { notebookId });
  await reopen(shop);
  await engine.call('history.undo', {});
  const after = await viewOf(engine, notebookId, kmeans);
  expect(after.state).toBe('ready');
  expect(hashOf(after, 'clusters')).toBe(hashOf(before, 'clusters'));
});

it('shows the older run after undo of a parameter and the newer after redo', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { kmeans } = await addClustering(shop, 3);
  const three = await runPanel(engine, notebookId, kmeans);
  await engine.call('panel.update', { panelId: kmeans, patch: { parameters: { nClusters: 5 } } });
  const five = await runPanel(engine, notebookId, kmeans);
  await reopen(shop);
  await engine.call('history.undo', {});
  expect(await viewOf(engine, notebookId, kmeans)).toMatchObject({ state: 'ready', run: { id: three.run?.id } });
  await engine.call('history.redo', {});
  expect(await viewOf(engine, notebookId, kmeans)).toMatchObject({ state: 'ready', run: { id: five.run?.id } });
});

it('makes panels stale by an import of new lines and ready again when it is undone', async () => {
  const shop = await openShop();
  const { engine, notebookId, datasetId } = shop;
  const { clean, kmeans } = await addClustering(shop);
  const before = await runPanel(engine, notebookId, kmeans);
  const nRows = async () => (await engine.call('project.view', {}))?.datasets[0]?.nRows ?? 0;
  const nBefore = await nRows();
  await importInto(engine, [nextMonth(shop)], { mode: 'append', datasetId });
  expect(await nRows()).toBe(nBefore + 2);
  expect((await viewOf(engine, notebookId, clean)).reason).toEqual({ code: 'input-changed', port: 'orders' });
  expect((await viewOf(engine, notebookId, kmeans)).state).toBe('stale');
  await engine.call('history.undo', {});
  expect(await nRows()).toBe(nBefore);
  expect(await viewOf(engine, notebookId, kmeans)).toMatchObject({ state: 'ready', run: { id: before.run?.id } });
});

it('forgets what could be redone once something else is edited', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  await engine.call('notebook.rename', { notebookId, title: 'A' });
  await engine.call('history.undo', {});
  await engine.call('notebook.rename', { notebookId, title: 'B' });
  expect(await engine.call('history.redo', {})).toBeNull();
  expect((await engine.call('project.view', {}))?.redo).toBeNull();
  await undoAll(shop);
  expect(await engine.call('history.undo', {})).toBeNull();
  expect((await engine.call('project.view', {}))?.datasets).toEqual([]);
});

it('restores the parameters, seed and inputs of an older run as an edit', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm, scale, kmeans } = await addClustering(shop, 3);
  const first = await runPanel(engine, notebookId, kmeans);
  const patch = {
    parameters: { nClusters: 4 },
    seed: 11,
    inputs: { table: [{ from: 'panel', panelId: rfm, output: 'rfm' } as const] },
  };
  await engine.call('panel.update', { panelId: kmeans, patch });
  await runPanel(engine, notebookId, kmeans);
  await engine.call('run.restore', { runId: first.run?.id ?? '' });
  const restored = await viewOf(engine, notebookId, kmeans);
  expect(restored.panel).toMatchObject({
    seed: 7,
    inputs: { table: [{ from: 'panel', panelId: scale, output: 'scaled' }] },
  });
  expect(restored).toMatchObject({ state: 'ready', run: { id: first.run?.id } });
  await engine.call('history.undo', {});
  expect((await viewOf(engine, notebookId, kmeans)).panel).toMatchObject(patch);
});

it('compares runs: parameters, metrics and the rows that changed cluster', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { kmeans } = await addClustering(shop, 3);
  const before = await runPanel(engine, notebookId, kmeans);
  const read = () => rowsOf(engine, { from: 'panel', panelId: kmeans, output: 'clusters' }, ['customer_id', 'cluster']);
  const old = new Map((await read()) as [string, number][]);
  await engine.call('panel.update', { panelId: kmeans, patch: { parameters: { nClusters: 4 }, seed: 8 } });
  const after = await runPanel(engine, notebookId, kmeans);
  const now = await read();
  const ids = { before: before.run?.id ?? '', after: after.run?.id ?? '' };
  const { parameters, metrics, clusters } = await engine.call('run.compare', ids);
  expect(parameters).toEqual([
    { name: 'nClusters', before: 3, after: 4 },
    { name: 'seed', before: 7, after: 8 },
  ]);
  const inertia = metrics.find(({ output }) => output === 'inertia');
  expect(inertia?.after?.value).toBeLessThan(inertia?.before?.value ?? 0);
  expect(clusters?.nCommon).toBe(now.length);
  expect(clusters?.counts.reduce((sum, count) => sum + count, 0)).toBe(now.length);
  const cell = (a: string, b: string): number => now.filter(([id, to]) => String(old.get(String(id))) === a && String(to) === b).length; // prettier-ignore
  const expected = clusters?.before.flatMap((a) => clusters.after.map((b) => cell(a, b)));
  expect(clusters?.counts).toEqual(expected);
  const same = await engine.call('run.compare', { before: ids.before, after: ids.before });
  expect(same).toMatchObject({ parameters: [], clusters: { nMoved: 0 } });
});

it('lists runs and pins one for good', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm, kmeans } = await addClustering(shop);
  const { run } = await runPanel(engine, notebookId, kmeans);
  await engine.call('run.pin', { runId: run?.id ?? '', pinned: true });
  await reopen(shop);
  const runs = await engine.call('run.list', { panelId: kmeans });
  expect(runs).toMatchObject([{ id: run?.id, pinned: true, state: 'succeeded', seed: 7 }]);
  expect(await engine.call('run.list', {})).toHaveLength(4);
  expect(await engine.call('run.list', { panelId: rfm, limit: 1 })).toHaveLength(1);
});
