// Builds the window, the engine's bundle and the script of HTML reports; a running app keeps the build it started with
// until the new one is whole.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, ensureKernels, environment, runLocal } from './ensure.mjs';

const startedAt = new Date();
const fresh = path.join(ROOT, `out.new-${process.pid}`);
const env = environment({
  CLIENTELE_OUT: fresh,
  ELECTRON_MAJOR_VER: process.env.ELECTRON_MAJOR_VER ?? '33',
  NODE_OPTIONS: '',
});
const BUILDS = [
  ['electron-vite', ['build', '--logLevel', 'warn']],
  ['vite', ['build', '--config', 'scripts/vite.engine.config.ts', '--logLevel', 'warn']],
  ['vite', ['build', '--config', 'scripts/vite.report.config.ts', '--logLevel', 'warn']],
];

/** The compiled kernels lie beside the engine's entries, where src-main/engine/entry.ts finds them. */
function copyKernels() {
  const from = path.join(ROOT, 'src-main', 'engine', 'kernels', 'wasm');
  for (const name of ['simd.wasm', 'relaxed.wasm'])
    fs.copyFileSync(path.join(from, name), path.join(fresh, 'engine', name));
}

/** One file with the licence of every package in any of the builds. */
function gatherLicences() {
  const files = ['main', 'preload', 'renderer', 'engine']
    .map((name) => path.join(fresh, name, 'licences.txt'))
    .filter((file) => fs.existsSync(file));
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const licences = new Set(files.flatMap((file) => fs.readFileSync(file, 'utf8').split(rule)));
  fs.writeFileSync(path.join(fresh, 'third-party-licences.txt'), [...licences].sort().join(rule));
  for (const file of files) fs.rmSync(file);
}

/** @returns {boolean} whether every build succeeded; the last good one stays where one did not. */
function build() {
  ensureKernels();
  if (BUILDS.some(([command, args]) => runLocal(command, args, env) !== 0)) return false;
  copyKernels();
  gatherLicences();
  const stamp = path.join(fresh, 'built');
  fs.writeFileSync(stamp, '');
  // A source that changed while it was built counts as newer.
  fs.utimesSync(stamp, startedAt, startedAt);
  fs.rmSync(path.join(ROOT, 'out'), { recursive: true, force: true });
  fs.renameSync(fresh, path.join(ROOT, 'out'));
  return true;
}

try {
  process.exitCode = build() ? 0 : 1;
} finally {
  fs.rmSync(fresh, { recursive: true, force: true });
}
