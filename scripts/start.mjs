#!/usr/bin/env node
// `npm start`: the workbench on a sample shop; where no window can be opened, the same notebook as a report.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NODE, ROOT, ensureBuilt, ensureInstalled, run, say } from './ensure.mjs';
import { missingPackages } from './system-packages.mjs';

ensureInstalled();
// It needs packages, which are there from here on.
const { describeElectron, electronEnvironment, resolveElectron, sandboxFlags } = await import('./electron-dist.mjs');

function runWithoutWindow(why) {
  say(`${why}; the same notebook now runs without a window.`);
  ensureBuilt();
  const folder = path.join(os.homedir(), 'Clientele');
  fs.mkdirSync(folder, { recursive: true });
  // Made anew each time, and named apart from the sample shop of the window, which a person may have worked on.
  const project = path.join(folder, 'Sample report.clientele');
  const report = path.join(folder, 'Sample report.html');
  for (const end of ['', '-wal', '-shm']) fs.rmSync(project + end, { force: true });
  const args = ['template', 'run', 'shop-overview', '--sample', '--project', project, '--report', report];
  // Its last line is the report's path.
  process.exit(run(NODE, ['src-main/cli/main.ts', ...args]));
}

function whyNoWindow() {
  if (process.env.CLIENTELE_NO_WINDOW) return 'No window is wanted (CLIENTELE_NO_WINDOW)';
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return null;
  return 'No display can be opened here';
}

const why = whyNoWindow();
if (why) runWithoutWindow(why);
let electron;
try {
  electron = await resolveElectron();
} catch (error) {
  runWithoutWindow(error.message);
}
say(describeElectron(electron));
ensureBuilt();

// The app leaves a mark once its window stands: an end without it means that there was none.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-start-'));
const mark = path.join(folder, 'window');
const args = [...sandboxFlags(), ROOT, '--sample', ...process.argv.slice(2)];
const env = electronEnvironment(electron, { CLIENTELE_WINDOW_MARK: mark });
const { status, signal } = spawnSync(electron.exec, args, { cwd: ROOT, env, stdio: 'inherit' });
const opened = fs.existsSync(mark);
fs.rmSync(folder, { recursive: true, force: true });
if (!opened && (status !== 0 || signal)) {
  const packages = missingPackages('window');
  const advice = packages.length > 0 ? ` (missing here: sudo apt-get install ${packages.join(' ')})` : '';
  runWithoutWindow(`The window could not be opened${advice}`);
}
process.exit(status ?? 1);
