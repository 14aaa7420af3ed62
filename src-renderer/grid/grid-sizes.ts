/** Heights of a grid's parts in pixels, as `grid.css` has them. */
export const ROW_HEIGHT = 26;
export const HEAD_HEIGHT = 28;
export const BAR_HEIGHT = 40;
