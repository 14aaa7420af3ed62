#!/usr/bin/env node
// `npm test`: every check there is, from types to the real window. `npm test -- unit window` runs only the named stages.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NODE, NPM, ROOT, buildIfStale, ensureInstalled, environment, run, runLocal, say } from './ensure.mjs';
import { missingPackages, ensureSystemPackages } from './system-packages.mjs';
import { offline, underDisplay } from './display.mjs';

ensureInstalled();
// It needs packages, which are there from here on.
const { describeElectron, electronEnvironment, resolveElectron } = await import('./electron-dist.mjs');

const resultsFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-test-'));

/** Runs Vitest and counts its tests; a run that ended before it could count is one failure. */
function vitest(name, args, env, wrap = (command, rest) => [command, rest]) {
  const file = path.join(resultsFolder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const [command, rest] = wrap(NODE, [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args, ...reporters]);
  const status = run(command, rest, env ? { env } : {});
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

async function inWindow() {
  if (!ensureSystemPackages()) return { passed: 0, failed: 1, failures: ['the window: packages are missing'] };
  const electron = await resolveElectron();
  say(describeElectron(electron));
  if (!buildIfStale()) return { passed: 0, failed: 1, failures: ['the window: it could not be built'] };
  const wrap = (command, args) => offline(...underDisplay(command, args));
  return vitest('window', ['--config', 'vitest.e2e.config.ts'], electronEnvironment(electron), wrap);
}

/** One stage after the other, whatever became of the last: a failure that ends one early is a failure of that one. */
async function runStage(name) {
  try {
    const outcome = await STAGES[name]();
    if (typeof outcome !== 'number') return outcome;
    return { passed: outcome === 0 ? 1 : 0, failed: outcome === 0 ? 0 : 1 };
  } catch (error) {
    return { passed: 0, failed: 1, failures: [error.message] };
  }
}

/** Stages that are one check each answer with an exit status. */
const STAGES = {
  types: () => runLocal('tsc', ['-b']),
  lint: () => runLocal('eslint', ['.']),
  format: () => runLocal('prettier', ['--check', '--log-level', 'warn', '.']),
  boundaries: () => run(NPM, ['run', '--silent', 'boundaries'], { env: environment(), shell: NPM !== 'npm' }),
  unused: () => runLocal('knip', ['--no-progress']),
  unit: () => vitest('unit', []),
  build: () => run(NODE, ['scripts/build.mjs']),
  window: inWindow,
};

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
const rows = [];
for (const name of wanted) {
  say(`\n── ${name} ──`);
  const startedAt = Date.now();
  const outcome = await runStage(name);
  rows.push({ name, skipped: 0, failures: [], ...outcome, seconds: (Date.now() - startedAt) / 1000 });
}
fs.rmSync(resultsFolder, { recursive: true, force: true });

console.log('');
for (const { name, failed, failures } of rows) {
  if (failed > 0) console.log([`${name} failed`, ...failures.map((line) => `  ✘ ${line}`)].join('\n'));
}
for (const { name, passed, failed, seconds } of rows) {
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
  console.log(`${failed === 0 ? '✔' : '✘'} ${name.padEnd(11)}${counts} ${seconds.toFixed(1).padStart(7)} s`);
}
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
const skipped = total('skipped');
console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(total('failed') === 0 ? 0 : 1);
