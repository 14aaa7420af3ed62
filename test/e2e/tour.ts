import fs from 'node:fs';
import path from 'node:path';
import type { CallInput, CallName, CallOutput } from '../../src-main/contract/calls.ts';
import type { PanelView } from '../../src-main/contract/project.ts';
import { answerOpenDialog, shot, type App } from './harness.ts';
import { callEngine } from './page-calls.ts';

/** Every screen there is, and how one gets there in any language: by commands, whose ids the palette finds. */

/** Asks the engine from the page, as the window does. @throws where it refuses. */
export async function ask<C extends CallName>(app: App, name: C, input: CallInput<C>): Promise<CallOutput<C>> {
  const { status, body } = await callEngine(app.page, name, input);
  if (status !== 200) throw new Error(`${name} was refused: ${body}`);
  return JSON.parse(body) as CallOutput<C>;
}

/** Waits for something that the window or the engine comes to. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** Waits until no job is left. */
export const untilIdle = (app: App, seconds = 120): Promise<void> =>
  until('the jobs to end', async () => (await ask(app, 'job.list', {})).length === 0, seconds);

/** Waits until what moves stands still and what loads is there. */
export async function settle({ page }: App): Promise<void> {
  await page.waitForFunction(() => {
    const waits = '.fg-wait, .im-looking, .middle-wait, .busy, .mantine-Skeleton-root';
    const near = [...document.querySelectorAll(waits)].filter((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const frame = element.closest('.scroll')?.getBoundingClientRect();
      return bottom > (frame?.top ?? 0) && top < (frame?.bottom ?? innerHeight);
    });
    return near.length === 0;
  });
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const moving = (): boolean =>
          document
            .getAnimations()
            .some(
              (animation) =>
                animation.playState === 'running' &&
                Number.isFinite(Number(animation.effect?.getComputedTiming().endTime)),
            );
        const end = performance.now() + 1500;
        const look = (still: number): void => {
          if (still > 4 || performance.now() > end) resolve();
          else setTimeout(() => look(moving() ? 0 : still + 1), 16);
        };
        look(0);
      }),
  );
}

