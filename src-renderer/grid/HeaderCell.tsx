import { Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFilter } from '@tabler/icons-react';
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { ColumnProfile } from '../../src-main/contract/table.ts';
import { useText } from '../i18n/i18n.tsx';
import { FilterForm } from './FilterForm.tsx';
import type { ColumnFilter } from './filters.ts';
import { MIN_WIDTH, type GridColumn } from './grid-columns.ts';
import { gridText } from './grid-text.ts';

export interface HeaderCellProps {
  readonly id: string;
  readonly column: GridColumn;
  readonly columnIndex: number;
  readonly left: number;
  readonly width: number;
  readonly sort: 'ascending' | 'descending' | 'none';
  readonly filter: ColumnFilter | null;
  readonly isActive: boolean;
  readonly filterOpen: boolean;
  readonly profile: ColumnProfile | null;
  onSort(adding: boolean): void;
  onFilterOpen(open: boolean): void;
  onFilter(filter: ColumnFilter | null): void;
  onWidth(width: number): void;
}

/** Drags the edge of a column. */
function useResize(width: number, onWidth: (width: number) => void) {
  const from = useRef<{ x: number; width: number } | null>(null);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      from.current = { x: event.clientX, width };
      event.currentTarget.setPointerCapture(event.pointerId);
      event.stopPropagation();
    },
    onPointerMove(event: PointerEvent<HTMLElement>): void {
      if (from.current) onWidth(Math.max(MIN_WIDTH, from.current.width + event.clientX - from.current.x));
    },
    onPointerUp(): void {
      from.current = null;
    },
  };
}

/** Keys of the form are not the grid's; Tab is left to the popover, which keeps the focus inside. */
const keepFromGrid = (event: KeyboardEvent): void => {
  if (event.key !== 'Tab') event.stopPropagation();
};

const ICON = { size: 13, stroke: 1.8 } as const;

/** A column's heading: its name, its order, its filter and its edge. */
export function HeaderCell(props: HeaderCellProps): ReactNode {
  const {
    id,
    column,
    columnIndex,
    left,
    width,
    sort,
    filter,
    isActive,
    filterOpen,
    profile,
    onSort,
    onFilterOpen,
    onFilter,
    onWidth,
  } = props;
  const { t } = useText();
  const resize = useResize(width, onWidth);
  const { info, title, isKey } = column;
  const numeric = info.type === 'number' || info.type === 'date';
  const names = { column: title };
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={columnIndex + 1}
      aria-sort={sort}
      className={`gr-hcell${isKey ? ' is-key' : ''}${isActive ? ' is-active' : ''}${numeric ? ' is-number' : ''}`}
      style={{ left: isKey ? 0 : left, width }}
      title={title === info.name ? title : `${title} (${info.name})`}
    >
      <span className="gr-title" onClick={(event) => onSort(event.shiftKey)}>
        {title}
        {sort === 'ascending' && <IconArrowUp {...ICON} />}
        {sort === 'descending' && <IconArrowDown {...ICON} />}
      </span>
      <Popover
        opened={filterOpen}
        onChange={onFilterOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        withinPortal
        shadow="none"
        width={260}
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <button
            type="button"
            tabIndex={-1}
            className={`gr-funnel${filter ? ' is-on' : ''}`}
            aria-label={t(filter ? gridText.filtered : gridText.filter, names)}
            onClick={() => onFilterOpen(!filterOpen)}
          >
            <IconFilter {...ICON} />
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t(gridText.filter, names)} onKeyDown={keepFromGrid}>
          <FilterForm column={column} filter={filter} profile={profile} onApply={onFilter} />
        </Popover.Dropdown>
      </Popover>
      <span className="gr-edge" aria-hidden="true" {...resize} />
    </div>
  );
}
