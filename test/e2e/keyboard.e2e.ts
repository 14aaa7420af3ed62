import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeShop } from '../../resources/sample/write-shop.ts';
import { answerOpenDialog, answerSaveDialog, launch, type App } from './harness.ts';
import { ask, until, untilIdle } from './tour.ts';

/** From import to an exported segment with the keyboard alone: nothing here touches a mouse or asks an element to be clicked. */

let app: App;
const inHome = (name: string): string => path.join(app.home, name);

beforeAll(async () => {
  app = await launch({ locale: 'en', theme: 'light', size: { width: 1280, height: 800 } });
  app.page.setDefaultTimeout(15_000);
  await writeShop(inHome('export'), { seed: 5, nCustomers: 120, nProducts: 60 });
});
afterAll(() => app.close());

const press = (...keys: readonly string[]): Promise<void> =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => app.page.keyboard.press(key)), Promise.resolve());

/** What has the focus, as a screen reader names it. */
const focused = (): Promise<string> =>
  app.page.evaluate(() => {
    const element = document.activeElement;
    const named =
      element?.getAttribute('aria-label') ??
      (element as HTMLInputElement | null)?.labels?.[0]?.textContent ??
      element?.textContent ??
      '';
    return `${element?.getAttribute('role') ?? element?.tagName.toLowerCase()} ${named.trim()}`;
  });

/** Walks by Tab to what has a name. @throws where a walk around the whole window does not meet it. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let n = 0; n < 150; n++) {
    const now = await focused();
    if (name.test(now)) return;
    passed.push(now.slice(0, 40));
    await press(key);
  }
  throw new Error(`Tab did not come to ${name}; it passed ${[...new Set(passed)].join(' | ')}`);
}

/** Starts a command through the palette. */
async function command(name: string): Promise<void> {
  await press('Control+k');
  await until('the palette', async () => (await focused()).includes('combobox'));
  await app.page.keyboard.type(name);
  // What was chosen before the last letter is not what is meant.
  await until('a command', () =>
    app.page.evaluate((typed) => {
      const input = document.activeElement as HTMLInputElement | null;
      return input?.value === typed && document.querySelector('[role=option][aria-selected=true]') !== null;
    }, name),
  );
  await press('Enter');
  await until('the palette to close', () => app.page.evaluate(() => document.querySelector('.pal') === null));
}

it('imports a file', async () => {
  await answerOpenDialog(app, [path.join(inHome('export'), 'orders.csv')]);
  await answerSaveDialog(app, inHome('Keys.clientele'));
  await press('Control+i');
  await until('the questions', async () => (await focused()).includes('button Next'));
  await tabTo(/^button Import$/);
  await press('Enter');
  await until('the dataset', async () => ((await ask(app, 'project.view', {}))?.datasets.length ?? 0) === 1);
  await untilIdle(app);
  await until(
    'the end of the import',
    async () =>
      (await app.page.evaluate(() => document.querySelector('[role=dialog]') === null)) ||
      (await focused()).includes('Done'),
  );
  if ((await focused()).includes('Done')) await press('Enter');
});

it('adds a template and runs it', async () => {
  await command('template.open');
  await until('the dialog', () => app.page.evaluate(() => document.querySelector('[role=dialog] form') !== null));
  await tabTo(/^button Add the notebook$/);
  await press('Enter');
  await until('the notebook', async () => ((await ask(app, 'project.view', {}))?.notebooks.length ?? 0) === 1);
  await until('its panels', () => app.page.evaluate(() => document.querySelector('.pn') !== null));
  await press('Control+Shift+Enter');
  const notebookId = (await ask(app, 'project.view', {}))?.notebooks[0]?.id ?? '';
  const isDone = async (): Promise<boolean> =>
    (await ask(app, 'notebook.view', { notebookId })).every(
      ({ panel, state }) => panel.kind === 'note' || state === 'ready',
    );
  await until('everything to be run', isDone, 120);
}, 180_000);

it('selects what a figure shows, and keeps it as a segment', async () => {
  const notebookId = (await ask(app, 'project.view', {}))?.notebooks[0]?.id ?? '';
  const views = await ask(app, 'notebook.view', { notebookId });
  const at = views.findIndex(({ panel }) => panel.step === 'cluster.kmeans');
  const panelId = views[at]?.panel.id ?? '';
  // From panel to panel with J, until the one that groups customers has the focus.
  for (let n = 0; n <= at; n++) await press('j');
  await until('the panel', () =>
    app.page.evaluate((id) => document.activeElement?.getAttribute('data-panel') === id, panelId),
  );
  await until('its figure', () =>
    app.page.evaluate(
      (id) => document.querySelector(`[data-panel="${id}"] .js-plotly-plot .nsewdrag`) !== null,
      panelId,
    ),
  );
  await tabTo(/^group /);
  // Closer, so that some lie outside; Enter selects what is visible.
  await press('+', '+', '+', 'Enter');
  await until('a selection', async () => (await ask(app, 'selection.view', {})) !== null);
  const selection = await ask(app, 'selection.view', {});
  expect(selection?.nKeys).toBeGreaterThan(0);
  expect(selection?.nRows).toBeLessThan(selection?.nAll ?? 0);
  await tabTo(/^button Keep as segment$/);
  await press('Enter');
  await until('the form', async () => (await focused()).includes('Name of the segment'));
  await app.page.keyboard.type('Near the middle');
  await press('Enter');
  await until('the segment', async () => ((await ask(app, 'project.view', {}))?.segments.length ?? 0) === 1);
});

it('exports the segment', async () => {
  const file = inHome('middle.csv');
  await answerSaveDialog(app, file);
  await command('Near the middle');
  await until('its page', () =>
    app.page.evaluate(() => document.querySelector('[aria-label="Near the middle"]') !== null),
  );
  await tabTo(/^button Export/);
  await press('Enter');
  await until('the file', () => fs.existsSync(file));
  await untilIdle(app);
  const [segment] = (await ask(app, 'project.view', {}))?.segments ?? [];
  expect(fs.readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength((segment?.count ?? 0) + 1);
  expect(app.complaints).toEqual([]);
});
