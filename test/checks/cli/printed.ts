import { vi } from 'vitest';
import { readArguments } from '../../../src-main/cli/flags.ts';
import type { Command } from '../../../src-main/cli/main.ts';

/** What a command prints, run in this process. */
export async function printed({ run }: Command, words: string[], json = false): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await run(readArguments(words), { json, locale: 'en' });
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}
