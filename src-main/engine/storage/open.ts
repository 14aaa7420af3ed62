import { closeSync, existsSync, openSync } from 'node:fs';
import { ClienteleError } from '../../contract/errors.ts';
import { connectForWriting } from './connection.ts';
import { asFileError } from './file-errors.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { projectStore, type ProjectStore } from './project-store.ts';

/** Who opens a project, for the sentence that others read meanwhile. */
export interface OpenOptions {
  /** Such as `Clientele` or `clientele run`. */
  readonly program: string;
  /** Where the engine that holds the file can be spoken to, or null. */
  readonly endpoint: string | null;
}

/** Creates a project file. @throws file-exists and everything that {@link openProject} throws. */
export function createProject(path: string, options: OpenOptions): ProjectStore {
  try {
    closeSync(openSync(path, 'wx'));
  } catch (thrown) {
    throw asFileError(thrown, path);
  }
  return open(path, options);
}

/**
 * Opens a project file for writing.
 *
 * @throws file-not-found, project-newer, project-foreign, project-damaged, project-locked, read-only, network-drive, disk-full
 */
export function openProject(path: string, options: OpenOptions): ProjectStore {
  if (!existsSync(path)) throw new ClienteleError('file-not-found', { path });
  return open(path, options);
}

function open(path: string, _options: OpenOptions): ProjectStore {
  try {
    const connection = connectForWriting(path);
    migrate(connection, migrations);
    return projectStore(connection, () => undefined);
  } catch (thrown) {
    throw asFileError(thrown, path);
  }
}
