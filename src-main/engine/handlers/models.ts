import type { CallParsed, Handlers } from '../../contract/calls.ts';
import type { EngineState } from '../engine.ts';
import { listModels, modelCard, modelOfRun, promoteModel } from '../session/models.ts';
import type { Task } from '../jobs/protocol.ts';
import { queueScores } from '../session/scores.ts';
import type { Session } from '../session/session.ts';
import { storedTable } from '../session/table-refs.ts';
import { queueFile } from './exports.ts';

type ScoreTask = Extract<Task, { kind: 'score' }>;
type RowsToScore = CallParsed<'model.score'>['rows'];

/** Rows as a job reads them: by content, so that they stay what they were when it was asked for. */
function readableRows(session: Session, rows: RowsToScore): ScoreTask['rows'] {
  if (rows.from === 'file') return rows;
  if (rows.from !== 'datasets') return { from: 'table', input: storedTable(session, rows) };
  const current = session.snapshot.datasets.map(({ id: datasetId, name }) => {
    return [name, storedTable(session, { from: 'dataset', datasetId })] as const;
  });
  return { ...rows, current: Object.fromEntries(current) };
}

/** Kept models: listing, describing, choosing, scoring. Versions are the runs of their panels: those are compared, restored and pinned. */
export function modelHandlers(state: EngineState) {
  const scoring = (session: Session, model: string, rows: RowsToScore): Omit<ScoreTask, 'to'> => {
    if (rows.from === 'file') state.requireGrant(rows.path, 'read');
    else if (rows.from === 'datasets') for (const file of rows.files) state.requireGrant(file.path, 'read');
    return { kind: 'score', projectPath: session.path, model, rows: readableRows(session, rows) };
  };
  return {
    'model.list': () => listModels(state.requireSession()),
    'model.card': ({ runId }) => modelCard(state.requireSession(), runId),
    'model.promote': async ({ panelId, runId }) => {
      await promoteModel(state.requireSession(), panelId, runId);
      return null;
    },
    'model.score': async ({ runId, rows, path: file, format }) => {
      const session = state.requireSession();
      state.requireGrant(file, 'write');
      const { version } = await modelOfRun(session, runId);
      const to = { path: file, format };
      return queueFile(session, { ...scoring(session, version.hash, rows), to });
    },
    'model.keepScores': async ({ runId, rows, name }) => {
      const session = state.requireSession();
      const { version } = await modelOfRun(session, runId);
      return { jobId: queueScores(session, { ...scoring(session, version.hash, rows), to: null }, name) };
    },
  } satisfies Partial<Handlers>;
}
