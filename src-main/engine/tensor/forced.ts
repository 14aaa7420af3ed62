import type { BackendId } from '../../contract/backends.ts';

let forced: BackendId | null = null;

/** What every model of this engine is to be trained on; null leaves it to measurements. */
export function forceBackend(backend: BackendId | null): void {
  forced = backend;
}

/** The backend that was forced, which runs of neural models then depend on. */
export const forcedBackend = (): BackendId | null => forced;
