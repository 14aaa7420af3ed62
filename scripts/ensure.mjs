// What must hold before anything else runs; Node 20 built-ins alone, since nothing else may be installed yet.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const IS_WINDOWS = process.platform === 'win32';
const BIN = path.join(ROOT, 'node_modules', '.bin');

/** The Node 24 that the npm package `node` brings; the engine and its tools run on it, whatever the system has. */
export const NODE = path.join(ROOT, 'node_modules', 'node', 'bin', IS_WINDOWS ? 'node.exe' : 'node');

/** npm, which on Windows is a script for a shell. */
export const NPM = IS_WINDOWS ? 'npm.cmd' : 'npm';

/** Says one line about what is going on; results alone go to standard output. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** The environment in which our commands find Node 24 and the local binaries first. */
export function environment(extra = {}) {
  const env = { ...process.env, ...extra, PATH: [BIN, process.env.PATH].join(path.delimiter) };
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
}

/** Runs a command in the repository and returns its exit status. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: environment(), ...options });
  if (result.error) say(result.error.message);
  return result.status ?? 1;
}

/** Runs a command that a package brings. */
export function runLocal(name, args, env = environment()) {
  return run(path.join(BIN, name), args, { env, shell: IS_WINDOWS });
}

function isStale() {
  const marker = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(marker) || !fs.existsSync(NODE)) return true;
  return fs.statSync(path.join(ROOT, 'package-lock.json')).mtimeMs > fs.statSync(marker).mtimeMs + 1000;
}

/** Installs the dependencies when they are missing or older than the lockfile, and compiles the kernels likewise. */
export function ensureInstalled() {
  if (isStale()) install();
  ensureKernels();
}

function install() {
  say('Installing dependencies (npm ci, about half a minute) …');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const status = run(NPM, args, {
    env: process.env,
    shell: IS_WINDOWS,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    say('npm ci failed: check the network or the registry settings of npm, then run this command again.');
    process.exit(status);
  }
  const now = new Date();
  fs.utimesSync(path.join(ROOT, 'node_modules', '.package-lock.json'), now, now);
}

/** What a build is made from. */
const SOURCES = ['src-main', 'src-renderer', 'resources', 'scripts', 'package.json', 'electron.vite.config.ts'];

/** Compiles the kernels where a source is newer than the modules; without them everything runs, at a fraction of the speed. */
export function ensureKernels() {
  const folder = path.join(ROOT, 'src-main', 'engine', 'kernels');
  const built = path.join(folder, 'wasm', 'relaxed.wasm');
  const newest = Math.max(
    newestBelow(path.join(folder, 'assembly')),
    newestBelow(path.join(ROOT, 'scripts', 'build-kernels.mjs')),
  );
  if (fs.existsSync(built) && fs.statSync(built).mtimeMs > newest) return;
  if (run(NODE, ['scripts/build-kernels.mjs']) !== 0)
    say('The kernels could not be compiled; the plain ones are used.');
}

function newestBelow(file) {
  const stat = fs.statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...fs.readdirSync(file).map((name) => newestBelow(path.join(file, name))));
}

/** Where builds of window and engine stand. */
export const BUILT = path.join(ROOT, 'out');

/** @returns {boolean} whether a build stands that is as new as every source. */
export function isBuilt() {
  const stamp = path.join(BUILT, 'built');
  const builtAt = fs.existsSync(stamp) ? fs.statSync(stamp).mtimeMs : 0;
  return Math.max(...SOURCES.map((name) => newestBelow(path.join(ROOT, name)))) <= builtAt;
}

/**
 * Builds window and engine when there is no build or a source is newer.
 *
 * @returns {boolean} whether a whole build stands now.
 */
export function buildIfStale() {
  if (isBuilt()) return true;
  say('Building …');
  return run(NODE, ['scripts/build.mjs']) === 0;
}

/** Builds where that is needed; what cannot be built ends the command. */
export function ensureBuilt() {
  if (!buildIfStale()) process.exit(1);
}
