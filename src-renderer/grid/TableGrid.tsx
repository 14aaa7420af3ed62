import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { columnDigits, formatCell } from '../../src-main/contract/format.ts';
import type { Cell, Predicate, TableInfo, TableRef } from '../../src-main/contract/table.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { ErrorLine, useAttempt } from '../figures/use-attempt.tsx';
import { useText } from '../i18n/i18n.tsx';
import { rangeBetween } from './copy.ts';
import { filterPredicate } from './filters.ts';
import { columnStarts, firstWidths, gridColumns, MIN_WIDTH, type GridColumn } from './grid-columns.ts';
import { moveCell, type CellPlace } from './grid-keys.ts';
import { gridText } from './grid-text.ts';
import { GridBar } from './GridBar.tsx';
import { GridRow } from './GridRow.tsx';
import { HeaderCell } from './HeaderCell.tsx';
import type { PageCache } from './page-cache.ts';
import { scrollHeight, visibleRows } from './scaled-scroll.ts';
import { sortState } from './sorting.ts';
import { useCopy } from './use-copy.ts';
import { useGridState, type GridActions } from './use-grid-state.ts';
import { usePages } from './use-pages.ts';
import { useProfile } from './use-profile.ts';
import { useScroll } from './use-scroll.ts';
import { useSettled } from './use-settled.ts';
import './grid.css';

const ROW_HEIGHT = 26;
const HEAD_HEIGHT = 28;
const BAR_HEIGHT = 40;
/** A table in a panel is as high as its rows, up to this. */
const MOST_HEIGHT = 460;
const FIND_MS = 180;
const WIDER = 16;
/** Rows that a column's width is judged by. */
const WIDTH_ROWS = 40;
/** Rows that a column's digits are judged by. */
const DIGIT_ROWS = 100;

export interface TableGridProps {
  readonly tableRef: TableRef;
  /** The panel or page that a selection made here is said to come from. */
  readonly origin: string;
  /** Takes the height of what it stands in, instead of that of its rows. */
  readonly fill?: boolean;
  /** What it means that there is no row at all. */
  readonly empty?: Text | undefined;
  /** What can be done with the row that one is in, beside what can be done with every row. */
  readonly rowTools?: (info: TableInfo, cells: readonly Cell[]) => ReactNode;
}

/** A table of any length: rows come as they are looked at. */
export function TableGrid({ tableRef, origin, fill = false, empty, rowTools }: TableGridProps): ReactNode {
  const actions = useGridState();
  const { sort, filters, find, selectedOnly } = actions.state;
  const filter = useMemo(() => filterPredicate(filters), [filters]);
  const settledFind = useSettled(find, FIND_MS);
  const { cache, again } = usePages({ ref: tableRef, sort, filter, find: settledFind, selectedOnly });
  const findRef = useRef<HTMLInputElement>(null);
  // Headings stay while other rows are on their way.
  const [info, setInfo] = useState<TableInfo | null>(null);
  if (cache.info && cache.info !== info) setInfo(cache.info);
  useEffect(() => cache.want(0, 40), [cache]);
  const findKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
    event.preventDefault();
    event.stopPropagation();
    findRef.current?.focus();
    findRef.current?.select();
  };
  const height = fill
    ? undefined
    : Math.min(MOST_HEIGHT, BAR_HEIGHT + HEAD_HEIGHT + 18 + ROW_HEIGHT * Math.max(3, cache.nMatching ?? 8));
  const { attempt, error } = useAttempt();
  const active = cache.row(actions.state.active.row)?.cells;
  const select = (predicate: Predicate): void =>
    attempt(call('selection.set', { selection: { source: tableRef, predicate, origin } }));
  return (
    <div className={`gr${fill ? ' is-filling' : ''}`} style={{ height }} onKeyDown={findKey}>
      <GridBar
        {...{ actions, filter, findRef }}
        nMatching={cache.nMatching}
        nRows={info?.nRows ?? null}
        hasSelection={selectedOnly || (cache.row(0)?.selected ?? null) !== null}
        onSelect={select}
        customerId={customerAt(info, active)}
        rowTools={info && active && rowTools?.(info, active)}
      />
      <ErrorLine error={error} />
      {info ? (
        <GridBody {...{ tableRef, info, cache, actions, again, empty }} />
      ) : (
        <GridMessage {...{ cache, actions, again, empty }} />
      )}
    </div>
  );
}

