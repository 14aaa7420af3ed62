import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import { connectForWriting } from './connection.ts';
import { asFileError } from './file-errors.ts';
import { inspectFile, inspectPlace } from './inspect-file.ts';
import { newId } from './ids.ts';
import { checkOnOpen } from './integrity.ts';
import { lockProject, type ProjectLock } from './lock.ts';
import { formatOf, migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { projectStore, type ProjectStore } from './project-store.ts';
import { dropImage, imageFile } from './published.ts';
import { recover } from './recover.ts';

/** Who opens a project, for the sentence that others read meanwhile. */
export interface OpenOptions {
  /** Such as `Clientele` or `clientele run`. */
  readonly program: string;
  /** Where the engine that holds the file can be spoken to, or null. */
  readonly endpoint: string | null;
}

/**
 * Creates a project file: whole, or not at all, even if the process is killed on the way.
 *
 * @throws file-exists, file-not-found for its folder, read-only, network-drive, disk-full
 */
export function createProject(path: string, options: OpenOptions): ProjectStore {
  try {
    inspectPlace(path);
    if (existsSync(path)) throw new ClienteleError('file-exists', { path });
    const draft = join(dirname(path), `.${basename(path)}.${newId()}`);
    try {
      const connection = connectForWriting(draft);
      try {
        migrate(connection, migrations);
      } finally {
        connection.db.close();
      }
      moveTo(draft, path);
    } finally {
      for (const suffix of ['', '-wal', '-shm']) rmSync(draft + suffix, { force: true });
    }
  } catch (thrown) {
    throw asFileError(thrown, path);
  }
  return openProject(path, options);
}

/** Gives a file its name, never over another file. */
function moveTo(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (thrown) {
    // File systems of memory sticks have no links.
    if (existsSync(path)) throw thrown;
    renameSync(draft, path);
  }
}

/**
 * Opens a project file for writing. A file that is refused is left as it was.
 *
 * @throws file-not-found, project-newer, project-foreign, project-damaged, project-locked, read-only, network-drive, disk-full
 */
export function openProject(path: string, options: OpenOptions): ProjectStore {
  try {
    inspectFile(path, migrations.length);
    inspectPlace(path);
    return open(path, lockProject(path, options.program, options.endpoint));
  } catch (thrown) {
    throw asFileError(thrown, path);
  }
}

/**
 * Removes a project file that a person chose to replace; a file that is no project, or that someone has open, stays.
 *
 * @throws project-foreign, project-newer, project-locked, read-only
 */
export function removeProject(path: string, options: OpenOptions): void {
  try {
    if (!existsSync(path)) return;
    inspectFile(path, migrations.length);
    inspectPlace(path);
    const lock = lockProject(path, options.program, options.endpoint);
    for (const file of [path, `${path}-wal`, `${path}-shm`, imageFile(path)]) rmSync(file, { force: true });
    lock.release();
  } catch (thrown) {
    throw asFileError(thrown, path);
  }
}

function open(path: string, lock: ProjectLock): ProjectStore {
  try {
    const connection = connectForWriting(path);
    try {
      dropImage(imageFile(path));
      checkOnOpen(connection, lock.afterCrash || formatOf(connection) < migrations.length);
      migrate(connection, migrations);
      recover(connection);
      return projectStore(connection, () => lock.release());
    } catch (thrown) {
      connection.db.close();
      throw thrown;
    }
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}
