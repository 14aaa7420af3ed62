import { useLayoutEffect, useState } from 'react';

/** Gives the focus back to what had it before a dialog stood there; the library does so only for one that stays mounted. */
export function useFocusReturn(): void {
  const [opener] = useState(() => document.activeElement);
  useLayoutEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    },
    [opener],
  );
}
