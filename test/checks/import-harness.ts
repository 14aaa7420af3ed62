import type { ImportOptions, ImportPreview } from '../../src-main/contract/import.ts';
import { previewImport } from '../../src-main/engine/import/preview.ts';
import { runImport, type ImportResult } from '../../src-main/engine/import/run.ts';

/** Nobody cancels and nobody watches. */
export const quiet = { signal: { aborted: false, throwIfAborted: () => undefined }, progress: () => undefined };

/** Imports files as they are proposed, or as the options say. */
export async function importAll(
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportResult & { readonly preview: ImportPreview }> {
  const preview = await previewImport(paths, options);
  return { ...(await runImport(preview.plan, quiet)), preview };
}
