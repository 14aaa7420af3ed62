import path from 'node:path';
import { expect, it } from 'vitest';
import { backendIds } from '../../../src-main/contract/backends.ts';
import { forceBackend } from '../../../src-main/engine/tensor/forced.ts';
import { preferVariant } from '../../../src-main/engine/kernels/variant.ts';
import { addStep, afterwards, startEngine, temporaryFolder } from '../engine-harness.ts';
import { openShop } from './shop.ts';

// What is forced belongs to the process, which other tests of this file share.
afterwards(() => {
  forceBackend(null);
  preferVariant(null);
});

it('checks every backend once it is asked, and tells each as it is found', async () => {
  const engine = startEngine({ configFolder: temporaryFolder() });
  const ready = engine.next((event) => event.type === 'backends.changed' && event.report.state === 'ready');
  expect(await engine.call('system.backends', {})).toMatchObject({ state: 'checking', backends: [] });
  await ready;
  const report = await engine.call('system.backends', {});
  expect(report.backends.map(({ id }) => id)).toEqual(backendIds);
  for (const { usable, reason } of report.backends) expect(usable).toBe(reason === null);
  expect(report.backends.find(({ id }) => id === 'wasm')).toMatchObject({ usable: true });
  expect(report.backends.find(({ id }) => id === report.chosen)?.usable).toBe(true);
  await engine.close();
});

it('remembers what it was told to compute with, outside any project', async () => {
  const configFolder = path.join(temporaryFolder(), 'not-there-yet');
  const first = startEngine({ configFolder });
  const report = await first.call('system.setSettings', { backend: 'js', kernels: 'plain' });
  expect(report).toMatchObject({ chosen: 'js', forced: true, kernels: { variant: 'plain', forced: true } });
  await first.call('system.setSettings', { kernels: null });
  await first.close();
  const second = startEngine({ configFolder });
  expect(await second.call('system.settings', {})).toEqual({ backend: 'js', kernels: null });
  await second.call('system.setSettings', { backend: null });
  expect(await second.call('system.settings', {})).toEqual({ backend: null, kernels: null });
  await second.close();
});

it('takes a model for another one once its backend is forced, and what trains none for the same', async () => {
  const { engine: ofTheShop, notebookId, path: file } = await openShop();
  await ofTheShop.call('project.close', {});
  // The shop's own engine was started with a backend, which goes before every setting.
  const engine = startEngine({ configFolder: temporaryFolder() });
  await engine.call('project.open', { path: file });
  const rfm = await addStep(engine, notebookId, 'features.rfm');
  const coder = await addStep(engine, notebookId, 'transform.autoencoder', {
    parameters: { epochs: 1 },
    inputs: { table: [{ from: 'panel', panelId: rfm, output: 'rfm' }] },
  });
  const { jobIds } = await engine.call('panel.run', { panelId: coder });
  await engine.wait(jobIds);
  const states = async (): Promise<(string | undefined)[]> => {
    // Any edit brings the states up to date.
    await engine.call('notebook.rename', { notebookId, title: `Shop ${Math.random()}` });
    const views = await engine.call('notebook.view', { notebookId });
    return [rfm, coder].map((id) => views.find(({ panel }) => panel.id === id)?.state);
  };
  expect(await states()).toEqual(['ready', 'ready']);
  await engine.call('system.setSettings', { backend: 'js' });
  expect(await states()).toEqual(['ready', 'stale']);
  await engine.call('system.setSettings', { backend: null });
  expect(await states()).toEqual(['ready', 'ready']);
  await engine.close();
});
