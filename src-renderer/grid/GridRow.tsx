import { memo, type ReactNode } from 'react';
import { formatCell } from '../../src-main/contract/format.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { isCut, type GridColumn } from './grid-columns.ts';
import type { GridRow as Row } from './page-cache.ts';

export interface GridRowProps {
  readonly gridId: string;
  readonly index: number;
  readonly top: number;
  readonly row: Row | null;
  readonly columns: readonly GridColumn[];
  readonly starts: readonly number[];
  readonly widths: readonly number[];
  /** Digits after the point by column. */
  readonly digits: readonly (number | undefined)[];
  /** Places among the columns that are drawn. */
  readonly shown: readonly number[];
  readonly currency: string | null;
  readonly locale: Locale;
  /** The column of the active cell in this row, or −1. */
  readonly active: number;
  /** First and last column that is marked for copying, or null. */
  readonly marked: readonly [number, number] | null;
}

function look(column: GridColumn, at: number, { active, marked }: Pick<GridRowProps, 'active' | 'marked'>): string {
  const numeric = column.info.type === 'number' || column.info.type === 'date';
  const names = [
    'gr-cell',
    numeric && 'is-number',
    column.isKey && 'is-key',
    at === active && 'is-active',
    marked && at >= marked[0] && at <= marked[1] && 'is-marked',
  ];
  return names.filter(Boolean).join(' ');
}

function GridRowPlain({
  gridId,
  index,
  top,
  row,
  columns,
  starts,
  widths,
  digits,
  shown,
  currency,
  locale,
  active,
  marked,
}: GridRowProps): ReactNode {
  const isCovered = useCover();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={row?.selected ?? undefined}
      className={`gr-row${row?.selected ? ' is-selected' : row?.selected === false ? ' is-dim' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {shown.map((at) => {
        const column = columns[at]!;
        const cell = row?.cells[column.at] ?? null;
        const text =
          cell !== null && isCovered(column.info.role)
            ? COVERED
            : formatCell(cell, column.info, currency, locale, digits[at]);
        return (
          <div
            key={at}
            id={`${gridId}-${index}-${at}`}
            role="gridcell"
            translate="no"
            aria-colindex={at + 1}
            data-column={at}
            className={look(column, at, { active, marked })}
            style={{ left: column.isKey ? 0 : starts[at], width: widths[at] }}
            title={column.info.type === 'text' && isCut(text, widths[at] ?? 0) ? text : undefined}
          >
            {row ? text : <span className="gr-coming" />}
          </div>
        );
      })}
    </div>
  );
}

/** One row; drawn again only when something about it changes. */
export const GridRow = memo(GridRowPlain);
