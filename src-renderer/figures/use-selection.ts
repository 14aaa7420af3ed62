import { useEffect, useState } from 'react';
import type { SelectionView } from '../../src-main/contract/project.ts';
import { call } from '../engine/call.ts';
import { useEngineEvent } from '../engine/events.ts';

/** The rows that are selected now, wherever that was done; null for none. */
export function useSelection(): SelectionView | null {
  const [selection, setSelection] = useState<SelectionView | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    call('selection.view', {}, abort.signal).then(setSelection, () => undefined);
    return () => abort.abort();
  }, []);
  useEngineEvent('selection.changed', (event) => setSelection(event.selection));
  return selection;
}
