import fs from 'node:fs';
import path from 'node:path';
import { resolvePackageElectron } from './scripts/electron-dist.mjs';
import { PACKAGE_FUSES } from './scripts/fuses.mjs';

const electron = await resolvePackageElectron();

const platform = `${process.platform}-${process.arch}`;

/** A distribution given as a folder keeps its default app, which only downloaded archives are cleaned of. */
function removeDefaultApp({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return;
  for (const name of ['resources/default_app.asar', 'version']) fs.rmSync(path.join(appOutDir, name), { force: true });
}

export default {
  appId: 'org.clientele.workbench',
  productName: 'Clientele',
  executableName: 'clientele',
  copyright: 'MIT licence, the Clientele authors',
  directories: { output: 'release', buildResources: 'resources/icons' },
  electronDist: electron.dist,
  electronVersion: electron.version ?? undefined,
  electronFuses: PACKAGE_FUSES,
  // Native modules are for the Node that comes along, not for Electron's.
  npmRebuild: false,
  nodeGypRebuild: false,
  files: [
    'out/**',
    'resources/docs/**',
    'resources/icons/icon.png',
    'package.json',
    '!out/{built,third-party-licences.txt}',
    '!**/*.map',
    // Everything else is bundled.
    '!node_modules/!(better-sqlite3)/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
    `!node_modules/better-sqlite3/prebuilds/!(${platform}.node)`,
  ],
  asar: true,
  // What plain Node reads, since it reads no asar; the window's files stay inside, where their integrity is checked.
  asarUnpack: ['out/engine/**', 'out/report/**', 'resources/docs/**', 'node_modules/**'],
  extraResources: [
    { from: 'node_modules/node/bin', to: 'node', filter: [process.platform === 'win32' ? 'node.exe' : 'node'] },
    { from: 'LICENSE', to: 'LICENSE' },
    { from: 'out/third-party-licences.txt', to: 'third-party-licences.txt' },
  ],
  electronLanguages: ['en-US', 'zh-CN'],
  fileAssociations: [
    { ext: 'clientele', name: 'Clientele project', mimeType: 'application/x-clientele', role: 'Editor' },
  ],
  afterPack: removeDefaultApp,
  linux: { category: 'Science', maintainer: 'The Clientele authors', target: ['AppImage', 'deb'] },
  mac: { category: 'public.app-category.business', target: ['dmg'] },
  win: { target: ['nsis'] },
  publish: null,
};
