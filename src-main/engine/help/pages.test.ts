import { describe, expect, it } from 'vitest';
import { helpPage, helpPages } from './pages.ts';

const pages = await helpPages();
const guides = pages.filter(({ group }) => group === 'guide').map(({ page }) => page);

describe('help', () => {
  it('begins with getting started and holds a page for every step', () => {
    expect(guides[0]).toBe('getting-started');
    expect(guides).toEqual(expect.arrayContaining(['glossary', 'importing', 'sql', 'reports', 'command-line', 'keys']));
    expect(pages.filter(({ group }) => group === 'steps').map(({ page }) => page)).toContain('cluster.kmeans');
  });
  it('is written in both languages', () => {
    for (const { title } of pages) {
      expect(title.en).not.toBe('');
      expect(title.zh).not.toBe('');
    }
    for (const { title, group } of pages) if (group === 'guide') expect(title.zh).not.toBe(title.en);
  });
  it('refuses a page that is not there', async () => {
    await expect(helpPage('no-such-page', 'en')).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** The outline of a page: what any reader of either language finds in it. */
const outline = (markdown: string): string[] =>
  markdown.split('\n').flatMap((line) => /^(#+|\||-|\d+\.|```\w*)\s?/.exec(line)?.[1] ?? []);

describe.each(guides)('the guide %s', (page) => {
  it('has the same outline in both languages', async () => {
    const [en, zh] = [await helpPage(page, 'en'), await helpPage(page, 'zh')];
    expect(outline(zh.markdown)).toEqual(outline(en.markdown));
  });
  it.each(['en', 'zh'] as const)('links to pages that are there, in %s', async (locale) => {
    const { markdown } = await helpPage(page, locale);
    const links = [...markdown.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);
    for (const link of links) expect(pages.map((one) => one.page)).toContain(link);
  });
  it('says in Chinese what it says, with Chinese punctuation', async () => {
    const { markdown } = await helpPage(page, 'zh');
    const prose = markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '');
    expect(prose).not.toMatch(/[\p{Script=Han}] ?[,;:?!]|[\p{Script=Han}]\.(\s|$)/u);
  });
});
