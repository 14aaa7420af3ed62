import { askOpen } from '../app/files.ts';

/** What an import can read. */
export const IMPORT_EXTENSIONS = ['csv', 'tsv', 'txt', 'gz', 'jsonl', 'ndjson', 'json', 'xlsx', 'sqlite', 'db'];

/** Asks for files to import; none where the person thought better of it. */
export const chooseFiles = (title: string): Promise<string[]> =>
  askOpen({ title, extensions: IMPORT_EXTENSIONS, many: true });
