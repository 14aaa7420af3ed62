import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parametersFromFlags } from '../../src-main/cli/flags.ts';
import { propertiesOf, referencePage } from '../../src-main/engine/help/reference.ts';
import { createRegistry, runDefinition, type Registry } from '../../src-main/engine/steps/registry.ts';
import { tableOf, testContext } from '../../src-main/engine/steps/testing.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const STEPS = path.join(ROOT, 'src-main/engine/steps');
const ID = 'anomaly.z-score';

/** The code blocks of a help page, by the file name in their first line. */
async function readExamples(page: string): Promise<Map<string, string>> {
  const markdown = await readFile(path.join(ROOT, 'resources/docs', page), 'utf8');
  const blocks = markdown.matchAll(/```ts\n\/\/ src-main\/engine\/steps\/anomaly\/(\S+)\n([\s\S]*?)```/g);
  return new Map(Array.from(blocks, ([, name = '', code = '']) => [name, code]));
}

let folder = '';
let registry: Registry;

beforeAll(async () => {
  folder = await mkdtemp(path.join(STEPS, 'example-'));
  for (const [name, code] of await readExamples('add-a-step.en.md')) await writeFile(path.join(folder, name), code);
  const family = (await import(pathToFileURL(path.join(folder, 'index.ts')).href)) as Record<string, unknown>;
  registry = createRegistry({ anomaly: family });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('compiles', () => {
  const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [], files: [] }, ts.sys, ROOT);
  const files = ['z-score.ts', 'z-score.test.ts', 'index.ts'].map((name) => path.join(folder, name));
  const program = ts.createProgram(files, options);
  const problems = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

it('has a form, a flag and a reference page', () => {
  const { info } = registry.find(ID) ?? expect.fail();
  expect(propertiesOf(info).map(([name, { label }]) => [name, label.zh])).toEqual([
    ['value', '列'],
    ['limit', '界限'],
  ]);
  expect(parametersFromFlags(info, { limit: '4' }, new Set())).toEqual({ limit: 4 });
  expect(referencePage(info, 'en')).toMatch(/--limit/);
  expect(referencePage(info, 'zh')).toMatch(/异常值/);
});

it('runs', async () => {
  const step = registry.find(ID) ?? expect.fail();
  const table = tableOf({ x: [...new Array<number>(20).fill(5), 50] });
  expect(await runDefinition(step, testContext(), { table: [table] }, {})).toMatchObject({ share: 1 / 21 });
});

it('passes its own test', async () => {
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run', folder], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toMatch(/Tests\s+2 passed/);
});

it('is the same code in both languages', async () => {
  expect(await readExamples('add-a-step.zh.md')).toEqual(await readExamples('add-a-step.en.md'));
});
