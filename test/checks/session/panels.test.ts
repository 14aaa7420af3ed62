import { expect, it } from 'vitest';
import { chosenVariant } from '../../../src-main/engine/kernels/variant.ts';
import { addStep, codeOf, hashOf, rowsOf, runPanel, viewOf } from '../engine-harness.ts';
import { addClustering, openShop, type OpenShop } from './shop.ts';

const states = async ({ engine, notebookId }: OpenShop): Promise<string[]> =>
  (await engine.call('notebook.view', { notebookId })).map(({ state }) => state);

it('runs a panel with what it needs, and only what is not up to date', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { kmeans } = await addClustering(shop);
  expect(await states(shop)).toEqual(['empty', 'empty', 'empty', 'empty']);

  const view = await runPanel(engine, notebookId, kmeans);
  expect(view).toMatchObject({ state: 'ready', isOld: false, error: null, jobId: null });
  expect(await states(shop)).toEqual(['ready', 'ready', 'ready', 'ready']);
  const clusters = await rowsOf(engine, { from: 'panel', panelId: kmeans, output: 'clusters' }, ['cluster']);
  expect(new Set(clusters.flat()).size).toBe(3);

  await engine.call('panel.update', { panelId: kmeans, patch: { parameters: { nClusters: 4 } } });
  expect(await states(shop)).toEqual(['ready', 'ready', 'ready', 'stale']);
  const stale = await viewOf(engine, notebookId, kmeans);
  expect(stale).toMatchObject({ isOld: true, reason: { code: 'parameters-changed' } });
  expect(stale.run?.id).toBe(view.run?.id);

  const { jobIds } = await engine.call('notebook.runStale', { notebookId });
  await engine.wait(jobIds);
  expect(await states(shop)).toEqual(['ready', 'ready', 'ready', 'ready']);
  const { jobIds: none } = await engine.call('notebook.runStale', { notebookId });
  expect(none).toEqual([]);
});

it('marks everything below a changed panel, and takes cached runs back where they fit', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm, scale, kmeans } = await addClustering(shop);
  const before = await runPanel(engine, notebookId, kmeans);
  await engine.call('panel.update', { panelId: rfm, patch: { parameters: { referenceDate: Date.UTC(2026, 5, 1) } } });
  expect(await states(shop)).toEqual(['ready', 'stale', 'stale', 'stale']);
  expect((await viewOf(engine, notebookId, scale)).reason).toEqual({ code: 'input-not-ready', panelId: rfm });
  await runPanel(engine, notebookId, kmeans);

  await engine.call('panel.update', { panelId: rfm, patch: { parameters: {} } });
  const after = await viewOf(engine, notebookId, kmeans);
  expect(after.state).toBe('ready');
  expect(after.run?.id).toBe(before.run?.id);
});

it('refuses parameters past their bounds by name and keeps what was there', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const kmeans = await addStep(engine, notebookId, 'cluster.kmeans', { parameters: { nClusters: 4 } });
  const refused = engine.call('panel.update', { panelId: kmeans, patch: { parameters: { nClusters: 1 } } });
  await expect(refused).rejects.toMatchObject({ code: 'bad-parameter' });
  expect((await viewOf(engine, notebookId, kmeans)).panel.parameters).toEqual({ nClusters: 4 });
});

it('disables a panel: what reads it misses its input, and enabling mends it', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm, kmeans } = await addClustering(shop);
  const before = await runPanel(engine, notebookId, kmeans);
  await engine.call('panel.update', { panelId: rfm, patch: { disabled: true } });
  expect(await states(shop)).toEqual(['ready', 'disabled', 'stale', 'stale']);
  expect(await codeOf(runPanel(engine, notebookId, kmeans))).toBe('missing-input');
  await engine.call('panel.update', { panelId: rfm, patch: { disabled: false } });
  expect((await viewOf(engine, notebookId, kmeans)).run?.id).toBe(before.run?.id);
  expect(await states(shop)).toEqual(['ready', 'ready', 'ready', 'ready']);
});

it('connects a new panel to what a panel shows, though another computed it', async () => {
  const shop = await openShop();
  const { engine } = shop;
  const { rfm } = await addClustering(shop);
  const first = await runPanel(engine, shop.notebookId, rfm);
  const { notebookId } = await engine.call('notebook.add', { title: 'again' });
  await runPanel(engine, notebookId, await addStep(engine, notebookId, 'prepare.clean'));
  const again = await addStep(engine, notebookId, 'features.rfm');
  expect((await runPanel(engine, notebookId, again)).run?.id).toBe(first.run?.id);
  const kmeans = await viewOf(engine, notebookId, await addStep(engine, notebookId, 'cluster.kmeans'));
  expect(kmeans.panel.inputs).toEqual({ table: [{ from: 'panel', panelId: again, output: 'rfm' }] });
  // Each shows it under a name of its own.
  const { panelId } = await engine.call('panel.add', { notebookId, afterId: null, kind: 'sql', body: 'SELECT count(*) AS n FROM rfm_2' }); // prettier-ignore
  await runPanel(engine, notebookId, panelId);
  expect(await rowsOf(engine, { from: 'panel', panelId, output: 'result' }, ['n'])).toEqual([[100]]);
});

