#!/usr/bin/env node
// `npm run package`: the app as a folder and, on Linux, as a tar.gz in release/. `npm run package -- --installers` builds
// the system's own kinds as well (AppImage and deb, dmg, or an installer for Windows), for which electron-builder
// downloads its tools. With CLIENTELE_RELEASE set, only the Electron that package.json declares will do.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled, say } from './ensure.mjs';
import { buildFolder } from './package-folder.mjs';

ensureInstalled();
// It needs packages, which are there from here on.
const { describeElectron, resolvePackageElectron } = await import('./electron-dist.mjs');
try {
  say(describeElectron(await resolvePackageElectron()));
} catch (error) {
  say(`Nothing was packaged: ${error.message}`);
  process.exit(1);
}
ensureBuilt();

/** Packs the folder under the name that it has once unpacked. */
function tarball(folder) {
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const name = `clientele-${version}-${process.platform}-${process.arch}`;
  const file = path.join(ROOT, 'release', `${name}.tar.gz`);
  const rename = `--transform=s,^${path.basename(folder)},${name},`;
  execFileSync('tar', [
    '-czf',
    file,
    '--owner=0',
    '--group=0',
    rename,
    '-C',
    path.dirname(folder),
    path.basename(folder),
  ]);
  return file;
}

const folder = buildFolder(process.argv.includes('--installers') ? [] : ['--dir']);
say(`The app lies in ${folder}`);
if (process.platform === 'linux') say(`and packed in ${tarball(folder)}`);
