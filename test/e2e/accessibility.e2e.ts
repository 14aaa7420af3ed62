import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, type App } from './harness.ts';
import { settle, setStage, tour, type Stage } from './tour.ts';

/** axe finds nothing serious on any screen, in either theme. */

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or worse, with where. */
async function faultsOf({ page }: App, rules: readonly string[] | null): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: { run(what: Document, options: object): Promise<AxeResults> } };
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only ? { runOnly: only } : {}),
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${String(node.failureSummary).slice(0, 240)}`),
      );
  }, rules);
}

/** Everything in the light; in the dark the colours, which alone differ. */
const LOOKS = [
  { colorScheme: 'light', rules: null },
  { colorScheme: 'dark', rules: ['color-contrast'] },
] as const;

async function inBothThemes(app: App, name: string, found: string[]): Promise<void> {
  for (const { colorScheme, rules } of LOOKS) {
    await app.page.emulateMedia({ colorScheme });
    await settle(app);
    found.push(...(await faultsOf(app, rules)).map((fault) => `${name} (${colorScheme}): ${fault}`));
  }
}

/** A tour takes its time on a busy machine. */
const LONG = 400_000;

let app: App;
let stage: Stage;

beforeAll(async () => {
  app = await launch({ sample: true, locale: 'en', size: { width: 1280, height: 800 } });
  stage = await setStage(app);
});
afterAll(() => app.close());

it(
  'has nothing serious against any screen of a project',
  async () => {
    const found: string[] = [];
    await tour(app, stage, ({ name }) => inBothThemes(app, name, found));
    expect(found).toEqual([]);
  },
  LONG,
);

it('has nothing serious against the first screen', async () => {
  const fresh = await launch({ locale: 'en' });
  const found: string[] = [];
  await inBothThemes(fresh, 'start', found);
  await fresh.close();
  expect(found).toEqual([]);
});
