import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, type App } from './harness.ts';
import { ask, focusPanel, leave, until, untilIdle } from './tour.ts';

/** What the window says of what computes, and how a model is seen to learn. */

let app: App;
let notebookId: string;

beforeAll(async () => {
  app = await launch({ sample: true, locale: 'en', theme: 'light', size: { width: 1280, height: 800 } });
  await until('the notebook', async () => ((await ask(app, 'project.view', {}))?.notebooks.length ?? 0) > 0);
  notebookId = (await ask(app, 'project.view', {}))?.notebooks[0]?.id ?? '';
  await untilIdle(app);
  await until('the backends', async () => (await ask(app, 'system.backends', {})).state === 'ready', 90);
});
afterAll(() => app.close());

const dialog = () => app.page.getByRole('dialog', { name: 'What this machine computes with' });

it('says below what computes, and by the keyboard why', async () => {
  await leave(app);
  const chip = app.page.locator('.status-button');
  const report = await ask(app, 'system.backends', {});
  expect(await chip.textContent()).toMatch(/^(CPU \(|WebGPU: |CUDA: )/);
  await chip.focus();
  await app.page.keyboard.press('Enter');
  await dialog().waitFor();
  const rows = dialog().locator('tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(5);
  for (const { reason } of report.backends) {
    if (!reason) continue;
    const start = reason.text.en.split(/[{:]/)[0]?.trim() ?? '';
    await dialog().locator('tbody').getByText(start).first().waitFor();
  }
  expect(await dialog().locator('tr.is-used').count()).toBe(report.chosen === null ? 0 : 1);
});

it('forces how loops compute, and a run says so', async () => {
  await dialog().getByRole('combobox', { name: 'Compute loops with' }).click();
  await app.page.getByRole('option', { name: 'Plain', exact: true }).click();
  await until('the choice', async () => (await ask(app, 'system.settings', {})).kernels === 'plain');
  await dialog().getByText('Plain,').waitFor();
  await leave(app);
  const panel = (await ask(app, 'notebook.view', { notebookId })).find(
    ({ panel: { step } }) => step === 'cluster.kmeans',
  );
  const panelId = panel?.panel.id ?? '';
  await until('the panel to be stale', async () =>
    (await ask(app, 'notebook.view', { notebookId })).some(({ reason }) => reason?.code === 'kernels-changed'),
  );
  await ask(app, 'panel.run', { panelId });
  await untilIdle(app);
  const run = (await ask(app, 'notebook.view', { notebookId })).find(({ panel: { id } }) => id === panelId)?.run;
  expect(run?.backend.variant).toBe('plain');
  await app.page.locator(`#tree-${notebookId}`).click();
  await focusPanel(app, panelId);
  await app.page.locator('.in-facts dd', { hasText: 'Plain' }).waitFor();
  await ask(app, 'system.setSettings', { kernels: null });
});

it('shows the loss as it falls, and stops at once', async () => {
  const { panelId } = await ask(app, 'panel.add', {
    notebookId,
    afterId: null,
    kind: 'step',
    step: 'transform.autoencoder',
  });
  await ask(app, 'panel.update', { panelId, patch: { parameters: { epochs: 5000, patience: 0 } } });
  await ask(app, 'panel.run', { panelId });
  await focusPanel(app, panelId);
  const forming = app.page.locator(`[data-panel="${panelId}"] .pn-forming`);
  await forming.locator('.js-plotly-plot .scatterlayer .trace').first().waitFor();
  expect(await forming.locator('[role=img]').getAttribute('aria-label')).toMatch(/loss falls from/);
  await app.page.locator(`[data-panel="${panelId}"] .pn-run`).getByRole('button', { name: 'Cancel' }).click();
  const cancelledAt = Date.now();
  await untilIdle(app);
  console.warn(`the training ended ${Date.now() - cancelledAt} ms after it was cancelled`);
  const runs = await ask(app, 'run.list', { panelId, limit: 1 });
  expect(runs[0]?.state).toBe('cancelled');
});

it('raised no complaint', () => expect(app.complaints).toEqual([]));
