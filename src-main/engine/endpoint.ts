import os from 'node:os';
import path from 'node:path';

/**
 * Where an engine keeps the key by which the command line of the same user may grant it files: in its own folder, which
 * nobody else can read. The window reads no files, so it has no key.
 */
export function keyPath(socketPath: string): string {
  const folder = socketPath.startsWith('\\\\.\\pipe\\')
    ? path.join(os.tmpdir(), socketPath.slice('\\\\.\\pipe\\'.length))
    : path.dirname(socketPath);
  return path.join(folder, 'key');
}
