#!/usr/bin/env node
// `npm test`: every check there is, from types to the real window. `npm test -- unit window` runs only the named stages.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BUILT, NODE, NPM, ROOT, buildIfStale, ensureInstalled, environment, isBuilt, say } from './ensure.mjs';
import { missingPackages, ensureSystemPackages } from './system-packages.mjs';
import { offline, underDisplay } from './display.mjs';

ensureInstalled();
// It needs packages, which are there from here on.
const { describeElectron, electronEnvironment, resolveElectron } = await import('./electron-dist.mjs');

const resultsFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-test-'));

/** Runs Vitest and counts its tests; a run that ended before it could count is one failure. */
async function vitest(name, args, env = environment(), wrap = (command, rest) => [command, rest]) {
  const file = path.join(resultsFolder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const [command, rest] = wrap(NODE, [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args, ...reporters]);
  const child = spawn(command, rest, { cwd: ROOT, env, stdio: 'inherit' });
  const status = await new Promise((resolve) => child.on('close', resolve).on('error', () => resolve(1)));
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, failures: ['Vitest ended before it could report'] };
  const result = JSON.parse(fs.readFileSync(file, 'utf8'));
  return {
    passed: result.numPassedTests,
    // A file that could not be loaded, or an error outside any test, fails without a failed test.
    failed: Math.max(result.numFailedTests, status === 0 ? 0 : 1),
    skipped: result.numPendingTests + result.numTodoTests,
    failures: failuresOf(result),
  };
}

/** The failed tests by file and name; of a file that could not be loaded, the file. */
function failuresOf({ testResults }) {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = path.relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [file];
    return failed.map(({ ancestorTitles, title }) => [file, ...ancestorTitles, title].join(' › '));
  });
}

/** Unit tests train on a GPU that Electron's Vulkan driver imitates; without it those tests say that they were skipped. */
async function inProcesses() {
  if (process.getuid?.() === 0 || process.env.CI) ensureSystemPackages();
  await resolveElectron().catch((error) => say(error.message));
  // The programs that tests start are those that users run, where they are of these sources; they also start faster.
  return vitest('unit', [], environment(isBuilt() ? { CLIENTELE_BUILT: BUILT } : {}));
}

async function inWindow() {
  if (!ensureSystemPackages()) return { passed: 0, failed: 1, failures: ['the window: packages are missing'] };
  const electron = await resolveElectron();
  say(describeElectron(electron));
  if (!buildIfStale()) return { passed: 0, failed: 1, failures: ['the window: it could not be built'] };
  const wrap = (command, args) => offline(...underDisplay(command, args));
  return vitest('window', ['--config', 'vitest.e2e.config.ts'], electronEnvironment(electron), wrap);
}

/** Runs a command beside others; what it says comes at once when it ends. */
function runBeside(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: environment(), shell: NPM !== 'npm' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', (error) => (said += `${error.message}\n`));
    child.on('close', (status) => resolve({ ...counted(status === 0), said }));
  });
}

const counted = (isGood) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 });
const local = (name, ...args) => runBeside(path.join(ROOT, 'node_modules', '.bin', name), args);

/** What reads the sources alone: it runs beside the unit tests, of which many wait for processes. */
const SOURCE_STAGES = {
  types: () => local('tsc', '-b'),
  lint: () => local('eslint', '.'),
  format: () => local('prettier', '--check', '--log-level', 'warn', '.'),
  boundaries: () => runBeside(NPM, ['run', '--silent', 'boundaries']),
  unused: () => local('knip', '--no-progress'),
};

const STAGES = {
  ...SOURCE_STAGES,
  build: () => runBeside(NODE, ['scripts/build.mjs']),
  unit: inProcesses,
  window: inWindow,
};

/** One stage, whatever became of the others: an error that ends it is its failure. */
async function runStage(name) {
  const startedAt = Date.now();
  const outcome = await Promise.resolve()
    .then(() => STAGES[name]())
    .catch((error) => ({ passed: 0, failed: 1, failures: [error.message] }));
  const { said = '', ...counts } = outcome;
  if (said.trim() !== '') say(`\n── ${name} ──\n${said.trimEnd()}`);
  return { name, skipped: 0, failures: [], ...counts, seconds: (Date.now() - startedAt) / 1000 };
}

async function runInOrder(names) {
  const done = [];
  for (const name of names) {
    say(`\n── ${name} …`);
    done.push(await runStage(name));
  }
  return done;
}

function parseWanted(words) {
  const unknown = words.filter((word) => !Object.hasOwn(STAGES, word));
  if (unknown.length === 0) return words.length > 0 ? words : Object.keys(STAGES);
  say(`There is no stage ${unknown.join(', ')}; the stages are ${Object.keys(STAGES).join(', ')}.`);
  process.exit(2);
}

const wanted = parseWanted(process.argv.slice(2));
if (
  wanted.includes('window') &&
  process.getuid?.() !== 0 &&
  !process.env.CI &&
  missingPackages('window', 'test').length > 0
) {
  // Said at once, not after ten minutes.
  ensureSystemPackages();
}
const startedAt = Date.now();
const ofSource = runInOrder(wanted.filter((name) => Object.hasOwn(SOURCE_STAGES, name)));
const inProcess = runInOrder(['build', 'unit'].filter((name) => wanted.includes(name)));
const rows = [...(await ofSource), ...(await inProcess)];
// The window has the machine to itself.
rows.push(...(await runInOrder(wanted.filter((name) => name === 'window'))));
fs.rmSync(resultsFolder, { recursive: true, force: true });

console.log('');
for (const { name, failed, failures } of rows) {
  if (failed > 0) console.log([`${name} failed`, ...failures.map((line) => `  ✘ ${line}`)].join('\n'));
}
for (const { name, passed, failed, seconds } of rows) {
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
  console.log(`${failed === 0 ? '✔' : '✘'} ${name.padEnd(11)}${counts} ${seconds.toFixed(1).padStart(7)} s`);
}
console.log(`in ${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes`);
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
const skipped = total('skipped');
console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(total('failed') === 0 ? 0 : 1);
