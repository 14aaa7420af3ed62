import { timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { SHELL_HEADER } from '../contract/calls.ts';
import { createEngine } from './engine.ts';
import { keyPath } from './endpoint.ts';
import { engineListener } from './server.ts';

/**
 * Entry of the engine process, forked by the window's main process. It listens on a socket that only this user can
 * open and says so over IPC: `{ type: 'ready', socketPath }`. The secret by which main proves itself when it grants a
 * file comes in the environment and is taken out of it at once.
 */
const secret = process.env.CLIENTELE_SHELL_SECRET ?? randomBytes(24).toString('base64url');
delete process.env.CLIENTELE_SHELL_SECRET;

const PREFIX = 'clientele-engine-';

/** Folders that engines left behind when they were killed. */
function sweepStaleSockets(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    try {
      fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user of this machine left it; it is theirs to sweep.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Main, and the command line of the same user, may grant files; the window, whose requests main passes on bare, may not. */
function mayGrant(request: http.IncomingMessage): boolean {
  const given = Buffer.from(String(request.headers[SHELL_HEADER] ?? ''));
  return [secret, key].some((one) => {
    const expected = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 'socket');
const key = randomBytes(24).toString('base64url');
fs.writeFileSync(keyPath(socketPath), key, { mode: 0o600 });
const engine = createEngine({ program: 'Clientele', socketPath, grants: 'required' });
const server = http.createServer(engineListener(engine, mayGrant));
// An idle connection stays: main may be sending its next request on it at the moment it is closed, which then counts as the engine's end.
server.keepAliveTimeout = 0;

let closing = false;
async function shutDown(): Promise<void> {
  if (closing) return;
  closing = true;
  await engine.close();
  process.exit(0);
}

process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => void shutDown());
process.on('SIGINT', () => void shutDown());
// Main is gone: never outlive it.
process.on('disconnect', () => void shutDown());
process.on('message', (message: { type?: string }) => {
  if (message.type === 'shutdown') void shutDown();
});

server.listen(socketPath, () => {
  process.send?.({ type: 'ready', socketPath });
  setImmediate(sweepStaleSockets);
  engine.warm();
});
