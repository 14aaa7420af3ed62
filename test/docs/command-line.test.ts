import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../checks/program.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const CLI = program('cli');
const PREFIX = 'npm run -s clientele -- ';
const N_ROWS = 600;

/** Every command that a page or the README shows, in order, as its words. */
async function commandsOf(file: string): Promise<string[][]> {
  const markdown = await readFile(path.join(ROOT, file), 'utf8');
  const lines = [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
  return lines
    .filter((line) => line.startsWith(PREFIX))
    .map((line) =>
      [...line.slice(PREFIX.length).matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
    );
}

/** Customers, products and days that have nothing to do with each other. */
function orderFile(): string {
  const scatter = (i: number, factor: number, n: number): number => Math.imul(i + 1, factor) % n;
  const rows = Array.from({ length: N_ROWS }, (_, i) => {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.abs(scatter(i, 7919, 180)))).toISOString().slice(0, 10);
    const [customer, product] = [Math.abs(scatter(i >> 1, 104_729, 60)), Math.abs(scatter(i, 15_485_863, 37))];
    return `o${i >> 1},c${customer},p${product},${(i % 4) + 1},${(i % 50) + 0.5},${day} 10:00`;
  });
  return ['order_id,customer_id,product_id,quantity,price,ordered_at', ...rows].join('\n');
}

/** Each command starts a process of its own. */
const PATIENCE_MS = 180_000;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'clientele-docs-'));
  await writeFile(path.join(folder, 'orders.csv'), orderFile());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command as a person would who stands in the folder with the file. */
async function runCommand(words: readonly string[]): Promise<string> {
  const env = { ...process.env, CLIENTELE_LOCALE: 'en', NO_COLOR: '1' };
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...words], { cwd: folder, env });
  return stdout;
}

describe('the page of the command line', () => {
  it(
    'shows commands that work, one after the other',
    async () => {
      const commands = await commandsOf('resources/docs/command-line.en.md');
      expect(commands.map(([name]) => name)).toEqual(
        expect.arrayContaining(['new', 'import', 'add', 'run', 'query', 'export', 'report']),
      );
      const said: Record<string, string> = {};
      for (const words of commands) said[words[0] ?? ''] = await runCommand(words);
      expect(said.query).toMatch(/customer_id +recency/);
      expect(await readFile(path.join(folder, 'rfm.csv'), 'utf8')).toMatch(/customer_id,recency,frequency,monetary/);
      expect((await stat(path.join(folder, 'report.html'))).size).toBeLessThan(5 * 1024 * 1024);
    },
    PATIENCE_MS,
  );
  it('shows the same commands in both languages', async () => {
    expect(await commandsOf('resources/docs/command-line.zh.md')).toEqual(
      await commandsOf('resources/docs/command-line.en.md'),
    );
  });
});

it(
  'the commands of the README work',
  async () => {
    await rm(path.join(folder, 'shop.clientele'), { force: true });
    const commands = await commandsOf('README.md');
    expect(commands.length).toBeGreaterThan(1);
    let last = '';
    for (const words of commands) last = await runCommand(words);
    expect(last).toContain('template run TEMPLATE');
    expect(await readFile(path.join(folder, 'shop.html'), 'utf8')).toContain('<title>Know your customers</title>');
  },
  PATIENCE_MS,
);
