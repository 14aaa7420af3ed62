import type { PanelView } from '../../src-main/contract/project.ts';

const placeOf = (panels: readonly PanelView[], panelId: string | null): number =>
  panels.findIndex(({ panel }) => panel.id === panelId);

/** The panel that is so many places on, at most the last or first; where none has the focus, the first or last. */
export function neighbour(panels: readonly PanelView[], panelId: string | null, by: -1 | 1): string | null {
  const at = placeOf(panels, panelId);
  if (at < 0) return (by > 0 ? panels[0] : panels.at(-1))?.panel.id ?? null;
  const next = Math.min(Math.max(at + by, 0), panels.length - 1);
  return panels[next]?.panel.id ?? null;
}

/** The panel that takes the focus when one goes: the one below, else the one above. */
export function afterRemoval(panels: readonly PanelView[], panelId: string): string | null {
  const at = placeOf(panels, panelId);
  return (panels[at + 1] ?? panels[at - 1])?.panel.id ?? null;
}

/** What a panel comes after once it is moved a place; undefined where it cannot move. */
export function movedAfter(panels: readonly PanelView[], panelId: string, by: -1 | 1): string | null | undefined {
  const at = placeOf(panels, panelId);
  const to = at + by;
  if (at < 0 || to < 0 || to >= panels.length) return undefined;
  const others = panels.filter((_, i) => i !== at);
  return others[to - 1]?.panel.id ?? null;
}

/** What a panel comes after once it is dropped at another; undefined where it stays. */
export function droppedAfter(
  panels: readonly PanelView[],
  panelId: string,
  place: { readonly panelId: string; readonly side: 'before' | 'behind' },
): string | null | undefined {
  const at = placeOf(panels, panelId);
  const to = placeOf(panels, place.panelId) + (place.side === 'behind' ? 1 : 0);
  if (at < 0 || to === at || to === at + 1) return undefined;
  return panels[to - 1]?.panel.id ?? null;
}

/** Where a panel is to be added above or below another. */
export function addPlace(
  panels: readonly PanelView[],
  panelId: string,
  where: 'above' | 'below',
): { afterId: string | null; first: boolean } {
  if (where === 'below') return { afterId: panelId, first: false };
  const before = panels[placeOf(panels, panelId) - 1];
  return before ? { afterId: before.panel.id, first: false } : { afterId: null, first: true };
}

/** How many panels a run of the stale ones would bring up to date. */
export function countStale(panels: readonly PanelView[]): number {
  return panels.filter(({ state, reason, panel }) => {
    if (panel.kind === 'note') return false;
    if (state === 'stale') return reason?.code !== 'missing-input';
    if (state === 'failed') return true;
    return state === 'empty' && reason?.code !== 'missing-input';
  }).length;
}
