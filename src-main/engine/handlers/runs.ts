import type { Handlers } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Run } from '../../contract/project.ts';
import type { EngineState } from '../engine.ts';
import { compareRuns } from '../session/compare-runs.ts';
import { restoringPatch } from '../session/restore-run.ts';
import { noteRun, withNotes } from '../session/run-notes.ts';
import type { Session } from '../session/session.ts';

async function runOf(session: Session, id: string): Promise<Run> {
  const run = await session.writer.call('findRun', id);
  if (!run) throw new ClienteleError('not-found', { kind: 'run', id });
  return run;
}

/** Runs: listing, comparing, restoring, pinning, noting. */
export function runHandlers(state: EngineState) {
  return {
    'run.list': async ({ panelId, limit }) => {
      const session = state.requireSession();
      return withNotes(session, await session.writer.call('listRuns', panelId, limit));
    },
    'run.compare': async ({ before, after }) => {
      const session = state.requireSession();
      return compareRuns(session, await runOf(session, before), await runOf(session, after));
    },
    'run.restore': async ({ runId }) => {
      const session = state.requireSession();
      const run = await runOf(session, runId);
      const patch = await restoringPatch(session, run);
      await session.edit((writer) => writer.call('updatePanel', { panelId: run.panelId, patch }));
      return null;
    },
    'run.pin': async ({ runId, pinned }) => {
      const session = state.requireSession();
      await session.writer.call('pinRun', runId, pinned);
      await session.refresh();
      return null;
    },
    'run.note': async ({ runId, note }) => {
      const session = state.requireSession();
      await noteRun(session, await runOf(session, runId), note.trim());
      return null;
    },
  } satisfies Partial<Handlers>;
}
