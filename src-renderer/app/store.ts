import { useSyncExternalStore } from 'react';

/** A value that stands outside of React, since more than components change it. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  /** The value, followed. */
  use(): T;
}

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const watchers = new Set<() => void>();
  const watch = (changed: () => void): (() => void) => {
    watchers.add(changed);
    return () => watchers.delete(changed);
  };
  const get = (): T => value;
  return {
    get,
    set(next) {
      value = next;
      for (const watcher of watchers) watcher();
    },
    use: () => useSyncExternalStore(watch, get),
  };
}
