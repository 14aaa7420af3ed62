import { useSyncExternalStore } from 'react';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { Panel, PanelPatch, PanelView } from '../../src-main/contract/project.ts';
import { call } from '../engine/call.ts';
import { queryClient } from '../engine/queries.ts';

/** How long typing has to pause before an edit is kept. */
const PAUSE_MS = 350;

/** An edit of a panel that the engine has not been told, or has not told back, yet. */
export interface PendingEdit {
  readonly patch: PanelPatch;
  /** Why the engine refused it; what was typed stays. */
  readonly error: ErrorPayload | null;
}

interface Held extends PendingEdit {
  timer: ReturnType<typeof setTimeout> | null;
}

const held = new Map<string, Held>();
const sending = new Map<string, Promise<void>>();
const watchers = new Set<() => void>();

function tell(): void {
  for (const watcher of watchers) watcher();
}

/** Whether the engine's own view, as far as it is known here, has an edit. */
function isShown(panelId: string, patch: PanelPatch): boolean {
  const views = queryClient.getQueriesData<readonly PanelView[]>({ queryKey: ['notebook.view'] });
  const view = views.flatMap(([, list]) => list ?? []).find(({ panel }) => panel.id === panelId);
  const shown = view?.panel as Readonly<Record<string, unknown>> | undefined;
  return !shown || Object.entries(patch).every(([key, value]) => JSON.stringify(shown[key]) === JSON.stringify(value));
}

/** An event may ask anew while this waits, which ends it early. */
const MOST_ASKED = 3;

/** Waits until what is shown can go over to the engine's own view without a moment between. */
async function untilShown(panelId: string, patch: PanelPatch): Promise<void> {
  for (let asked = 0; asked < MOST_ASKED; asked++) {
    await queryClient.invalidateQueries({ queryKey: ['notebook.view'] });
    if (isShown(panelId, patch)) return;
  }
}

async function send(panelId: string): Promise<void> {
  const edit = held.get(panelId);
  if (!edit || edit.error) return;
  if (edit.timer) clearTimeout(edit.timer);
  edit.timer = null;
  const { patch } = edit;
  try {
    await call('panel.update', { panelId, patch });
    await untilShown(panelId, patch);
    if (held.get(panelId)?.patch === patch) held.delete(panelId);
  } catch (thrown) {
    const now = held.get(panelId);
    if (now?.patch === patch) held.set(panelId, { ...now, error: toErrorPayload(thrown) });
  }
  tell();
}

/** Sends what is held for a panel, after what is on its way already. */
export function flushPanel(panelId: string): Promise<void> {
  const next = (sending.get(panelId) ?? Promise.resolve()).then(() => send(panelId));
  sending.set(panelId, next);
  void next.then(() => {
    if (sending.get(panelId) === next) sending.delete(panelId);
  });
  return next;
}

/** Sends everything that is held. */
export const flushAll = async (): Promise<void> => {
  await Promise.all([...held.keys()].map(flushPanel));
};

/**
 * Changes a panel: at once after a choice, when typing pauses otherwise. What it shows changes now.
 *
 * @param error why the change cannot be kept as it is; it is shown and not sent.
 */
export function editPanel(
  panelId: string,
  patch: PanelPatch,
  when: 'now' | 'soon',
  error: ErrorPayload | null = null,
): void {
  const before = held.get(panelId);
  if (before?.timer) clearTimeout(before.timer);
  const waits = when === 'soon' && error === null;
  const timer = waits ? setTimeout(() => void flushPanel(panelId), PAUSE_MS) : null;
  held.set(panelId, { patch: { ...before?.patch, ...patch }, error, timer });
  tell();
  if (when === 'now') void flushPanel(panelId);
}

/** The edit of a panel that cannot be kept, or null. */
export const refusedEdit = (panelId: string): PendingEdit | null => {
  const edit = held.get(panelId);
  return edit?.error ? edit : null;
};

/** Gives up what the engine refused. */
export function dropEdit(panelId: string): void {
  const edit = held.get(panelId);
  if (edit?.timer) clearTimeout(edit.timer);
  held.delete(panelId);
  tell();
}

// A window that goes away takes nothing along that was typed.
if (typeof window !== 'undefined') window.addEventListener('pagehide', () => void flushAll());

/** The edit of a panel that is on its way, followed. */
export function usePending(panelId: string): PendingEdit | null {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => held.get(panelId) ?? null,
  );
}

/** A panel as it is with an edit. */
export const withEdit = (panel: Panel, edit: PendingEdit | null): Panel => (edit ? { ...panel, ...edit.patch } : panel);
