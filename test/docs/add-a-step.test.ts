import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StepInfo } from '../../src-main/contract/step.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const FAMILY = 'src-main/engine/steps/anomaly';
const REGISTRY = 'src-main/engine/steps/registry.ts';
const ID = 'anomaly.z-score';

/** What the example and the checks are built from; the rest of the repository stays out of the copy. */
const COPIED = [
  'package.json', 'vitest.config.ts', 'tsconfig.base.json', 'tsconfig.node.json', 'src-main', 'resources',
  'test/checks', 'test/golden', 'test/fixtures', 'test/datasets.ts',
]; // prettier-ignore

/** Starts a process of its own, as a person would. */
const PATIENCE_MS = 120_000;

/** The code blocks of a help page, by the file name in their first line. */
async function readExamples(page: string): Promise<Map<string, string>> {
  const markdown = await readFile(path.join(ROOT, 'resources/docs', page), 'utf8');
  const blocks = markdown.matchAll(/```ts\n\/\/ src-main\/engine\/steps\/anomaly\/(\S+)\n([\s\S]*?)```/g);
  return new Map(Array.from(blocks, ([, name = '', code = '']) => [name, code]));
}

let checkout = '';

/** The repository with the example added as the page says: its files, and one line in the registry for its family. */
beforeAll(async () => {
  checkout = await mkdtemp(path.join(os.tmpdir(), 'clientele-example-'));
  for (const name of COPIED) await cp(path.join(ROOT, name), path.join(checkout, name), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(checkout, 'node_modules'));
  await mkdir(path.join(checkout, FAMILY));
  for (const [name, code] of await readExamples('add-a-step.en.md'))
    await writeFile(path.join(checkout, FAMILY, name), code);
  const registry = await readFile(path.join(checkout, REGISTRY), 'utf8');
  const named = registry.replace(
    'const FAMILIES = {',
    "import * as anomaly from './anomaly/index.ts';\nconst FAMILIES = { anomaly,",
  );
  expect(named).not.toBe(registry);
  await writeFile(path.join(checkout, REGISTRY), named);
});

afterAll(() => rm(checkout, { recursive: true, force: true }));

/** What a program of that checkout says. */
async function run(...words: readonly string[]): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_COMPILE_CACHE: path.join(checkout, 'cache'),
    NO_COLOR: '1',
    CLIENTELE_LOCALE: 'en',
  };
  // What is tried are the sources of that checkout, never a build of ours.
  delete env.CLIENTELE_BUILT;
  const options = { cwd: checkout, env };
  const { stdout } = await promisify(execFile)(process.execPath, words, options);
  return stdout;
}

const runVitest = (...rest: readonly string[]): Promise<string> =>
  run('node_modules/vitest/vitest.mjs', 'run', ...rest);
const runCommand = (...words: readonly string[]): Promise<string> => run('src-main/cli/main.ts', ...words);

it('compiles', () => {
  const config = ts.readConfigFile(path.join(checkout, 'tsconfig.node.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [], files: [] }, ts.sys, checkout);
  const files = ['z-score.ts', 'z-score.test.ts', 'index.ts'].map((name) => path.join(checkout, FAMILY, name));
  const program = ts.createProgram(files, options);
  const problems = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

it('has a form in both languages', async () => {
  const info = JSON.parse(await runCommand('steps', 'show', ID, '--json')) as StepInfo;
  expect(info).toMatchObject({
    title: { zh: '异常值' },
    parameters: {
      properties: {
        value: { label: { en: 'Column', zh: '列' }, columns: { port: 'table', types: ['number'], many: false } },
        limit: { label: { en: 'Limit', zh: '界限' }, minimum: 0.5, maximum: 20, default: 3 },
      },
    },
  });
});

it('has a reference page', async () => {
  const page = await runCommand('steps', 'show', ID);
  expect(page).toContain('# Unusual values');
  expect(page).toContain('| Limit | `--limit` | 0.5 – 20 | 3 |');
});

it('takes its flags, and refuses a value past their range', { timeout: PATIENCE_MS }, async () => {
  const file = path.join(checkout, 'values.csv');
  const project = path.join(checkout, 'values.clientele');
  await writeFile(file, ['name,x', ...Array.from({ length: 20 }, (_, i) => `a${i},5`), 'b,50'].join('\n'));
  await runCommand('new', project);
  await runCommand('import', project, file);
  await expect(runCommand('add', project, ID, '--limit', '21')).rejects.toMatchObject({
    stderr: expect.stringContaining('limit') as unknown,
  });
  await runCommand('add', project, ID, '--limit', '4');
  await runCommand('run', project);
  const found = await runCommand('query', project, 'SELECT name, x FROM unusual_values WHERE is_unusual', '--json');
  expect(JSON.parse(found)).toEqual([{ name: 'b', x: 50 }]);
});

it('passes its own test', { timeout: PATIENCE_MS }, async () => {
  expect(await runVitest(FAMILY)).toMatch(/Tests\s+2 passed/);
});

it('is found by the checks that run over every step', { timeout: PATIENCE_MS }, async () => {
  const stdout = await runVitest('test/checks/steps/steps.test.ts', '-t', `${ID}.*(survives|refuses|is described)`);
  expect(stdout).toMatch(/Tests\s+3 passed/);
});

it('is the same code in both languages', async () => {
  expect(await readExamples('add-a-step.zh.md')).toEqual(await readExamples('add-a-step.en.md'));
});
