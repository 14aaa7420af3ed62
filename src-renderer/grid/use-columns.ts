import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo } from 'react';
import { columnDigits, formatCell } from '../../src-main/contract/format.ts';
import type { TableInfo } from '../../src-main/contract/table.ts';
import { useText } from '../i18n/i18n.tsx';
import { columnStarts, firstWidths, gridColumns, MIN_WIDTH, type GridColumn } from './grid-columns.ts';
import type { PageCache } from './page-cache.ts';

/** Rows that a column's width is judged by. */
const WIDTH_ROWS = 40;
/** Rows that a column's digits are judged by. */
const DIGIT_ROWS = 100;

/** Where columns are drawn, and how wide they were made by hand. */
interface ColumnRoom {
  readonly scroll: HTMLElement | null;
  readonly room: number;
  readonly chosen: Readonly<Record<string, number>>;
}

/** The columns of a table as a grid draws them: their digits, widths and starts, and the places of those in view. */
export function useColumns(info: TableInfo, cache: PageCache, { scroll, room, chosen }: ColumnRoom) {
  const { locale } = useText();
  const columns = useMemo(() => gridColumns(info, locale), [info, locale]);
  const arrived = cache.row(0) !== null;
  // Judged once, when the first rows are there.
  const digits = useMemo(
    () =>
      columns.map((column) =>
        columnDigits(
          column.info,
          arrived ? Array.from({ length: DIGIT_ROWS }, (_, i) => cache.row(i)?.cells[column.at] ?? null) : [],
        ),
      ),
    [columns, cache, arrived],
  );
  // As wide as the first texts need: numbers and dates are of one width.
  const texts = useMemo(
    () =>
      columns.map(({ info: own, at }) =>
        own.type !== 'text' || !arrived
          ? []
          : Array.from({ length: WIDTH_ROWS }, (_, i) =>
              formatCell(cache.row(i)?.cells[at] ?? null, own, info.currency, locale),
            ),
      ),
    [columns, cache, arrived, info, locale],
  );
  const fitting = useMemo(() => firstWidths(columns, texts, room), [columns, texts, room]);
  const widths = useMemo(
    () => columns.map((column, i) => chosen[column.info.name] ?? fitting[i] ?? MIN_WIDTH),
    [columns, chosen, fitting],
  );
  const { starts, total } = useMemo(() => columnStarts(widths), [widths]);
  const shown = useShown(scroll, columns, widths);
  return { columns, digits, widths, starts, total, shown };
}

/** The places of the columns that are in view, the key always among them. */
function useShown(scroll: HTMLElement | null, columns: readonly GridColumn[], widths: readonly number[]): number[] {
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are called here and handed to nobody
  const virtual = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroll,
    estimateSize: (i) => widths[i] ?? 120,
    overscan: 3,
  });
  const sizes = widths.join();
  useEffect(() => virtual.measure(), [virtual, sizes]);
  const inView = virtual
    .getVirtualItems()
    .map(({ index }) => index)
    .join();
  const keyed = columns[0]?.isKey ?? false;
  // The same list while the same columns are in view: rows are drawn again when it changes.
  return useMemo(() => {
    const shown = inView === '' ? [] : inView.split(',').map(Number);
    return keyed ? [0, ...shown.filter((at) => at !== 0)] : shown;
  }, [inView, keyed]);
}
