import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, resize, shot, type App } from './harness.ts';
import { callDesktop } from './page-calls.ts';
import { settle, setStage, tour, type Stage } from './tour.ts';

/** Pictures of every screen in `screens/`, to be looked at: both languages, both themes, and the smallest window. */

const LOOKS = [
  { locale: 'en', theme: 'light' },
  { locale: 'en', theme: 'dark' },
  { locale: 'zh', theme: 'dark' },
  { locale: 'zh', theme: 'light' },
] as const;

let app: App;
let stage: Stage;

beforeAll(async () => {
  app = await launch({ sample: true, locale: 'en', theme: 'light', size: { width: 1280, height: 800 } });
  await resize(app, 1280, 800);
  stage = await setStage(app);
});
afterAll(() => app.close());

/** Changes language and theme as the settings do, and starts the page anew. */
async function wear(locale: string, theme: string): Promise<void> {
  await callDesktop(app.page, 'saveSettings', { locale, theme });
  await app.page.reload();
  await app.page.locator('.middle > *').first().waitFor();
}

it.each(LOOKS)('are taken in $locale, $theme', async ({ locale, theme }) => {
  await wear(locale, theme);
  await tour(app, stage, ({ name }) => shot(app.page, `${name}-${locale}-${theme}`));
  expect(app.complaints).toEqual([]);
});

it('are taken in Chinese at 900 × 600, and nothing is wider than the window', async () => {
  await wear('zh', 'light');
  await resize(app, 900, 600);
  const tooWide: string[] = [];
  await tour(app, stage, async ({ name }) => {
    await shot(app.page, `${name}-900-zh`);
    const over = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) tooWide.push(`${name} by ${over} px`);
  });
  expect(tooWide).toEqual([]);
});

it.each(LOOKS)('the first one is taken in $locale, $theme', async ({ locale, theme }) => {
  const fresh = await launch({ locale, theme, size: { width: 1280, height: 800 } });
  await resize(fresh, 1280, 800);
  await settle(fresh);
  await shot(fresh.page, `start-${locale}-${theme}`);
  await fresh.close();
});
