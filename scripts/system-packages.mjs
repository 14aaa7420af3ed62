// What a window needs from Debian or Ubuntu beyond npm.
import { spawnSync } from 'node:child_process';
import { say } from './ensure.mjs';

const PACKAGES = {
  /** Chromium's libraries. */
  window: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
  /** A display without a screen, Chinese letters for screenshots, software rendering, and a network of one's own. */
  test: ['xvfb', 'xauth', 'fonts-noto-cjk', 'libvulkan1', 'iproute2'],
};

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Since 2024 Debian and Ubuntu name some libraries after their time type; either name will do. */
const isInstalled = (name) => succeeds('dpkg', ['-s', name]) || succeeds('dpkg', ['-s', `${name}t64`]);

/** @returns {string[]} the packages that are not installed; none where this is not a Debian. */
export function missingPackages(...groups) {
  if (process.platform !== 'linux' || !succeeds('dpkg', ['--version'])) return [];
  return groups.flatMap((group) => PACKAGES[group]).filter((name) => !isInstalled(name));
}

function install(names) {
  say(`Installing ${names.join(' ')} …`);
  const [command, ...rest] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync(command, [...rest, 'update', '-qq'], options);
  const known = names.map((name) => (succeeds('apt-cache', ['show', `${name}t64`]) ? `${name}t64` : name));
  spawnSync(command, [...rest, 'install', '-y', '-qq', '--no-install-recommends', ...known], options);
}

/**
 * Installs what the tests that open a window need, when it may (root, or CI); otherwise says what to install.
 *
 * @returns {boolean} whether all are there.
 */
export function ensureSystemPackages() {
  const missing = missingPackages('window', 'test');
  if (missing.length === 0) return true;
  if (process.getuid?.() === 0 || process.env.CI) install(missing);
  const absent = missingPackages('window', 'test');
  if (absent.length > 0) say(`The tests in a real window need: sudo apt-get install ${absent.join(' ')}`);
  return absent.length === 0;
}
