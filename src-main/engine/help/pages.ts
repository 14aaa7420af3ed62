import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import { formatText, type Locale, type Text } from '../../contract/text.ts';
import { resourcePath } from '../resources.ts';
import { findStep, listSteps } from '../steps/registry.ts';
import { referencePage } from './reference.ts';

const docsFolder = (): string => resourcePath('docs');

const titleOf = (markdown: string): string => /^#\s+(.+)$/m.exec(markdown)?.[1] ?? '';

async function readGuide(page: string, language: 'en' | 'zh'): Promise<string | null> {
  return readFile(path.join(docsFolder(), `${page}.${language}.md`), 'utf8').catch(() => null);
}

/** Guides written by hand, then a page for every step. */
export async function helpPages(): Promise<{ page: string; title: Text; group: string }[]> {
  const names = (await readdir(docsFolder()))
    .filter((name) => name.endsWith('.en.md'))
    .map((name) => name.slice(0, -'.en.md'.length));
  const guides = await Promise.all(
    names.sort().map(async (page) => {
      const [en, zh] = await Promise.all([readGuide(page, 'en'), readGuide(page, 'zh')]);
      return { page, title: { en: titleOf(en ?? page), zh: titleOf(zh ?? en ?? page) }, group: 'guide' };
    }),
  );
  const steps = listSteps().map(({ id, title }) => ({ page: id, title, group: 'steps' }));
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
