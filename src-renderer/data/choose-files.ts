import type { DesktopApi } from '../../src-main/contract/desktop.ts';

/** What an import can read. */
export const IMPORT_EXTENSIONS = ['csv', 'tsv', 'txt', 'gz', 'jsonl', 'ndjson', 'json', 'xlsx', 'sqlite', 'db'];

/** Asks for files to import; null where the window has no way to ask, an empty list where the person thought better of it. */
export async function chooseFiles(title: string): Promise<string[] | null> {
  const { desktop } = window as { desktop?: DesktopApi };
  return desktop ? desktop.openFiles({ title, extensions: IMPORT_EXTENSIONS, many: true }) : null;
}
