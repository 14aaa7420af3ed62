import { useLayoutEffect, useState } from 'react';

/**
 * Gives the focus back to what had it before a dialog stood there, or where that is gone to what had opened it; the library does so only for
 * a dialog that stays mounted.
 */
export function useFocusReturn(): void {
  const [openers] = useState(() =>
    [document.activeElement, controllerOf(document.activeElement)].filter((element) => element instanceof HTMLElement),
  );
  useLayoutEffect(() => () => openers.find(({ isConnected }) => isConnected)?.focus(), [openers]);
}

/** What opened the popover that an element stands in; null where it stands in none. */
function controllerOf(element: Element | null): Element | null {
  const id = element?.closest('[role=dialog][id]')?.id;
  return id === undefined ? null : document.querySelector(`[aria-controls="${CSS.escape(id)}"]`);
}
