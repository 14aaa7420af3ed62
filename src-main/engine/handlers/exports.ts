import path from 'node:path';
import type { Handlers } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Predicate, TableRef } from '../../contract/table.ts';
import type { EngineState } from '../engine.ts';
import type { Task } from '../jobs/protocol.ts';
import type { StoredInput } from '../reader/protocol.ts';
import { isReadable, says } from '../report/readable.ts';
import { REPORT_ROWS } from '../report/source.ts';
import { gatherReport } from '../session/report-request.ts';
import type { Session } from '../session/session.ts';
import { storedTable } from '../session/table-refs.ts';

/** Queues a task whose result needs no storing: it wrote a file. */
export function queueFile(
  session: Session,
  task: Extract<Task, { kind: 'export' | 'weights' | 'report' | 'score' }>,
): { jobId: string } {
  const jobId = session.queue.add({
    kind: task.kind === 'weights' ? 'export' : task.kind,
    title: path.basename(task.kind === 'score' ? (task.to?.path ?? '') : task.path),
    panelId: null,
    after: [],
    start: (report) =>
      Promise.resolve(
        session.tools.threads.start(task, (said) => {
          if (said.type === 'progress') report(said.fraction, said.doing);
        }),
      ),
    async finish(result) {
      await session.writer.call('recordAudit', task.kind, task.kind, {});
      return result;
    },
  });
  return { jobId };
}

/** Files that leave the project. They are recorded in the audit log and cannot be undone. */
export function exportHandlers(state: EngineState) {
  const exportTask = (
    session: Session,
    input: StoredInput,
    predicate: Predicate | null,
    file: string,
    format: 'csv' | 'jsonl',
  ) => {
    state.requireGrant(file, 'write');
    return queueFile(session, { kind: 'export', projectPath: session.path, input, predicate, path: file, format });
  };
  const sameTable = (a: TableRef, b: TableRef): boolean => JSON.stringify(a) === JSON.stringify(b);
  return {
    'export.table': ({ ref, path: file, format, selectedOnly }) => {
      const session = state.requireSession();
      if (selectedOnly && !(session.selection && sameTable(session.selection.source, ref))) {
        throw new ClienteleError('not-found', { kind: 'selection', id: '' });
      }
      const predicate = selectedOnly ? (session.selection?.predicate ?? null) : null;
      return Promise.resolve(exportTask(session, storedTable(session, ref), predicate, file, format));
    },
    'export.segment': ({ segmentId, path: file, format }) => {
      const session = state.requireSession();
      const segment = session.snapshot.segments.find((candidate) => candidate.id === segmentId);
      if (!segment) throw new ClienteleError('not-found', { kind: 'segment', id: segmentId });
      const members = storedTable(session, { from: 'output', hash: segment.membersHash });
      return Promise.resolve(exportTask(session, members, null, file, format));
    },
    'export.weights': ({ panelId, path: file, precision }) => {
      state.requireGrant(file, 'write');
      const session = state.requireSession();
      const model = session.state.views.get(panelId)?.run?.outputs.find(({ kind }) => kind === 'model');
      if (!model) throw new ClienteleError('not-found', { kind: { en: 'model', zh: '模型' }, id: panelId });
      const task = { kind: 'weights', projectPath: session.path, model: model.hash, path: file, precision } as const;
      return Promise.resolve(queueFile(session, task));
    },
    'report.items': async ({ notebookId }, signal) => {
      const session = state.requireSession();
      const tables = gatherReport(session, notebookId)
        .panels.filter(says)
        .flatMap((panel) => panel.outputs.filter(({ kind, table }) => kind === 'table' && isReadable(panel, table)))
        .map(({ hash }) => storedTable(session, { from: 'output', hash }));
      const query = { kind: 'firstItems', tables, rows: REPORT_ROWS } as const;
      return [...(await session.tools.readers.query(session.path, query, signal))];
    },
    'report.write': ({ notebookId, path: file, locale, includeIds, pictures, sheet }) => {
      state.requireGrant(file, 'write');
      const session = state.requireSession();
      const request = gatherReport(session, notebookId, sheet?.panelId ?? null);
      const asked = { request, path: file, locale, includeIds, pictures, sheet };
      return Promise.resolve(queueFile(session, { kind: 'report', projectPath: session.path, ...asked }));
    },
  } satisfies Partial<Handlers>;
}
