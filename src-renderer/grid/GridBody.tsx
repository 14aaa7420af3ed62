import { useEffect, useId, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { TableInfo, TableRef } from '../../src-main/contract/table.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { rangeBetween } from './copy.ts';
import { MIN_WIDTH, type GridColumn } from './grid-columns.ts';
import { moveCell, type CellPlace } from './grid-keys.ts';
import { HEAD_HEIGHT, ROW_HEIGHT } from './grid-sizes.ts';
import { gridText } from './grid-text.ts';
import { GridMessage } from './GridMessage.tsx';
import { GridRow } from './GridRow.tsx';
import { HeaderCell } from './HeaderCell.tsx';
import type { PageCache } from './page-cache.ts';
import { scrollHeight, visibleRows } from './scaled-scroll.ts';
import { sortState } from './sorting.ts';
import { useColumns } from './use-columns.ts';
import { useCopy } from './use-copy.ts';
import type { GridActions } from './use-grid-state.ts';
import { useProfile } from './use-profile.ts';
import { useScroll } from './use-scroll.ts';

/** How much wider or narrower a key makes a column. */
const WIDER = 16;

interface GridBodyProps {
  readonly tableRef: TableRef;
  readonly info: TableInfo;
  readonly cache: PageCache;
  readonly actions: GridActions;
  readonly again: () => void;
  readonly empty: Text | undefined;
}

/** Headings and the rows in view, with what keys and the pointer do there. */
export function GridBody({ tableRef, info, cache, actions, again, empty }: GridBodyProps): ReactNode {
  const { locale, t } = useText();
  const gridId = useId();
  const [scrollElement, setScrollElement] = useState<HTMLDivElement | null>(null);
  const { state, change } = actions;
  const nRows = cache.nMatching ?? 0;
  const scroll = useScroll(scrollElement, nRows, ROW_HEIGHT, HEAD_HEIGHT);
  const drawn = { scroll: scrollElement, room: scroll.viewport.width, chosen: state.widths };
  const { columns, digits, widths, starts, total, shown } = useColumns(info, cache, drawn);
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
