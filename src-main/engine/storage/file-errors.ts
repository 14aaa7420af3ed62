import Database from 'better-sqlite3';
import { ClienteleError, type ErrorCode } from '../../contract/errors.ts';

const FILE_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  ENOENT: 'file-not-found',
  ENOTDIR: 'file-not-found',
  EISDIR: 'project-foreign',
  EEXIST: 'file-exists',
};

/** SQLite reports a full disk in several ways: growing its shared index fails before any page is written. */
const SQLITE_CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^SQLITE_FULL|^SQLITE_IOERR_(SHMSIZE|SHMOPEN|SHMMAP)/, 'disk-full'],
  [/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|IOERR_READ|IOERR_CORRUPTFS)/, 'project-damaged'],
  [/^SQLITE_(READONLY|PERM|AUTH|CANTOPEN)/, 'read-only'],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'project-locked'],
  [/^SQLITE_IOERR/, 'project-damaged'],
];

/**
 * Turns a failure of the file system or of SQLite into the sentence that people know it by; anything else comes back
 * as it was.
 *
 * @param path the file it is about.
 */
export function asFileError(thrown: unknown, path: string): unknown {
  if (thrown instanceof ClienteleError || !(thrown instanceof Error)) return thrown;
  const code = errorCode(thrown);
  if (!code) return thrown;
  const found =
    thrown instanceof Database.SqliteError
      ? SQLITE_CODES.find(([pattern]) => pattern.test(code))?.[1]
      : FILE_CODES[code];
  if (!found) return thrown;
  return new ClienteleError(found, { path, detail: thrown.message, holder: UNKNOWN_HOLDER }, { cause: thrown });
}

const UNKNOWN_HOLDER = { en: 'another program', zh: '其他程序' };

const errorCode = (error: Error): string | null =>
  'code' in error && typeof error.code === 'string' ? error.code : null;

/** Runs `work`, with failures of the file said as {@link asFileError} says them. */
export function withFileErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw asFileError(thrown, path);
  }
}
