import type { Handlers } from '../../contract/calls.ts';
import type { EngineState } from '../engine.ts';
import { listModels, modelCard, modelOfRun, promoteModel } from '../session/models.ts';
import { storedTable } from '../session/table-refs.ts';
import { queueFile } from './exports.ts';

/** Kept models: listing, describing, choosing, scoring. Versions are the runs of their panels: those are compared, restored and pinned. */
export function modelHandlers(state: EngineState) {
  return {
    'model.list': () => listModels(state.requireSession()),
    'model.card': ({ runId }) => modelCard(state.requireSession(), runId),
    'model.promote': async ({ panelId, runId }) => {
      await promoteModel(state.requireSession(), panelId, runId);
      return null;
    },
    'model.score': async ({ runId, rows, path: file, format }) => {
      const session = state.requireSession();
      if (rows.from === 'file') state.requireGrant(rows.path, 'read');
      state.requireGrant(file, 'write');
      const { version } = await modelOfRun(session, runId);
      return queueFile(session, {
        kind: 'score',
        projectPath: session.path,
        model: version.hash,
        rows: rows.from === 'file' ? rows : { from: 'table', input: storedTable(session, rows) },
        path: file,
        format,
      });
    },
  } satisfies Partial<Handlers>;
}
