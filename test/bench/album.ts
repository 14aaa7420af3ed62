import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { launch, resize, type App } from '../e2e/harness.ts';
import { ask, settle, until, untilIdle } from '../e2e/tour.ts';

/**
 * Pictures of the panels of steps, on the sample shop, to be looked at (`npm run album -- cluster. predict.logistic`):
 * every tab of each panel, run with its defaults on what a notebook of its family has. Words are starts of step ids;
 * `--locale zh`, `--theme dark`, `--size 1100x700` and `--to folder` say how and where.
 */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    locale: { type: 'string', default: 'en' },
    theme: { type: 'string', default: 'light' },
    size: { type: 'string', default: '1280x900' },
    to: { type: 'string', default: 'test/e2e/screens/album' },
  },
});
const [width = 1280, height = 900] = values.size.split('x').map(Number);

type Base = readonly (readonly [step: string, parameters?: Readonly<Record<string, unknown>>])[];

const GROUPS: Base = [
  ['prepare.clean'],
  ['features.behaviour'],
  ['features.rfm'],
  ['transform.scale'],
  ['cluster.kmeans'],
];
const MODELS: Base = [
  ['prepare.clean'],
  ['prepare.target-churn', { snapshots: 2 }],
  ['evaluate.predictors', { nFolds: 2, nResamples: 20 }],
  ['predict.boosting', { nRounds: 30 }],
];
const LISTS: Base = [['prepare.clean'], ['features.rfm'], ['recommend.item-knn']];

const TIMES: Base = [['prepare.clean'], ['prepare.target-next-order']];
const AMOUNTS: Base = [['prepare.clean'], ['prepare.target-spend']];

/** What stands above the pictured panel; for a family that is not named, customers in groups. */
const BASES: Readonly<Record<string, Base>> = {
  predict: MODELS,
  explain: MODELS,
  evaluate: MODELS,
  tune: MODELS,
  'evaluate.ranking': LISTS,
  'evaluate.policy': LISTS,
  'tune.ranking': LISTS,
  'predict.lifetime-value': GROUPS,
  'predict.cox': TIMES,
  'predict.survival-curve': TIMES,
  'predict.linear': AMOUNTS,
  recommend: LISTS,
};

const baseOf = ({ id }: StepInfo): Base => BASES[id.replace(':apply', '')] ?? BASES[id.split('.')[0] ?? ''] ?? GROUPS;

async function add(app: App, notebookId: string, step: string, parameters: object = {}): Promise<string> {
  const { panelId } = await ask(app, 'panel.add', { notebookId, afterId: null, kind: 'step', step });
  if (Object.keys(parameters).length > 0)
    await ask(app, 'panel.update', { panelId, patch: { parameters: { ...parameters } } });
  await ask(app, 'panel.run', { panelId });
  await untilIdle(app, 300);
  const view = (await ask(app, 'notebook.view', { notebookId })).find(({ panel }) => panel.id === panelId);
  process.stdout.write(`${step}: ${view?.state} ${view?.error ? JSON.stringify(view.error) : ''}\n`);
  return panelId;
}

/** The notebook that has a base, made when it is first asked for. */
async function notebookFor(app: App, base: Base, made: Map<Base, string>): Promise<string> {
  const known = made.get(base);
  if (known !== undefined) return known;
  const { notebookId } = await ask(app, 'notebook.add', { title: `Album ${made.size + 1}` });
  for (const [step, parameters] of base) await add(app, notebookId, step, parameters);
  made.set(base, notebookId);
  return notebookId;
}

/** Every tab of a panel, as files named after the step and the tab. */
async function picture(app: App, panelId: string, name: string): Promise<void> {
  const panel = app.page.locator(`[data-panel="${panelId}"]`);
  await panel.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await settle(app);
  const tabs = panel.locator('[role=tab]');
  await tabs.first().waitFor({ timeout: 5000 });
  const nTabs = await tabs.count();
  for (let n = 0; n < Math.max(1, nTabs); n++) {
    if (nTabs > 0) await tabs.nth(n).click();
    const id = nTabs > 0 ? await tabs.nth(n).getAttribute('id') : null;
    await settle(app);
    await panel.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await app.page.waitForTimeout(150);
    await app.page.screenshot({
      path: path.join(values.to, `${name}-${n}-${id?.replace(/^.*tab-(output-)?/, '') ?? 'panel'}.png`),
      animations: 'disabled',
    });
  }
}

fs.mkdirSync(values.to, { recursive: true });
const app = await launch({
  sample: true,
  locale: values.locale as 'en' | 'zh',
  theme: values.theme as 'light' | 'dark',
  size: { width, height },
});
try {
  await resize(app, width, height);
  await until('the notebook', async () => ((await ask(app, 'project.view', {}))?.notebooks.length ?? 0) > 0);
  await untilIdle(app, 300);
  const isWanted = ({ id }: StepInfo): boolean => positionals.some((start) => id.startsWith(start));
  const steps = (await ask(app, 'step.list', {})).filter(isWanted);
  const made = new Map<Base, string>();
  let shown: { readonly id: string; readonly panelId: string } | null = null;
  for (const step of steps) {
    // The next one reads the base and not this one, unless it applies what this one fitted.
    if (shown && step.id !== `${shown.id}:apply`) await ask(app, 'panel.delete', { panelId: shown.panelId });
    const notebookId = await notebookFor(app, baseOf(step), made);
    await app.page.locator(`#tree-${notebookId}`).click();
    const panelId = await add(app, notebookId, step.id);
    await picture(app, panelId, step.id.replace(':', '-'));
    if (step.form !== 'apply') shown = { id: step.id, panelId };
    else await ask(app, 'panel.delete', { panelId });
  }
  for (const line of app.complaints) process.stdout.write(`the window said: ${line}\n`);
} finally {
  await app.close();
}
