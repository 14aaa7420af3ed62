import fs from 'node:fs';
import path from 'node:path';
import { resolvePackageElectron } from './scripts/electron-dist.mjs';
import { PACKAGE_FUSES } from './scripts/fuses.mjs';

const electron = await resolvePackageElectron();

const platform = `${process.platform}-${process.arch}`;
/** Where the GPU's library for this platform lies. */
const dawn = process.platform === 'darwin' ? 'darwin-universal' : platform;

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
    '!node_modules/!(better-sqlite3|@tensorflow|seedrandom|webgpu)/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
    `!node_modules/better-sqlite3/prebuilds/!(${platform}.node)`,
    // Of TensorFlow.js what Node loads: one file a package, and the compiled backends. CUDA's library, where it is
    // installed, is larger than the app: who wants it adds it (resources/docs/backends.en.md).
    '!node_modules/@tensorflow/!(tfjs-core|tfjs-backend-cpu|tfjs-backend-wasm|tfjs-backend-webgpu)/**',
    '!node_modules/@tensorflow/*/{src,wasm-out,node_modules}/**',
    '!node_modules/@tensorflow/*/dist/*/**',
    '!node_modules/@tensorflow/*/dist/!(*.node.js|*.wasm)',
    '!node_modules/@tensorflow/*/!(dist|package.json|LICENSE*)',
    '!node_modules/seedrandom/coverage/**',
    '!node_modules/webgpu/{build,node_modules}/**',
    `!node_modules/webgpu/dist/!(${dawn})/**`,
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
