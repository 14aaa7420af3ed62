#!/usr/bin/env node
// `npm run package:check`: builds the app's folder, reads its fuses back from the binary, and has the packaged app import
// a file, as an ordinary user with Chromium's sandbox on and no network in reach, where this machine lets it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { offline, underDisplay } from './display.mjs';
import { NODE, ensureBuilt, ensureInstalled, environment, run, say } from './ensure.mjs';
import { PACKAGE_FUSES } from './fuses.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

ensureInstalled();
const { describeElectron, electronEnvironment, resolveElectron } = await import('./electron-dist.mjs');
const { buildFolder } = await import('./package-folder.mjs');
const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');

/** Debian's user who owns nothing. */
const PLAIN_USER = 65534;

const problems = [];

function check(what, holds) {
  say(`${holds ? '✔' : '✘'} ${what}`);
  if (!holds) problems.push(what);
}

async function checkFuses(binary) {
  const wire = await getCurrentFuseWire(binary);
  for (const [name, wanted] of Object.entries(PACKAGE_FUSES)) {
    const option = FuseV1Options[name.charAt(0).toUpperCase() + name.slice(1)];
    const state = wire[option];
    check(`fuse ${name} is ${wanted ? 'on' : 'off'}`, state === (wanted ? FuseState.ENABLE : FuseState.DISABLE));
  }
}

/** Fused binaries ignore what would turn them into a Node, or open a debugger. */
function checkBinary(binary) {
  const env = environment({ ELECTRON_RUN_AS_NODE: '1' });
  env.ELECTRON_RUN_AS_NODE = '1';
  const asNode = spawnSync(binary, ['-e', 'console.log("ran as node")'], { env, encoding: 'utf8', timeout: 5000 });
  check('the binary does not run as Node', !asNode.stdout.includes('ran as node'));
}

function checkFiles(folder) {
  const resources = path.join(folder, 'resources');
  const files = fs.readdirSync(resources, { recursive: true }).map(String);
  check('no default app lies beside it', !files.includes('default_app.asar'));
  check('no source map is in it', !files.some((name) => name.endsWith('.map')));
  check(
    'window and main process are in the archive',
    !files.some((name) => /unpacked\/out\/(main|preload|renderer)/.test(name)),
  );
  const unpacked = (name) => fs.existsSync(path.join(resources, 'app.asar.unpacked', name));
  check(
    'engine, report script and help lie where plain Node reads them',
    ['out/engine/engine.mjs', 'out/report/report.js', 'resources/docs/getting-started.en.md'].every(unpacked),
  );
  const dawn = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
  const trainers = [
    'out/engine/tensor-process.mjs',
    'node_modules/@tensorflow/tfjs-core/dist/tf-core.node.js',
    'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    `node_modules/webgpu/dist/${dawn}/dawn.node`,
  ];
  check('what trains models lies there too', trainers.every(unpacked));
  const dawns = files.filter((name) => name.endsWith('dawn.node'));
  check('the GPU’s library is there for this platform alone', dawns.length === 1);
  const node = path.join(resources, 'node', path.basename(NODE));
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  check('the engine’s Node is in it', stdout === spawnSync(NODE, ['--version'], { encoding: 'utf8' }).stdout);
}

/** A copy that an ordinary user may read; as root, the repository may lie where only root may look. */
function copyForPlainUser(folder) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-package-'));
  const copy = path.join(home, 'app');
  fs.cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    // What an installer does: the helper by which an ordinary user's windows get a sandbox belongs to root.
    fs.chmodSync(path.join(copy, 'chrome-sandbox'), 0o4755);
    fs.chownSync(home, PLAIN_USER, PLAIN_USER);
  }
  return { home, copy, user: isRoot ? PLAIN_USER : null };
}

if (!ensureSystemPackages()) process.exit(1);
const electron = await resolveElectron();
say(describeElectron(electron));
ensureBuilt();
const folder = buildFolder();
const binary = path.join(folder, 'clientele');
await checkFuses(binary);
checkBinary(binary);
checkFiles(folder);

const { home, copy, user } = copyForPlainUser(folder);
try {
  const script = path.join(import.meta.dirname, 'drive-package.mjs');
  const [command, args] = offline(
    ...underDisplay(NODE, [script, path.join(copy, 'clientele'), home, String(user ?? '')]),
  );
  check(
    'the packaged app imports a file, runs the sample shop and shows help',
    run(command, args, { env: electronEnvironment(electron) }) === 0,
  );
} finally {
  fs.rmSync(home, { recursive: true, force: true });
}
console.log(problems.length === 0 ? 'package: every check passed' : `package: ${problems.length} failed`);
process.exit(problems.length === 0 ? 0 : 1);
