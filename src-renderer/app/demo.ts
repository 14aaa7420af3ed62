import { personalRoles, type ColumnRole } from '../../src-main/contract/table.ts';
import { createStore } from './store.ts';

/** Showing one's work to others: the whole screen, no panes, and nobody to be recognised in it. */
const demo = createStore(false);

/** Whether the demo view is on. */
export const useDemo = (): boolean => demo.use();

/** What stands in place of an id or a name. */
export const COVERED = '•••';

const isPersonal = (role: ColumnRole | null): boolean => role !== null && personalRoles.includes(role);
const never = (): boolean => false;

/** Tells which columns are to be covered now: in the demo view those that say who someone is. */
export function useCover(): (role: ColumnRole | null) => boolean {
  return demo.use() ? isPersonal : never;
}

/** Turns the demo view on or off; leaving the full screen leaves it too. */
export async function toggleDemo(): Promise<void> {
  const next = !demo.get();
  demo.set(next);
  // Without the whole screen it is still a demo view.
  if (next) await document.documentElement.requestFullscreen().catch(() => undefined);
  else if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined);
}

/** Ends the demo view where the system ended the full screen. */
export function followFullScreen(): void {
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) demo.set(false);
  });
}
