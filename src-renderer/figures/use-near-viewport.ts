import { useEffect, useState, type RefObject } from 'react';

/** Figures are drawn a screen before they come into view. */
const MARGIN = '800px';

/**
 * Whether an element is on screen or nearly so, or was: a notebook of forty figures draws the few that one sees.
 */
export function useNearViewport(ref: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const saw = (entries: readonly IntersectionObserverEntry[]): void => {
      if (entries.at(-1)?.isIntersecting) setNear(true);
    };
    // The margin of the window does not reach into what scrolls inside it.
    const observer = new IntersectionObserver(saw, { rootMargin: MARGIN, scrollMargin: MARGIN });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return near;
}
