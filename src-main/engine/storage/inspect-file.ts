import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { Text } from '../../contract/text.ts';
import { APPLICATION_ID, connectForReading } from './connection.ts';
import { withFileErrors } from './file-errors.ts';
import { formatOf } from './migrate.ts';
import { isOnNetworkDrive } from './network-drive.ts';

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/** What every problem with a file's bytes is called. */
export const damaged = (path: string, detail: Text, cause?: unknown): ClienteleError =>
  new ClienteleError('project-damaged', { path, detail }, { cause });

/** Whether a project can be kept where a path points. @throws network-drive, read-only, file-not-found for its folder */
export function inspectPlace(path: string): void {
  if (isOnNetworkDrive(path)) throw new ClienteleError('network-drive', { path });
  withFileErrors(path, () => {
    if (!existsSync(dirname(path))) throw new ClienteleError('file-not-found', { path: dirname(path) });
    // The log and the lock lie beside the file, so its folder must be writable too.
    accessSync(dirname(path), constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
  });
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    return header.subarray(0, readSync(file, header));
  } finally {
    closeSync(file);
  }
}

/**
 * Looks at a file without changing it.
 *
 * @param format the newest format that is known.
 * @throws file-not-found, project-foreign, project-newer, project-damaged
 */
export function inspectFile(path: string, format: number): void {
  withFileErrors(path, () => {
    const stat = statSync(path);
    if (!stat.isFile()) throw new ClienteleError('project-foreign', { path });
    if (stat.size === 0) throw damaged(path, { en: 'it is empty', zh: '文件是空的' });
    const header = readHeader(path);
    if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
      const isOurs = extname(path) === '.clientele' && header.every((byte) => byte === 0);
      throw isOurs
        ? damaged(path, { en: 'its beginning was erased', zh: '文件开头已被清空' })
        : new ClienteleError('project-foreign', { path });
    }
    if (header.length < HEADER_BYTES) throw damaged(path, CUT_SHORT);
    const { id, got } = identity(path, header, stat.size);
    if (id !== APPLICATION_ID) throw new ClienteleError('project-foreign', { path });
    if (got > format) throw new ClienteleError('project-newer', { path, got: String(got), known: String(format) });
  });
}

const CUT_SHORT: Text = {
  en: 'its end is missing, as after a copy that was interrupted',
  zh: '文件末尾缺失，可能是复制中断所致',
};

/** What a file says it is; read from its first page, so that a file that is not ours is not touched, or through its log. */
function identity(path: string, header: Buffer, size: number): { id: unknown; got: number } {
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) return identityInLog(path);
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const knowsItsSize = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (knowsItsSize && size < header.readUInt32BE(28) * pageSize) throw damaged(path, CUT_SHORT);
  return { id: header.readUInt32BE(68), got: header.readUInt32BE(60) };
}

function identityInLog(path: string): { id: unknown; got: number } {
  const connection = connectForReading(path);
  try {
    return { id: connection.db.pragma('application_id', { simple: true }), got: formatOf(connection) };
  } finally {
    connection.db.close();
  }
}
