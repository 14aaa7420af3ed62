import type { PanelView } from '../../src-main/contract/project.ts';
import { toErrorPayload } from '../../src-main/contract/errors.ts';
import { notify } from '../app/notices.ts';
import { call } from '../engine/call.ts';
import { editPanel, flushAll, refusedEdit } from './edits.ts';
import { focusInPanel, showPanel } from './panel-ui.ts';

/** Does something that may be refused, and says so where it is. */
export function attempt(work: Promise<unknown>): void {
  work.catch((thrown: unknown) => {
    const error = toErrorPayload(thrown);
    if (error.code === 'cancelled') return;
    notify({ tone: 'error', text: { en: 'That was not done.', zh: '操作未完成。' }, error });
  });
}

/** Brings a panel up to date, with what was typed a moment ago; a setting that cannot be kept is shown instead. */
export function runPanel(panelId: string): void {
  const run = async (): Promise<void> => {
    await flushAll();
    const refused = refusedEdit(panelId)?.error?.values.parameter;
    if (typeof refused === 'string') focusInPanel(panelId, `[data-field="${CSS.escape(refused)}"]`);
    else await call('panel.run', { panelId });
  };
  attempt(run());
}

/** Brings a whole notebook up to date. */
export const runStale = (notebookId: string): void =>
  attempt(flushAll().then(() => call('notebook.runStale', { notebookId })));

export const cancelJob = (jobId: string): void => attempt(call('job.cancel', { jobId }));

export const toggleCollapsed = ({ panel }: PanelView): void =>
  editPanel(panel.id, { collapsed: !panel.collapsed }, 'now');

export const toggleDisabled = ({ panel }: PanelView): void => editPanel(panel.id, { disabled: !panel.disabled }, 'now');

/** Goes into a panel: its query, its note, or its form. */
export function enterPanel({ panel }: PanelView): void {
  if (panel.collapsed) editPanel(panel.id, { collapsed: false }, 'now');
  if (panel.kind === 'note') showPanel(panel.id, { writing: true });
  else showPanel(panel.id, { formOpen: true });
  focusInPanel(panel.id, panel.kind === 'note' ? '.pn-note' : panel.kind === 'sql' ? '.pn-sql' : '.pn-form');
}
