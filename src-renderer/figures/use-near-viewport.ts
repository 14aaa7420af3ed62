import { useEffect, useState, type RefObject } from 'react';

/** Figures are drawn a screen before they come into view. */
const MARGIN = '800px';

/**
 * Whether an element is on screen or nearly so, or was: a notebook of forty figures draws the few that one sees.
 *
 * @param leaves whether it is let go of again: browsers keep few WebGL contexts, of which such a plot holds three.
 */
export function useNearViewport(ref: RefObject<HTMLElement | null>, leaves: boolean): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const saw = (entries: readonly IntersectionObserverEntry[]): void => {
      const inside = entries.at(-1)?.isIntersecting ?? false;
      setNear((before) => inside || (before && !leaves));
    };
    // The margin of the window does not reach into what scrolls inside it.
    const observer = new IntersectionObserver(saw, { rootMargin: MARGIN, scrollMargin: MARGIN });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, leaves]);
  return near;
}
