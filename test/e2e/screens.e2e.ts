import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../src-main/contract/text.ts';
import { faultsOf } from './accessibility.ts';
import { launch, resize, shot, type App } from './harness.ts';
import { callDesktop } from './page-calls.ts';
import { namesIn, plainLetters } from './plain-letters.ts';
import { settle, setStage, tour, type Stage } from './tour.ts';

/**
 * Every screen, in both languages, both themes and the smallest window: pictures of each in `screens/`, to be looked at, and what can be
 * said of it without looking. One stage serves all tours, since setting it takes longer than most of them.
 */

/** A tour takes its time on a busy machine. */
const LONG = 400_000;

/** Without a choice of their own the windows follow the system's theme. In the dark colours alone differ. */
const THEMES = [
  { colorScheme: 'light', rules: null },
  { colorScheme: 'dark', rules: ['color-contrast'] },
] as const;
/** In the order of the next screen: it begins with the theme that the window is in, since another draws every figure anew. */
const nextThemes = [...THEMES];

/** Takes a picture in each theme. @returns what axe finds there, which is the same in every language */
async function inBothThemes(of: App, name: string, locale: Locale): Promise<string[]> {
  const found: string[] = [];
  for (const { colorScheme, rules } of nextThemes) {
    await of.page.emulateMedia({ colorScheme });
    await settle(of);
    await shot(of.page, `${name}-${locale}-${colorScheme}`);
    const faults = locale === 'en' ? await faultsOf(of, rules) : [];
    found.push(...faults.map((fault) => `${name} (${colorScheme}): ${fault}`));
  }
  nextThemes.reverse();
  return found;
}

/** Changes the language as the settings do, and starts the page anew. */
async function speak(app: App, locale: Locale): Promise<void> {
  await callDesktop(app.page, 'saveSettings', { locale });
  await app.page.reload();
  await app.page.locator('.middle > *').first().waitFor();
}

describe('of a project', () => {
  let app: App;
  let stage: Stage;

  beforeAll(async () => {
    app = await launch({ sample: true, locale: 'en', size: { width: 1280, height: 800 } });
    await resize(app, 1280, 800);
    stage = await setStage(app);
  });
  afterAll(() => app.close());

  it.each(['en', 'zh'] as const)(
    'are taken in %s, light and dark, and axe finds nothing serious',
    async (locale) => {
      await speak(app, locale);
      const found: string[] = [];
      await tour(app, stage, async ({ name }) => void found.push(...(await inBothThemes(app, name, locale))));
      expect(found).toEqual([]);
      // Starting the page anew cuts what it was reading, which may be answered with 503.
      expect(app.complaints.filter((line) => !line.includes('status of 503'))).toEqual([]);
    },
    LONG,
  );

  it(
    'speak in marked letters in the pseudo-locale',
    async () => {
      await speak(app, 'pseudo');
      await app.page.emulateMedia({ colorScheme: 'light' });
      const found: string[] = [];
      const names = await namesIn(app, stage);
      await tour(app, stage, async ({ name }) => {
        found.push(...(await plainLetters(app, names)).map((plain) => `${name}: ${plain}`));
      });
      expect(found).toEqual([]);
    },
    LONG,
  );

  it(
    'are taken in Chinese at 900 × 600, and nothing is wider than the window',
    async () => {
      await speak(app, 'zh');
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
});

it('hold for the first screen too', async () => {
  const fresh = await launch({ locale: 'en', size: { width: 1280, height: 800 } });
  await resize(fresh, 1280, 800);
  for (const locale of ['en', 'zh'] as const) {
    await speak(fresh, locale);
    expect(await inBothThemes(fresh, 'start', locale)).toEqual([]);
  }
  await speak(fresh, 'pseudo');
  expect(await plainLetters(fresh, [])).toEqual([]);
  await fresh.close();
});
