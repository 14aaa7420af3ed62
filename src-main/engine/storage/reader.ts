import { connectForReading, type Connection } from './connection.ts';
import { withFileErrors } from './file-errors.ts';

export { readCheckpoint } from './checkpoints.ts';
export { readBundle, readTable, readTableInfo } from './outputs.ts';
export { readProject, type StoredProject } from './snapshot.ts';
export { dataTableName, sqlColumnNames } from './sql-names.ts';

/** A connection that reads a project while its writer writes; each thread opens its own. */
export interface Reader extends Connection {
  close(): void;
}

/**
 * Opens a project file for reading.
 *
 * @throws file-not-found, project-damaged
 */
export function openReader(path: string): Reader {
  return withFileErrors(path, () => {
    const connection = connectForReading(path);
    return { ...connection, close: () => connection.db.close() };
  });
}
