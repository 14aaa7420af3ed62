import { z } from 'zod';
import { dataset as datasetSchema, type Dataset } from '../../../contract/project.ts';
import type { Draft } from '../draft.ts';
import { newId } from '../ids.ts';
import { checked, edit, given, label, requireObject } from './define-edit.ts';

/** A dataset as it is kept: where its bytes are is said by its versions. */
export type DatasetRow = Omit<Dataset, 'outputHash'>;

/** What an import made. */
export interface NewVersion {
  /** Content hash of the stored table, and its rows. */
  readonly outputHash: string;
  readonly nRows: number;
  /** The files it came from, as the person knows them. */
  readonly files: readonly string[];
  /** The stored table of rows that did not fit. */
  readonly rejects: { readonly hash: string; readonly nRows: number } | null;
}

/** One version of a dataset as it is kept. */
export interface VersionRow {
  readonly id: string;
  readonly datasetId: string;
  readonly version: number;
  readonly outputHash: string;
  readonly nRows: number;
  readonly importedAt: number;
  readonly files: readonly string[];
  readonly rejectsHash: string | null;
  readonly rejectsRows: number;
}

export type NewDataset = Omit<DatasetRow, 'id' | 'version'> & { readonly id?: string };
export type DatasetPatch = Partial<Omit<DatasetRow, 'id' | 'version'>>;

const rowSchema = datasetSchema.omit({ outputHash: true });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

function addVersion(
  draft: Draft,
  datasetId: string,
  version: number,
  { outputHash, nRows, files, rejects }: NewVersion,
): void {
  const id = `${datasetId}:${version}`;
  const row: VersionRow = {
    id,
    datasetId,
    version,
    outputHash: checked(hash, outputHash),
    nRows,
    importedAt: Date.now(),
    files,
    rejectsHash: rejects?.hash ?? null,
    rejectsRows: rejects?.nRows ?? 0,
  };
  draft.put('datasetVersions', id, row);
}

const versionsOf = (draft: Draft, datasetId: string): VersionRow[] =>
  draft.all<VersionRow>('datasetVersions', 'version').filter((version) => version.datasetId === datasetId);

const requireDataset = (draft: Draft, datasetId: string): DatasetRow =>
  requireObject<DatasetRow>(draft, 'datasets', datasetId);

export const datasetEdits = {
  addDataset: edit<{ dataset: NewDataset; version: NewVersion }>({
    label: (_draft, { dataset: { name } }) =>
      label('add-dataset', { en: 'Import “{name}”', zh: '导入“{name}”' }, { name }),
    apply(draft, { dataset, version }) {
      const id = dataset.id ?? newId();
      draft.put('datasets', id, checked(rowSchema, { ...dataset, id, version: 1 }));
      addVersion(draft, id, 1, version);
      return id;
    },
  }),

  /** Adds the newest version, which panels read from now on; the patch may bring its columns. */
  addDatasetVersion: edit<{ datasetId: string; version: NewVersion; patch?: DatasetPatch }>({
    label: (draft, { datasetId }) =>
      label(
        'add-dataset-version',
        { en: 'Import a new version of “{name}”', zh: '导入“{name}”的新版本' },
        { name: requireDataset(draft, datasetId).name },
      ),
    apply(draft, { datasetId, version, patch = {} }) {
      const dataset = requireDataset(draft, datasetId);
      const number = Math.max(0, ...versionsOf(draft, datasetId).map((known) => known.version)) + 1;
      addVersion(draft, datasetId, number, version);
      draft.put('datasets', datasetId, checked(rowSchema, { ...dataset, ...given(patch), version: number }));
      return datasetId;
    },
  }),

  updateDataset: edit<{ datasetId: string; patch: DatasetPatch }>({
    label(draft, { datasetId, patch }) {
      const { name } = requireDataset(draft, datasetId);
      return patch.name !== undefined && Object.keys(given(patch)).length === 1
        ? label(
            'rename-dataset',
            { en: 'Rename “{name}” to “{to}”', zh: '将“{name}”重命名为“{to}”' },
            { name, to: patch.name },
          )
        : label('update-dataset', { en: 'Change “{name}”', zh: '更改“{name}”' }, { name });
    },
    apply(draft, { datasetId, patch }) {
      draft.put('datasets', datasetId, checked(rowSchema, { ...requireDataset(draft, datasetId), ...given(patch) }));
      return datasetId;
    },
  }),

  deleteDataset: edit<{ datasetId: string }>({
    label: (draft, { datasetId }) =>
      label(
        'delete-dataset',
        { en: 'Delete “{name}”', zh: '删除“{name}”' },
        { name: requireDataset(draft, datasetId).name },
      ),
    apply(draft, { datasetId }) {
      requireDataset(draft, datasetId);
      for (const version of versionsOf(draft, datasetId)) draft.remove('datasetVersions', version.id);
      draft.remove('datasets', datasetId);
      return datasetId;
    },
  }),
};
