import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { ClienteleError } from '../../contract/errors.ts';
import type { Text } from '../../contract/text.ts';
import type { Db } from './connection.ts';

/** Who has a project open. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly program: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** Where its engine can be spoken to, or null. */
  readonly endpoint: string | null;
}

/** A project that is ours until it is released. */
export interface ProjectLock {
  /** True where the one before us ended without letting go. */
  readonly afterCrash: boolean;
  release(): void;
}

/** The file beside the project that says who has it. */
export const lockPath = (projectPath: string): string => `${projectPath}-lock`;

const TRIES = 20;
const PAUSE_MS = 25;

const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);

const isCode = (thrown: unknown, pattern: RegExp): boolean =>
  thrown instanceof Database.SqliteError && pattern.test(thrown.code);

/**
 * Takes a project for this process. The lock is SQLite's own write lock on a small file beside the project: the system
 * lets go of it when a process dies, however it dies, so that no stale lock can be left; the file's content names the
 * holder, and others can read it meanwhile.
 *
 * @throws project-locked naming the holder.
 */
export function lockProject(projectPath: string, program: string, endpoint: string | null): ProjectLock {
  const path = lockPath(projectPath);
  const holder: LockHolder = { pid: process.pid, host: hostname(), program, since: Date.now(), endpoint };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const taken = tryLock(path, holder);
    if (taken.state === 'taken') return taken.lock;
    if (taken.state === 'held')
      throw new ClienteleError('project-locked', { path: projectPath, holder: describe(taken.holder) });
    pause();
  }
  throw new ClienteleError('project-locked', { path: projectPath, holder: describe(null) });
}

function describe(holder: LockHolder | null): Text {
  if (!holder) return { en: 'another program', zh: '其他程序' };
  const { program, pid, host } = holder;
  return { en: `${program} (process ${pid} on ${host})`, zh: `${program}（${host} 上的进程 ${pid}）` };
}

type Attempt =
  | { readonly state: 'taken'; readonly lock: ProjectLock }
  | { readonly state: 'held'; readonly holder: LockHolder }
  | { readonly state: 'again' };

const AGAIN: Attempt = { state: 'again' };

function tryLock(path: string, holder: LockHolder): Attempt {
  const db = new Database(path, { timeout: 0 });
  let keep = false;
  try {
    // The journal stays in memory: a file that a crash spoiled is simply made anew.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN IMMEDIATE');
    db.exec('CREATE TABLE IF NOT EXISTS holder (token TEXT, content TEXT)');
    const afterCrash = db.prepare('SELECT 1 FROM holder').get() !== undefined;
    const token = randomUUID();
    db.exec('DELETE FROM holder');
    db.prepare('INSERT INTO holder VALUES (?, ?)').run(token, JSON.stringify(holder));
    db.exec('COMMIT');
    // From here on the lock is held by a transaction that writes nothing.
    db.exec('BEGIN IMMEDIATE');
    // One who closed just now may have removed the file under us: then what we hold is no longer what others see.
    if (tokenAt(path) !== token) return AGAIN;
    keep = true;
    return { state: 'taken', lock: { afterCrash, release: () => release(db, path) } };
  } catch (thrown) {
    if (isCode(thrown, /^SQLITE_(BUSY|LOCKED)/)) return seenHolder(db);
    if (!isCode(thrown, /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/)) throw thrown;
    rmSync(path, { force: true });
    return AGAIN;
  } finally {
    if (!keep) db.close();
  }
}

function seenHolder(db: Db): Attempt {
  try {
    const content = db.prepare('SELECT content FROM holder').pluck().get();
    return typeof content === 'string' ? { state: 'held', holder: JSON.parse(content) as LockHolder } : AGAIN;
  } catch {
    return AGAIN;
  }
}

function tokenAt(path: string): unknown {
  if (!existsSync(path)) return null;
  const db = new Database(path, { readonly: true, timeout: 0 });
  try {
    return db.prepare('SELECT token FROM holder').pluck().get();
  } finally {
    db.close();
  }
}

function release(db: Db, path: string): void {
  const remove = (): void => rmSync(path, { force: true });
  // Windows removes no file that is open; elsewhere it goes while it is still ours, so that nobody can take it in between.
  if (process.platform !== 'win32') remove();
  db.exec('ROLLBACK');
  db.close();
  if (process.platform === 'win32') remove();
}

/** Who has a project open now, or null. */
export function findHolder(projectPath: string): LockHolder | null {
  const path = lockPath(projectPath);
  if (!existsSync(path)) return null;
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE');
    db.exec('ROLLBACK');
    return null;
  } catch (thrown) {
    if (!isCode(thrown, /^SQLITE_(BUSY|LOCKED)/)) return null;
    const seen = seenHolder(db);
    return seen.state === 'held' ? seen.holder : null;
  } finally {
    db.close();
  }
}
