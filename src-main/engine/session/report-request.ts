import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { OutputInfo } from '../../contract/project.ts';
import type { ReportPanel, ReportRequest } from '../report/request.ts';
import { findStep } from '../steps/registry.ts';
import type { Session } from './session.ts';
import { wordsOfFigures, wordsOfTable } from './value-words.ts';

const wordsOf = (session: Session, panelId: string, outputs: readonly OutputInfo[]): ReportPanel['words'] =>
  Object.fromEntries(
    outputs
      .filter(({ kind }) => kind === 'table')
      .map(({ id }) => [id, wordsOfTable(session, { from: 'panel', panelId, output: id })]),
  );

/** Gathers what a notebook, or one panel of it, shows now. @throws not-found */
export function gatherReport(session: Session, notebookId: string, only: string | null = null): ReportRequest {
  const notebook = session.snapshot.notebooks.find((candidate) => candidate.id === notebookId);
  if (!notebook) throw new ClienteleError('not-found', { kind: 'notebook', id: notebookId });
  const panels = session
    .views(notebookId)
    .filter(({ panel }) => only === null || panel.id === only)
    .map(({ panel, run, state }): ReportPanel => {
      const info = panel.kind === 'step' ? findStep(panel.step)?.info : undefined;
      return {
        kind: panel.kind,
        title: panel.title,
        stepTitle: info?.title ?? null,
        summary: info?.summary ?? null,
        note: panel.kind === 'note' ? panel.body : '',
        state,
        warnings: run?.warnings ?? [],
        gives: info?.gives ?? {},
        outputs: run?.outputs ?? [],
        words: wordsOf(session, panel.id, run?.outputs ?? []),
        figureWords: wordsOfFigures(session, panel.id),
      };
    });
  return { project: path.basename(session.path, '.clientele'), title: notebook.title, panels };
}
