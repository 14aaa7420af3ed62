import { useCallback, useState } from 'react';
import type { TableSort } from '../../src-main/contract/table.ts';
import type { ColumnFilter, ColumnFilters } from './filters.ts';
import type { CellPlace } from './grid-keys.ts';
import { nextSort } from './sorting.ts';

/** What a person has asked of the table so far. */
export interface GridState {
  readonly sort: readonly TableSort[];
  readonly filters: ColumnFilters;
  readonly find: string;
  readonly selectedOnly: boolean;
  readonly active: CellPlace;
  /** The other corner of what is marked for copying. */
  readonly anchor: CellPlace;
  readonly widths: Readonly<Record<string, number>>;
  /** The column whose filter is open. */
  readonly filtering: string | null;
}

const START: GridState = {
  sort: [],
  filters: {},
  find: '',
  selectedOnly: false,
  active: { row: 0, column: 0 },
  anchor: { row: 0, column: 0 },
  widths: {},
  filtering: null,
};

/** The state of one table on screen; other rows begin at the top again. */
export function useGridState() {
  const [state, setState] = useState(START);
  const change = useCallback((patch: Partial<GridState>) => setState((before) => ({ ...before, ...patch })), []);
  const otherRows = useCallback((patch: Partial<GridState>) => {
    const top = (before: GridState): Partial<GridState> => ({
      active: { row: Math.min(before.active.row, 0), column: before.active.column },
      anchor: { row: 0, column: before.active.column },
    });
    setState((before) => ({ ...before, ...top(before), ...patch }));
  }, []);
  return {
    state,
    change,
    sortBy: (column: string, adding: boolean) => otherRows({ sort: nextSort(state.sort, column, adding) }),
    filterBy(column: string, filter: ColumnFilter | null) {
      const others = Object.fromEntries(Object.entries(state.filters).filter(([name]) => name !== column));
      otherRows({ filters: filter ? { ...others, [column]: filter } : others, filtering: null });
    },
    showAll: () => otherRows({ filters: {}, find: '', selectedOnly: false }),
    search: (find: string) => otherRows({ find }),
    onlySelected: (selectedOnly: boolean) => otherRows({ selectedOnly }),
    goTo: (place: CellPlace, extending: boolean) =>
      change(extending ? { active: place } : { active: place, anchor: place }),
  };
}

export type GridActions = ReturnType<typeof useGridState>;
