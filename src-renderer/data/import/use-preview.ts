import { useEffect, useState } from 'react';
import type { ErrorPayload } from '../../../src-main/contract/errors.ts';
import { toErrorPayload } from '../../../src-main/contract/errors.ts';
import type { ImportOptions, ImportPreview } from '../../../src-main/contract/import.ts';
import { call } from '../../engine/call.ts';

/** What an import would do, looked at again whenever the person says something; the last look stays until the next is there. */
export function usePreview(
  paths: readonly string[],
  options: ImportOptions,
): { preview: ImportPreview | null; error: ErrorPayload | null; looking: boolean } {
  const [state, setState] = useState<{ key: string; preview: ImportPreview | null; error: ErrorPayload | null }>({
    key: '',
    preview: null,
    error: null,
  });
  const key = JSON.stringify([paths, options]);
  useEffect(() => {
    const abort = new AbortController();
    const [files, said] = JSON.parse(key) as [string[], ImportOptions];
    call('import.preview', { paths: files, options: said }, abort.signal).then(
      (preview) => setState({ key, preview, error: null }),
      (thrown: unknown) => {
        if (!abort.signal.aborted)
          setState((before) => ({ key, preview: before.preview, error: toErrorPayload(thrown) }));
      },
    );
    return () => abort.abort();
  }, [key]);
  return { preview: state.preview, error: state.error, looking: state.key !== key };
}
