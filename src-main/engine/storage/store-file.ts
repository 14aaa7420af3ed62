import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ClienteleError } from '../../contract/errors.ts';
import { audit, listAudit, type AuditEntry } from './audit.ts';
import { makeRoom, outputUsage, type Eviction, type OutputUsage } from './evict.ts';
import { asFileError } from './file-errors.ts';
import { inspectPlace } from './inspect-file.ts';
import { findProblems } from './integrity.ts';
import { dropUnusedMembers, ensureMembers } from './members.ts';
import { fileSize, readProject, type StoredProject } from './snapshot.ts';
import type { StoreCore } from './store-core.ts';

/** The methods about the file as a whole. */
export interface StoreFile {
  /** What the file holds, as of one moment, without rows. */
  project(): StoredProject;
  /** Makes a live segment's members those of now; not an edit, they follow the data. */
  setSegmentMembers(segmentId: string, membersHash: string, count: number): Promise<void>;
  /** Writes a line of the audit log: codes and counts, never values. */
  recordAudit(action: string, code: string, counts: Readonly<Record<string, number>>): void;
  /** Lines of the audit log, the newest first. */
  listAudit(limit: number): AuditEntry[];
  outputUsage(): OutputUsage;
  /** Drops old results where they take more than the limit; it happens by itself after runs. */
  makeRoom(): Promise<Eviction>;
  /**
   * Writes a copy of the project as it is at the end; edits go on meanwhile. A file of that name is replaced.
   *
   * @param progress told how much is done, from 0 to 1.
   * @param stop flag in shared memory: anything but 0 ends it, and no copy is left.
   * @throws disk-full, read-only, cancelled
   */
  saveCopy(path: string, progress: (fraction: number) => void, stop: Int32Array<SharedArrayBuffer>): Promise<void>;
  /** Gives room inside the file back to the disk; needs as much room again meanwhile. */
  compact(): Promise<{ readonly bytesBefore: number; readonly bytesAfter: number }>;
  /** Looks through the whole file, every stored byte too; empty where all is well. */
  findProblems(): Promise<string[]>;
  /** Moves the log into the file, as after a run. */
  checkpoint(): void;
}

/** Pages that one step of a copy moves. */
const COPY_PAGES = 512;

/** How soon a stop is seen. */
const LOOK_EVERY_MS = 50;

/** Waits for work, but no longer once a flag in shared memory is not 0. @throws cancelled */
async function untilStopped(work: Promise<void>, stop: Int32Array<SharedArrayBuffer>): Promise<void> {
  const ended = work.then(() => true);
  for (;;) {
    if (Atomics.load(stop, 0) !== 0) {
      ended.catch(() => undefined);
      throw new ClienteleError('cancelled');
    }
    if (await Promise.race([ended, pause(LOOK_EVERY_MS, false)])) return;
  }
}

export function storeFile({ connection, commit, bulk, idle, named, unclaimed }: StoreCore): StoreFile {
  const { db, path: ownPath, sql } = connection;

  async function saveCopy(
    path: string,
    progress: (fraction: number) => void,
    stop: Int32Array<SharedArrayBuffer>,
  ): Promise<void> {
    const partial = `${path}.part`;
    try {
      if (existsSync(path) && realpathSync(path) === realpathSync(ownPath))
        throw new ClienteleError('file-exists', { path });
      inspectPlace(path);
      rmSync(partial, { force: true });
      // Whoever is given the copy may read it with another tool.
      await untilStopped(named(), stop);
      await db.backup(partial, {
        progress({ totalPages, remainingPages }) {
          if (Atomics.load(stop, 0) !== 0) throw new ClienteleError('cancelled');
          progress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
          return COPY_PAGES;
        },
      });
      renameSync(partial, path);
    } catch (thrown) {
      rmSync(partial, { force: true });
      throw asFileError(thrown, path);
    }
    commit(() => audit(connection, 'save-copy', 'done', { bytes: fileSize(connection) }));
    progress(1);
  }

  return {
    project: () => readProject(connection),
    async setSegmentMembers(segmentId, membersHash, count) {
      await bulk(() => ensureMembers(connection, membersHash));
      commit(() => {
        sql('UPDATE _clientele_segments SET members_hash = ?, count = ? WHERE id = ?').run(
          membersHash,
          count,
          segmentId,
        );
        dropUnusedMembers(connection);
        unclaimed.delete(membersHash);
      });
    },
    recordAudit: (action, code, counts) => commit(() => audit(connection, action, code, counts)),
    listAudit: (limit) => listAudit(connection, limit),
    outputUsage: () => outputUsage(connection),
    makeRoom: () => bulk(() => makeRoom(connection, unclaimed)),
    saveCopy,
    async compact() {
      await idle();
      const bytesBefore = fileSize(connection);
      try {
        db.exec('VACUUM');
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch (thrown) {
        throw asFileError(thrown, ownPath);
      }
      return { bytesBefore, bytesAfter: fileSize(connection) };
    },
    findProblems: () => findProblems(connection),
    checkpoint: () => void db.pragma('wal_checkpoint(PASSIVE)'),
  };
}
