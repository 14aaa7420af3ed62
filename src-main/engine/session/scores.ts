import type { KeptScores } from '../../contract/models.ts';
import type { Dataset } from '../../contract/project.ts';
import { unlessCancelled } from '../jobs/cancel.ts';
import type { Task, TaskResults } from '../jobs/protocol.ts';
import { freeName } from '../storage/names.ts';
import type { TableParts } from '../storage/table-parts.ts';
import { describeDataset, storeVersion } from './imports.ts';
import { takenNames } from './new-panel.ts';
import type { Session } from './session.ts';

/**
 * Queues the scoring of rows into a dataset. One of that name that has the same columns gets a new version, so that live segments and tags
 * follow; where something else is called so, the name gets a number.
 */
export function queueScores(session: Session, task: Extract<Task, { kind: 'score' }>, name: string): string {
  return session.queue.add({
    kind: 'score',
    title: name,
    panelId: null,
    after: [],
    start(report) {
      const running = session.tools.threads.start(task, (said) => {
        if (said.type === 'progress') report(said.fraction, said.doing);
      });
      return Promise.resolve(running);
    },
    async finish(result, signal): Promise<KeptScores> {
      const { table, ...told } = result as Required<TaskResults['score']>;
      const version = await unlessCancelled(storeVersion(session, table, null, []), signal);
      const existing = session.snapshot.datasets.find((dataset) => dataset.name === name && hasColumns(dataset, table));
      const datasetId = await session.edit(async (writer) => {
        if (existing) return writer.call('addDatasetVersion', { datasetId: existing.id, version });
        const described = describeDataset(table, freeName(name, takenNames(session.snapshot)));
        return writer.call('addDataset', { dataset: { ...described, notProducts: [] }, version });
      });
      const called = session.snapshot.datasets.find(({ id }) => id === datasetId)?.name ?? name;
      return { ...told, datasetId, name: called };
    },
  });
}

const hasColumns = ({ columns }: Pick<Dataset, 'columns'>, table: TableParts): boolean =>
  columns.length === table.columns.length &&
  table.columns.every(({ name, type }, i) => columns[i]?.name === name && columns[i].type === type);
