import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeShop } from '../../resources/sample/write-shop.ts';
import { answerOpenDialog, answerSaveDialog, launch, type App } from './harness.ts';
import { ask, until, untilIdle } from './tour.ts';

/** The main job with a mouse: from a shop's export to clusters that one can see, name, keep and report. */

const CUSTOMERS = 300;

let app: App;
const inHome = (name: string): string => path.join(app.home, name);

beforeAll(async () => {
  app = await launch({ locale: 'en', theme: 'light', size: { width: 1280, height: 800 } });
  app.page.setDefaultTimeout(15_000);
  await writeShop(inHome('export'), { seed: 3, nCustomers: CUSTOMERS, nProducts: 80 });
});
afterAll(() => app.close());

/** Lines of a CSV file that Excel opens. */
function linesOf(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  expect(text.charCodeAt(0), 'a byte order mark').toBe(0xfeff);
  return text.slice(1).trimEnd().split(/\r?\n/);
}

const panelTitled = (title: string) =>
  app.page.locator('.pn').filter({ has: app.page.getByRole('heading', { name: title, exact: true }) });

it('imports the order file into a project of its own', async () => {
  const { page } = app;
  const file = path.join(inHome('export'), 'orders.csv');
  await answerOpenDialog(app, [file]);
  await answerSaveDialog(app, inHome('My shop.clientele'));
  await page.getByRole('button', { name: /^Import a file/ }).click();
  const dialog = page.getByRole('dialog');
  await expect
    .poll(() => dialog.getByRole('button', { name: 'Import', exact: true }).isEnabled(), { timeout: 15_000 })
    .toBe(true);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await until('the dataset', async () => ((await ask(app, 'project.view', {}))?.datasets.length ?? 0) === 1);
  await untilIdle(app);
  const [dataset] = (await ask(app, 'project.view', {}))?.datasets ?? [];
  expect(dataset?.nRows).toBe(fs.readFileSync(file, 'utf8').trimEnd().split('\n').length - 1);
  const roles = dataset?.columns.map(({ role }) => role);
  for (const role of ['customerId', 'itemId', 'orderId', 'time', 'quantity', 'price']) expect(roles).toContain(role);
  const done = dialog.getByRole('button', { name: 'Done' });
  if (await done.isVisible()) await done.click();
  await dialog.waitFor({ state: 'detached' });
});

it('opens the template on it and runs everything', async () => {
  const { page } = app;
  await page.keyboard.press('Control+k');
  await page.locator('.pal input').fill('template.open');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add the notebook' }).click();
  await page.getByRole('button', { name: /^Run stale/ }).click();
  await page.locator('.nb-current').waitFor({ timeout: 120_000 });
  const project = await ask(app, 'project.view', {});
  const views = await ask(app, 'notebook.view', { notebookId: project?.notebooks[0]?.id ?? '' });
  expect(views.filter(({ panel, state }) => panel.kind !== 'note' && state !== 'ready')).toEqual([]);
}, 180_000);

it('keeps what a lasso caught as a segment: counted on all rows', async () => {
  const { page } = app;
  const panel = panelTitled('K-means');
  await panel.scrollIntoViewIfNeeded();
  await panel.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const map = panel.locator('.js-plotly-plot').first();
  await map.locator('.nsewdrag').first().waitFor();
  await panel.getByRole('button', { name: 'Select with a lasso' }).click();
  const box = await map.locator('.nsewdrag').first().boundingBox();
  if (!box) throw new Error('the map has no place');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.02, 0.02));
  await page.mouse.down();
  for (const [x, y] of [
    [0.6, 0.03],
    [0.62, 0.5],
    [0.6, 0.97],
    [0.03, 0.97],
    [0.02, 0.5],
    [0.02, 0.02],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 6 });
  await page.mouse.up();
  await page.locator('.in-big').waitFor();
  const selection = await ask(app, 'selection.view', {});
  if (!selection) throw new Error('nothing is selected');
  expect(selection.nKeys).toBeGreaterThan(0);
  expect(selection.nKeys).toBeLessThan(CUSTOMERS);
  const { nMatching } = await ask(app, 'table.page', {
    ref: selection.source,
    offset: 0,
    limit: 0,
    filter: selection.predicate,
  });
  expect(selection.nRows).toBe(nMatching);
  await page.getByRole('button', { name: 'Keep as segment' }).click();
  await page.getByLabel('Name of the segment').fill('Left side');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.getByRole('region', { name: 'Left side' }).waitFor();
});

it('exports the segment', async () => {
  const file = inHome('left.csv');
  await answerSaveDialog(app, file);
  await app.page
    .getByRole('region', { name: 'Left side' })
    .getByRole('button', { name: /^Export/ })
    .click();
  await until('the file', () => fs.existsSync(file));
  await untilIdle(app);
  const [segment] = (await ask(app, 'project.view', {}))?.segments ?? [];
  expect(linesOf(file)).toHaveLength((segment?.count ?? 0) + 1);
});

it('writes a report without a customer id', async () => {
  const { page } = app;
  const file = inHome('report.html');
  await answerSaveDialog(app, file);
  await page.keyboard.press('Control+k');
  await page.locator('.pal input').fill('report.write');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Choose where and write' }).click();
  await until('the report', () => fs.existsSync(file));
  await untilIdle(app);
  const html = fs.readFileSync(file, 'utf8');
  expect(html.length).toBeLessThan(5_000_000);
  const ids = linesOf(inHome('left.csv'))
    .slice(1)
    .map((line) => line.split(',')[0] ?? '')
    .filter((id) => id.length > 3);
  expect(ids.length).toBeGreaterThan(0);
  // As a value of its own: five digits may well stand inside a number.
  expect(ids.filter((id) => new RegExp(`[>"']${id}[<"']`).test(html))).toEqual([]);
  expect(app.complaints).toEqual([]);
});
