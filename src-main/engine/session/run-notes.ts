import type { NotedRun, Run } from '../../contract/project.ts';
import type { Text } from '../../contract/text.ts';
import { findStep } from '../steps/registry.ts';
import type { Session } from './session.ts';

/** The setting that holds what was noted of runs, by their ids. */
const NOTES_SETTING = 'runs.notes';

function notesOf({ snapshot }: Session): Readonly<Record<string, string>> {
  const value = snapshot.settings[NOTES_SETTING];
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
}

/** Runs with what was noted of them. */
export function withNotes(session: Session, runs: readonly Run[]): NotedRun[] {
  const notes = notesOf(session);
  return runs.map((run) => ({ ...run, note: notes[run.id] ?? '' }));
}

/** Notes something of a run; an edit that can be undone. @param note empty takes it back */
export async function noteRun(session: Session, { id, panelTitle, step }: Run, note: string): Promise<void> {
  const others = Object.entries(notesOf(session)).filter(([runId]) => runId !== id);
  const value = Object.fromEntries(note === '' ? others : [...others, [id, note] as const]);
  const text: Text = { en: 'Note on a run of “{panel}”', zh: '为“{panel}”的运行添加备注' };
  const values = { panel: panelTitle || (findStep(step)?.info.title ?? step) };
  const label = { code: 'edit.note-run', text, values };
  await session.edit((writer) => writer.call('edit', label, [{ do: 'setSetting', key: NOTES_SETTING, value }]));
}
