/** What a dragged panel is carried as; files that are dropped on the window are another thing. */
export const PANEL_DRAG = 'application/x-clientele-panel';
