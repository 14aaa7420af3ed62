// Builds the window, the engine's bundle and the script of HTML reports; a running app keeps the build it started with
// until the new one is whole.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, environment, runLocal } from './ensure.mjs';

const startedAt = new Date();
const fresh = path.join(ROOT, `out.new-${process.pid}`);
const env = environment({
  CLIENTELE_OUT: fresh,
  ELECTRON_MAJOR_VER: process.env.ELECTRON_MAJOR_VER ?? '33',
  NODE_OPTIONS: '',
});
const builds = [
  ['electron-vite', ['build', '--logLevel', 'warn']],
  ['vite', ['build', '--config', 'scripts/vite.engine.config.ts', '--logLevel', 'warn']],
  ['vite', ['build', '--config', 'scripts/vite.report.config.ts', '--logLevel', 'warn']],
];
try {
  for (const [command, args] of builds) {
    const status = runLocal(command, args, env);
    if (status !== 0) process.exit(status);
  }
  const stamp = path.join(fresh, 'built');
  fs.writeFileSync(stamp, '');
  // A source that changed while it was built counts as newer.
  fs.utimesSync(stamp, startedAt, startedAt);
  fs.rmSync(path.join(ROOT, 'out'), { recursive: true, force: true });
  fs.renameSync(fresh, path.join(ROOT, 'out'));
} finally {
  fs.rmSync(fresh, { recursive: true, force: true });
}
