import type { Handlers } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Dataset } from '../../contract/project.ts';
import type { EngineState } from '../engine.ts';
import { previewImport } from '../import/preview.ts';
import { unlessCancelled } from '../jobs/cancel.ts';
import type { TaskResults } from '../jobs/protocol.ts';
import { findDataset } from '../notebook/definition.ts';
import { datasetInput } from '../notebook/resolve.ts';
import { describeDataset, queueImport, storeVersion } from '../session/imports.ts';
import { takenNames } from '../session/new-panel.ts';
import type { Session } from '../session/session.ts';
import type { EditOperation } from '../storage/edits/index.ts';
import { freeName } from '../storage/names.ts';

/** Datasets: importing, describing, splitting, deleting. */
export function datasetHandlers(state: EngineState) {
  const datasetOf = (session: Session, id: string): Dataset => {
    const dataset = findDataset(session.snapshot, id);
    if (!dataset) throw new ClienteleError('not-found', { kind: 'dataset', id });
    return dataset;
  };
  return {
    'import.preview': async ({ paths, options }, signal) => {
      for (const file of paths) state.requireGrant(file, 'read');
      return previewImport(paths, options, signal);
    },
    'import.run': ({ plan }) => {
      for (const source of plan.sources) state.requireGrant(source.path, 'read');
      return Promise.resolve({ jobId: queueImport(state.requireSession(), plan) });
    },
    'dataset.update': async ({ datasetId, ...patch }) => {
      const session = state.requireSession();
      datasetOf(session, datasetId);
      await session.edit((writer) => writer.call('updateDataset', { datasetId, patch }));
      return null;
    },
    'dataset.delete': async ({ datasetId }) => {
      await state.requireSession().edit((writer) => writer.call('deleteDataset', { datasetId }));
      return null;
    },
    'dataset.split': ({ datasetId }) => {
      const session = state.requireSession();
      const input = datasetInput(datasetOf(session, datasetId));
      const jobId = session.queue.add({
        kind: 'import',
        title: datasetOf(session, datasetId).name,
        panelId: null,
        after: [],
        start: () =>
          Promise.resolve(
            session.tools.threads.start({ kind: 'split', projectPath: session.path, input }, () => undefined),
          ),
        async finish(result, signal) {
          const { products, customers, conflicts } = result as TaskResults['split'];
          const taken = takenNames(session.snapshot);
          const added: Extract<EditOperation, { do: 'addDataset' }>[] = [];
          for (const [wanted, table] of Object.entries({ products, customers })) {
            if (!table) continue;
            const name = freeName(wanted, taken);
            const version = await unlessCancelled(storeVersion(session, table, null, []), signal);
            added.push({ do: 'addDataset', dataset: { ...describeDataset(table, name), notProducts: [] }, version });
          }
          await session.edit((writer) => writer.call('edit', null, added));
          return { conflicts, added: added.map(({ dataset }) => dataset.name) };
        },
      });
      return Promise.resolve({ jobId });
    },
  } satisfies Partial<Handlers>;
}
