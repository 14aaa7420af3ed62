import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const SOURCES = ['app/AppCommands.tsx', 'app/Workbench.tsx', 'notebook/use-notebook-commands.ts'];
const read = (file: string): Promise<string> => readFile(path.join(ROOT, file), 'utf8');

const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←' };
const onPaper = (keys: string): string =>
  keys
    .split('+')
    .map((key) => ARROWS[key] ?? key)
    .join(' ');

/** The keys that commands are declared with, as lists of literals. */
async function declaredKeys(): Promise<string[]> {
  const sources = await Promise.all(SOURCES.map((file) => read(`src-renderer/${file}`)));
  const lists = sources.flatMap((source) =>
    [...source.matchAll(/(?:keys: |, )\[('[^\]]+')\]/g)].map(([, list = '']) => list),
  );
  return lists.flatMap((list) => [...list.matchAll(/'([^']+)'/g)].map(([, keys = '']) => keys));
}

it.each(['en', 'zh'])('the page of keys names every key, in %s', async (language) => {
  const page = await read(`resources/docs/keys.${language}.md`);
  const cells = page.split('\n').flatMap((line) => /^\| ([^|]+?) +\|/.exec(line)?.[1]?.split(/, |、/) ?? []);
  const keys = await declaredKeys();
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.map(onPaper).filter((key) => !cells.includes(key))).toEqual([]);
});