it('duplicates a panel under free names, which is ready at once', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm } = await addClustering(shop);
  const first = await runPanel(engine, notebookId, rfm);
  const { panelId } = await engine.call('panel.duplicate', { panelId: rfm });
  const copy = await viewOf(engine, notebookId, panelId);
  expect(copy.panel.names).toEqual({ rfm: 'rfm_2' });
  expect(copy.state).toBe('ready');
  expect(hashOf(copy, 'rfm')).toBe(hashOf(first, 'rfm'));
  const order = (await engine.call('notebook.view', { notebookId })).map(({ panel }) => panel.id);
  expect(order.indexOf(panelId)).toBe(order.indexOf(rfm) + 1);
});

it('moves panels and puts a new one first', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { clean, rfm, scale, kmeans } = await addClustering(shop);
  const order = async (): Promise<string[]> =>
    (await engine.call('notebook.view', { notebookId })).map(({ panel }) => panel.id);
  await engine.call('panel.move', { panelId: kmeans, afterId: clean });
  expect(await order()).toEqual([clean, kmeans, rfm, scale]);
  await engine.call('panel.move', { panelId: kmeans, afterId: null });
  expect(await order()).toEqual([kmeans, clean, rfm, scale]);
  const note = { notebookId, afterId: null, first: true, kind: 'note', body: '# Hello' } as const;
  const { panelId } = await engine.call('panel.add', note);
  expect(await order()).toEqual([panelId, kmeans, clean, rfm, scale]);
});

it('deletes a panel: what read it says so, its name is free, and undo mends both', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm, kmeans } = await addClustering(shop);
  await runPanel(engine, notebookId, kmeans);
  await engine.call('panel.delete', { panelId: rfm });
  expect(await states(shop)).toEqual(['ready', 'stale', 'stale']);
  expect(await codeOf(engine.call('panel.run', { panelId: rfm }))).toBe('not-found');
  expect(await codeOf(runPanel(engine, notebookId, kmeans))).toBe('missing-input');
  await engine.call('history.undo', {});
  expect(await states(shop)).toEqual(['ready', 'ready', 'ready', 'ready']);
});

it('refuses a name that is taken and publishes under the new one', async () => {
  const shop = await openShop();
  const { engine, notebookId } = shop;
  const { rfm } = await addClustering(shop);
  await runPanel(engine, notebookId, rfm);
  const rename = (name: string) => engine.call('panel.update', { panelId: rfm, patch: { names: { rfm: name } } });
  expect(await codeOf(rename('Interactions'))).toBe('name-taken');
  await rename('my_rfm');
  const sql = await engine.call('panel.add', {
    notebookId,
    afterId: null,
    kind: 'sql',
    body: 'SELECT count(*) AS n FROM my_rfm',
  });
  await runPanel(engine, notebookId, sql.panelId);
  const [[n]] = (await rowsOf(engine, { from: 'panel', panelId: sql.panelId, output: 'result' }, ['n'])) as [[number]];
  expect(n).toBe((await viewOf(engine, notebookId, rfm)).run?.outputs.find(({ id }) => id === 'rfm')?.table?.nRows);
});

it('says what each port can be connected to and which columns it then has', async () => {
  const shop = await openShop();
  const { engine, notebookId, datasetId } = shop;
  const { clean, rfm, kmeans } = await addClustering(shop);
  await runPanel(engine, notebookId, rfm);
  const choices = await engine.call('panel.inputs', { panelId: rfm });
  const suiting = choices.orders?.filter(({ suits }) => suits).map(({ ref }) => ref);
  expect(suiting).toContainEqual({ from: 'panel', panelId: clean, output: 'clean' });
  expect(suiting).toContainEqual({ from: 'dataset', datasetId });
  expect((await engine.call('panel.columns', { panelId: rfm })).orders?.map(({ name }) => name)).toContain(
    'customer_id',
  );
  expect((await engine.call('panel.inputs', { panelId: kmeans })).table?.length).toBeGreaterThan(1);
});

it.skipIf(process.env.CLIENTELE_KERNELS !== undefined)(
  'marks what other loops computed, until they are back',
  async () => {
    const shop = await openShop();
    const { engine, notebookId } = shop;
    const { kmeans } = await addClustering(shop);
    await runPanel(engine, notebookId, kmeans);
    await engine.call('system.setSettings', { kernels: chosenVariant() === 'plain' ? 'simd' : 'plain' });
    expect(await states(shop)).toEqual(['stale', 'stale', 'stale', 'stale']);
    const [first] = await engine.call('notebook.view', { notebookId });
    expect(first?.reason).toEqual({ code: 'kernels-changed' });
    await engine.call('system.setSettings', { kernels: null });
    expect(await states(shop)).toEqual(['ready', 'ready', 'ready', 'ready']);
  },
);
