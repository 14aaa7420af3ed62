import type {
  BarsFigure,
  Figure,
  HeatmapFigure,
  HistogramFigure,
  SankeyFigure,
  UpsetFigure,
} from '../../src-main/contract/figure.ts';
import type { Predicate } from '../../src-main/contract/table.ts';
import { kindOf } from './registry.ts';

/** Figures whose marks stand for rows. */
export type MarksFigure = BarsFigure | HistogramFigure | HeatmapFigure | UpsetFigure | SankeyFigure;

/** How many marks a figure has that can stand for rows. */
export function countMarks(figure: Figure): number {
  switch (figure.kind) {
    case 'bars':
      return figure.categories.length;
    case 'histogram':
      return figure.edges.length - 1;
    case 'heatmap':
      return figure.rows.length * figure.columns.length;
    case 'upset':
      return figure.combinations.length;
    case 'sankey':
      return figure.flows.length;
    default:
      return 0;
  }
}

const MARKED = ['bars', 'histogram', 'heatmap', 'upset', 'sankey'];
const hasMarks = (figure: Figure): figure is MarksFigure => MARKED.includes(figure.kind);

/** The condition that each mark stands for; null where its figure selects nothing. */
export function markPredicates(figure: Figure): Predicate[] | null {
  if (!hasMarks(figure) || !figure.select) return null;
  const found = Array.from(
    { length: countMarks(figure) },
    (_, i) => kindOf<MarksFigure>(figure).select(figure, { kind: 'marks', indices: [i] })?.predicate,
  );
  return found.every((predicate) => predicate !== undefined) ? found : null;
}

const within = (inner: Extract<Predicate, { op: 'between' }>, outer: Predicate): boolean =>
  outer.op === 'between' &&
  outer.column === inner.column &&
  (outer.min ?? -Infinity) <= (inner.min ?? -Infinity) &&
  (outer.max ?? Infinity) >= (inner.max ?? Infinity);

function covers(selected: Predicate, mark: Predicate): boolean | null {
  if (selected.op === 'or') {
    const found = selected.args.map((arg) => covers(arg, mark));
    return found.includes(true) ? true : found.includes(null) ? null : false;
  }
  if (mark.op === 'and' && selected.op === 'and' && mark.args.length === selected.args.length) {
    const found = mark.args.map((arg, i) => covers(selected.args[i]!, arg));
    return found.includes(false) ? false : found.includes(null) ? null : true;
  }
  // What is selected by one of the conditions that a mark is made of is so whatever the others are.
  if (mark.op === 'and' && (selected.op === 'in' || selected.op === 'null')) {
    const found = mark.args.map((arg) => covers(selected, arg));
    return found.includes(true) ? true : found.includes(false) ? false : null;
  }
  if (
    (mark.op === 'null' || mark.op === 'in') &&
    (selected.op === 'null' || selected.op === 'in') &&
    mark.op !== selected.op
  )
    return mark.column === selected.column ? false : null;
  if (mark.op === 'null' && selected.op === 'null' && mark.column === selected.column) return true;
  if (mark.op === 'in' && selected.op === 'in' && selected.column === mark.column)
    return mark.values.every((value) => selected.values.includes(value));
  if (mark.op === 'between' && selected.op === 'between' && selected.column === mark.column) {
    if (within(mark, selected)) return true;
    // Bins that touch at an edge share no more than that edge.
    const apart =
      (selected.max ?? Infinity) <= (mark.min ?? -Infinity) || (selected.min ?? -Infinity) >= (mark.max ?? Infinity);
    return apart ? false : null;
  }
  return null;
}

/** The marks that a condition on the same table selects, or null where only the rows can tell. */
export function marksIn(selected: Predicate, marks: readonly Predicate[]): Set<number> | null {
  const found = marks.map((mark) => covers(selected, mark));
  return found.includes(null) ? null : new Set([...found.keys()].filter((i) => found[i]));
}

/** The marks after one gesture: chosen alone, or added to and taken from those that are there. Null for none. */
export function toggleMarks(
  current: ReadonlySet<number> | null,
  indices: readonly number[],
  adding: boolean,
): number[] | null {
  const before = new Set(current ?? []);
  if (!adding) {
    const same = before.size === indices.length && indices.every((i) => before.has(i));
    return same ? null : [...indices];
  }
  for (const i of indices) if (!before.delete(i)) before.add(i);
  return before.size === 0 ? null : [...before].sort((a, b) => a - b);
}
