import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { InputRef } from '../../src-main/contract/step.ts';
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
  /** What the processor spent on that task: the rest it was waiting while other work had the processor. */
  readonly processorMs: number;
  readonly memoryMb: number;
}

const FEATURES = ['pages', 'minutes', 'spend'];

const tag = (name: string, feature: string, min: number | null, max: number | null): object => ({
  tag: name,
  en: name,
  zh: name,
  when: [{ feature, by: 'quantile', min, max }],
});
const TAGS = [
  tag('short', 'pages', null, 0.3),
  tag('long', 'minutes', 0.6, null),
  tag('spends', 'spend', 0.5, null),
  tag('reads', 'pages', 0.5, null),
];

/** What an input reads: the visits themselves, or what an earlier panel gave. */
type Read = 'visits' | readonly [panel: string, output: string];

interface ViewedPanel {
  readonly name: string;
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly reads: Readonly<Record<string, Read>>;
}

const kmeans = (name: string, nClusters: number): ViewedPanel => ({
  name,
  step: 'cluster.kmeans',
  parameters: { features: FEATURES, nClusters, nRestarts: 1, maxIterations: 20 },
  reads: { table: 'visits' },
});

/** Ward's tree is grown from groups of near rows beyond as many rows as one can merge one by one in the time there is. */
const PANELS: readonly ViewedPanel[] = [
  kmeans('five', 5),
  kmeans('three', 3),
  { name: 'pca', step: 'project.pca', parameters: { features: FEATURES }, reads: { table: 'visits' } },
  { name: 'ward', step: 'cluster.hierarchical', parameters: { features: FEATURES, nClusters: 5 }, reads: { table: 'visits' } },
  { name: 'how many', step: 'cluster.choose-k', parameters: { features: FEATURES, kMax: 5 }, reads: { table: 'visits' } },
  { name: 'stable', step: 'cluster.stability', parameters: { features: FEATURES, kMax: 5, nSamples: 6, nReferences: 3 }, reads: { table: 'visits' } },
  { name: 'compared', step: 'cluster.compare', parameters: {}, reads: { first: ['five', 'clusters'], second: ['three', 'clusters'] } },
  { name: 'personas', step: 'profile.personas', parameters: {}, reads: { clusters: ['five', 'clusters'], features: 'visits' } },
  { name: 'tags', step: 'profile.tags', parameters: { rules: TAGS }, reads: { features: 'visits' } },
]; // prettier-ignore

const VIEWS = [
  ['scatter', 'five', 'map'],
  ['silhouette', 'five', 'silhouettes'],
  ['parallel coordinates', 'five', 'lines'],
  ['ridges', 'five', 'ridges'],
  ['heat map of means', 'five', 'profile'],
  ['map', 'pca', 'map'],
  ['dendrogram', 'ward', 'tree'],
  ['elbow', 'how many', 'elbow'],
  ['consensus heat map', 'stable', 'consensus'],
  ['contingency of clusterings', 'compared', 'flow'],
  ['personas', 'personas', 'traits'],
  ['UpSet of tags', 'tags', 'overlap'],
] as const;

/** What a stretch of time was like, with the processor's share of its longest task. */
interface Traced extends Pace {
  readonly processorMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Records the tasks of the page while something happens: the page itself sees how long each took, not what it waited. */
async function traced({ electron }: App, act: () => Promise<Pace>): Promise<Traced> {
  await electron.evaluate(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['toplevel'], excluded_categories: ['*'] })); // prettier-ignore
  const pace = await act();
  const file = await electron.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const { traceEvents } = JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  fs.rmSync(file);
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const off = ({ dur = 0 }: TraceEvent): number => Math.abs(dur / 1000 - longest(pace));
  const [found] = traceEvents
    .filter(({ ph, name, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && pages.has(`${pid} ${tid}`))
    .sort((a, b) => off(a) - off(b));
  const isIt = pace.tasksMs.length > 0 && found !== undefined && off(found) < 3;
  return { ...pace, processorMs: isIt ? (found.tdur ?? NaN) / 1000 : NaN };
}

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

async function addPanels(app: App, notebookId: string, datasetId: string): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const { name, step, parameters, reads } of PANELS) {
    const afterId = [...made.values()].at(-1) ?? null;
    const { panelId } = await ask(app, 'panel.add', { notebookId, afterId, kind: 'step', step });
    const refOf = (read: Read): InputRef =>
      read === 'visits'
        ? { from: 'dataset', datasetId }
        : { from: 'panel', panelId: made.get(read[0]) ?? '', output: read[1] };
    const inputs = Object.fromEntries(Object.entries(reads).map(([port, read]) => [port, [refOf(read)]]));
    await ask(app, 'panel.update', { panelId, patch: { inputs, parameters: { ...parameters } } });
    await ask(app, 'panel.run', { panelId });
    await untilIdle(app);
    made.set(name, panelId);
  }
  return made;
}

async function rowsOf(app: App, datasetId: string, nRows: number): Promise<ViewFigures[]> {
  const found: ViewFigures[] = [];
  const keep = async (view: string, click: string, drawn: string): Promise<void> => {
    const pace = await traced(app, () => timeUntil(app, click, drawn));
    const { ms, processorMs } = pace;
    found.push({ view, nRows, ms, longestTaskMs: longest(pace), processorMs, memoryMb: await pageMemory(app) });
  };
  const { notebookId } = await ask(app, 'notebook.add', { title: `${nRows} rows` });
  const panels = await addPanels(app, notebookId, datasetId);
  await app.page.locator(`#tree-${notebookId}`).click();
  await settle(app);
  for (const [view, name, output] of VIEWS) {
    const panel = `[data-panel="${panels.get(name)}"]`;
    await app.page.locator(panel).evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await settle(app);
    const tab = `${panel} [role=tab][id$="-tab-output-${output}"]`;
    if ((await app.page.locator(tab).count()) === 0) throw new Error(`${name} gave no ${output}`);
    // From another tab to this one, with the panel in view.
    await app.page.locator(`${panel} [role=tab]`).last().click();
    await settle(app);
    await keep(view, tab, `${panel} .js-plotly-plot .nsewdrag`);
  }
  await keep('table', `#tree-${datasetId}`, '.gr-body [role=row] [role=gridcell]:not(:empty)');
  return found;
}

/** Measures every view of made-up visits, each number of rows in an app of its own. */
export async function measureViews(sizes: readonly number[]): Promise<ViewFigures[]> {
  const found: ViewFigures[] = [];
  for (const nRows of sizes) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-views-'));
    const file = path.join(folder, 'visits.csv');
    writeVisits(file, nRows, 'customer_id');
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
  const head =
    '| view | rows | first picture | longest task | of it processor time | page memory |\n| --- | ---: | ---: | ---: | ---: | ---: |\n';
  const line = ({ view, nRows, ms, longestTaskMs, processorMs, memoryMb }: ViewFigures): string => {
    const task = longestTaskMs === 0 ? 'under 50 ms' : `${longestTaskMs.toFixed(0)} ms`;
    const own = Number.isNaN(processorMs) ? '' : `${processorMs.toFixed(0)} ms`;
    return `| ${view} | ${nRows.toLocaleString('en-GB')} | ${ms.toFixed(0)} ms | ${task} | ${own} | ${memoryMb.toFixed(0)} MB |\n`;
  };
  return head + [...found].sort((a, b) => (a.view < b.view ? -1 : a.view > b.view ? 1 : a.nRows - b.nRows)).map(line).join(''); // prettier-ignore
}
