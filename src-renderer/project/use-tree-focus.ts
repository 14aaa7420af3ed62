import { useCallback, useEffect, useRef, useState, type FocusEvent } from 'react';
import type { TreeItem } from './tree-model.ts';

const elementOf = (id: string): HTMLElement | null => document.getElementById(`tree-${id}`);

/** Which line of the tree the keyboard is on, and how the focus is kept there. */
export interface TreeFocus {
  /** The line that Tab comes to; undefined where there are no lines. */
  readonly stop: string | undefined;
  /** A line has the focus, or something that stands in it. */
  onLine(id: string): void;
  /** Gives a line the focus once it is drawn. */
  moveTo(id: string): void;
  readonly handlers: { onFocus(): void; onBlur(event: FocusEvent): void };
}

/**
 * The roving tab stop of the tree. A line that goes while it has the focus, or a menu of one, leaves it to the line
 * that has come to its place: otherwise the keyboard would be nowhere.
 */
export function useTreeFocus(shown: readonly TreeItem[]): TreeFocus {
  const [at, setAt] = useState({ id: '', index: 0 });
  const [wanted, setWanted] = useState<{ id: string } | null>(null);
  const isInside = useRef(false);
  const stop = (shown.find(({ id }) => id === at.id) ?? shown[Math.min(at.index, shown.length - 1)])?.id;
  useEffect(() => {
    if (wanted) elementOf(wanted.id)?.focus();
  }, [wanted]);
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body && stop !== undefined) elementOf(stop)?.focus();
  });
  const onLine = (id: string): void => setAt({ id, index: shown.findIndex((item) => item.id === id) });
  const moveTo = useCallback((id: string) => setWanted({ id }), []);
  const onFocus = useCallback(() => void (isInside.current = true), []);
  const onBlur = useCallback(({ currentTarget, relatedTarget }: FocusEvent) => {
    isInside.current = currentTarget.contains(relatedTarget);
  }, []);
  return { stop, onLine, moveTo, handlers: { onFocus, onBlur } };
}
