import type { Dataset, DatasetView, Notebook, Panel, Run, Segment } from '../../contract/project.ts';
import type { Message } from '../../contract/text.ts';
import type { Connection } from './connection.ts';
import { readObjects } from './definition-rows.ts';
import type { DatasetRow, VersionRow } from './edits/datasets.ts';
import { nextRedo, nextUndo } from './history.ts';
import { countRuns, currentRuns } from './runs.ts';

/** A dataset with its versions; what its columns' roles make of it is for others to say. */
export type StoredDataset = Dataset & Omit<DatasetView, 'tableRole'>;

/** What the file holds: what the person defined, and the runs that fill it. */
export interface StoredProject {
  readonly path: string;
  readonly datasets: readonly StoredDataset[];
  readonly notebooks: readonly Notebook[];
  /** All panels, ordered by notebook and position. */
  readonly panels: readonly Panel[];
  readonly segments: readonly Segment[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** The run whose outputs each panel shows, by panel id; runs of deleted panels among them. */
  readonly currentRuns: ReadonlyMap<string, Run>;
  readonly undo: Message | null;
  readonly redo: Message | null;
  readonly nRuns: number;
  readonly sizeBytes: number;
}

/** Reads everything but rows, as of one moment. */
export function readProject(connection: Connection): StoredProject {
  const read = connection.db.transaction((): StoredProject => ({
    path: connection.path,
    datasets: readDatasets(connection),
    notebooks: readObjects<Notebook>(connection, 'notebooks', 'position, id'),
    panels: readObjects<Panel>(connection, 'panels', 'notebook_id, position, id'),
    segments: readObjects<Segment>(connection, 'segments', 'name'),
    settings: Object.fromEntries(
      readObjects<{ key: string; value: unknown }>(connection, 'settings', 'key').map(({ key, value }) => [key, value]),
    ),
    currentRuns: currentRuns(connection),
    undo: nextUndo(connection)?.label ?? null,
    redo: nextRedo(connection)?.label ?? null,
    nRuns: countRuns(connection),
    sizeBytes: fileSize(connection),
  }));
  return read();
}

/** Bytes of the project file, without its log. */
export function fileSize({ db }: Connection): number {
  return (db.pragma('page_count', { simple: true }) as number) * (db.pragma('page_size', { simple: true }) as number);
}

function readDatasets(connection: Connection): StoredDataset[] {
  const versions = readObjects<VersionRow>(connection, 'datasetVersions', 'dataset_id, version');
  return readObjects<DatasetRow>(connection, 'datasets', 'name').map((row) => {
    const own = versions.filter((version) => version.datasetId === row.id);
    const current = own.find((version) => version.version === row.version);
    return {
      ...row,
      outputHash: current?.outputHash ?? '',
      nRows: current?.nRows ?? 0,
      versions: own.map(({ version, outputHash, nRows, importedAt, files }) => ({
        version,
        outputHash,
        nRows,
        importedAt,
        files,
      })),
      rejects: current?.rejectsHash ? { hash: current.rejectsHash, nRows: current.rejectsRows } : null,
    };
  });
}
