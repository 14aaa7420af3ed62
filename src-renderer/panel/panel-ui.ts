import { useSyncExternalStore } from 'react';

/** How a panel is shown; nothing of it belongs to the project. */
export interface PanelUi {
  /** Whether the form is unfolded; null lets the panel's state decide. */
  readonly formOpen: boolean | null;
  /** The chosen tab; null for the first. */
  readonly tab: string | null;
  readonly renaming: boolean;
  /** Whether a note is being written. */
  readonly writing: boolean;
}

const FIRST: PanelUi = { formOpen: null, tab: null, renaming: false, writing: false };

const shown = new Map<string, PanelUi>();
const watchers = new Set<() => void>();

const watch = (changed: () => void): (() => void) => {
  watchers.add(changed);
  return () => watchers.delete(changed);
};

/** Changes how a panel is shown. */
export function showPanel(panelId: string, change: Partial<PanelUi>): void {
  shown.set(panelId, { ...(shown.get(panelId) ?? FIRST), ...change });
  for (const watcher of watchers) watcher();
}

/** How a panel is shown, followed. */
export const usePanelUi = (panelId: string): PanelUi => useSyncExternalStore(watch, () => shown.get(panelId) ?? FIRST);

const FIELDS = 'input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled), [role=slider]';

/** The element of a panel in the window. */
export const panelElement = (panelId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-panel="${CSS.escape(panelId)}"]`);

/** Puts the focus on a part of a panel, or on the first field in it, once it is there. */
export function focusInPanel(panelId: string, part: string): void {
  requestAnimationFrame(() => {
    const element = panelElement(panelId)?.querySelector<HTMLElement>(part);
    const target = element?.matches(FIELDS) ? element : element?.querySelector<HTMLElement>(FIELDS);
    target?.focus();
    (target ?? element)?.scrollIntoView({ block: 'nearest' });
  });
}
