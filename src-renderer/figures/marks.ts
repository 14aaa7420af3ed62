import type { BarsFigure } from '../../src-main/contract/figure.ts';
import type { Gesture, Meant } from './drawing.ts';

/** How strongly marks are drawn that hold no selected row. */
export const DIMMED = 0.22;

/** The opacity of each of n marks: full where nothing is selected, or the mark is. */
export function dimmed(n: number, selected: ReadonlySet<number> | null): number | number[] {
  return selected ? Array.from({ length: n }, (_, i) => (selected.has(i) ? 1 : DIMMED)) : 1;
}

/** What chosen bars mean where each stands for one value of a column; null where they mean nothing. */
export function valuesMeant(select: BarsFigure['select'], gesture: Gesture): Meant | null {
  if (!select || gesture.kind !== 'marks') return null;
  const values = gesture.indices.flatMap((i) => select.values[i] ?? []);
  return values.length > 0 ? { table: select.table, predicate: { op: 'in', column: select.column, values } } : null;
}
