import { useEffect, useRef, type ReactNode } from 'react';
import { currentCommands } from './commands.ts';
import { isForCommands, keyOf, keysOf } from './keys.ts';
import { usePreferences } from './preferences.ts';

/** How long the second key of a pair may take. */
const PAIR_MS = 800;

/** A dialog, or an open menu, has the keyboard to itself. */
const isOccupied = (): boolean => document.querySelector('[aria-modal="true"], [role=menu]') !== null;

/** Starts commands by their keys, wherever the focus is. */
export function KeyboardLayer(): ReactNode {
  const { keys: given } = usePreferences();
  const first = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || isOccupied()) return;
      const key = keyOf(event);
      if (key === null || !isForCommands(key, event.target)) return;
      const isSecond = first.current !== null && event.timeStamp - first.current.at < PAIR_MS;
      const pair = isSecond ? `${first.current?.key ?? ''} ${key}` : null;
      const command = currentCommands().find((candidate) => {
        const keys = keysOf(candidate, given);
        return keys.includes(key) || (pair !== null && keys.includes(pair));
      });
      first.current = command ? null : { key, at: event.timeStamp };
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [given]);
  return null;
}
