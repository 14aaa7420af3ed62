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
  const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.node.json'), (file) => ts.sys.readFile(file));
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

/** Runs tests in a process of their own, as a person would. */
async function runVitest(...rest: readonly string[]): Promise<string> {
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const options = { cwd: ROOT, env: { ...process.env, NO_COLOR: '1' } };
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run', ...rest], options);
  return stdout;
}

it('passes its own test', async () => {
  expect(await runVitest(folder)).toMatch(/Tests\s+2 passed/);
});

it('is found by the checks that run over every step, once the registry names its family', async () => {
  const registrySource = await readFile(path.join(STEPS, 'registry.ts'), 'utf8');
  const withFamily = registrySource
    .replaceAll("'./", "'../")
    .replace('const FAMILIES = {', "import * as anomaly from './index.ts';\nconst FAMILIES = { anomaly,")
    .replaceAll("'../../contract/", "'../../../contract/");
  await writeFile(path.join(folder, 'registry.ts'), withFamily);
  const config = `
    const resolveId = (id) => (id.endsWith('/registry.ts') ? ${JSON.stringify(path.join(folder, 'registry.ts'))} : null);
    export default {
      root: ${JSON.stringify(ROOT)},
      plugins: [{ name: 'registry-with-the-example', enforce: 'pre', resolveId }],
      test: { include: ['test/checks/steps/*.test.ts'] },
    };`;
  await writeFile(path.join(folder, 'vitest.config.mjs'), config);
  const stdout = await runVitest(
    '--config',
    path.join(folder, 'vitest.config.mjs'),
    '-t',
    `${ID}.*(survives|refuses|is described)`,
  );
  expect(stdout).toMatch(/Tests\s+3 passed/);
});

it('is the same code in both languages', async () => {
  expect(await readExamples('add-a-step.zh.md')).toEqual(await readExamples('add-a-step.en.md'));
});
