import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SelectionView } from '../../src-main/contract/project.ts';
import { describeWithDatasets } from '../datasets.ts';
import { answerSaveDialog, type App } from './harness.ts';
import { callDesktop } from './page-calls.ts';
import { openRetail, RETAIL_FILE, RETAIL_ROWS } from './retail.ts';
import { ask, leave, settle, until, untilIdle } from './tour.ts';

/** A lasso is drawn around some of the points that are shown, and means all rows of the table. */

/** In shares of the figure's width and height, through where the points are thickest. */
const LASSO = [[0.03, 0.06], [0.3, 0.1], [0.45, 0.35], [0.37, 0.6], [0.52, 0.8], [0.3, 0.93], [0.05, 0.95], [0.03, 0.1]] as const; // prettier-ignore

type Point = readonly [x: number, y: number];

/** Every line, without the few that would leave all others on one spot. */
const LINES = `SELECT CustomerID, min(max(Quantity, -30), 60) AS quantity, min(max(UnitPrice, 0), 20) AS price
  FROM online_retail`;

/** Whether a point lies inside a closed line, by the number of edges that a ray to the right crosses. */
function isInside([x, y]: Point, line: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [xi, yi] = line[i]!;
    const [xj, yj] = line[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Two columns of a table with all of its rows, by way of an exported file. */
async function readColumns(
  app: App,
  panelId: string,
  output: string,
  names: readonly [string, string],
): Promise<Point[]> {
  const file = path.join(app.home, 'components.csv');
  await answerSaveDialog(app, file);
  await callDesktop(app.page, 'saveFile', { title: 'Export', name: 'components.csv', extensions: ['csv'] });
  await ask(app, 'export.table', { ref: { from: 'panel', panelId, output }, path: file, format: 'csv' });
  await until('the file', () => fs.existsSync(file));
  const [head = '', ...lines] = fs.readFileSync(file, 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/);
  const [x, y] = names.map((name) => head.split(',').indexOf(name)) as [number, number];
  return lines.map((line) => {
    const cells = line.split(',');
    return [Number(cells[x]), Number(cells[y])];
  });
}

describeWithDatasets('a lasso over half a million rows', [RETAIL_FILE], () => {
  let app: App;
  let panelId = '';

  beforeAll(async () => {
    ({ app } = await openRetail());
    const { notebookId } = await ask(app, 'notebook.add', { title: 'Lasso' });
    const lines = await ask(app, 'panel.add', { notebookId, afterId: null, kind: 'sql', body: LINES });
    await ask(app, 'panel.run', { panelId: lines.panelId });
    await untilIdle(app);
    ({ panelId } = await ask(app, 'panel.add', { notebookId, afterId: null, kind: 'step', step: 'project.pca' }));
    const inputs = { table: [{ from: 'panel', panelId: lines.panelId, output: 'result' } as const] };
    await ask(app, 'panel.update', { panelId, patch: { inputs } });
    await ask(app, 'panel.run', { panelId });
    await untilIdle(app);
    await leave(app);
    await app.page.locator(`#tree-${notebookId}`).click();
    // Figures are drawn as they come near.
    await app.page.locator(`[data-panel="${panelId}"]`).scrollIntoViewIfNeeded();
    await app.page.locator(`[data-panel="${panelId}"] .js-plotly-plot .nsewdrag`).first().waitFor();
    await settle(app);
  });
  afterAll(() => app.close());

  const selected = (): Promise<SelectionView | null> => ask(app, 'selection.view', {});

  it('is drawn over a sample, and its count is that of all rows inside', async () => {
    const panel = app.page.locator(`[data-panel="${panelId}"]`);
    expect(await panel.locator('.fg-words').first().textContent()).toMatch(/50,000 of 541,909/);
    const area = panel.locator('.js-plotly-plot .nsewdrag').first();
    await area.scrollIntoViewIfNeeded();
    const box = await area.boundingBox();
    if (!box) throw new Error('nothing is drawn');
    const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    await app.page.mouse.move(...at(...LASSO[0]));
    await app.page.mouse.down();
    for (const [x, y] of LASSO) await app.page.mouse.move(...at(x, y), { steps: 8 });
    await app.page.mouse.up();
    await until('the selection', async () => (await selected()) !== null);
    const selection = (await selected())!;
    expect(selection.nAll).toBe(RETAIL_ROWS);
    const { predicate } = selection;
    if (predicate.op !== 'polygon') throw new Error(`a lasso was sent as ${predicate.op}`);
    const rows = await readColumns(app, panelId, 'components', [predicate.x, predicate.y]);
    expect(rows.length).toBe(RETAIL_ROWS);
    const inside = rows.filter((row) => isInside(row, predicate.points)).length;
    // More than are drawn at all, so that it was not the sample that was counted.
    expect(inside).toBeGreaterThan(50_000);
    expect(inside).toBeLessThan(RETAIL_ROWS);
    expect(selection.nRows).toBe(inside);
    console.warn(`${inside} of ${RETAIL_ROWS} rows lie inside ${predicate.points.length} points`);
    const said = inside.toLocaleString('en-GB');
    await panel.locator('.fg-note', { hasText: said }).waitFor();
    await app.page
      .locator('.in-big', { hasText: 'customers' })
      .or(app.page.locator('.in-big', { hasText: said }))
      .waitFor();
  });

  it('raised no complaint', () => expect(app.complaints).toEqual([]));
});
