import fs from 'node:fs';
import path from 'node:path';
import { ROOT, runLocal } from './ensure.mjs';

/** Builds the app's folder. @returns {string} where it lies. */
export function buildFolder(args = ['--dir']) {
  const status = runLocal('electron-builder', [
    ...args,
    '--config',
    'electron-builder.config.mjs',
    '--publish',
    'never',
  ]);
  if (status !== 0) process.exit(status);
  const release = path.join(ROOT, 'release');
  const folder = fs.readdirSync(release).find((name) => /unpacked$|^mac/.test(name));
  return path.join(release, folder);
}
