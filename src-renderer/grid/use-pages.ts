import { useEffect, useMemo, useReducer } from 'react';
import type { Predicate, TableRef, TableSort } from '../../src-main/contract/table.ts';
import { call } from '../engine/call.ts';
import { useEngineBack, useEngineEvent } from '../engine/events.ts';
import { PageCache } from './page-cache.ts';

/** Which rows of which table, in which order. */
export interface GridQuery {
  readonly ref: TableRef;
  readonly sort: readonly TableSort[];
  readonly filter: Predicate | null;
  readonly find: string;
  readonly selectedOnly: boolean;
}

/** The rows of a query as they arrive; a new query begins with none. */
export function usePages(query: GridQuery): { cache: PageCache; again: () => void } {
  const [, arrived] = useReducer((n: number) => n + 1, 0);
  const [turn, again] = useReducer((n: number) => n + 1, 0);
  const key = JSON.stringify(query);
  const cache = useMemo(() => {
    const { sort, ...rest } = JSON.parse(key) as GridQuery;
    return new PageCache(
      (offset, limit, signal) => call('table.page', { ...rest, sort: [...sort], offset, limit }, signal),
      arrived,
    );
    // A turn asks for the same rows anew: their selection marks, or the table behind the reference, may have changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, turn]);
  useEffect(() => () => cache.close(), [cache]);
  useEngineEvent('selection.changed', again);
  useEngineBack(again);
  return { cache, again };
}
