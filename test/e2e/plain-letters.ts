import path from 'node:path';
import { DATA_MARKS } from '../../src-main/contract/text.ts';
import type { App } from './harness.ts';
import { COLUMNS, IMPORTED, ask, type Stage } from './tour.ts';

/** In the pseudo-locale every word of the interface is marked: a plain letter outside data was never translated. */

/** Where data is shown, and what has no language: code, keys, pictures of data with their ticks, pages of the guide. */
const NOT_WORDS =
  '[translate=no], [aria-hidden=true], code, pre, kbd, script, style, .main-svg, .gv-title, .help-page article, .md';

/** What people and files named: it stands in titles and labels as it is. */
export async function namesIn(app: App, { notebookId, file }: Stage): Promise<string[]> {
  const project = await ask(app, 'project.view', {});
  const views = await ask(app, 'notebook.view', { notebookId });
  const tables = [
    ...(project?.datasets ?? []),
    ...views.flatMap(({ run }) => run?.outputs.flatMap(({ table }) => table ?? []) ?? []),
  ];
  const names = [
    ...[project?.path, project?.name, path.basename(file), IMPORTED],
    ...(project?.datasets ?? []).flatMap(({ name, versions }) => [name, ...versions.flatMap(({ files }) => files)]),
    ...(project?.segments ?? []).map(({ name }) => name),
    ...(project?.notebooks ?? []).map(({ title }) => title),
    ...views.flatMap(({ panel }) => [panel.title, ...Object.values(panel.names)]),
    ...tables.flatMap(({ columns }) => columns.map(({ name }) => name)),
    ...COLUMNS,
  ];
  return [...new Set(names)]
    .filter((name): name is string => name !== undefined && name !== '')
    .sort((a, b) => b.length - a.length);
}

/** How Intl writes dates and short numbers. */
const DATES_AND_NUMBERS = /\d{1,2} [A-Z][a-z]{2,3} \d{4}|\d[kmM]\b/g.source;

/** What has plain letters on screen, with where it stands. */
export const plainLetters = ({ page }: App, names: readonly string[]): Promise<string[]> =>
  page.evaluate(
    ([skip, { from, to }, known, written]) => {
      const isLetter = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\d_]/u.test(letter);
      /** Without a name where it stands as a word of its own. */
      const without = (text: string, name: string): string => {
        let at = text.indexOf(name);
        while (at >= 0) {
          const isWhole = !isLetter(text[at - 1]) && !isLetter(text[at + name.length]);
          text = isWhole ? text.slice(0, at) + text.slice(at + name.length) : text;
          at = text.indexOf(name, isWhole ? at : at + 1);
        }
        return text;
      };
      const data = new RegExp(`${from}[^${from}${to}]*${to}`, 'gu');
      const wordsOf = (text: string): string => {
        let left = text;
        for (let before = ''; before !== left;) [before, left] = [left, left.replaceAll(data, '')];
        return known.reduce(without, left).replaceAll(new RegExp(written, 'g'), '');
      };
      const isPlain = (text: string): boolean => /[A-Za-z](?!\u0307)/.test(wordsOf(text));
      const at = (element: Element): string => {
        const path: string[] = [];
        for (let e: Element | null = element; e && path.length < 4; e = e.parentElement)
          path.unshift(
            e.tagName.toLowerCase() +
              (e.classList.length > 0 ? `.${[...e.classList].filter((name) => !name.startsWith('m_')).join('.')}` : ''),
          );
        return path.join(' > ');
      };
      const found = new Set<string>();
      const isShown = (element: Element): boolean => element.checkVisibility() && !element.closest(skip);
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        const text = node.textContent ?? '';
        if (element && element.tagName !== 'TEXTAREA' && isPlain(text) && isShown(element))
          found.add(`“${text.trim().slice(0, 80)}” in ${at(element)}`);
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const text = element.getAttribute(name) ?? '';
          if (isPlain(text) && isShown(element)) found.add(`${name} “${text.slice(0, 80)}” of ${at(element)}`);
        }
      }
      return [...found];
    },
    [NOT_WORDS, DATA_MARKS, names, DATES_AND_NUMBERS] as const,
  );
