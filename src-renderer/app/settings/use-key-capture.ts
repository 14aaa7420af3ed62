import { useEffect, useRef } from 'react';
import { keyOf } from '../keys.ts';

/** How long to wait for a second letter: `D D`. */
const PAIR_MS = 700;

/**
 * Listens for the keys that a command shall have, before anything else hears them.
 *
 * @param onKeys gets the keys, or null where Escape gave up.
 */
export function useKeyCapture(isActive: boolean, onKeys: (keys: string | null) => void): void {
  const latest = useRef(onKeys);
  useEffect(() => {
    latest.current = onKeys;
  });
  useEffect(() => {
    if (!isActive) return undefined;
    let first: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const press = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      const key = keyOf(event);
      if (key === null || event.repeat) return;
      if (key === 'Escape') return latest.current(null);
      const isLetter = key.length === 1;
      if (!isLetter || first !== null) return latest.current(first === null ? key : `${first} ${key}`);
      first = key;
      timer = setTimeout(() => latest.current(key), PAIR_MS);
    };
    window.addEventListener('keydown', press, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', press, true);
    };
  }, [isActive]);
}
