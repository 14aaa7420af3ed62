import { useState, type ClipboardEvent } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { rangeBetween, tabSeparated } from './copy.ts';
import type { GridColumn } from './grid-columns.ts';
import { gridText } from './grid-text.ts';
import type { GridRow, PageCache } from './page-cache.ts';
import type { GridState } from './use-grid-state.ts';

/** Rows that are copied at once, at most; an export has no such limit. */
const MOST_ROWS = 4000;

/** Copies the marked cells; what it did is said in `copied`. */
export function useCopy(
  cache: PageCache,
  columns: readonly GridColumn[],
  { active, anchor }: Pick<GridState, 'active' | 'anchor'>,
) {
  const { t } = useText();
  const [copied, setCopied] = useState('');
  const { rows, columns: places } = rangeBetween(active, anchor);
  const onCopy = (event: ClipboardEvent<HTMLElement>): void => {
    if (active.row < 0) return;
    const [first, last] = [Math.max(0, rows[0]), Math.min(rows[1], rows[0] + MOST_ROWS - 1)];
    const chosen = columns.slice(places[0], places[1] + 1);
    const write = (found: readonly GridRow[]): string =>
      tabSeparated(
        found.map((row) => chosen.map(({ at }) => row.cells[at] ?? null)),
        chosen.map(({ info }) => info),
      );
    const here = Array.from({ length: last - first + 1 }, (_, i) => cache.row(first + i));
    event.preventDefault();
    setCopied(rows[1] > last ? t(gridText.tooMany, { n: MOST_ROWS }) : t(gridText.copied, { n: last - first + 1 }));
    if (here.every((row) => row !== null)) event.clipboardData.setData('text/plain', write(here));
    else void cache.rows(first, last).then((found) => navigator.clipboard.writeText(write(found)));
  };
  return { onCopy, copied };
}
