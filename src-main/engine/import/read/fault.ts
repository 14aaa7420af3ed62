import path from 'node:path';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Text } from '../../../contract/text.ts';

/** Something wrong with a file, in words for people. */
export class FileFault extends Error {
  readonly what: Text;

  constructor(en: string, zh: string) {
    super(en);
    this.what = { en, zh };
  }
}

/** The failure of a file that cannot be read as what it seems to be. */
export function unreadable(file: string, format: string, cause: unknown): ClienteleError {
  if (cause instanceof ClienteleError) return cause;
  const detail = cause instanceof FileFault ? cause.what : cause instanceof Error ? cause.message : String(cause);
  return new ClienteleError('unreadable-file', { file: path.basename(file), format, detail }, { cause });
}
