import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeShop } from '../../resources/sample/write-shop.ts';
import type { InputRef } from '../../src-main/contract/step.ts';
import { answerSaveDialog, type App } from './harness.ts';
import { openImported } from './imported.ts';
import { ask, command, leave, settle, until, untilIdle } from './tour.ts';

/** What an analyst does: features, groups found in three ways, a lasso that becomes a rule, and all of it taken back and done again. */

const SEGMENT = 'Worth a letter 值得联系';

let app: App;
let notebookId = '';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-analyst-'));

beforeAll(async () => {
  await writeShop(folder, { seed: 11, nCustomers: 400, nProducts: 80 });
  const file = path.join(folder, 'orders.csv');
  const nRows = fs.readFileSync(file, 'utf8').trimEnd().split('\n').length - 1;
  ({ app } = await openImported(file, nRows));
  app.page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await app.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const from = (panelId: string, output: string): InputRef[] => [{ from: 'panel', panelId, output }];

async function add(step: string, inputs: Record<string, InputRef[]>, parameters = {}): Promise<string> {
  const { panelId } = await ask(app, 'panel.add', { notebookId, afterId: null, kind: 'step', step });
  await ask(app, 'panel.update', { panelId, patch: { inputs, parameters } });
  return panelId;
}

let map = '';

it('builds features, ranks them, and clusters them in three ways', async () => {
  ({ notebookId } = await ask(app, 'notebook.add', { title: 'Groups' }));
  const datasetId = (await ask(app, 'project.view', {}))?.datasets[0]?.id ?? '';
  const clean = await add('prepare.clean', { orders: [{ from: 'dataset', datasetId }] });
  const features = await add('features.rfm', { orders: from(clean, 'clean') });
  await add('select.rank', { table: from(features, 'rfm') }, { target: 'monetary' });
  const scaled = await add('transform.scale', { table: from(features, 'rfm') });
  const kmeans = await add('cluster.kmeans', { table: from(scaled, 'scaled') }, { nClusters: 3 });
  const mixture = await add('cluster.gaussian-mixture', { table: from(scaled, 'scaled') }, { nClusters: 3 });
  const tree = await add('cluster.hierarchical', { table: from(scaled, 'scaled') }, { nClusters: 3 });
  const first = from(kmeans, 'clusters');
  await add('cluster.compare', { first, second: from(mixture, 'clusters') });
  await add('cluster.compare', { first, second: from(tree, 'clusters') });
  map = await add('project.pca', { table: from(scaled, 'scaled') });
  await ask(app, 'notebook.runStale', { notebookId });
  await untilIdle(app);
  const views = await ask(app, 'notebook.view', { notebookId });
  expect(views.map(({ panel, state, error }) => ({ step: panel.step, state, error }))).toEqual(
    views.map(({ panel }) => ({ step: panel.step, state: 'ready', error: null })),
  );
});

it('draws a lasso on the map, which says what sets them apart and becomes a rule', async () => {
  const { page } = app;
  await leave(app);
  await page.locator(`#tree-${notebookId}`).click();
  const panel = page.locator(`[data-panel="${map}"]`);
  await panel.scrollIntoViewIfNeeded();
  const area = panel.locator('.js-plotly-plot .nsewdrag').first();
  await area.waitFor();
  await area.scrollIntoViewIfNeeded();
  await settle(app);
  const box = (await area.boundingBox())!;
  const corners = [[0.35, 0.02], [0.98, 0.02], [0.98, 0.98], [0.35, 0.98], [0.35, 0.05]] as const; // prettier-ignore
  await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.02);
  await page.mouse.down();
  for (const [x, y] of corners) await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 6 });
  await page.mouse.up();
  await until('the selection', async () => (await ask(app, 'selection.view', {}))?.predicate.op === 'polygon');
  await page.getByRole('button', { name: 'What sets them apart' }).click();
  await page.locator('.in-apart tbody tr').first().waitFor();
  await page.getByRole('button', { name: 'Select by this rule' }).click();
  await until('the rule', async () => (await ask(app, 'selection.view', {}))?.predicate.op !== 'polygon');
});

it('keeps the rule as a segment, edits it, and exports its customers', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Keep as segment' }).click();
  await page.getByLabel('Name of the segment').fill(SEGMENT);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('button', { name: 'Show it' }).click();
  const segment = async () => (await ask(app, 'project.view', {}))?.segments[0];
  const before = await segment();
  expect(before).toMatchObject({ name: SEGMENT, kind: 'rule', entity: 'customer' });
  const rule = page.locator('.page-rule');
  await rule.getByRole('button', { name: 'Add condition' }).click();
  const added = rule.locator('.fd-test').last();
  await added.getByLabel('Column').fill('Frequency');
  await page.getByRole('option', { name: 'Frequency', exact: true }).click();
  await added.getByLabel('From').fill('12');
  await rule.getByRole('button', { name: 'Apply' }).click();
  await until('other members', async () => (await segment())?.membersHash !== before?.membersHash);
  const file = path.join(folder, 'customers.csv');
  await answerSaveDialog(app, file);
  await page.locator('.middle-head').getByRole('button', { name: 'Export…' }).click();
  await until('the file', () => fs.existsSync(file));
  await untilIdle(app);
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  expect(lines.length - 1).toBe((await segment())?.count);
});

it('takes everything back, and does it all again', async () => {
  const shape = async () => {
    const project = await ask(app, 'project.view', {});
    const views = project?.notebooks.length ? await ask(app, 'notebook.view', { notebookId }) : [];
    return {
      datasets: project?.datasets.map(({ name, nRows }) => ({ name, nRows })),
      segments: project?.segments.map(({ name, count, membersHash }) => ({ name, count, membersHash })),
      panels: views.map(({ panel: { step, parameters, inputs } }) => ({ step, parameters, inputs })),
    };
  };
  const whole = await shape();
  const times = async (id: 'history.undo' | 'history.redo', way: 'undo' | 'redo') => {
    let n = 0;
    for (; (await ask(app, 'project.view', {}))?.[way]; n++) {
      // The first by the command that a person gives, the many after it as that command does it.
      if (n === 0) await command(app, id);
      else await ask(app, `history.${way}`, {});
      expect(n).toBeLessThan(100);
    }
    return n;
  };
  const nUndone = await times('history.undo', 'undo');
  expect(await shape()).toEqual({ datasets: [], segments: [], panels: [] });
  expect(await times('history.redo', 'redo')).toBe(nUndone);
  expect(await shape()).toEqual(whole);
  expect(app.complaints).toEqual([]);
});
