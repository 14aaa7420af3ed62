import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { App } from './harness.ts';
import { openImported } from './imported.ts';
import { writeVisits } from './million.ts';
import { longest, type Pace } from './pace.ts';
import { ask, leave, settle, untilIdle } from './tour.ts';

/**
 * Each kind of view over more and more rows: how long until its first picture stands, the longest task that kept the page
 * from answering meanwhile, and what the page then holds in memory.
 */

/** One view of one number of rows. */
export interface ViewFigures extends Pick<Pace, 'ms'> {
  readonly view: string;
  readonly nRows: number;
  readonly longestTaskMs: number;
  readonly memoryMb: number;
}

const FEATURES = ['pages', 'minutes', 'spend'];
/** Ward's tree is grown from groups of near rows beyond as many rows as one can merge one by one in the time there is. */
const STEPS = [
  { view: 'scatter', step: 'cluster.kmeans', output: 'map', parameters: { features: FEATURES, nClusters: 5, nRestarts: 1, maxIterations: 20 } },
  { view: 'silhouette', step: 'cluster.kmeans', output: 'silhouettes', parameters: null },
  { view: 'parallel coordinates', step: 'cluster.kmeans', output: 'lines', parameters: null },
  { view: 'map', step: 'project.pca', output: 'map', parameters: { features: FEATURES } },
  { view: 'dendrogram', step: 'cluster.hierarchical', output: 'tree', parameters: { features: FEATURES, nClusters: 5 } },
] as const; // prettier-ignore

/** Resident memory of the page's process, in megabytes. */
async function pageMemory({ electron }: App): Promise<number> {
  const kilobytes = await electron.evaluate(({ app }) =>
    app.getAppMetrics().filter(({ type }) => type === 'Tab').reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  ); // prettier-ignore
  return kilobytes / 1024;
}

/** Clicks on something and waits until what it leads to is drawn. @param drawn selects what stands once the picture does. */
function timeUntil(app: App, clicked: string, drawn: string): Promise<Pace> {
  return app.page.evaluate(
    async ([click, seen]): Promise<Pace> => {
      const tasks: PerformanceEntry[] = [];
      const observer = new PerformanceObserver((list) => void tasks.push(...list.getEntries()));
      observer.observe({ entryTypes: ['longtask'] });
      const startedAt = performance.now();
      document.querySelector<HTMLElement>(click)?.click();
      while (!document.querySelector(seen)) {
        if (performance.now() - startedAt > 60_000) throw new Error(`${seen} did not appear within a minute`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      const ms = performance.now() - startedAt;
      // What comes after the picture, such as ticks and labels, must not keep the page either.
      await new Promise((resolve) => setTimeout(resolve, 800));
      observer.disconnect();
      return { ms, tasksMs: tasks.map(({ duration }) => duration) };
    },
    [clicked, drawn] as const,
  );
}

async function rowsOf(app: App, datasetId: string, nRows: number): Promise<ViewFigures[]> {
  const found: ViewFigures[] = [];
  const keep = async (view: string, pace: Pace): Promise<void> => {
    found.push({ view, nRows, ms: pace.ms, longestTaskMs: longest(pace), memoryMb: await pageMemory(app) });
  };
  const { notebookId } = await ask(app, 'notebook.add', { title: `${nRows} rows` });
  const panels = new Map<string, string>();
  for (const { step, parameters } of STEPS) {
    if (!parameters) continue;
    const { panelId } = await ask(app, 'panel.add', { notebookId, afterId: null, kind: 'step', step });
    const inputs = { table: [{ from: 'dataset', datasetId } as const] };
    await ask(app, 'panel.update', { panelId, patch: { inputs, parameters: { ...parameters } } });
    await ask(app, 'panel.run', { panelId });
    await untilIdle(app);
    panels.set(step, panelId);
  }
  await app.page.locator(`#tree-${notebookId}`).click();
  await settle(app);
  for (const { view, step, output } of STEPS) {
    const panel = `[data-panel="${panels.get(step)}"]`;
    await app.page.locator(panel).evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await settle(app);
    const tab = `${panel} [role=tab][id$="-tab-output-${output}"]`;
    if ((await app.page.locator(tab).count()) === 0) continue;
    // From another tab to this one, with the panel in view.
    await app.page.locator(`${panel} [role=tab]`).last().click();
    await settle(app);
    await keep(view, await timeUntil(app, tab, `${panel} .js-plotly-plot .nsewdrag`));
  }
  await keep('table', await timeUntil(app, `#tree-${datasetId}`, '.gr-body [role=row] [role=gridcell]:not(:empty)'));
  return found;
}

/** Measures every view of made-up visits, each number of rows in an app of its own. */
export async function measureViews(sizes: readonly number[]): Promise<ViewFigures[]> {
  const found: ViewFigures[] = [];
  for (const nRows of sizes) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-views-'));
    const file = path.join(folder, 'visits.csv');
    writeVisits(file, nRows);
    const { app, datasetId } = await openImported(file, nRows);
    try {
      // Reading and compiling what draws figures belongs to the first figure of all, which is none of these.
      await app.page.waitForTimeout(3000);
      await leave(app);
      found.push(...(await rowsOf(app, datasetId, nRows)));
    } finally {
      await app.close();
      fs.rmSync(folder, { recursive: true });
    }
  }
  return found;
}

/** The figures as a table in Markdown, a row a view and number of rows. */
export function viewTable(found: readonly ViewFigures[]): string {
  const head = '| view | rows | first picture | longest task | page memory |\n| --- | ---: | ---: | ---: | ---: |\n';
  const line = ({ view, nRows, ms, longestTaskMs, memoryMb }: ViewFigures): string =>
    `| ${view} | ${nRows.toLocaleString('en-GB')} | ${ms.toFixed(0)} ms | ${longestTaskMs === 0 ? 'under 50' : longestTaskMs.toFixed(0)} ms | ${memoryMb.toFixed(0)} MB |\n`;
  return head + [...found].sort((a, b) => (a.view < b.view ? -1 : a.view > b.view ? 1 : a.nRows - b.nRows)).map(line).join(''); // prettier-ignore
}
