import { useEffect, useState } from 'react';
import type { ColumnProfile, TableRef } from '../../src-main/contract/table.ts';
import { call } from '../engine/call.ts';

/** What the columns of a table hold, once it is wanted; `null` until it is there. */
export function useProfile(
  tableRef: TableRef,
  wanted: boolean,
): { profiles: readonly ColumnProfile[] | null; error: unknown } {
  const key = JSON.stringify(tableRef);
  const [found, setFound] = useState<{ key: string; profiles: readonly ColumnProfile[] | null; error: unknown }>({
    key: '',
    profiles: null,
    error: null,
  });
  const isKnown = found.key === key && found.profiles !== null;
  useEffect(() => {
    if (!wanted || isKnown) return;
    const abort = new AbortController();
    call('table.profile', { ref: JSON.parse(key) as TableRef }, abort.signal).then(
      (profiles) => setFound({ key, profiles, error: null }),
      (error: unknown) => {
        if (!abort.signal.aborted) setFound({ key, profiles: null, error });
      },
    );
    return () => abort.abort();
  }, [key, wanted, isKnown]);
  return found.key === key ? found : { profiles: null, error: null };
}
