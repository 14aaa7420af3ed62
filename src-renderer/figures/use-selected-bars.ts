import { useEffect, useMemo, useState } from 'react';
import type { Figure } from '../../src-main/contract/figure.ts';
import type { SelectionView } from '../../src-main/contract/project.ts';
import type { Predicate, TableRef } from '../../src-main/contract/table.ts';
import { call } from '../engine/call.ts';
import { markPredicates, marksIn } from './selected-bars.ts';

/** Marks whose rows are counted for a selection made elsewhere; figures with more stay as they are. */
const MOST_COUNTED = 60;

const sameTable = (a: TableRef, b: TableRef): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Which marks hold selected rows, by asking the engine; null where the selection does not reach the table. */
async function countMarks(
  ref: TableRef,
  marks: readonly Predicate[],
  signal: AbortSignal,
): Promise<Set<number> | null> {
  const pages = await Promise.all(
    marks.map((filter) => call('table.page', { ref, offset: 0, limit: 0, filter, selectedOnly: true }, signal)),
  );
  if (pages.some(({ selected }) => selected === null)) return null;
  return new Set([...pages.keys()].filter((i) => pages[i]!.nMatching > 0));
}

/** The bars or bins that hold rows of the current selection, wherever it was made; null where nothing is to be dimmed. */
export function useSelectedBars(
  figure: Figure | null,
  panelId: string,
  selection: SelectionView | null,
): ReadonlySet<number> | null {
  const marks = useMemo(() => (figure ? markPredicates(figure) : null), [figure]);
  const table = figure && 'select' in figure ? figure.select?.table : undefined;
  const ref = useMemo(
    (): TableRef | null => (table === undefined ? null : { from: 'panel', panelId, output: table }),
    [panelId, table],
  );
  const known = useMemo(
    () => (selection && ref && marks && sameTable(selection.source, ref) ? marksIn(selection.predicate, marks) : null),
    [selection, ref, marks],
  );
  const [counted, setCounted] = useState<{ of: SelectionView; marks: ReadonlySet<number> | null } | null>(null);
  useEffect(() => {
    if (!selection || !ref || !marks || known || marks.length > MOST_COUNTED) return;
    const abort = new AbortController();
    countMarks(ref, marks, abort.signal).then(
      (found) => setCounted({ of: selection, marks: found }),
      () => undefined,
    );
    return () => abort.abort();
  }, [selection, ref, marks, known]);
  return known ?? (selection && counted?.of === selection ? counted.marks : null);
}
