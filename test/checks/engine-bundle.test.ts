import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const SRC = path.join(ROOT, 'src-main');

const sources = (fs.readdirSync(SRC, { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => fs.readFileSync(path.join(SRC, name), 'utf8'));

/** What the engine starts as a thread or process of its own, by name below engine/. */
const started = new Set(
  sources.flatMap((source) => [...source.matchAll(/entryPath\('([^']+)'\)/g)].map(([, name = '']) => name)),
);

it('everything that the engine starts has an entry in its bundle', () => {
  const config = fs.readFileSync(path.join(ROOT, 'scripts/vite.engine.config.ts'), 'utf8');
  const entries = [...config.matchAll(/'engine\/([\w/-]+)',/g)].map(([, name = '']) => name);
  expect(started.size).toBeGreaterThan(3);
  expect(entries).toEqual(expect.arrayContaining([...started]));
  for (const name of entries) expect(fs.existsSync(path.join(SRC, 'engine', `${name}.ts`)), name).toBe(true);
});

it('no two entries share the name under which the bundle finds them', () => {
  const names = [...started].map((name) => path.basename(name));
  expect(new Set(names).size).toBe(names.length);
});
