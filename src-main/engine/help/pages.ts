import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import { formatText, type Locale, type Text } from '../../contract/text.ts';
import { resourcePath } from '../resources.ts';
import { findStep, listSteps } from '../steps/registry.ts';
import { referencePage } from './reference.ts';

/** The order of reading; what is not in it follows by name. */
const READING = [
  'getting-started', 'importing', 'notebooks', 'selecting', 'recommenders', 'sql', 'reports',
  'glossary', 'keys', 'command-line', 'backends', 'privacy', 'add-a-step',
]; // prettier-ignore

function byReading(a: string, b: string): number {
  const place = (page: string): number => (READING.includes(page) ? READING.indexOf(page) : READING.length);
  return place(a) - place(b) || a.localeCompare(b, 'en');
}

const docsFolder = (): string => resourcePath('docs');

const titleOf = (markdown: string): string => /^#\s+(.+)$/m.exec(markdown)?.[1] ?? '';

async function readGuide(page: string, language: 'en' | 'zh'): Promise<string | null> {
  return readFile(path.join(docsFolder(), `${page}.${language}.md`), 'utf8').catch(() => null);
}

/** Guides written by hand, then a page for every step; an apply panel has the page of what was fitted, under its own id. */
export async function helpPages(): Promise<{ page: string; title: Text; group: string }[]> {
  const names = (await readdir(docsFolder()))
    .filter((name) => name.endsWith('.en.md'))
    .map((name) => name.slice(0, -'.en.md'.length));
  const guides = await Promise.all(
    names.sort(byReading).map(async (page) => {
      const [en, zh] = await Promise.all([readGuide(page, 'en'), readGuide(page, 'zh')]);
      return { page, title: { en: titleOf(en ?? page), zh: titleOf(zh ?? en ?? page) }, group: 'guide' };
    }),
  );
  const steps = listSteps()
    .filter(({ form }) => form !== 'apply')
    .map(({ id, title }) => ({ page: id, title, group: 'steps' }));
  return [...guides, ...steps];
}

/**
 * One help page in a language.
 *
 * @param page a guide's name, or a step's id.
 * @throws not-found
 */
export async function helpPage(page: string, locale: Locale): Promise<{ title: string; markdown: string }> {
  const step = findStep(page);
  if (step)
    return { title: formatText(step.info.title, undefined, locale), markdown: referencePage(step.info, locale) };
  const markdown = await readGuide(page, locale === 'zh' ? 'zh' : 'en');
  if (markdown === null) throw new ClienteleError('not-found', { kind: { en: 'help page', zh: '帮助页' }, id: page });
  return { title: titleOf(markdown), markdown };
}
