/** How strongly marks are drawn that hold no selected row. */
export const DIMMED = 0.22;

/** The opacity of each of n marks: full where nothing is selected, or the mark is. */
export function dimmed(n: number, selected: ReadonlySet<number> | null): number | number[] {
  return selected ? Array.from({ length: n }, (_, i) => (selected.has(i) ? 1 : DIMMED)) : 1;
}