/** Leaves menus, dialogs and fields. */
export async function leave({ page }: App): Promise<void> {
  for (let n = 0; n < 4; n++) {
    if ((await page.locator('[role=dialog]:visible, [role=menu]:visible').count()) === 0) break;
    await page.keyboard.press('Escape');
    await page.waitForTimeout(150);
  }
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Starts a command as a person who knows its name: through the palette. */
export async function command(app: App, id: string): Promise<void> {
  await leave(app);
  const { page } = app;
  await page.keyboard.press('Control+k');
  await page.locator('.pal input').fill(id);
  await page.locator('.pal-entry').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.pal').waitFor({ state: 'detached' });
}

/** What the tour shows beside the sample shop. */
export interface Stage {
  readonly notebookId: string;
  readonly panelOf: (step: string) => PanelView;
  readonly failingId: string;
  readonly slowId: string;
  readonly segmentId: string;
  readonly datasetId: string;
  /** A file that can be imported. */
  readonly file: string;
}

/** The columns of the file that can be imported, and the name that is proposed for its table. */
export const COLUMNS = ['Bestellung', 'Kunde', 'Artikel', 'Bezeichnung', 'Datum', 'Menge', 'Preis'];
export const IMPORTED = 'bestellungen_märz';

const orderLine = (i: number): string =>
  `R${1000 + (i >> 1)};K${i % 17};A${i % 11};Teekanne „${i % 11}“;${1 + (i % 28)}.03.2024;${1 + (i % 4)};${(4 + (i % 11)).toFixed(2).replace('.', ',')}\n`;

/** Adds to the open sample shop what the tour shows: a second run, a panel that fails, one that takes its time, a segment. */
export async function setStage(app: App): Promise<Stage> {
  app.page.setDefaultTimeout(10_000);
  await until('the notebook', async () => ((await ask(app, 'project.view', {}))?.notebooks.length ?? 0) > 0);
  const project = await ask(app, 'project.view', {});
  const notebookId = project?.notebooks[0]?.id ?? '';
  const view = (): Promise<PanelView[]> => ask(app, 'notebook.view', { notebookId });
  const isReady = ({ state, panel }: PanelView): boolean => panel.kind === 'note' || state === 'ready';
  await until('the sample notebook to have run', async () => (await view()).every(isReady), 120);
  const views = await view();
  const panelOf = (step: string): PanelView => {
    const view = views.find(({ panel }) => panel.step === step);
    if (!view) throw new Error(`the sample notebook has no ${step}`);
    return view;
  };
  const kmeans = panelOf('cluster.kmeans').panel;
  const source = { from: 'panel', panelId: kmeans.id, output: 'clusters' } as const;
  const { segmentId } = await ask(app, 'segment.add', {
    name: 'Cluster 1 & <friends>',
    kind: 'rule',
    source,
    predicate: { op: 'in', column: 'cluster', values: [1] },
  });
  await ask(app, 'panel.update', { panelId: kmeans.id, patch: { parameters: { ...kmeans.parameters, nClusters: 5 } } });
  await ask(app, 'panel.run', { panelId: kmeans.id });
  const { panelId: failingId } = await ask(app, 'panel.add', {
    notebookId,
    afterId: null,
    kind: 'sql',
    body: 'SELECT nothing FROM nowhere',
  });
  await ask(app, 'panel.run', { panelId: failingId });
  const { panelId: slowId } = await ask(app, 'panel.add', {
    notebookId,
    afterId: null,
    kind: 'step',
    step: 'tune.ranking',
  });
  await ask(app, 'panel.update', {
    panelId: slowId,
    patch: { parameters: { nTrials: 1000, search: 'random', values: 'shrink = 0 to 1000' } },
  });
  const file = path.join(app.home, 'Bestellungen März.csv');
  fs.writeFileSync(file, `${COLUMNS.join(';')}\n${Array.from({ length: 400 }, (_, i) => orderLine(i)).join('')}`);
  await untilIdle(app);
  return { notebookId, panelOf, failingId, slowId, segmentId, datasetId: project?.datasets[0]?.id ?? '', file };
}

/** Brings a panel into view and gives it the focus. */
export async function focusPanel({ page }: App, panelId: string): Promise<void> {
  const panel = page.locator(`[data-panel="${panelId}"]`);
  await panel.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await panel.focus();
}

async function goToNotebook(app: App, { notebookId }: Stage): Promise<void> {
  await leave(app);
  await app.page.locator(`#tree-${notebookId}`).click();
  await app.page.locator('.nb-head').waitFor();
}

async function goToDataset(app: App, { datasetId }: Stage, tab: number): Promise<void> {
  await leave(app);
  await app.page.locator(`#tree-${datasetId}`).click();
  await app.page.locator('.ds-tabs [role=tab]').nth(tab).click();
}

/** @param question its place among those asked; −1 for the last. */
async function beginImport(app: App, { file }: Stage, question: number): Promise<void> {
  await answerOpenDialog(app, [file]);
  await command(app, 'data.import');
  await app.page.locator('.im-step').nth(question).click();
}

async function showPanelTab(app: App, stage: Stage, step: string, tab: number): Promise<void> {
  await goToNotebook(app, stage);
  await focusPanel(app, stage.panelOf(step).panel.id);
  await app.page
    .locator(`[data-panel="${stage.panelOf(step).panel.id}"] [role=tab]`)
    .nth(tab)
    .click();
}

/** A screen: its name, and how one gets there from anywhere in the project. */
export interface Screen {
  readonly name: string;
  open(app: App, stage: Stage): Promise<void>;
  /** What has to be done before the next. */
  close?(app: App, stage: Stage): Promise<void>;
}

/** The screens of a project. The first screen, without one, is another start. */
export const screens: readonly Screen[] = [
  {
    name: 'notebook',
    async open(app, stage) {
      await goToNotebook(app, stage);
      await app.page
        .locator('.pn')
        .first()
        .evaluate((element) => element.scrollIntoView({ block: 'end' }));
    },
  },
  { name: 'panel-figure', open: (app, stage) => showPanelTab(app, stage, 'cluster.kmeans', 0) },
  { name: 'panel-table', open: (app, stage) => showPanelTab(app, stage, 'prepare.clean', 1) },
  { name: 'panel-personas', open: (app, stage) => showPanelTab(app, stage, 'profile.personas', 0) },
  { name: 'panel-evaluation', open: (app, stage) => showPanelTab(app, stage, 'evaluate.ranking', 0) },
  { name: 'panel-preview', open: (app, stage) => showPanelTab(app, stage, 'recommend.preview', 0) },
  {
    name: 'merchant',
    async open(app, stage) {
      await goToNotebook(app, stage);
      const { id } = stage.panelOf('recommend.preview').panel;
      await focusPanel(app, id);
      await app.page.locator(`[data-panel="${id}"] .tabler-icon-presentation`).click();
      await app.page.locator('.mv-card').first().waitFor();
    },
  },
  {
    name: 'figures-side-by-side',
    async open(app, stage) {
      await showPanelTab(app, stage, 'cluster.kmeans', 0);
      const { id } = stage.panelOf('cluster.kmeans').panel;
      await app.page.locator(`[data-panel="${id}"] .fg-tools .tabler-icon-columns-2`).click();
      await app.page.locator('.fg-pair select').selectOption(`${id} lines`);
      await app.page.locator('.fg-pair .js-plotly-plot .nsewdrag').nth(1).waitFor();
    },
  },
  {
    name: 'panel-form',
    async open(app, stage) {
      await goToNotebook(app, stage);
      await focusPanel(app, stage.panelOf('cluster.kmeans').panel.id);
      await app.page.keyboard.press('Enter');
      await app.page.locator('.pn.is-focused .pn-form').waitFor();
    },
    async close(app) {
      await app.page.keyboard.press('Escape');
    },
  },
  {
    name: 'panel-running',
    async open(app, stage) {
      await goToNotebook(app, stage);
      await focusPanel(app, stage.slowId);
      await ask(app, 'panel.run', { panelId: stage.slowId });
      await app.page.locator(`[data-panel="${stage.slowId}"] .js-plotly-plot`).first().waitFor();
    },
    async close(app) {
      for (const { id } of await ask(app, 'job.list', {})) await ask(app, 'job.cancel', { jobId: id });
      await untilIdle(app);
    },
  },
  {
    name: 'panel-failed',
    async open(app, stage) {
      await goToNotebook(app, stage);
      await focusPanel(app, stage.failingId);
    },
  },
  {
    name: 'panel-menu',
    async open(app, stage) {
      await goToNotebook(app, stage);
      await focusPanel(app, stage.panelOf('features.rfm').panel.id);
      await app.page.locator('.pn.is-focused .pn-head [aria-haspopup=menu]').click();
      await app.page.locator('[role=menu]').waitFor();
    },
  },
  {
    name: 'graph',
    async open(app, stage) {
      await goToNotebook(app, stage);
      await command(app, 'notebook.graph');
    },
    close: (app) => command(app, 'notebook.graph'),
  },
  { name: 'gallery', open: async (app, stage) => (await goToNotebook(app, stage), await command(app, 'notebook.add')) },
  {
    name: 'palette',
    async open(app) {
      await leave(app);
      await app.page.keyboard.press('Control+k');
      await app.page.locator('.pal input').waitFor();
    },
  },
  { name: 'dataset-table', open: (app, stage) => goToDataset(app, stage, 0) },
  { name: 'dataset-columns', open: (app, stage) => goToDataset(app, stage, 1) },
  { name: 'dataset-settings', open: (app, stage) => goToDataset(app, stage, 2) },
  { name: 'dataset-versions', open: (app, stage) => goToDataset(app, stage, 3) },
  { name: 'import-reading', open: (app, stage) => beginImport(app, stage, 0) },
  { name: 'import-columns', open: (app, stage) => beginImport(app, stage, 1) },
  { name: 'import-target', open: (app, stage) => beginImport(app, stage, -1) },
  {
    name: 'selection',
    async open(app, stage) {
      const kmeans = stage.panelOf('cluster.kmeans').panel;
      await goToNotebook(app, stage);
      const source = { from: 'panel', panelId: kmeans.id, output: 'clusters' } as const;
      await ask(app, 'selection.set', {
        selection: { source, predicate: { op: 'in', column: 'cluster', values: [2] }, origin: kmeans.id },
      });
      await focusPanel(app, kmeans.id);
      await app.page.locator('.in-big').waitFor();
    },
    async close(app) {
      await ask(app, 'selection.set', { selection: null });
    },
  },
  {
    name: 'segment',
    async open(app, { segmentId }) {
      await leave(app);
      await app.page.locator(`#tree-${segmentId}`).click();
    },
  },
  {
    name: 'customer',
    async open(app, { segmentId }) {
      await leave(app);
      await app.page.locator(`#tree-${segmentId}`).click();
      await app.page.locator('.gr-bar .tabler-icon-user').click();
      await app.page.locator('.cu-features').waitFor();
    },
  },
  { name: 'runs', open: (app) => command(app, 'go.runs') },
  {
    name: 'runs-compared',
    async open(app, stage) {
      await command(app, 'go.runs');
      const { page } = app;
      await page.locator('.runs-filters select').first().selectOption(stage.panelOf('cluster.kmeans').panel.id);
      for (const n of [0, 1]) await page.locator('.runs-table tbody input[type=checkbox]').nth(n).check();
      await page.locator('.middle-head button').first().click();
    },
  },
  { name: 'help', open: (app) => command(app, 'help.open') },
  {
    name: 'help-step',
    async open(app) {
      await command(app, 'recommend.item-knn');
      await app.page.locator('.help-page h2').first().waitFor();
    },
  },
  { name: 'tutorial', open: (app) => command(app, 'tutorial.open') },
  { name: 'settings', open: (app) => command(app, 'app.settings') },
  { name: 'settings-keys', open: (app) => command(app, 'app.keys') },
  { name: 'system', open: (app) => command(app, 'app.system') },
  { name: 'about', open: (app) => command(app, 'app.about') },
  { name: 'report', open: (app) => command(app, 'report.write') },
  { name: 'template', open: (app) => command(app, 'template.open') },
];

/** Goes through the screens and looks at each. */
export async function tour(
  app: App,
  stage: Stage,
  look: (screen: Screen) => Promise<void>,
  stops: readonly Screen[] = screens,
): Promise<void> {
  for (const screen of stops) {
    try {
      await screen.open(app, stage);
      await settle(app);
      await look(screen);
      await screen.close?.(app, stage);
    } catch (cause) {
      // A window that hangs has no picture, and the cause counts.
      await shot(app.page, `failed-${screen.name}`).catch(() => undefined);
      throw new Error(`at the screen “${screen.name}”: ${String(cause)}`, { cause });
    }
  }
  await leave(app);
}
