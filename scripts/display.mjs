// Where a window is opened by a test.
import { spawnSync } from 'node:child_process';
import { say } from './ensure.mjs';

/** As root on Linux it runs where there is no network but loopback: offline is proved, not promised. */
export function offline(command, args) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [command, args];
  if (spawnSync('unshare', ['--net', 'true'], { stdio: 'ignore' }).status !== 0) {
    say('This container may not make a network namespace: the window is tested with the network in reach.');
    return [command, args];
  }
  return [
    'unshare',
    ['--net', 'sh', '-c', 'ip link set lo up && CLIENTELE_OFFLINE=1 exec "$0" "$@"', command, ...args],
  ];
}

/** Without a display of its own it gets one that nobody sees. */
export function underDisplay(command, args) {
  if (process.platform !== 'linux' || process.env.CLIENTELE_SHOW_WINDOW) return [command, args];
  return ['xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', command, ...args]];
}
