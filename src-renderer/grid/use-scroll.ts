import { useCallback, useEffect, useState } from 'react';
import { isScaled, maxOffset, offsetFor, scrollRatio, type ScrollGeometry } from './scaled-scroll.ts';

/** How far a table is scrolled. */
export interface GridScroll {
  /** Pixels of content above the viewport. */
  readonly offset: number;
  /** Pixels that the element itself is scrolled; differs from the offset in tables too high for a browser. */
  readonly top: number;
  readonly left: number;
  readonly viewport: { readonly width: number; readonly height: number };
  showRow(row: number): void;
}

/** Follows the scrolling of an element whose content may be higher than a browser can lay out. */
export function useScroll(
  element: HTMLElement | null,
  nRows: number,
  rowHeight: number,
  headHeight: number,
): GridScroll {
  const [at, setAt] = useState({ offset: 0, top: 0, left: 0 });
  const [size, setSize] = useState({ width: 0, height: 0 });
  const viewport = Math.max(0, size.height - headHeight);
  const geometry: ScrollGeometry = { nRows, rowHeight, viewport };

  const moveTo = useCallback(
    (offset: number) => {
      if (!element) return;
      const { nRows: n, rowHeight: h, viewport: v } = geometry;
      const own = { nRows: n, rowHeight: h, viewport: v };
      const wanted = Math.min(Math.max(0, offset), maxOffset(own));
      const top = wanted / scrollRatio(own);
      element.scrollTo({ top });
      setAt({ offset: wanted, top: element.scrollTop, left: element.scrollLeft });
    },
    // The geometry is a fresh object each time; its parts are what counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [element, nRows, rowHeight, viewport],
  );

  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  useEffect(() => {
    if (!element) return;
    const scrolled = (): void => {
      const { scrollTop: top, scrollLeft: left } = element;
      setAt((before) => {
        if (before.top === top && before.left === left) return before;
        // Moves of our own arrive here with the place they led to; the exact offset is kept then.
        const moved = Math.abs(top - before.top) >= 1;
        return { offset: moved ? top * scrollRatio(geometry) : before.offset, top, left };
      });
    };
    // One notch of a wheel moves as many rows in a table of ten million as in one of a hundred.
    const wheeled = (event: WheelEvent): void => {
      if (!isScaled(geometry) || event.deltaY === 0 || event.ctrlKey) return;
      event.preventDefault();
      moveTo(at.offset + event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1));
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    element.addEventListener('wheel', wheeled, { passive: false });
    return () => {
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('wheel', wheeled);
    };
  });

  const showRow = (row: number): void => {
    const wanted = offsetFor(row, at.offset, geometry);
    if (wanted !== at.offset) moveTo(wanted);
  };
  const offset = Math.min(at.offset, maxOffset(geometry));
  return { offset, top: at.top, left: at.left, viewport: { width: size.width, height: viewport }, showRow };
}
