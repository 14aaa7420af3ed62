import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { ImportPlan } from '../../contract/import.ts';
import type { Dataset } from '../../contract/project.ts';
import { planForDataset } from '../import/versions.ts';
import { unlessCancelled } from '../jobs/cancel.ts';
import type { TaskResults } from '../jobs/protocol.ts';
import { findDataset } from '../notebook/definition.ts';
import type { NewVersion } from '../storage/edits/datasets.ts';
import { freeName } from '../storage/names.ts';
import type { TableParts } from '../storage/table-parts.ts';
import { takenNames } from './new-panel.ts';
import type { Session } from './session.ts';

/** What a new dataset is before the person corrects it. */
export function describeDataset(
  table: TableParts,
  name: string,
): Pick<Dataset, 'name' | 'currency' | 'entity' | 'columns' | 'weekStart' | 'zone'> {
  const columns = table.columns.map(({ name: column, type, role, unit }) => ({ name: column, type, role, unit }));
  const { currency = null, entity = 'none' } = table.options;
  return { name, currency, entity, columns, weekStart: 1, zone: null };
}

/** A dataset's columns as the person described them, with those that the new version brings. */
function grown(dataset: Pick<Dataset, 'columns'>, table: TableParts): Pick<Dataset, 'columns'> {
  const known = new Map(dataset.columns.map((column) => [column.name, column]));
  return { columns: describeDataset(table, '').columns.map((column) => known.get(column.name) ?? column) };
}

/** Queues an import: a new dataset, or a version of the one that the plan names. */
export function queueImport(session: Session, plan: ImportPlan): string {
  const { target } = plan;
  const existing = target.mode === 'new' ? null : findDataset(session.snapshot, target.datasetId);
  if (target.mode !== 'new' && !existing)
    throw new ClienteleError('not-found', { kind: 'dataset', id: target.datasetId });
  return session.queue.add({
    kind: 'import',
    title: target.mode === 'new' ? target.name : (existing?.name ?? ''),
    panelId: null,
    after: [],
    start(report) {
      // What was imported is looked at next.
      session.tools.readers.warm();
      const previous = existing && target.mode !== 'new' ? { hash: existing.outputHash, mode: target.mode } : null;
      const fitted =
        existing && previous ? planForDataset(plan, existing, { mode: previous.mode, datasetId: existing.id }) : plan;
      const task = { kind: 'import', projectPath: session.path, plan: fitted, previous } as const;
      return Promise.resolve(
        session.tools.threads.start(task, (said) => {
          if (said.type === 'progress') report(said.fraction, said.doing);
        }),
      );
    },
    async finish(result, signal) {
      const { table, rejects, notProducts, counts } = result as TaskResults['import'];
      const files = plan.sources.map((source) => path.basename(source.path));
      const version = await unlessCancelled(storeVersion(session, table, rejects, files), signal);
      const same = session.snapshot.datasets.find(({ outputHash }) => outputHash === version.outputHash);
      if (target.mode === 'new' && target.reuse && same) return { datasetId: same.id, ...counts };
      const datasetId = await session.edit(async (writer) => {
        if (existing)
          return writer.call('addDatasetVersion', { datasetId: existing.id, version, patch: grown(existing, table) });
        const name = freeName(target.mode === 'new' ? target.name : '', takenNames(session.snapshot));
        return writer.call('addDataset', {
          dataset: { ...describeDataset(table, name), notProducts: [...notProducts] },
          version,
        });
      });
      return { datasetId, ...counts };
    },
  });
}

/** Stores the tables of an import, ready to be claimed by a dataset. */
export async function storeVersion(
  session: Session,
  table: TableParts,
  rejects: TableParts | null,
  files: readonly string[],
): Promise<NewVersion> {
  const stored = await session.writer.call('putTable', table);
  const rejected = rejects && (await session.writer.call('putTable', rejects));
  return {
    outputHash: stored.hash,
    nRows: stored.info.nRows,
    files,
    rejects: rejected && { hash: rejected.hash, nRows: rejected.info.nRows },
  };
}
