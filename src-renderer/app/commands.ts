import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Text } from '../../src-main/contract/text.ts';

/** Something a person can do: the palette lists it, keys and the native menu start it. */
export interface Command {
  /** `noun.verb`, as the native menu and the settings know it. */
  readonly id: string;
  readonly title: Text;
  /** The heading it stands under in the palette and in the list of keys. */
  readonly group: CommandGroup;
  /** Keys it has until a person gives it others: `Ctrl+K`, `Shift+Enter`, `D D` (twice); `Ctrl` is ⌘ on a Mac. */
  readonly keys?: readonly string[];
  /** Plain letters act only while no field has the focus; keys with Ctrl act always. */
  run(): void;
}

export type CommandGroup = 'app' | 'project' | 'notebook' | 'panel' | 'selection' | 'go' | 'help';

const offered = new Map<symbol, readonly Command[]>();
const watchers = new Set<() => void>();
let all: readonly Command[] = [];

function offer(owner: symbol, commands: readonly Command[] | null): void {
  if (commands) offered.set(owner, commands);
  else offered.delete(owner);
  all = [...offered.values()].flat();
  for (const watcher of watchers) watcher();
}

/** Every command that can be started now. */
export const currentCommands = (): readonly Command[] => all;

/** Every command that can be started now, followed as it changes. */
export function useCurrentCommands(): readonly Command[] {
  return useSyncExternalStore((changed) => {
    watchers.add(changed);
    return () => watchers.delete(changed);
  }, currentCommands);
}

/** Starts a command by its id. @returns false where it cannot be started now. */
export function startCommand(id: string): boolean {
  const command = all.find((candidate) => candidate.id === id);
  command?.run();
  return command !== undefined;
}

/**
 * Offers commands while the component is mounted.
 *
 * @param commands the list may be made anew at each render: its ids decide whether the offer changed.
 */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const ids = commands.map(({ id }) => id).join(' ');
  useEffect(() => {
    const owner = Symbol(ids);
    const now = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    offer(owner, now);
    return () => offer(owner, null);
  }, [ids]);
}
