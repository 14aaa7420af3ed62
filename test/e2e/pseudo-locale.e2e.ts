import { afterAll, beforeAll, expect, it } from 'vitest';
import { DATA_MARKS } from '../../src-main/contract/text.ts';
import { launch, type App } from './harness.ts';
import { setStage, tour, type Stage } from './tour.ts';

/** In the pseudo-locale every word of the interface is marked: a plain letter outside data was never translated. */

/** Where data is shown, and what has no language: code, keys, pictures of data with their ticks, pages of the guide. */
const NOT_WORDS = '[translate=no], code, pre, kbd, script, style, .main-svg, .help-page article, .md';

/** What has plain letters on screen, with where it stands. */
const plainLetters = ({ page }: App): Promise<string[]> =>
  page.evaluate(
    ([skip, { from, to }]) => {
      const data = new RegExp(`${from}[^${from}${to}]*${to}`, 'gu');
      const wordsOf = (text: string): string => {
        let left = text;
        for (let before = ''; before !== left;) [before, left] = [left, left.replaceAll(data, '')];
        return left;
      };
      const isPlain = (text: string): boolean => /[A-Za-z](?!\u0307)/.test(wordsOf(text));
      const at = (element: Element): string => {
        const path: string[] = [];
        for (let e: Element | null = element; e && path.length < 4; e = e.parentElement) path.unshift(e.tagName.toLowerCase() + (e.classList.length > 0 ? `.${[...e.classList].filter((name) => !name.startsWith('m_')).join('.')}` : ''));
        return path.join(' > ');
      };
      const found = new Set<string>();
      const isShown = (element: Element): boolean => element.checkVisibility() && !element.closest(skip);
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        const text = node.textContent ?? '';
        if (element && isPlain(text) && isShown(element)) found.add(`“${text.trim().slice(0, 80)}” in ${at(element)}`);
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const text = element.getAttribute(name) ?? '';
          if (isPlain(text) && isShown(element)) found.add(`${name} “${text.slice(0, 80)}” of ${at(element)}`);
        }
      }
      return [...found];
    },
    [NOT_WORDS, DATA_MARKS] as const,
  );

let app: App;
let stage: Stage;

beforeAll(async () => {
  app = await launch({ sample: true, locale: 'pseudo', size: { width: 1280, height: 800 } });
  stage = await setStage(app);
});
afterAll(() => app.close());

it('every screen of a project speaks in marked letters', async () => {
  const found: string[] = [];
  await tour(app, stage, async ({ name }) => {
    found.push(...(await plainLetters(app)).map((plain) => `${name}: ${plain}`));
  });
  expect(found).toEqual([]);
});

it('the first screen does', async () => {
  const fresh = await launch({ locale: 'pseudo' });
  const found = await plainLetters(fresh);
  await fresh.close();
  expect(found).toEqual([]);
});