/** The customer that a row is about; null where it is about none. */
function customerAt(info: TableInfo | null, cells: readonly Cell[] | undefined): string | null {
  const at = info?.columns.findIndex(({ role }) => role === 'customerId') ?? -1;
  const cell = cells?.[at];
  return typeof cell === 'string' ? cell : null;
}

/** What stands in place of rows. */
function GridMessage({
  cache,
  actions,
  again,
  empty,
}: {
  cache: PageCache;
  actions: GridActions;
  again: () => void;
  empty: Text | undefined;
}): ReactNode {
  const { t } = useText();
  if (cache.error) {
    return (
      <div className="gr-empty" role="alert">
        {t(gridText.failed)}
        <Button variant="default" size="compact-xs" onClick={again}>
          {t(gridText.again)}
        </Button>
      </div>
    );
  }
  if (cache.nMatching === null) return <div className="gr-empty">{t(gridText.loading)}</div>;
  const isNarrowed =
    Object.keys(actions.state.filters).length > 0 || actions.state.find !== '' || actions.state.selectedOnly;
  if (!isNarrowed) return <div className="gr-empty">{t(empty ?? gridText.none)}</div>;
  return (
    <div className="gr-empty">
      {t(gridText.noMatch)}
      <Button variant="default" size="compact-xs" onClick={actions.showAll}>
        {t(gridText.clear)}
      </Button>
    </div>
  );
}

interface GridBodyProps {
  readonly tableRef: TableRef;
  readonly info: TableInfo;
  readonly cache: PageCache;
  readonly actions: GridActions;
  readonly again: () => void;
  readonly empty: Text | undefined;
}

