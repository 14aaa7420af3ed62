/**
 * The tallest element that browsers lay out right: Chromium stops at 33.5 million pixels, Firefox at 17.9. A table of
 * ten million rows would be 260 million high, so beyond this height a pixel of the scroll bar stands for several.
 */
export const MAX_SCROLL_HEIGHT = 16_000_000;

/** How the rows of a table lie behind a scroll bar. */
export interface ScrollGeometry {
  readonly nRows: number;
  readonly rowHeight: number;
  /** Height of the part of the viewport that shows rows. */
  readonly viewport: number;
}

const contentHeight = ({ nRows, rowHeight }: ScrollGeometry): number => nRows * rowHeight;

/** Height of the element that the scroll bar is made for. */
export const scrollHeight = (geometry: ScrollGeometry): number => Math.min(contentHeight(geometry), MAX_SCROLL_HEIGHT);

/** The farthest the first visible pixel of content can be. */
export const maxOffset = (geometry: ScrollGeometry): number => Math.max(0, contentHeight(geometry) - geometry.viewport);

/** Pixels of content for one pixel of the scroll bar; 1 wherever the content fits. */
export function scrollRatio(geometry: ScrollGeometry): number {
  const track = scrollHeight(geometry) - geometry.viewport;
  return track > 0 ? maxOffset(geometry) / track : 1;
}

export const isScaled = (geometry: ScrollGeometry): boolean => contentHeight(geometry) > MAX_SCROLL_HEIGHT;

/** Rows that are at least partly visible, with some to spare on both sides. */
export function visibleRows(
  offset: number,
  { nRows, rowHeight, viewport }: ScrollGeometry,
  spare = 5,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(offset / rowHeight) - spare);
  const last = Math.min(nRows - 1, Math.ceil((offset + viewport) / rowHeight) + spare);
  return { first, last };
}

/** The offset that brings a row into view, moving as little as that takes. */
export function offsetFor(row: number, offset: number, geometry: ScrollGeometry): number {
  const top = row * geometry.rowHeight;
  const bottom = top + geometry.rowHeight - geometry.viewport;
  const wanted = top < offset ? top : bottom > offset ? bottom : offset;
  return Math.min(Math.max(0, wanted), maxOffset(geometry));
}
