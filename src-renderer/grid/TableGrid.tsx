import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Cell, Predicate, TableInfo, TableRef } from '../../src-main/contract/table.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { ErrorLine, useAttempt } from '../figures/use-attempt.tsx';
import { filterPredicate } from './filters.ts';
import { BAR_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT } from './grid-sizes.ts';
import { GridBar } from './GridBar.tsx';
import { GridBody } from './GridBody.tsx';
import { GridMessage } from './GridMessage.tsx';
import { useGridState } from './use-grid-state.ts';
import { usePages } from './use-pages.ts';
import { useSettled } from './use-settled.ts';
import './grid.css';

/** A table in a panel is as high as its rows, up to this. */
const MOST_HEIGHT = 460;
const FIND_MS = 180;

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