/** The places of the columns that are in view, the key always among them. */
function useShownColumns(
  scroll: HTMLElement | null,
  columns: readonly GridColumn[],
  widths: readonly number[],
): number[] {
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

function GridBody({ tableRef, info, cache, actions, again, empty }: GridBodyProps): ReactNode {
  const { locale, t } = useText();
  const gridId = useId();
  const [scrollElement, setScrollElement] = useState<HTMLDivElement | null>(null);
  const { state, change } = actions;
  const nRows = cache.nMatching ?? 0;
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
  const scroll = useScroll(scrollElement, nRows, ROW_HEIGHT, HEAD_HEIGHT);
  const room = scroll.viewport.width;
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
    () => columns.map((column, i) => state.widths[column.info.name] ?? fitting[i] ?? MIN_WIDTH),
    [columns, state.widths, fitting],
  );
  const { starts, total } = useMemo(() => columnStarts(widths), [widths]);
  const shown = useShownColumns(scrollElement, columns, widths);
  const geometry = { nRows, rowHeight: ROW_HEIGHT, viewport: scroll.viewport.height };
  const { first, last } = visibleRows(scroll.offset, geometry);
  useEffect(() => cache.want(first, Math.max(first, last)), [cache, first, last]);
  const { profiles } = useProfile(tableRef, state.filtering !== null);
  const { onCopy, copied } = useCopy(cache, columns, state);
  const { active, anchor } = state;
  const marked = rangeBetween(active, anchor);
  const isRange = active.row !== anchor.row || active.column !== anchor.column;

  const showColumn = (at: number): void => {
    const element = scrollElement;
    const [start = 0, width = 0] = [starts[at], widths[at]];
    if (!element || columns[at]?.isKey) return;
    const left = columns[0]?.isKey ? (widths[0] ?? 0) : 0;
    if (start < element.scrollLeft + left) element.scrollTo({ left: start - left });
    else if (start + width > element.scrollLeft + element.clientWidth)
      element.scrollTo({ left: start + width - element.clientWidth });
  };
  const goTo = (place: CellPlace, extending: boolean): void => {
    actions.goTo(place, extending && place.row >= 0);
    if (place.row >= 0) scroll.showRow(place.row);
    showColumn(place.column);
  };
  const setWidth = (column: GridColumn, width: number): void =>
    change({ widths: { ...state.widths, [column.info.name]: Math.max(MIN_WIDTH, width) } });

  const headKey = (event: KeyboardEvent, column: GridColumn): boolean => {
    if (event.key === 'Enter' || event.key === ' ') actions.sortBy(column.info.name, event.shiftKey);
    else if (event.altKey && event.key === 'ArrowDown') change({ filtering: column.info.name });
    else if (event.altKey && event.key === 'ArrowRight') setWidth(column, (widths[active.column] ?? 0) + WIDER);
    else if (event.altKey && event.key === 'ArrowLeft') setWidth(column, (widths[active.column] ?? 0) - WIDER);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    const column = columns[active.column];
    const acted = active.row < 0 && column !== undefined && headKey(event, column);
    const pageRows = Math.max(1, Math.floor(scroll.viewport.height / ROW_HEIGHT) - 1);
    const place =
      acted || event.altKey
        ? null
        : moveCell(event.key, event.ctrlKey || event.metaKey, active, { nRows, nColumns: columns.length, pageRows });
    if (!acted && !place) return;
    if (place) goTo(place, event.shiftKey);
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointAt = (event: MouseEvent<HTMLElement>): void => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-column]');
    const row = Number(cell?.parentElement?.getAttribute('aria-rowindex') ?? 0) - 2;
    if (cell && row >= 0)
      actions.goTo(
        { row, column: Number(cell.dataset.column) },
        event.shiftKey || (event.type === 'mousemove' && event.buttons === 1),
      );
  };

  const activeId = active.row < 0 ? `${gridId}-h-${active.column}` : `${gridId}-${active.row}-${active.column}`;
  const isActiveDrawn =
    shown.includes(active.column) && (active.row < 0 || (active.row >= first && active.row <= last));
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const markedColumns = (index: number): readonly [number, number] | null =>
    isRange && index >= marked.rows[0] && index <= marked.rows[1] ? marked.columns : null;
  return (
    <>
      <div
        ref={setScrollElement}
        className="gr-scroll"
        role="grid"
        tabIndex={0}
        aria-label={t(gridText.table)}
        aria-describedby={`${gridId}-keys`}
        aria-rowcount={nRows + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-activedescendant={isActiveDrawn ? activeId : undefined}
        onKeyDown={onKeyDown}
        onMouseDown={onPointAt}
        onMouseMove={(event) => event.buttons === 1 && onPointAt(event)}
        onCopy={onCopy}
      >
        <div className="gr-head" role="rowgroup" style={{ width: total, minWidth: '100%' }}>
          <div role="row" aria-rowindex={1}>
            {shown.map((at) => {
              const column = columns[at]!;
              const { name } = column.info;
              return (
                <HeaderCell
                  key={name}
                  id={`${gridId}-h-${at}`}
                  columnIndex={at}
                  left={starts[at] ?? 0}
                  width={widths[at] ?? 0}
                  sort={sortState(state.sort, name)}
                  filter={state.filters[name] ?? null}
                  isActive={active.row < 0 && active.column === at}
                  filterOpen={state.filtering === name}
                  profile={profiles?.find((profile) => profile.column.name === name) ?? null}
                  column={column}
                  onSort={(adding) => actions.sortBy(name, adding)}
                  onFilterOpen={(open) => change({ filtering: open ? name : null })}
                  onFilter={(filter) => actions.filterBy(name, filter)}
                  onWidth={(width) => setWidth(column, width)}
                />
              );
            })}
          </div>
        </div>
        {nRows === 0 ? (
          <GridMessage {...{ cache, actions, again, empty }} />
        ) : (
          <div
            className="gr-body"
            role="rowgroup"
            style={{ height: scrollHeight(geometry), width: total, minWidth: '100%' }}
          >
            {rows.map((index) => (
              <GridRow
                key={index}
                {...{ gridId, index, columns, starts, widths, digits, shown, locale }}
                top={index * ROW_HEIGHT - scroll.offset + scroll.top}
                row={cache.row(index)}
                currency={info.currency}
                active={active.row === index ? active.column : -1}
                marked={markedColumns(index)}
              />
            ))}
          </div>
        )}
      </div>
      <p className="gr-hidden" id={`${gridId}-keys`}>
        {t(gridText.keys)}
      </p>
      <p className="gr-hidden" role="status">
        {copied}
      </p>
    </>
  );
}
