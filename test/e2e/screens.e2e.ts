import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, resize, shot, type App } from './harness.ts';
import { callDesktop } from './page-calls.ts';
import { settle, setStage, tour, type Stage } from './tour.ts';

/** Pictures of every screen in `screens/`, to be looked at: both languages, both themes, and the smallest window. */

const LOCALES = ['en', 'zh'] as const;

/** A tour takes its time on a busy machine. */
const LONG = 400_000;

let app: App;
let stage: Stage;

/** Takes a picture in each theme: without a choice of their own the windows follow the system's. */
async function inBothThemes(of: App, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await of.page.emulateMedia({ colorScheme });
    await settle(of);
    await shot(of.page, `${name}-${colorScheme}`);
  }
}

/** Changes the language as the settings do, and starts the page anew. */
async function speak(locale: 'en' | 'zh'): Promise<void> {
  await callDesktop(app.page, 'saveSettings', { locale });
  await app.page.reload();
  await app.page.locator('.middle > *').first().waitFor();
}

beforeAll(async () => {
  app = await launch({ sample: true, locale: 'en', size: { width: 1280, height: 800 } });
  await resize(app, 1280, 800);
  stage = await setStage(app);
});
afterAll(() => app.close());

it.each(LOCALES)(
  'are taken in %s, light and dark',
  async (locale) => {
    await speak(locale);
    await tour(app, stage, ({ name }) => inBothThemes(app, `${name}-${locale}`));
    // Starting the page anew cuts what it was reading, which may be answered with 503.
    expect(app.complaints.filter((line) => !line.includes('status of 503'))).toEqual([]);
  },
  LONG,
);

it(
  'are taken in Chinese at 900 × 600, and nothing is wider than the window',
  async () => {
    await speak('zh');
    await app.page.emulateMedia({ colorScheme: 'light' });
    await resize(app, 900, 600);
    const tooWide: string[] = [];
    await tour(app, stage, async ({ name }) => {
      await shot(app.page, `${name}-zh-900`);
      const over = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) tooWide.push(`${name} by ${over} px`);
    });
    expect(tooWide).toEqual([]);
  },
  LONG,
);

it.each(LOCALES)('begin with the first one in %s', async (locale) => {
  const fresh = await launch({ locale, size: { width: 1280, height: 800 } });
  await resize(fresh, 1280, 800);
  await inBothThemes(fresh, `start-${locale}`);
  await fresh.close();
});
